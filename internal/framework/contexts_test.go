// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestNothingRunsOn: the context of a callback has a deadline, and ends with its operation; what a callback has begun in the
// background ends with it.
func TestNothingRunsOn(t *testing.T) {
	t.Parallel()
	contexts := map[string]context.Context{}
	note := func(ctx context.Context, callback string) {
		contexts[callback] = ctx //nolint:fatcontext // They are looked at after their end.
		if at, ok := ctx.Deadline(); !ok || time.Until(at) > 31*time.Minute {
			t.Errorf("%s has the deadline %v: %v", callback, at, ok)
		}
	}
	failing := false
	k := runs(t, newService(), ready(), func(d *definition) {
		create, read, update, remove := d.Create, d.Read, d.Update, d.Delete
		d.Create = func(ctx context.Context, op *framework.Operation[thingModel], plan thingModel) error {
			if note(ctx, "create"); failing {
				op.Making(ctx)
				return context.Canceled
			}
			return create(ctx, op, plan)
		}
		d.Recover = func(ctx context.Context, _ *framework.Operation[thingModel], plan thingModel) (thingModel, bool, error) {
			note(ctx, "recover")
			return plan, false, nil
		}
		d.Read = func(ctx context.Context, op *framework.Operation[thingModel], m thingModel) (thingModel, bool, error) {
			if contexts["update"] != nil && failing {
				note(ctx, "read after a failed update")
			} else if contexts["create"] == nil {
				note(ctx, "read")
			}
			return read(ctx, op, m)
		}
		d.Update = func(ctx context.Context, op *framework.Operation[thingModel], plan, state thingModel) error {
			if note(ctx, "update"); failing {
				return errors.New("refused")
			}
			return update(ctx, op, plan, state)
		}
		d.Delete = func(ctx context.Context, op *framework.Operation[thingModel], m thingModel) error {
			note(ctx, "delete")
			return remove(ctx, op, m)
		}
		d.Plan = func(ctx context.Context, _ *planOperation) error { note(ctx, "plan"); return nil }
		d.PlanDestroy = func(ctx context.Context, _ *planOperation) error { note(ctx, "planned destruction"); return nil }
		d.Import = func(ctx context.Context, _ *framework.Operation[thingModel], _ []string) (map[string]any, error) {
			note(ctx, "import")
			return nil, nil
		}
	})
	ended := func(callbacks ...string) {
		t.Helper()
		for _, callback := range callbacks {
			if contexts[callback] == nil || contexts[callback].Err() == nil {
				t.Errorf("%s: %v", callback, contexts[callback])
			}
		}
	}
	_, told := k.session.Import(t.Context(), "fake_thing", "a", k.value(nil))
	k.quiet(told)
	_, told = k.refresh(k.state(nil))
	k.quiet(told)
	ended("import", "read")
	made := k.create()
	ended("plan", "create")
	_, told = k.change(made, k.value(map[string]any{"color": "blue"}))
	k.quiet(told)
	ended("update")
	failing = true
	_, told = k.change(made, k.value(map[string]any{"color": "green"}))
	k.fails(told, "Refused")
	_, told = k.change(inprocess.Object{}, k.value(nil))
	k.fails(told, "canceled")
	ended("read after a failed update", "recover")
	k.destroy(k.state(map[string]any{"id": "b"})) // this run has taken up the thing a
	ended("delete", "planned destruction")
}
