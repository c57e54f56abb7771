// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"errors"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestPartnersAtFault points each problem with a partner at the argument that names it.
func TestPartnersAtFault(t *testing.T) {
	t.Parallel()
	const id = "000000d1-0000-4000-8000-000000000001"
	code, salesperson := salespersonRef{code: "JO"}, salespersonRef{id: id}
	email, user := userRef{email: "jim@contoso.example"}, userRef{id: id}
	disabled := dataverse.SalesUser{ID: id, Disabled: true}
	for name, test := range map[string]struct {
		err error
		at  string
	}{
		"no such code":            {code.missing("company"), "salesperson_code"},
		"no salesperson with id":  {salesperson.missing("company"), "salesperson_id"},
		"the code is gone":        {code.gone(salespersonModel{}), "salesperson_code"},
		"the salesperson is gone": {salesperson.gone(salespersonModel{}), "salesperson_id"},
		"no such address":         {email.missing(), "system_user_email"},
		"no such user":            {user.missing(), "system_user_id"},
		"unfit, by address":       {email.check(disabled), "system_user_email"},
		"unfit, by id":            {user.check(disabled), "system_user_id"},
		"all unfit":               {email.unfit([]dataverse.SalesUser{disabled, disabled}), "system_user_email"},
		"ambiguous":               {email.ambiguous([]dataverse.SalesUser{{}, {}}), "system_user_email"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problem, ok := errors.AsType[*framework.Problem](test.err)
			if !ok || problem.Path == nil || problem.Path.String() != test.at {
				t.Errorf("%v does not point at %s", test.err, test.at)
			}
		})
	}
}
