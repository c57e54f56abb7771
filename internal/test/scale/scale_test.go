// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package scale_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// usual is Terraform's default of -parallelism.
const usual = 10

// pairs is a map of the codes of the first n salespeople to users.
func pairs(n int, user func(i int) string) string {
	var b strings.Builder
	b.WriteString("{\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%05d = %q\n", i, user(i))
	}
	return b.String() + "  }"
}

// each couples the first n salespeople, one resource each.
func each(env *acctest.Env, n int) string {
	return env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_salesperson_coupling" "this" {
  for_each         = %s
  company_id       = %q
  salesperson_code = each.key
  system_user_id   = each.value
}
`, pairs(n, func(i int) string { return id("ac", i) }), cronus)
}

// together couples the first n salespeople with one resource, which may have another argument.
func together(env *acctest.Env, n int, argument string) string {
	return env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_salesperson_couplings" "this" {
  company_id = %q
  couplings  = %s
  %s
}
`, cronus, pairs(n, func(i int) string { return fmt.Sprintf("user%d@contoso.example", i) }), argument)
}

// run plans and applies a configuration and returns what the plan and the apply cost.
func run(t *testing.T, env *acctest.Env, w *inprocess.Workspace, what, config string) (planning, applying counts) {
	t.Helper()
	var plan *inprocess.Plan
	planning = count(t, env, what+": plan", func() (err error) {
		plan, err = w.Plan(t.Context(), config, inprocess.Mode{})
		return err
	})
	return planning, count(t, env, what+": apply", func() error { return w.Apply(t.Context(), plan) })
}

// noop plans a configuration that is applied already.
func noop(t *testing.T, env *acctest.Env, w *inprocess.Workspace, what, config string) counts {
	t.Helper()
	return count(t, env, what+": plan without changes", func() error {
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
		if err == nil && !plan.Empty() {
			return errors.New("the plan is not empty")
		}
		return err
	})
}

// everything is what a plan may cost with what it asks once: for the environments, the extension and the setup.
const everything = 14

// ofCouplings are words in the routes of what couplings themselves read.
func ofCouplings() []string {
	return []string{"recordCouplings", "salespeoplePurchasers", "systemusers", "teammemberships", "bcbi_companies", "connectors"}
}

// size is how many objects the tests manage.
func size() int {
	if testing.Short() {
		return 100
	}
	return 1000
}

// written are words in the routes of what the creation of couplings and memberships costs.
func written() []string { return []string{"recordCouplings", "membership", "$batch"} }

// TestCouplings manages couplings one by one, with the services' limits enforced: a refresh costs pages, not rows, writes travel
// together, and nothing is refused.
func TestCouplings(t *testing.T) {
	t.Parallel()
	for parallelism, writes := range map[int]int{usual: size()/4 + 20, 100: 80} {
		t.Run(fmt.Sprintf("%d at a time", parallelism), func(t *testing.T) {
			t.Parallel()
			fewest(t, func(r reporter) {
				refused := &acctest.Refusals{}
				n := size()
				env := tenant(t, n, 0, acctest.WithLimits(refused))
				w, config := workspace(env).Parallel(parallelism), each(env, n)
				planning, applying := run(t, env, w, "couplings", config)
				planning.atMost(r, "planning the couplings", 12, ofCouplings()...)
				applying.atMost(r, "creating couplings and memberships", writes, written()...)
				applying.atMost(r, "what is checked before the creation", 12, "salespeoplePurchasers", "systemusers", "bcbi_companies", "connectors", "Setups")
				again := noop(t, env, w, "couplings", config)
				again.atMost(r, "a plan without changes", 12, ofCouplings()...)
				again.atMost(r, "a plan without changes", everything, "/")
				if refused := refused.Count(); refused > 0 {
					t.Errorf("%d requests were refused with 429", refused)
				}
			})
		})
	}
}

// TestCouplingsOfOneResource manages couplings as a map, with and without memberships of the owning team.
func TestCouplingsOfOneResource(t *testing.T) {
	t.Parallel()
	fewest(t, func(r reporter) {
		n := size()
		env := tenant(t, n+1, 0)
		w, config := workspace(env), together(env, n, "")
		planning, applying := run(t, env, w, "couplings", config)
		planning.atMost(r, "planning the couplings", 12, "/")
		applying.atMost(r, "creating the couplings", 30, "/")
		again := noop(t, env, w, "couplings", config)
		again.atMost(r, "a plan without changes", 12, "/")

		// Beyond what its plan reads, a change costs the write and a few requests.
		const beyond = 1 + 6
		another := func(config string) string { return strings.Replace(config, `"user0@`, fmt.Sprintf(`"user%d@`, n), 1) }
		planning, applying = run(t, env, w, "one coupling with another user", another(config))
		applying.atMost(r, "another user", planning.sent()+beyond, "/")
		applying.atMost(r, "another user", 1, "PATCH")
		planning, applying = run(t, env, w, "one coupling less", another(together(env, n-1, "")))
		applying.atMost(r, "one coupling less", planning.sent()+beyond, "/")
		applying.atMost(r, "one coupling less", 1, "DELETE /v2.0")
	})
}

// TestCouplingsWithoutMemberships changes one coupling of many where memberships are left alone: the write and six requests.
func TestCouplingsWithoutMemberships(t *testing.T) {
	t.Parallel()
	fewest(t, func(r reporter) {
		n := size()
		env := tenant(t, n+1, 0)
		w, config := workspace(env), together(env, n, "add_to_owning_team = false")
		run(t, env, w, "couplings", config)
		_, changing := run(t, env, w, "one coupling with another user", strings.Replace(config, `"user0@`, fmt.Sprintf(`"user%d@`, n), 1))
		changing.atMost(r, "another user", 1+6, "/")
		changing.atMost(r, "another user", 1, "PATCH")
	})
}

// TestRefusedInBatches makes couplings of which Business Central refuses some: with a service that goes on after a failure in a
// batch, and with one that stops there. All others are made, and nothing is refused with 429.
func TestRefusedInBatches(t *testing.T) {
	t.Parallel()
	const few = 3
	n := size() / 2
	for name, test := range map[string]struct {
		stops bool
		most  int
	}{
		"goes on": {false, n/50 + 14},
		"stops":   {true, n/50 + 14 + few*15},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fewest(t, func(r reporter) {
				refused := &acctest.Refusals{}
				env := tenant(t, n, 0, acctest.WithLimits(refused))
				env.Emulator().World().Do(func() { env.Emulator().World().Config.IgnoreContinueOnError = test.stops })
				env.Faults(acctest.Fault{
					API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest, Times: few, Skip: 10,
					Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": "Somebody refused it."}},
				})
				w := workspace(env)
				plan, err := w.Plan(t.Context(), together(env, n, ""), inprocess.Mode{})
				if err != nil {
					t.Fatal(err)
				}
				applying := count(t, env, "couplings: apply", func() error {
					if err := w.Apply(t.Context(), plan); err == nil {
						return errors.New("no coupling was refused")
					}
					return nil
				})
				if made := len(env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: cronus})); made != n-few || env.Fired() != few {
					t.Errorf("%d of %d couplings were made, and %d refused", made, n, env.Fired())
				}
				applying.atMost(r, "creating the couplings", test.most, "/")
				if refused := refused.Count(); refused > 0 {
					t.Errorf("%d requests were refused with 429", refused)
				}
			})
		})
	}
}

// TestDestroy destroys couplings with their memberships: who uses the team is asked once, and the removals travel together.
func TestDestroy(t *testing.T) {
	t.Parallel()
	fewest(t, func(r reporter) {
		env := tenant(t, 100, 0)
		w, config := workspace(env).Parallel(100), each(env, 100)
		_, creating := run(t, env, w, "couplings", config)
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{Destroy: true})
		if err != nil {
			t.Fatal(err)
		}
		destroying := count(t, env, "destroy", func() error { return w.Apply(t.Context(), plan) })
		destroying.atMost(r, "who uses the team", 2, "nav_connections", "EntityDefinitions")
		destroying.atMost(r, "destroying what was created", creating.sent()+10, "/")
	})
}

// TestOneOfMany manages one coupling among many, which a plan must not read.
func TestOneOfMany(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := tenant(t, 20_000, 19_999)
	w, config := workspace(env), each(env, 1)
	run(t, env, w, "one coupling", config)
	counted := noop(t, env, w, "one coupling", config)
	counted.atMost(t, "a plan without changes", 1, "recordCouplings")
	counted.atMost(t, "a plan without changes", 8, "/")
}

func TestRoleAssignments(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	fewest(t, func(r reporter) {
		env := tenant(t, 50, 0)
		w, config := workspace(env), env.ProviderConfig()+`
	resource "bcsales_security_role_assignment" "this" {
	  count            = 100
	  system_user_id   = format("000000ac-0000-4000-8000-%012d", floor(count.index / 2))
	  role_template_id = ["d892cc0b-28c7-4e88-bd92-72f2c366baed", "b4b40b17-cf37-4ea8-b2c5-b580f2f48654"][count.index % 2]
	}
	`
		run(t, env, w, "role assignments", config)
		noop(t, env, w, "role assignments", config).atMost(r, "a plan without changes", 8, "/")
	})
}

// TestRolesOfUsers takes roles of the integration from users: who signs in as them is asked once, and not for each user and company.
func TestRolesOfUsers(t *testing.T) {
	t.Parallel()
	const users = 20
	fewest(t, func(r reporter) {
		env := tenant(t, users, 0)
		env.Insert(acctest.Set{API: acctest.Dataverse, Name: "roles"}, acctest.Row{
			"roleid": "6f960e32-a72b-e511-80d9-3863bb349780",
			"name":   "Dynamics 365 Business Central Integration User", "_businessunitid_value": rootUnit,
		})
		w, config := workspace(env).Parallel(users), env.ProviderConfig()+fmt.Sprintf(`
	resource "bcsales_security_role_assignment" "this" {
	  count          = %d
	  system_user_id = format("000000ac-0000-4000-8000-%%012d", count.index)
	  role_name      = "Dynamics 365 Business Central Integration User"
	}
	`, users)
		run(t, env, w, "role assignments", config)
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{Destroy: true})
		if err != nil {
			t.Fatal(err)
		}
		destroying := count(t, env, "destroy", func() error { return w.Apply(t.Context(), plan) })
		destroying.atMost(r, "who signs in as the users", 4, "nav_connections", "EntityDefinitions", "api/v2.0/companies", "dataverseConnectionSetups")
	})
}
