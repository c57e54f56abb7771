// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestQuickstartCompanyGone renames the company of examples/quickstart: the plan names it and what there is, and destroy
// works.
func TestQuickstartCompanyGone(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	w := quickstart(t, env)
	w.apply()
	companies := acctest.Set{API: acctest.BusinessCentral, Name: "companies"}
	env.Insert(companies, acctest.Row{"name": "CRONUS 2"})
	env.Delete(companies, companyID)
	status, output := w.run("plan")
	if status == 0 || !strings.Contains(unwrapped(output), "Business Central has no company named CRONUS. It has CRONUS 2.") || strings.Contains(output, "null value") {
		t.Errorf("plan: status %d\n%s", status, output)
	}
	w.destroy()
	if rows := env.Rows(dataverseSet("nav_connections")); len(rows) != 0 {
		t.Errorf("links are left: %v", rows)
	}
}
