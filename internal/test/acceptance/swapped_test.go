// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSwappedForCopy: the company of a configuration is swapped for its copy, which has the same name. The plan says that
// another company of the name has rows, and how many; a company without rows is no warning.
func TestSwappedForCopy(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	const copied = "000000cc-0000-4000-8000-0000000000ee"
	env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: "Production"}, acctest.Row{"id": copied, "name": "Adventure Works 2", "displayName": "Adventure Works"})
	p.id = copied
	p.warnings.Reset()
	_, err := p.plan()
	p.must(err)
	if text := p.warnings.In("plan"); strings.Contains(text, "Another company of this name") {
		t.Errorf("a company without rows is warned of: %s", text)
	}
	row := env.Find(dataverseSet("bcbi_companies"), "bcbi_externalid", tenantCompanyID(0))
	for range 3 {
		env.Insert(dataverseSet("accounts"), acctest.Row{"name": "Contoso", "_bcbi_companyid_value": row["bcbi_companyid"]})
	}
	env.Insert(dataverseSet("contacts"), acctest.Row{"fullname": "Zoe", "_bcbi_companyid_value": row["bcbi_companyid"]})
	_, err = p.plan()
	p.must(err)
	p.said("plan", "Another company of this name has rows in Dataverse", tenantCompanyID(0), "3 accounts", "1 contact", "match_fields")
}

// TestCopyStillConnected: a sandbox was copied or restored and its cleanup was skipped, so that its setups are on with production's
// Dataverse. The plan says so, whether the sandbox has a Dataverse environment of its own, no state, or the state of before.
func TestCopyStillConnected(t *testing.T) {
	t.Parallel()
	const skipped = "cleanup was skipped"
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.must(production.apply())
	renameEnvironment(env, "Sandbox")
	sandbox := newParty(t, env, "Sandbox", 0)
	sandbox.user = "adopt_existing = true"
	_, err := sandbox.plan()
	sandbox.refused(err, "The company is connected by another environment", skipped, "First turn both connections off in this environment")

	const elsewhere = "https://production.crm4.dynamics.com"
	setups := acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: tenantCompanyID(0), Environment: "Sandbox"}
	setup := env.Rows(setups)[0]
	for _, link := range env.Rows(dataverseSet("nav_connections")) {
		env.Delete(dataverseSet("nav_connections"), link["nav_connectionid"].(string))
	}
	env.Patch(setups, setup["id"].(string), acctest.Row{"environmentUrl": elsewhere})
	_, err = sandbox.plan()
	sandbox.refused(err, "The company is connected with another Dataverse environment", elsewhere, skipped, "turn both connections of the company off")

	// A setup that the state has, as after a sandbox was overwritten.
	own := acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: tenantCompanyID(0), Environment: "Production"}
	env.Patch(own, env.Rows(own)[0]["id"].(string), acctest.Row{"environmentUrl": elsewhere})
	production.warnings.Reset()
	empty, err := production.plan()
	production.must(err)
	production.said("read", "The company is connected with another Dataverse environment", elsewhere, skipped)
	if empty {
		t.Error("the plan does not lead back")
	}
}
