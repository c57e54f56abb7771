// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"strings"
	"testing"
)

func FuzzOrigin(f *testing.F) {
	for _, value := range []string{"https://contoso.crm4.dynamics.com", "http://x", "https://u:p@x", "https://x/y", "https://[::1]:8080/", "https://x?y#z", "//x", "https://"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		u, err := parseOrigin(value)
		if err != nil {
			return
		}
		again, err := parseOrigin(u.String())
		if err != nil || *again != *u || u.Scheme != "https" || u.User != nil || u.Path != "" || u.Host != strings.ToLower(u.Host) {
			t.Errorf("%q became %q, then %v, %v", value, u, again, err)
		}
	})
}
