// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestCompanyWhoseKeysAreTaken creates a company when rows with the ids that this provider chooses exist, but were changed.
func TestCompanyWhoseKeysAreTaken(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const other = "bbbbbbbb-0000-4000-8000-000000000002"
	// rows returns the ids of what the company has.
	rows := func(env *acctest.Env) (row, team, unit string) {
		company, owning := company(env)
		return company["bcbi_companyid"].(string), owning["teamid"].(string), owning["_businessunitid_value"].(string)
	}
	for name, c := range map[string]struct {
		change func(env *acctest.Env)
		want   []string // of the error
		check  resource.TestCheckFunc
	}{
		"a renamed unit and team": {
			change: func(env *acctest.Env) {
				row, team, unit := rows(env)
				env.Delete(set("bcbi_companies"), row)
				env.Patch(set("businessunits"), unit, acctest.Row{"name": "North"})
				env.Patch(set("teams"), team, acctest.Row{"name": "Owners"})
			},
			check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "business_unit_name", "North"),
				resource.TestCheckResourceAttr(address, "team_name", "Owners"),
			),
		},
		"a unit below another parent": {
			change: func(env *acctest.Env) {
				row, team, unit := rows(env)
				env.Delete(set("bcbi_companies"), row)
				env.Delete(set("teams"), team)
				root := env.Find(set("businessunits"), "_parentbusinessunitid_value", nil)["businessunitid"]
				env.Insert(set("businessunits"), acctest.Row{"businessunitid": other, "name": "Parent", "_parentbusinessunitid_value": root})
				env.Patch(set("businessunits"), unit, acctest.Row{"name": "North", "_parentbusinessunitid_value": other})
			},
			want: []string{"businessunits(", `parentbusinessunitid = "` + other + `"`, "terraform import <address of this resource> " + companyID},
		},
		"a team of another unit": {
			change: func(env *acctest.Env) {
				row, team, _ := rows(env)
				env.Delete(set("bcbi_companies"), row)
				root := env.Find(set("businessunits"), "_parentbusinessunitid_value", nil)["businessunitid"]
				env.Patch(set("teams"), team, acctest.Row{"_businessunitid_value": root})
			},
			want: []string{"teams(", "businessunitid = ", "terraform import <address of this resource> " + companyID},
		},
		"a row of another company": {
			change: func(env *acctest.Env) {
				row, _, _ := rows(env)
				env.Patch(set("bcbi_companies"), row, acctest.Row{"bcbi_externalid": other})
			},
			want: []string{"bcbi_companies(", `bcbi_externalid = "` + other + `"`, `bcbi_externalid = "` + companyID + `"`, "terraform import <address of this resource> " + other},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := start(t)
			again := resource.TestStep{PreConfig: func() { c.change(env) }, Config: config(env, ""), Check: c.check}
			if c.want != nil {
				again.ExpectError = said(c.want)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps: []resource.TestStep{
					{Config: config(env, "")},
					{Config: env.ProviderConfig()}, // everything is retained
					again,
				},
			})
		})
	}
}

// said matches a diagnostic that contains the parts in this order, however Terraform breaks its lines.
func said(parts []string) *regexp.Regexp {
	patterns := make([]string, len(parts))
	for i, part := range parts {
		words := strings.Fields(part)
		for j, word := range words {
			words[j] = regexp.QuoteMeta(word)
		}
		patterns[i] = strings.Join(words, `[\s│]+`)
	}
	return regexp.MustCompile("(?s)" + strings.Join(patterns, ".*"))
}
