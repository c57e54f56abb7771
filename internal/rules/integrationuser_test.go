// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

func TestIntegrationUsers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ users, want string }{
		"nobody":               {"", ""},
		"enabled":              {"a", "a"},
		"disabled":             {"-a", "-a"},
		"one of two disabled":  {"-a b", "b"},
		"both disabled":        {"-a -b", "-a"},
		"two of three enabled": {"a -b c", "a c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var users []dataverse.ConnectionUser
			for user := range strings.FieldsSeq(tc.users) {
				users = append(users, dataverse.ConnectionUser{ID: user, Disabled: strings.HasPrefix(user, "-")})
			}
			var got []string
			for _, user := range rules.IntegrationUsers(users) {
				got = append(got, user.ID)
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("got %v, want %s", got, tc.want)
			}
		})
	}
}
