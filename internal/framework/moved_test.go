// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// pointing is a run of a provider that points to an environment of Business Central.
func pointing(t *testing.T, s *service, environment string, change func(d *definition)) kit {
	t.Helper()
	client := businessCentral(t, environment, noCompanies)
	return runs(t, s, framework.NewClients(framework.ClientSet{BusinessCentral: client}), func(d *definition) {
		d.Needs = framework.BusinessCentral
		if change != nil {
			change(d)
		}
	})
}

// TestAnotherEnvironment: what was made in an environment that the provider does not point to any more stays as it is. A
// change of it is refused, a destruction removes it from the state only, and each run warns once.
func TestAnotherEnvironment(t *testing.T) {
	t.Parallel()
	const of = " of tenant tenant" //nolint:dupword // The tenant of the test is called so.
	const here, there = `environment "Sandbox"` + of, `environment "Production"` + of
	s := newService()
	made := pointing(t, s, "Production", nil).create()
	never := untouched(t)
	for name, operation := range map[string]func(k kit) inprocess.Diagnostics{
		"refresh": func(k kit) inprocess.Diagnostics {
			unidentified := made // as Terraform before 1.12 keeps it
			unidentified.Identity = nil
			kept, told := k.refresh(unidentified)
			if !kept.Exists() || kept.Identity == nil {
				t.Errorf("after the refresh: %+v", kept)
			}
			_, again := k.refresh(made)
			k.quiet(again)
			return told
		},
		"plan without a change": func(k kit) inprocess.Diagnostics {
			planned, told := k.plan(made, k.value(nil))
			if planned.Changes() {
				t.Errorf("planned: %v", planned.State.Value)
			}
			return told
		},
		"plan of a destruction": func(k kit) inprocess.Diagnostics {
			_, told := k.session.PlanDestroy(t.Context(), "fake_thing", made)
			return told
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := pointing(t, s, "Sandbox", func(d *definition) {
				never(d)
				d.Plan = func(context.Context, *planOperation) error { t.Error("planned"); return nil }
				d.PlanDestroy = d.Plan
			})
			k.warns(operation(k), "point to different environments", here, there, "keep their prior state")
		})
	}
	t.Run("plan of a change", func(t *testing.T) {
		t.Parallel()
		k := pointing(t, s, "Sandbox", never)
		for _, change := range []map[string]any{{"color": "blue"}, {"mode": "wild"}} {
			_, told := k.plan(made, k.value(change))
			k.fails(told, "point to different environments", here, there, "Nothing was changed", "plan the thing")
		}
	})
	t.Run("update", func(t *testing.T) {
		t.Parallel()
		k := pointing(t, s, "Sandbox", never)
		_, told := k.apply(inprocess.Planned{Prior: made, Config: k.value(nil), State: inprocess.Object{Value: k.value(map[string]any{"id": "a", "color": "blue", "mode": "calm"}), Private: made.Private}})
		k.fails(told, "point to different environments", here, there, "update the thing")
	})
	t.Run("deletion", func(t *testing.T) {
		t.Parallel()
		k := pointing(t, s, "Sandbox", never)
		told := operations()["delete"](k, made)
		k.warns(told, "Left in place: the thing a", here, there)
	})
	t.Run("a local setting that the state lacks", func(t *testing.T) {
		t.Parallel()
		k := pointing(t, s, "Sandbox", never)
		without := made
		without.Value = k.value(map[string]any{"id": "a", "mode": nil})
		planned, told := k.plan(without, k.value(map[string]any{"color": nil})) // what is not known is no change either
		if k.warns(told, "point to different environments"); planned.Changes() {
			t.Errorf("planned: %v", planned.State.Value)
		}
	})
}

// TestFollowing: an object that may follow is planned and updated in the new environment, and is there from then on.
func TestFollowing(t *testing.T) {
	t.Parallel()
	s := newService()
	made := pointing(t, s, "Production", nil).create()
	var followed []bool
	follow := func(d *definition) {
		d.Follows = func(plan thingModel) bool { return plan.Color.ValueString() == "blue" }
		update := d.Update
		d.Update = func(ctx context.Context, op *framework.Operation[thingModel], plan, state thingModel) error {
			followed = append(followed, op.Following())
			return update(ctx, op, plan, state)
		}
		d.Plan = func(_ context.Context, p *planOperation) error {
			followed = append(followed, p.Following())
			return nil
		}
	}
	k := pointing(t, s, "Sandbox", follow)
	_, told := k.plan(made, k.value(map[string]any{"color": "green"}))
	k.fails(told, "point to different environments")
	k = pointing(t, s, "Sandbox", follow)
	after, told := k.change(made, k.value(map[string]any{"color": "blue"}))
	if k.warns(told, "point to different environments"); len(followed) != 2 || !followed[0] || !followed[1] {
		t.Errorf("following: %v", followed)
	}
	k = pointing(t, s, "Sandbox", follow)
	again, told := k.refresh(after)
	k.quiet(told)
	_, told = k.change(again, k.value(map[string]any{"color": "white"}))
	if k.quiet(told); len(followed) != 4 || followed[2] || followed[3] {
		t.Errorf("still following: %v", followed)
	}
}

// TestFollowingTheConnections: an object is where the provider points once Sales links to there, and to where it was no longer.
func TestFollowingTheConnections(t *testing.T) {
	t.Parallel()
	const address = "https://businesscentral.dynamics.com/tenant/"
	s := newService()
	made := pointing(t, s, "Production", nil).create()
	for name, tc := range map[string]struct {
		links   []string
		status  int
		follows bool
	}{
		"all":                       {links: []string{address + "Sandbox?company=A", address + "Sandbox?company=B"}, follows: true},
		"but one":                   {links: []string{address + "Sandbox?company=A", address + "Production?company=B"}},
		"and one to a third":        {links: []string{address + "Sandbox?company=A", address + "Test?company=B"}, follows: true},
		"to a third":                {links: []string{address + "Test?company=A"}},
		"and one that does not say": {links: []string{address + "Sandbox?company=A", "https://erp.example"}},
		"none":                      {},
		"that cannot be read":       {status: http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sales := organization(t, func(*http.Request) transporttest.Answer {
				var rows []string
				for _, link := range tc.links {
					rows = append(rows, `{"nav_connectionid":"1","nav_dynamicsnavurl":"`+link+`"}`)
				}
				return transporttest.Answer{Status: tc.status, Body: `{"value":[` + strings.Join(rows, ",") + `]}`}
			})
			sandbox := businessCentral(t, "Sandbox", noCompanies)
			k := runs(t, s, framework.NewClients(framework.ClientSet{Dataverse: sales, BusinessCentral: sandbox}), func(d *definition) { d.Needs = framework.BusinessCentral })
			if _, told := k.refresh(made); tc.follows {
				k.quiet(told)
			} else {
				k.warns(told, "point to different environments")
			}
		})
	}
}

// TestNewObjectsBesideThoseElsewhere are refused, whichever of the two is planned first.
func TestNewObjectsBesideThoseElsewhere(t *testing.T) {
	t.Parallel()
	const refused = "would make new objects there beside them"
	s := newService()
	made := pointing(t, s, "Production", nil).create()
	k := pointing(t, s, "Sandbox", nil)
	_, told := k.plan(made, k.value(nil))
	k.warns(told)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": "b"}))
	k.fails(told, refused, "plan the thing")
	k = pointing(t, s, "Sandbox", nil)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": "b"}))
	k.quiet(told)
	_, told = k.plan(made, k.value(nil))
	k.fails(told, refused)
	if !strings.Contains(told.Warnings(), "keep their prior state") {
		t.Errorf("warnings: %q", told.Warnings())
	}
	// In the same environment nothing speaks against a new one.
	k = pointing(t, s, "Production", nil)
	_, told = k.plan(made, k.value(nil))
	k.quiet(told)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": "b"}))
	k.quiet(told)
}

// TestAnotherOrganization is known by its id, and nothing of the services is asked where the provider does not work with it.
func TestAnotherOrganization(t *testing.T) {
	t.Parallel()
	s := newService()
	with := func(id string, change func(d *definition)) kit {
		client := organization(t, func(*http.Request) transporttest.Answer {
			if id == "" {
				return transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"0x80040220","message":"No."}}`}
			}
			return transporttest.Answer{Body: `{"UserId":"00000000-0000-4000-8000-0000000000aa","BusinessUnitId":"00000000-0000-4000-8000-0000000000bb","OrganizationId":"` + id + `"}`}
		})
		return runs(t, s, framework.NewClients(framework.ClientSet{Dataverse: client}), func(d *definition) {
			d.Needs = framework.Dataverse
			if change != nil {
				change(d)
			}
		})
	}
	const one, other = "00000000-0000-4000-8000-0000000000c1", "00000000-0000-4000-8000-0000000000c2"
	made := with(one, nil).create()
	same := with(strings.ToUpper(one), nil)
	_, told := same.refresh(made)
	same.quiet(told)
	moved := with(other, untouched(t))
	_, told = moved.refresh(made)
	moved.warns(told, one+" (https://contoso.example)", other)
	// Who does not say where the provider points does not stop it.
	silent := with("", nil)
	_, told = silent.refresh(made)
	silent.quiet(told)
	_, told = silent.plan(made, silent.value(nil))
	silent.quiet(told)
	unplaced := with("", nil).create()
	_, told = moved.plan(unplaced, moved.value(nil))
	moved.quiet(told)
	// Nor does a provider that is not configured for Dataverse know where it points, which a callback would have told.
	lacking := runs(t, s, framework.NewClients(framework.ClientSet{}), func(d *definition) { d.Needs, d.Plan = framework.Dataverse, nil })
	_, told = lacking.plan(made, lacking.value(nil))
	lacking.quiet(told)
	// The next refresh that knows where the object is records it.
	same = with(one, nil)
	placed, told := same.refresh(unplaced)
	same.quiet(told)
	again := with(other, untouched(t))
	_, told = again.refresh(placed)
	again.warns(told, one, other)
	_, told = silent.change(made, silent.value(map[string]any{"color": "blue"}))
	silent.fails(told, "Could not update the thing")
	silent.quiet(silent.destroy(made))
}
