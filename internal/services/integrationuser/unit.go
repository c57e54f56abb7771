// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// unitKey is the private state key of the business unit in which this resource made, moved or found the user. A refresh
// shows where the user is now, which may be where somebody else moved it.
const unitKey = "businessUnit"

// noteUnit remembers the business unit of a user unless one is known: the one in the prior state, or that of a user that
// was just imported.
func noteUnit(ctx context.Context, op *framework.Operation[userModel], prior, now userModel) error {
	if len(op.Private(ctx, unitKey)) > 0 {
		return nil
	}
	if prior.BusinessUnitID.Canonical() == "" {
		prior = now
	}
	return setUnit(ctx, op, prior)
}

// setUnit remembers the business unit of the model; an account has none.
func setUnit(ctx context.Context, op *framework.Operation[userModel], m userModel) error {
	unit := m.BusinessUnitID.Canonical()
	if unit == "" {
		return nil
	}
	return op.Remember(ctx, unitKey, unit)
}

// planUnit plans to move an application user back whose business unit is not configured and that somebody else moved: its
// roles do not count in another unit. A unit that is gone is no place to go back to.
func planUnit(ctx context.Context, p *framework.PlanOperation[userModel]) error {
	if !p.State.isApplication() || !p.Configuration.BusinessUnitID.IsNull() {
		return nil
	}
	var unit string
	if noted, err := p.Recall(ctx, unitKey, &unit); err != nil || !noted {
		return err
	}
	if strings.EqualFold(unit, p.State.BusinessUnitID.Canonical()) {
		return nil
	}
	_, found, err := p.Dataverse.BusinessUnit(ctx, unit)
	if err != nil || !found {
		return err
	}
	p.Plan.BusinessUnitID = customtypes.NewGUID(unit)
	return nil
}
