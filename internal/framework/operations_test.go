// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// operations are the four that reach a service, each with the red thing a in state.
func operations() map[string]func(k kit, prior inprocess.Object) inprocess.Diagnostics {
	changed := func(k kit, prior inprocess.Object, config cty.Value) inprocess.Diagnostics {
		// Not planned: what the state says of timeouts and clients shall meet the change itself.
		given := map[string]any{"id": "a", "mode": "calm", "timeouts": config.GetAttr("timeouts")}
		_, told := k.apply(inprocess.Planned{Prior: prior, Config: config, State: inprocess.Object{Value: k.value(given), Private: prior.Private}})
		return told
	}
	return map[string]func(k kit, prior inprocess.Object) inprocess.Diagnostics{
		"create": func(k kit, prior inprocess.Object) inprocess.Diagnostics {
			nothing := inprocess.Object{Value: cty.NullVal(prior.Value.Type())}
			return changed(k, nothing, prior.Value)
		},
		"read": func(k kit, prior inprocess.Object) inprocess.Diagnostics {
			_, told := k.refresh(prior)
			return told
		},
		"update": func(k kit, prior inprocess.Object) inprocess.Diagnostics { return changed(k, prior, prior.Value) },
		"delete": func(k kit, prior inprocess.Object) inprocess.Diagnostics {
			_, told := k.apply(inprocess.Planned{Prior: prior, State: inprocess.Object{Value: cty.NullVal(prior.Value.Type()), Private: prior.Private}, Config: cty.NullVal(prior.Value.Type())})
			return told
		},
	}
}

// untouched fails the test when any callback is called.
func untouched(t *testing.T) func(d *definition) {
	t.Helper()
	return func(d *definition) {
		d.Create = func(context.Context, *framework.Operation[thingModel], thingModel) error {
			t.Error("created")
			return nil
		}
		d.Read = func(_ context.Context, _ *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
			t.Error("read")
			return m, true, nil
		}
		d.Update = func(context.Context, *framework.Operation[thingModel], thingModel, thingModel) error {
			t.Error("updated")
			return nil
		}
		d.Delete = func(context.Context, *framework.Operation[thingModel], thingModel) error {
			t.Error("deleted")
			return nil
		}
	}
}

// TestNoCallbackWithoutWhatItNeeds: an operation whose time or clients are missing says so, and asks no service.
func TestNoCallbackWithoutWhatItNeeds(t *testing.T) {
	t.Parallel()
	for name, operation := range operations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			never := untouched(t)
			k := runs(t, newService(), ready(), never)
			soon := k.state(map[string]any{"timeouts": map[string]any{name: "soon"}})
			k.fails(operation(k, soon), "Not a timeout", "timeouts."+name, `"soon"`)
			k = runs(t, newService(), ready(), func(d *definition) { never(d); d.Needs = framework.Graph })
			k.fails(operation(k, k.state(nil)), "lacks the argument tenant_id", name+" the thing")
			k = runs(t, newService(), 5, never)
			k.fails(operation(k, k.state(nil)), "Unexpected provider data", "got int")
		})
	}
}

// TestFailures: what a callback says reaches the user, and the time that it had is the one that is configured.
func TestFailures(t *testing.T) {
	t.Parallel()
	for name, operation := range operations() {
		for _, parts := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, of parts: %t", name, parts), func(t *testing.T) {
				t.Parallel()
				says := func(ctx context.Context) error {
					if at, ok := ctx.Deadline(); !ok || time.Until(at) > 7*time.Second || time.Until(at) < time.Second {
						t.Errorf("a deadline at %v: %v", at, ok)
					}
					return errors.New("the service said no")
				}
				k := runs(t, newService(), ready(), func(d *definition) {
					d.ClaimsParts = parts
					d.Create = func(ctx context.Context, _ *framework.Operation[thingModel], _ thingModel) error { return says(ctx) }
					d.Update = func(ctx context.Context, _ *framework.Operation[thingModel], _, _ thingModel) error { return says(ctx) }
					d.Delete = func(ctx context.Context, _ *framework.Operation[thingModel], _ thingModel) error { return says(ctx) }
					if name == "read" {
						d.Read = func(ctx context.Context, _ *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
							return m, true, says(ctx)
						}
					}
				})
				told := operation(k, k.state(map[string]any{"timeouts": map[string]any{name: "7s"}}))
				k.fails(told, "Could not "+name+" the thing", "service said no")
				if len(told) != 1 {
					t.Errorf("told %d times: %s", len(told), told.Errors())
				}
			})
		}
	}
}

// TestWhatIsNotKnownIsSavedAsNull when a creation fails: nothing in a state may be unknown.
func TestWhatIsNotKnownIsSavedAsNull(t *testing.T) {
	t.Parallel()
	s := newService()
	s.create = func() error { return errors.New("the second step failed") }
	k := runs(t, s, ready(), nil)
	left, told := k.change(inprocess.Object{}, k.value(map[string]any{"color": nil}))
	if k.fails(told, "econd step failed"); !left.Exists() || attribute(left, "name") != "a" || !left.Value.GetAttr("color").RawEquals(cty.NullVal(cty.String)) {
		t.Errorf("in the state: %#v", left.Value)
	}
}

// TestAFailedUpdateIsRecorded as the service shows the object, from what the update saved; what cannot be read is left.
func TestAFailedUpdateIsRecorded(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		saves string // by the update, before it fails
		shows string // "" for an object that cannot be read
		want  string
	}{
		"as the service shows it": {shows: "green", want: "green"},
		"after it saved":          {saves: "white", shows: "white", want: "white"},
		"when it cannot be read":  {want: "red"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reads []string
			k := runs(t, newService(), ready(), func(d *definition) {
				d.Update = func(ctx context.Context, op *framework.Operation[thingModel], plan, _ thingModel) error {
					if tc.saves != "" {
						plan.Color = types.StringValue(tc.saves)
						if err := op.Save(ctx, plan); err != nil {
							return err
						}
					}
					return errors.New("refused")
				}
				d.Read = func(ctx context.Context, _ *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
					if _, ok := ctx.Deadline(); !ok {
						t.Error("no deadline")
					}
					reads = append(reads, m.Color.ValueString())
					m.Color = types.StringValue(tc.shows)
					return m, tc.shows != "", nil
				}
			})
			after, told := k.change(k.state(nil), k.value(map[string]any{"color": "blue"}))
			k.fails(told, "Could not update the thing", "Refused")
			if len(told) != 1 {
				t.Errorf("%d errors: %s", len(told), told.Errors())
			}
			if got := attribute(after, "color"); got != tc.want {
				t.Errorf("the state says %q, want %q", got, tc.want)
			}
			start := "red"
			if tc.saves != "" {
				start = tc.saves
			}
			if len(reads) != 1 || reads[0] != start {
				t.Errorf("read from %q, want %q", reads, start)
			}
		})
	}
}

// TestWhatIsReadBackCounts: an object that nobody can read back, or that somebody else has changed, is an error after every
// write, whatever the service answered to it.
func TestWhatIsReadBackCounts(t *testing.T) {
	t.Parallel()
	refused := errors.New("the service is busy")
	for name, tc := range map[string]struct {
		found bool
		read  error
		check error
		want  []string
	}{
		"not there":        {want: []string{"Could not %s the thing", "accepted every call", "cannot be read back"}},
		"cannot be read":   {read: refused, want: []string{"Could not read back the thing", "service is busy"}},
		"another's change": {found: true, check: errors.New("somebody else painted it"), want: []string{"Could not %s the thing", "omebody else painted it"}},
		"as it was saved":  {found: true},
	} {
		for _, operation := range []string{"create", "update"} {
			t.Run(name+" after "+operation, func(t *testing.T) {
				t.Parallel()
				s := newService()
				s.things["a"] = &thing{color: "red"}
				k := runs(t, s, ready(), func(d *definition) {
					d.Create = func(ctx context.Context, op *framework.Operation[thingModel], plan thingModel) error {
						plan.ID = plan.Name
						return op.Save(ctx, plan)
					}
					d.Read = func(_ context.Context, _ *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
						return m, tc.found, tc.read
					}
					d.Check = func(saved, shown thingModel) error {
						if saved.Name != shown.Name {
							t.Errorf("%v and %v", saved, shown)
						}
						return tc.check
					}
				})
				told := operations()[operation](k, k.state(nil))
				if tc.want == nil {
					k.quiet(told)
					return
				}
				for _, text := range tc.want {
					k.fails(told, strings.ReplaceAll(text, "%s", operation))
				}
				if len(told) != 1 {
					t.Errorf("%d errors: %s", len(told), told.Errors())
				}
			})
		}
	}
}

// TestACreationThatSavesNothing is a defect that is said.
func TestACreationThatSavesNothing(t *testing.T) {
	t.Parallel()
	k := runs(t, newService(), ready(), func(d *definition) {
		d.Create = func(context.Context, *framework.Operation[thingModel], thingModel) error { return nil }
	})
	_, told := k.change(inprocess.Object{}, k.value(nil))
	k.fails(told, "Could not create the thing", "Nothing was saved")
}

// TestGone: a refresh of an object that is gone removes it; one that fails keeps it.
func TestGone(t *testing.T) {
	t.Parallel()
	s := newService()
	k := runs(t, s, ready(), nil)
	made := k.create()
	s.read = errors.New("no answer")
	kept, told := k.refresh(made)
	if k.fails(told, "Could not read the thing", "No answer"); !kept.Exists() {
		t.Error("removed from the state")
	}
	s.read = nil
	delete(s.things, "a")
	gone, told := k.refresh(made)
	if k.quiet(told); gone.Exists() {
		t.Errorf("kept: %v", gone.Value)
	}
}

// TestFoundIsNotTainted: what a creation found stays out of the state when it fails later, so that no destruction removes it.
func TestFoundIsNotTainted(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string]struct{ create, read error }{
		"after it was saved": {create: errors.New("the second step failed")},
		"when it is read":    {read: errors.New("no answer")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService()
			s.things["a"] = &thing{color: "red"}
			s.create, s.read = func() error { return fails.create }, fails.read
			k := runs(t, s, ready(), nil)
			left, told := k.change(inprocess.Object{}, k.value(nil))
			if k.fails(told); left.Exists() {
				t.Errorf("in the state: %v", left.Value)
			}
			delete(s.things, "a") // the same, of an object that is made here
			made, told := k.change(inprocess.Object{}, k.value(nil))
			if k.fails(told); !made.Exists() {
				t.Error("what was made is not in the state")
			}
		})
	}
}

// TestLookingAfterAnInterruption: what cannot be looked for is a warning, what was not made is no state, and every other
// failure is no reason to look.
func TestLookingAfterAnInterruption(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		cause  error
		found  bool
		parts  bool // which the callbacks claim
		look   error
		looks  int
		warns  string
		exists bool
	}{
		"made":              {cause: context.Canceled, found: true, looks: 1, exists: true},
		"made of parts":     {cause: context.Canceled, found: true, parts: true, looks: 1, exists: true},
		"not made":          {cause: context.DeadlineExceeded, looks: 1},
		"it cannot be seen": {cause: context.Canceled, look: errors.New("no answer"), looks: 1, warns: "Could not see whether the thing was created"},
		"no interruption":   {cause: errors.New("refused"), found: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			looks := 0
			k := runs(t, newService(), ready(), func(d *definition) {
				d.ClaimsParts = tc.parts
				d.Create = func(ctx context.Context, op *framework.Operation[thingModel], _ thingModel) error {
					op.Making(ctx)
					return tc.cause
				}
				d.Recover = func(ctx context.Context, _ *framework.Operation[thingModel], plan thingModel) (thingModel, bool, error) {
					looks++
					at, ok := ctx.Deadline()
					if !ok || time.Until(at) > 31*time.Second || ctx.Err() != nil {
						t.Errorf("a deadline at %v, %v", at, ctx.Err())
					}
					plan.ID = plan.Name
					return plan, tc.found, tc.look
				}
			})
			after, told := k.change(inprocess.Object{}, k.value(nil))
			k.fails(told, "Could not create the thing")
			if looks != tc.looks || after.Exists() != tc.exists || (told.Warnings() == "") != (tc.warns == "") || !strings.Contains(told.Warnings(), tc.warns) {
				t.Errorf("looked %d times, in the state: %v, warnings: %q", looks, after.Exists(), told.Warnings())
			}
		})
	}
	// Canceled while it runs, the operation looks with a context of its own.
	ctx, cancel := context.WithCancel(t.Context())
	k := runs(t, newService(), ready(), func(d *definition) {
		d.Create = func(within context.Context, op *framework.Operation[thingModel], _ thingModel) error {
			cancel()
			op.Making(within)
			return within.Err()
		}
		d.Recover = func(ctx context.Context, _ *framework.Operation[thingModel], plan thingModel) (thingModel, bool, error) {
			plan.ID = plan.Name
			return plan, ctx.Err() == nil, ctx.Err()
		}
	})
	planned, told := k.plan(inprocess.Object{}, k.value(nil))
	k.quiet(told)
	if after, _ := k.session.Apply(ctx, "fake_thing", planned); !after.Exists() {
		t.Error("a canceled creation has not looked")
	}
}
