// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"time"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// rollbackTime bounds the turning off after a failure, which has a context of its own.
const rollbackTime = 2 * time.Minute

// bringDataverse makes the company's Dataverse connection setup what is planned.
//
// What can be written while the connection is on is written first and alone. Everything else is one orchestrated
// update, in this order: Sales off, Dataverse off, write, Dataverse on, address and user copied to the Sales setup,
// Sales on with its previous settings, customized mappings written again. After a failure both are turned off.
func (s setups) bringDataverse(ctx context.Context, plan dataverseModel, p pair) error {
	plan, err := s.dataverse.spelled(ctx, plan)
	if err != nil {
		return err
	}
	if values, differ := plan.businessUnit(p.dataverse); differ {
		if err := s.dataverse.change(ctx, p.dataverse, values); err != nil {
			return refused("change the business unit of the Dataverse connection setup", err)
		}
	}
	values, differ := plan.connection(p.dataverse)
	on, want := p.dataverseOn(), plan.Enabled.ValueBool()
	switch {
	case !differ && on == want:
		return nil
	case !on && !want:
		return s.dataverse.write(ctx, p.dataverse, values, differ)
	}
	var before customizations
	if want {
		var err error
		if before, err = s.mappings.withKept(ctx, p.dataverseOn() || p.salesOn()); err != nil {
			return err
		}
		if err := s.mappings.snapshot(ctx, p); err != nil {
			return err
		}
	}
	changed, err := s.reconnect(ctx, plan, p)
	if err != nil {
		if !changed {
			return err
		}
		return errors.Join(s.bothOff(ctx, err), s.mappings.rescue(ctx, before))
	}
	if !want {
		return nil
	}
	return s.finish(ctx, before)
}

func (s dataverseSetup) write(ctx context.Context, before bc.DataverseConnectionSetup, values bc.DataverseConnectionValues, differ bool) error {
	if !differ {
		return nil
	}
	return refused("change the Dataverse connection setup", s.change(ctx, before, values))
}

// reconnect does the orchestrated update and reports whether anything may have been changed.
func (s setups) reconnect(ctx context.Context, plan dataverseModel, p pair) (changed bool, err error) {
	if p.salesOn() {
		if err := s.sales.turn(ctx, p.sales.ID, false); err != nil {
			return uncertain(err), err
		}
		changed = true
	}
	if p.dataverseOn() {
		if err := s.dataverse.turn(ctx, p.dataverse.ID, false); err != nil {
			return changed || uncertain(err), err
		}
	}
	values, differ := plan.connection(p.dataverse)
	if err := s.dataverse.write(ctx, p.dataverse, values, differ); err != nil {
		return true, err
	}
	if plan.Enabled.ValueBool() {
		if err := s.dataverse.turn(ctx, p.dataverse.ID, true); err != nil {
			return true, err
		}
	}
	return true, s.followSales(ctx, plan, p)
}

// followSales gives the Sales connection the Dataverse connection's address and user, and turns it on when it was on.
func (s setups) followSales(ctx context.Context, plan dataverseModel, p pair) error {
	if !p.hasSales {
		return nil
	}
	now, err := s.read(ctx)
	if err != nil {
		return err
	}
	if !now.hasSales || now.sales.IsEnabled {
		return nil
	}
	if err := s.sales.copyConnection(ctx, now.dataverse, now.sales); err != nil {
		return err
	}
	if !plan.Enabled.ValueBool() || !p.salesOn() {
		return nil
	}
	if err := s.sales.turn(ctx, now.sales.ID, true); err != nil {
		return err
	}
	after, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
	if err != nil {
		return err
	}
	_, err = s.sales.writeSettings(ctx, after, valuesOf(p.sales))
	return err
}

// bothOff turns both connections off after a failure and says so.
func (s setups) bothOff(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTime)
	defer cancel()
	p, err := s.read(ctx)
	if err == nil {
		err = s.off(ctx, p)
	}
	if err != nil {
		return s.tell(ctx, errors.Join(cause, &framework.Problem{
			Summary: "The connections could not be turned off after the failure",
			Detail:  "An update of the Dataverse connection of company " + s.company + " failed half-way, and turning both connections off failed too.",
			Remedy:  "Look at both setup pages in Business Central, then run terraform apply again.",
			Err:     err,
		}))
	}
	if !p.hasSales {
		return errors.Join(cause, framework.Errorf("The Dataverse connection is off", remedyRepeat,
			"The Dataverse connection of company %s stays off after the failure, so that nothing is synchronized with half of the values.", s.company))
	}
	return errors.Join(cause, framework.Errorf("Both connections are off",
		remedyRepeat+" A Sales connection that Terraform does not manage has to be turned on in Business Central.",
		"The Sales connection and the Dataverse connection of company %s stay off after the failure, so that nothing is synchronized with half of the values.", s.company))
}

// enableSales turns the Sales connection on, brings it to the wanted settings and writes customized mappings again.
// After a failure it says which connections are on.
func (s setups) enableSales(ctx context.Context, p pair, want bc.SalesConnectionValues, before customizations) error {
	if err := s.sales.turnOnWith(ctx, p, want); err != nil {
		return s.unfinished(ctx, err, before)
	}
	return s.finish(ctx, before)
}

// turnOnWith turns the Sales connection on with the wanted settings. After a failed enabling the connection is turned off
// again, and both errors are reported.
func (s salesSetup) turnOnWith(ctx context.Context, p pair, want bc.SalesConnectionValues) error {
	if err := s.copyConnection(ctx, p.dataverse, p.sales); err != nil {
		return err
	}
	if err := s.turn(ctx, p.sales.ID, true); err != nil {
		return s.turnOffAfter(ctx, err)
	}
	row, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
	if err != nil {
		return err
	}
	_, err = s.writeSettings(ctx, row, want)
	return err
}

// turnOffAfter turns the Sales connection off after a failed enabling, which can leave the setup enabled.
func (s salesSetup) turnOffAfter(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTime)
	defer cancel()
	p, err := s.read(ctx)
	if p.salesOn() {
		err = s.end(ctx, p)
	}
	if err == nil {
		return cause
	}
	return errors.Join(cause, &framework.Problem{
		Summary: "The Sales connection could not be turned off after the failure",
		Detail:  "Enabling the Sales connection of company " + s.company + " failed. Business Central can leave the setup enabled then, and turning it off failed too.",
		Remedy:  "Turn it off on its page in Business Central, then run terraform apply again.",
		Err:     err,
	})
}
