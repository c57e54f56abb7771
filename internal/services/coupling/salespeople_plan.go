// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// planSalespeople refuses what is known to be wrong already, and takes another way to name the same users for no change.
func planSalespeople(ctx context.Context, p *framework.PlanOperation[salespeopleModel]) error {
	if !p.Ready() || p.Plan.CompanyID.IsUnknown() || p.Plan.Couplings.IsUnknown() {
		return nil
	}
	c := couplingsOf(p.Clients, p.Plan.CompanyID.Canonical())
	entries, prior := p.Plan.entries(), map[string]entry{}
	creating := p.State == nil || !strings.EqualFold(p.State.CompanyID.ValueString(), p.Plan.CompanyID.ValueString())
	if !creating {
		prior = p.State.entries()
		same, err := c.sameUsers(ctx, entries, prior)
		if err != nil {
			return err
		}
		if same {
			p.Plan.Couplings = p.State.Couplings
			return nil
		}
	}
	if creating && len(entries) > 0 {
		if err := warnWithoutEffectInPlan(ctx, c, p.Operation, p.Plan.warning()); err != nil {
			return err
		}
	}
	all, err := c.resolve(ctx, marked(entries, prior), true)
	if err != nil {
		return err
	}
	current, err := c.all(ctx, entries, prior)
	if err := ignoreMissing(err); err != nil || current == nil {
		return err
	}
	o, err := readOwned(ctx, p.Operation)
	if err != nil {
		return err
	}
	// What cannot be looked up yet keeps its salesperson's coupling out of the comparison.
	ch := difference(all, current, func(code string) bool {
		_, named := entries[code]
		return !named && drops(*p.Plan, prior, o)(code)
	})
	if p.Plan.Exclusive.ValueBool() {
		warnRemoved(p.Operation, ch, prior)
	}
	return c.refuse(ctx, ch, prior)
}

// warnRemoved names the couplings that were not managed here and go because the map is exclusive: the plan does not show
// them.
func warnRemoved(op *framework.Operation[salespeopleModel], ch changes, prior map[string]entry) {
	var codes []string
	for _, code := range slices.Sorted(maps.Keys(ch.removed)) {
		_, managed := prior[code]
		_, again := ch.coupled[code]
		if !managed && !again {
			codes = append(codes, code)
		}
	}
	if len(codes) > 0 {
		op.Warn(&framework.Problem{
			Summary: "Couplings that are not named will be removed",
			Detail:  "exclusive = true removes the couplings of the salespeople " + strings.Join(codes, ", ") + ", whom couplings does not name.",
		})
	}
}

// sameUsers reports whether two maps couple the same salespeople with the same users, however these are named.
func (c couplings) sameUsers(ctx context.Context, a, b map[string]entry) (bool, error) {
	if len(a) != len(b) {
		return false, nil
	}
	asked := map[string]entry{}
	for code, left := range a {
		right, both := b[code]
		if !both || !left.known {
			return false, nil
		}
		if strings.EqualFold(left.value, right.value) {
			continue
		}
		if (left.user().id == "") == (right.user().id == "") {
			return false, nil
		}
		asked[code] = left
	}
	differs := make(chan bool, len(asked))
	err := forEach(ctx, asked, lookups, func(ctx context.Context, left entry) error {
		user, found, err := left.user().find(ctx, c.dv)
		differs <- err == nil && (!found || !b[left.code].names(user))
		return about(err)
	})
	close(differs)
	for differ := range differs {
		if differ {
			return false, err
		}
	}
	return err == nil, err
}
