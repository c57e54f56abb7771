// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

type planOperation = framework.PlanOperation[thingModel]

// TestPlanCallback receives what is configured, planned and in state, and what it makes of the plan counts.
func TestPlanCallback(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		state, color any // the color in state and the configured one; nil for none
	}{
		"creation":            {nil, "red"},
		"creation, not known": {nil, inprocess.Unknown},
		"no change":           {"red", "red"},
		"update":              {"red", "blue"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := 0
			k := runs(t, newService(), ready(), func(d *definition) {
				d.Plan = func(ctx context.Context, p *planOperation) error {
					calls++
					if at, ok := ctx.Deadline(); !ok || time.Until(at) > 7*time.Second || time.Until(at) < time.Second {
						t.Errorf("a deadline at %v: %v", at, ok)
					}
					for what, color := range map[string]types.String{"configured": p.Configuration.Color, "planned": p.Plan.Color} {
						if text, known := tc.color.(string); color.ValueString() != text || color.IsUnknown() == known {
							t.Errorf("%s: %v", what, color)
						}
					}
					if (p.State != nil) != (tc.state != nil) || p.State != nil && p.State.Color.ValueString() != tc.state {
						t.Errorf("in state: %v", p.State)
					}
					if !p.Ready() || p.Refreshed() {
						t.Errorf("ready: %v, refreshed: %v", p.Ready(), p.Refreshed())
					}
					p.Plan.Mode = types.StringValue("wild")
					if p.State != nil && p.State.Mode.ValueString() != "calm" {
						t.Error("the state changes with the plan")
					}
					p.RequireReplace("mode")
					return nil
				}
			})
			limit := map[string]any{"read": "7s"}
			var prior inprocess.Object
			if tc.state != nil {
				prior = k.state(map[string]any{"timeouts": limit})
			}
			planned, told := k.plan(prior, k.value(map[string]any{"color": tc.color, "timeouts": limit}))
			k.quiet(told)
			if calls != 1 || attribute(planned.State, "mode") != "wild" || planned.Replace != (tc.state != nil) {
				t.Errorf("called %d times, planned: %v, replaces: %v", calls, planned.State.Value, planned.Replace)
			}
		})
	}
}

// TestRefreshed: a plan knows whether this run has read the object itself.
func TestRefreshed(t *testing.T) {
	t.Parallel()
	s := newService()
	s.things["a"] = &thing{color: "red"}
	var refreshed []bool
	k := runs(t, s, ready(), func(d *definition) {
		d.Plan = func(_ context.Context, p *planOperation) error {
			refreshed = append(refreshed, p.Refreshed())
			return nil
		}
	})
	one, other := k.state(nil), k.state(map[string]any{"id": "b", "name": "b"})
	for _, object := range []inprocess.Object{one, other} {
		_, told := k.plan(object, k.value(map[string]any{"name": object.Value.GetAttr("name")}))
		k.quiet(told)
		if object.Value.RawEquals(one.Value) {
			one, told = k.refresh(one)
			k.quiet(told)
		}
	}
	_, told := k.plan(one, k.value(nil))
	k.quiet(told)
	if want := []bool{false, false, true}; !slices.Equal(refreshed, want) {
		t.Errorf("%v, want %v", refreshed, want)
	}
}

// TestPlanFails: what the callback says of a creation, an update and a destruction is about that, once the run changes something.
func TestPlanFails(t *testing.T) {
	t.Parallel()
	plans := map[string]func(k kit) inprocess.Diagnostics{
		"create": func(k kit) inprocess.Diagnostics { _, told := k.plan(inprocess.Object{}, k.value(nil)); return told },
		"update": func(k kit) inprocess.Diagnostics {
			_, told := k.plan(k.state(nil), k.value(map[string]any{"color": "blue"}))
			return told
		},
		"delete": func(k kit) inprocess.Diagnostics { return k.destroy(k.state(nil)) },
	}
	for name, plan := range plans {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refuse := false
			says := func(*planOperation) error {
				if refuse {
					return errors.New("the service said no")
				}
				return nil
			}
			k := runs(t, newService(), ready(), func(d *definition) {
				d.Plan = func(_ context.Context, p *planOperation) error { return says(p) }
				d.PlanDestroy = func(_ context.Context, p *planOperation) error {
					if p.Plan != nil || p.State == nil || p.State.Color.ValueString() != "red" {
						t.Errorf("planned: %v, in state: %v", p.Plan, p.State)
					}
					return says(p)
				}
			})
			refuse = true
			k.fails(plan(k), "Could not plan the thing", "service said no")
			refuse = false
			k.create()
			refuse = true
			k.fails(plan(k), "Could not "+name+" the thing", "service said no")
			missing := runs(t, newService(), ready(), func(d *definition) {
				d.Needs = framework.Dataverse
				d.Plan = func(context.Context, *planOperation) error { t.Error("called"); return nil }
				d.PlanDestroy = d.Plan
			})
			missing.fails(plan(missing), "lacks the argument dataverse_url")
			if name == "delete" {
				soon := k.state(map[string]any{"timeouts": map[string]any{"read": "soon"}})
				k.fails(k.destroy(soon), "Not a timeout")
			}
		})
	}
}

// TestPlansWithoutAConfiguredProvider call the callback, which is not ready, and ask for nothing.
func TestPlansWithoutAConfiguredProvider(t *testing.T) {
	t.Parallel()
	for name, clients := range map[string]*framework.Clients{"not known": framework.UnconfiguredClients("client_id"), "none": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := 0
			var data any
			if clients != nil {
				data = clients
			}
			k := runs(t, newService(), data, func(d *definition) {
				d.Needs = framework.Graph
				d.Plan = func(_ context.Context, p *planOperation) error {
					if calls++; p.Ready() {
						t.Error("ready")
					}
					return nil
				}
			})
			_, told := k.plan(inprocess.Object{}, k.value(nil))
			if k.quiet(told); (calls == 1) != (clients != nil) {
				t.Errorf("called %d times", calls)
			}
		})
	}
}

// TestValidate: what the check of the arguments says is the answer, and without one everything is valid.
func TestValidate(t *testing.T) {
	t.Parallel()
	k := runs(t, newService(), ready(), func(d *definition) {
		d.Validate = func(_ context.Context, config thingModel) error {
			if config.Name.ValueString() == "a" {
				return nil
			}
			return framework.Errorf("No such name", "Use the name a.", "%s does not exist.", config.Name.ValueString()).At("name")
		}
	})
	_, told := k.plan(inprocess.Object{}, k.value(nil))
	k.quiet(told)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": "b"}))
	k.fails(told, "No such name", "b does not exist", "Use the name a", "validate the thing")
}

// TestTheEnvironmentIsChecked in every plan but that of a destruction, which may find out that nothing is left.
func TestTheEnvironmentIsChecked(t *testing.T) {
	t.Parallel()
	missing := func(*http.Request) transporttest.Answer {
		return transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"NoEnvironment","message":"Environment does not exist"}}`}
	}
	client := businessCentral(t, "Production", missing)
	s := newService()
	s.things["a"] = &thing{color: "red"}
	k := runs(t, s, framework.NewClients(framework.ClientSet{BusinessCentral: client}), func(d *definition) {
		d.Needs = framework.BusinessCentral
		d.Plan = func(context.Context, *planOperation) error { t.Error("called"); return nil }
	})
	_, told := k.plan(inprocess.Object{}, k.value(nil))
	k.fails(told, "Could not plan the thing", "NoEnvironment")
	_, told = k.plan(k.state(nil), k.value(nil))
	k.fails(told, "NoEnvironment")
	k.quiet(k.destroy(k.state(nil)))
}

// TestAGoneCompany: what was in a company that is gone is gone too, unless it outlives it, and the first object that is
// planned in it is the error of the plan.
func TestAGoneCompany(t *testing.T) {
	t.Parallel()
	gone := errorOf(http.StatusNotFound, "Internal_CompanyNotFound")
	s := newService()
	s.things["a"] = &thing{color: "red"}
	outlives := false
	k := runs(t, s, ready(), func(d *definition) {
		d.Company = func(m thingModel) string { return strings.TrimSuffix(m.Name.ValueString(), "?") }
		d.Outlives = func(thingModel) bool { return outlives }
	})
	made := k.create()
	s.read = gone
	outlives = true
	kept, told := k.refresh(made)
	if k.quiet(told); !kept.Exists() {
		t.Error("what outlives the company was removed from the state")
	}
	outlives = false
	left, told := k.refresh(made)
	if k.quiet(told); left.Exists() {
		t.Errorf("in the state: %v", left.Value)
	}
	_, told = k.plan(inprocess.Object{}, k.value(nil))
	k.fails(told, "The company is gone", "no longer has the company a", "company_id")
	_, told = k.plan(inprocess.Object{}, k.value(nil)) // the second has nothing to add
	k.quiet(told)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": "b"}))
	k.quiet(told)
	_, told = k.plan(inprocess.Object{}, k.value(map[string]any{"name": inprocess.Unknown}))
	k.quiet(told)
	_, told = k.session.PlanDestroy(t.Context(), "fake_thing", made)
	k.quiet(told)

	s.read = errorOf(http.StatusNotFound, "Internal_RecordNotFound")
	_, told = k.refresh(made)
	k.fails(told, "Could not read the thing")
	s.read = gone
	k = runs(t, s, ready(), nil) // not in a company
	_, told = k.refresh(made)
	k.fails(told, "Internal_CompanyNotFound")
}
