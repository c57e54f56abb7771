// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
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

// adopt takes objects out of the state and imports them with blocks that name them in one of the two ways: with the
// configuration that created them, the plan changes nothing.
func (w *workspace) adopt(config string, name func(address string) string, addresses ...string) {
	w.t.Helper()
	w.must(append([]string{"state", "rm"}, addresses...)...)
	var blocks strings.Builder
	for _, address := range addresses {
		fmt.Fprintf(&blocks, "import {\n  to = %s\n  %s\n}\n", address, name(address))
	}
	w.write(config + blocks.String())
	want := fmt.Sprintf("%d imported, 0 added, 0 changed, 0 destroyed", len(addresses))
	if output := w.apply(); !strings.Contains(output, want) {
		w.t.Errorf("the import was not %q:\n%s", want, output)
	}
	w.write(config)
	w.expectEmptyPlan()
}

// byID names objects by their ids.
func (w *workspace) byID() func(address string) string {
	attributes := w.attributes()
	return func(address string) string { return fmt.Sprintf("id = %q", attributes[address]["id"]) }
}

// TestImport takes every object of the guide out of the state and imports it by its id.
func TestImport(t *testing.T) {
	t.Parallel()
	g := importGuide(t, acctest.New(t))
	w := newWorkspace(t, g.config())
	w.apply()
	w.expectEmptyPlan()
	w.adopt(g.config(), w.byID(), g.order...)
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
	w.adopt(g.config(), w.byID(), "bcsales_integration_user.person", "bcsales_record_coupling.this")
}

// TestImportByCode imports a salesperson's coupling by the salesperson's code, with the command.
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
