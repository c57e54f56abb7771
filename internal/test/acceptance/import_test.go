// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// importGuide is a guide whose objects can be imported with the configuration that created them.
func importGuide(t *testing.T, env *acctest.Env) *guide {
	t.Helper()
	g := deletionGuide(t, env)
	// Settings without a remote value have their defaults after an import, so
	// the configuration uses the defaults too.
	for _, local := range []string{"adopt_existing = true", `minimum_version = "1.0"`, `mappings = ["CURRENCY", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT", "CUSTOMER"]`} {
		g.without(local)
	}
	g.drop("bcsales_integration_user.person").drop("bcsales_record_coupling.this")
	// These take over what other resources manage here, and are imported in their own packages.
	return g.drop("bcsales_company.this").drop("bcsales_salesperson_couplings.others")
}

// TestImport removes every object of the guide from the state and imports it by its id: with the configuration that
// created it, the plan is empty.
func TestImport(t *testing.T) {
	t.Parallel()
	g := importGuide(t, acctest.New(t))
	w := newWorkspace(t, g.config())
	w.apply()
	w.expectEmptyPlan()
	attributes := w.attributes()
	for _, address := range g.order {
		id, _ := attributes[address]["id"].(string)
		t.Logf("import %s %s", address, id)
		w.must("state", "rm", address)
		w.must("import", address, id)
		if status, output := w.run("plan", "-detailed-exitcode"); status != 0 {
			t.Errorf("after the import of %s the plan ended with %d:\n%s", address, status, output)
		}
	}
}

// TestImportAfterwards imports the objects that the guide's configuration cannot contain from the beginning: an
// account that existed before, with adopt_existing at its default, and a coupling of a record that the first
// synchronization left out.
func TestImportAfterwards(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	g := driftGuide(t, env)
	w := newWorkspace(t, g.config())
	w.apply()
	w.write(g.without("adopt_existing = true").config())
	w.apply()
	attributes := w.attributes()
	for _, address := range []string{"bcsales_integration_user.person", "bcsales_record_coupling.this"} {
		w.must("state", "rm", address)
		w.must("import", address, attributes[address]["id"].(string))
		w.expectEmptyPlan()
	}
}

// TestImportByCode imports a salesperson's coupling by the salesperson's code.
func TestImportByCode(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	w := newWorkspace(t, newGuide(t, env).config())
	w.apply()
	w.must("state", "rm", "bcsales_salesperson_coupling.jim")
	w.must("import", "bcsales_salesperson_coupling.jim", companyID+"/jo")
	w.expectEmptyPlan()
}

// TestImportRecordsTriggers imports a synchronization and adds triggers: one update records them without starting a
// run, and only a later change starts one.
func TestImportRecordsTriggers(t *testing.T) {
	t.Parallel()
	const address = "bcsales_initial_synchronization.this"
	env := acctest.New(t)
	g := newGuide(t, env)
	w := newWorkspace(t, g.config())
	w.apply()
	run := w.attributes()[address]["run_id"]
	body := g.parts[address]
	w.must("state", "rm", address)
	w.must("import", address, companyID)
	w.write(g.set(address, body+"\n  triggers = { release = \"1\" }").config())
	status, output := w.run("plan", "-detailed-exitcode")
	if status != 2 || !strings.Contains(output, "Plan: 0 to add, 1 to change, 0 to destroy.") {
		t.Fatalf("adding triggers after the import planned something else (%d):\n%s", status, output)
	}
	w.apply()
	if now := w.attributes()[address]["run_id"]; now != run {
		t.Errorf("recording the triggers started a run: %v became %v", run, now)
	}
	w.expectEmptyPlan()
	w.write(g.set(address, body+"\n  triggers = { release = \"2\" }").config())
	if output := w.apply(); !strings.Contains(output, "1 added, 0 changed, 1 destroyed") {
		t.Errorf("changing the triggers did not run again:\n%s", output)
	}
	if now := w.attributes()[address]["run_id"]; now == run {
		t.Error("changing the triggers started no run")
	}
}
