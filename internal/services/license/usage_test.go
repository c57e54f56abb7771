// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestLicenseOfAnIntegrationUser destroys the license of an account as which a connection signs in: the last license stays, because
// Dataverse would disable the user without one.
func TestLicenseOfAnIntegrationUser(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		used bool
		more string
		left []string
	}{
		"used":              {used: true, left: []string{office}},
		"used, and another": {used: true, more: sales, left: []string{sales}},
		"not used":          {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			in := func(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }
			for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
				env.Insert(in("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": "2.0.0.0", "ismanaged": true})
			}
			factories, warnings := env.Warnings()
			own := map[string]inprocess.Factory{}
			maps.Copy(own, factories)
			w := inprocess.NewWorkspace(own)
			c := config(env, text("user_id", annName), text("sku_id", office))
			carryOut := func(destroy bool) {
				t.Helper()
				plan, err := w.Plan(t.Context(), c, inprocess.Mode{Destroy: destroy})
				if err == nil {
					err = w.Apply(t.Context(), plan)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			carryOut(false)
			const user = "000000d1-0000-4000-8000-0000000000a1"
			env.Insert(people(), acctest.Row{
				"systemuserid": user, "azureactivedirectoryobjectid": ann, "internalemailaddress": annName, "fullname": "Ann Beebe", "accessmode": 0, "isdisabled": false, "islicensed": true,
			})
			env.Insert(in("systemuserrolescollection"), acctest.Row{"systemuserid": user, "roleid": "a2b18661-9ff5-e911-a812-000d3a0b9028"})
			if tc.used {
				env.Insert(in("nav_connections"), acctest.Row{
					"nav_name": "CRONUS", "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/contoso.com/Production?company=CRONUS", "_createdby_value": user, "_modifiedby_value": user,
				})
			}
			if tc.more != "" {
				env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{
					acctest.Row{"skuId": office, "disabledPlans": []any{}}, acctest.Row{"skuId": tc.more, "disabledPlans": []any{}},
				}})
			}
			carryOut(true)
			if err := licensed(env, ann, tc.left...)(nil); err != nil {
				t.Error(err)
			}
			if kept := warnings.In("apply") != ""; kept != (tc.used && tc.more == "") {
				t.Errorf("the destruction said %q", warnings.In("apply"))
			}
		})
	}
}
