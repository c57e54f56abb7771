// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// claimed lists an object of every resource type whose destruction would remove or change it.
func claimed() []string {
	return []string{
		"bcsales_company.other",
		"bcsales_dataverse_company.other",
		"bcsales_dataverse_connection_setup.this",
		"bcsales_extension.hello",
		"bcsales_initial_synchronization.this",
		"bcsales_integration_user.this",
		"bcsales_license_assignment.this",
		"bcsales_permission_set_assignment.this",
		"bcsales_record_coupling.this",
		"bcsales_sales_connection_setup.this",
		"bcsales_salesperson_coupling.jim",
		"bcsales_salesperson_couplings.others",
		"bcsales_security_role_assignment.team_user",
		"bcsales_solution.spare",
		"bcsales_table_mapping.this",
		"bcsales_team_membership.otis",
	}
}

// claimedGuide is the guide with an object of every resource type, each with the deletion policy that removes the most.
func claimedGuide(t *testing.T, env *acctest.Env) *guide {
	t.Helper()
	one, _ := version.Parse("1.0.0.0")
	hello, err := apptest.WriteFile(t.TempDir(), app.Manifest{ID: "a1000000-0000-4000-8000-000000000001", Name: "Hello", Publisher: "Contoso", Version: one})
	if err != nil {
		t.Fatal(err)
	}
	spare, err := samples.Solution{UniqueName: "Spare", FriendlyName: "Spare", Version: "1.0.0.0"}.WriteFile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	g := deletionGuide(t, env)
	g.set("bcsales_company.other", `
  name            = "Fabrikam"
  adopt_existing  = true
  deletion_policy = "delete"`)
	g.set("bcsales_dataverse_company.other", `
  company_id      = bcsales_company.other.id
  company_name    = "Fabrikam"
  deletion_policy = "delete"
  depends_on      = [bcsales_solution.base]`)
	g.set("bcsales_extension.hello", `
  file            = "`+filepath.ToSlash(hello)+`"
  deletion_policy = "uninstall"`)
	g.set("bcsales_solution.spare", `
  file            = "`+filepath.ToSlash(spare)+`"
  deletion_policy = "uninstall"`)
	return g.set("bcsales_permission_set_assignment.this", `
  user_security_id  = "000000e1-0000-4000-8000-000000000002"
  permission_set_id = "D365 READ"`)
}

// run is one run of the provider that creates an object at a new address and destroys it at the old one.
type run struct {
	t       *testing.T
	session *inprocess.Session
	kind    string
	old     inprocess.Object
	config  inprocess.Planned
}

func (r run) create() inprocess.Object {
	r.t.Helper()
	plan, answer := r.session.Plan(r.t.Context(), r.kind, inprocess.Object{}, r.config.Config)
	var made inprocess.Object
	if !answer.Failed() {
		made, answer = r.session.Apply(r.t.Context(), r.kind, plan)
	}
	if answer.Failed() {
		r.t.Errorf("creating: %s", answer.Errors())
	}
	return made
}

// destroy returns the warnings.
func (r run) destroy() string {
	r.t.Helper()
	plan, answer := r.session.PlanDestroy(r.t.Context(), r.kind, r.old)
	if !answer.Failed() {
		_, answer = r.session.Apply(r.t.Context(), r.kind, plan)
	}
	if answer.Failed() {
		r.t.Errorf("destroying: %s", answer.Errors())
	}
	return answer.Warnings()
}

// same requires that the object is there as it was made.
func (r run) same(what string, object inprocess.Object) {
	r.t.Helper()
	now, answer := r.session.Refresh(r.t.Context(), r.kind, object)
	switch {
	case answer.Failed():
		r.t.Errorf("reading %s: %s", what, answer.Errors())
	case !now.Exists():
		r.t.Errorf("%s is gone", what)
	case !now.Value.RawEquals(object.Value):
		r.t.Errorf("%s was\n%#v\nand is\n%#v", what, object.Value, now.Value)
	}
}

// TestClaims lets one run create and destroy the same object, as a renamed key of for_each without a moved block and
// create_before_destroy do, in both orders and at once. Afterwards the object is there, for every resource type.
func TestClaims(t *testing.T) { //nolint:tparallel // its rows share one emulator, which each begins by restoring
	t.Parallel()
	acctest.Long(t)
	covered := map[string]bool{}
	for _, address := range claimed() {
		kind, _, _ := strings.Cut(address, ".")
		covered[kind] = true
	}
	for _, kind := range resourceTypes() {
		if !covered[kind] {
			t.Errorf("no row claims an object of %s", kind)
		}
	}
	env := acctest.New(t)
	g := claimedGuide(t, env)
	w := inprocess.NewWorkspace(env.Factories())
	plan, err := w.Plan(t.Context(), g.config(), inprocess.Mode{})
	if err == nil {
		err = w.Apply(t.Context(), plan)
	}
	if err == nil {
		plan, err = w.Plan(t.Context(), g.config(), inprocess.Mode{})
	}
	if err != nil {
		t.Fatal(err)
	}
	world := env.Emulator().World()
	var complete *store.Snapshot
	world.Do(func() { complete = world.Store.Snapshot() })
	var atWrite atomic.Pointer[func()]
	nothing := func() {}
	atWrite.Store(&nothing)
	for _, address := range claimed() { //nolint:paralleltest // see above
		planned, ok := plan.Planned(address)
		if !ok {
			t.Fatalf("the plan has no %s", address)
		}
		begin := func(t *testing.T) run {
			t.Helper()
			world.Do(func() { world.Store.Restore(complete) })
			kind, _, _ := strings.Cut(address, ".")
			return run{t, env.Session(nil, nil), kind, planned.Prior, planned}
		}
		t.Run(address+"/creation first", func(t *testing.T) {
			r := begin(t)
			made := r.create()
			if told := r.destroy(); !strings.Contains(told, "Not removed: the ") {
				t.Errorf("destroying said %q", told)
			}
			if r.kind != "bcsales_initial_synchronization" { // its creation is another run
				r.same("the object of the old address", r.old)
			}
			r.same("the object of the new address", made)
		})
		t.Run(address+"/deletion first", func(t *testing.T) {
			r := begin(t)
			r.destroy()
			r.same("the object of the new address", r.create())
		})
		t.Run(address+"/at once", func(t *testing.T) {
			r := begin(t)
			// The creation looks while the first write of the deletion is under way.
			var made inprocess.Object
			var once sync.Once
			begun, done := make(chan struct{}), make(chan struct{})
			if _, answer := r.session.Refresh(t.Context(), r.kind, r.old); answer.Failed() { // which gets the tokens
				t.Fatal(answer.Errors())
			}
			for _, method := range []string{"DELETE", "PATCH", "POST"} {
				env.Before(method, ".", func() { (*atWrite.Load())() }) // one that waited in vain serves the next row
			}
			onWrite := func() { once.Do(func() { close(begun); time.Sleep(30 * time.Millisecond) }) }
			atWrite.Store(&onWrite)
			go func() { defer close(done); <-begun; made = r.create() }()
			r.destroy()
			once.Do(func() { close(begun) }) // where the deletion writes nothing
			<-done
			r.same("the object of the new address", made)
		})
	}
}
