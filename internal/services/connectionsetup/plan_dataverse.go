// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// validateDataverse refuses to enable the connection without the consent.
func validateDataverse(_ context.Context, config dataverseModel) error {
	off := !config.Enabled.IsNull() && !config.Enabled.ValueBool()
	if config.Enabled.IsUnknown() || off || config.ConsentAcknowledged.IsUnknown() || config.ConsentAcknowledged.ValueBool() {
		return nil
	}
	return framework.Errorf("The connection needs consent",
		"Read the consent text of the assisted setup \"Set up a connection to Dataverse\", then set consent_acknowledged = true; or set enabled = false.",
		"consent_acknowledged must be true to enable the connection with Dataverse: data of this company is then exchanged with another Microsoft service, which may process it in another geography and under other terms. "+
			"The assisted setup asks for consent to that on a screen of its own, which the provider bypasses.").At("consent_acknowledged")
}

// planDataverse settles what is no change, warns of what an orchestrated update does, and refuses what is known to fail.
func planDataverse(ctx context.Context, p *framework.PlanOperation[dataverseModel]) error {
	if p.State != nil {
		p.Plan.keepSpelling(*p.State)
		if p.Configuration.TakeOver.IsNull() && p.State.TakeOver.IsNull() {
			p.Plan.TakeOver = p.State.TakeOver // a state of an earlier version, which is no change
		}
		kept := p.State.MappingSnapshotKept.ValueBool()
		if kept { // the update writes it back
			p.Plan.MappingSnapshotKept = types.BoolValue(false)
		}
		if p.Following() {
			p.Plan.DisableReason = types.StringUnknown()
		} else if p.Plan.sameConfiguration(*p.State) {
			*p.Plan = *p.State
			if kept {
				p.Plan.MappingSnapshotKept = types.BoolValue(false)
			}
			return nil
		}
	}
	if err := refuseOtherEnvironment(p); err != nil {
		return err
	}
	if p.Plan.CompanyID.IsUnknown() || p.State != nil && !strings.EqualFold(p.Plan.CompanyID.ValueString(), p.State.CompanyID.ValueString()) {
		return nil
	}
	if p.State == nil {
		if err := refuseCopy(ctx, p); err != nil || !p.Plan.isKnown() {
			return err
		}
	}
	now := pair{}
	if p.Ready() {
		var err error
		if now, err = lookInPlan(ctx, p); err != nil {
			return err
		}
	}
	return warnDataverse(ctx, p, now)
}

// refuseOtherEnvironment refuses an address that is not the provider's environment, whatever else is known. A setup that stays
// off with the address that it has may be of an environment that the provider no longer works on.
func refuseOtherEnvironment(p *framework.PlanOperation[dataverseModel]) error {
	if !p.Ready() || !known(p.Plan.EnvironmentURL) {
		return nil
	}
	if p.State != nil && !p.Plan.Enabled.ValueBool() && sameOrigin(p.Plan.EnvironmentURL.ValueString(), p.State.EnvironmentURL.ValueString()) {
		return nil
	}
	if problem := otherEnvironment(p.Plan.EnvironmentURL.ValueString(), p.Dataverse.Origin()); problem != nil {
		return problem
	}
	return nil
}

// refuseCopy refuses to create the setup where another environment has connected the company, and where the company is
// connected with another Dataverse environment, whatever else is known.
func refuseCopy(ctx context.Context, p *framework.PlanOperation[dataverseModel]) error {
	if !p.Ready() {
		return nil
	}
	s := newSetups(p.Clients, p.Plan.CompanyID.Canonical())
	if known(p.Plan.EnvironmentURL) {
		row, _, err := s.bc.DataverseConnectionSetup(ctx, s.company)
		if err != nil && !mayComeLater(err) {
			return unreachable(err)
		}
		if row.IsEnabled && !sameOrigin(row.EnvironmentURL, p.Plan.EnvironmentURL.ValueString()) {
			return connectedElsewhere(s.company, *p.Plan, row)
		}
	}
	if p.Plan.TakeOver.IsUnknown() {
		return nil
	}
	return s.refuseElsewhereInPlan(ctx, p.Plan.TakeOver.ValueBool())
}

// lookInPlan reads what the company has, and refuses what is known to fail.
func lookInPlan(ctx context.Context, p *framework.PlanOperation[dataverseModel]) (pair, error) {
	s := newSetups(p.Clients, p.Plan.CompanyID.Canonical())
	now, err := s.read(ctx)
	if err != nil && !mayComeLater(err) {
		return pair{}, err
	}
	if !p.Plan.isKnown() {
		return now, nil
	}
	if p.State == nil && now.dataverseOn() {
		return now, otherDataverse(s.company, *p.Plan, now.dataverse)
	}
	if p.State == nil || !strings.EqualFold(p.Plan.BusinessUnitID.ValueString(), p.State.BusinessUnitID.ValueString()) {
		if err := s.dataverse.refuseTakenUnit(ctx, p.Plan.unit()); err != nil {
			return now, err
		}
	}
	if p.State == nil || p.Plan.Enabled.ValueBool() || !p.Plan.EnvironmentURL.Equal(p.State.EnvironmentURL) || !p.Plan.UserName.Equal(p.State.UserName) {
		return now, s.dataverse.refuseInPlan(ctx, *p.Plan, now)
	}
	if now.hasDataverse {
		return now, s.dataverse.requireOwnUnit(*p.Plan, now.dataverse)
	}
	return now, nil
}

// refuseInPlan makes the checks whose outcome the same run cannot change.
func (s dataverseSetup) refuseInPlan(ctx context.Context, plan dataverseModel, now pair) error {
	r := s.requirements(plan.EnvironmentURL.ValueString(), plan.UserName.ValueString())
	if err := s.requireAllowed(ctx, r, plan, now); err != nil && !mayComeLater(err) {
		return err
	}
	r.checkOwnUnit(plan.person(), plan.unit())
	if _, _, err := r.checkUser(ctx); err != nil && !mayComeLater(err) {
		return err
	}
	return r.err(true)
}

// mayComeLater reports whether an error of a look-up in the plan may be gone when the plan is carried out: the company,
// the companion extension or a permission is missing, which the same run may bring.
func mayComeLater(err error) bool {
	return bc.IsCompanyNotFound(err) || bc.IsCompanionMissing(err) || odata.IsNotFound(err) ||
		odata.IsStatus(err, http.StatusUnauthorized) || odata.IsStatus(err, http.StatusForbidden)
}

// warnDataverse warns of what turning the connections off and on costs.
func warnDataverse(ctx context.Context, p *framework.PlanOperation[dataverseModel], now pair) error {
	was := p.State != nil && p.State.Enabled.ValueBool()
	want := p.Plan.Enabled.ValueBool()
	company := p.Plan.CompanyID.Canonical()
	var summary, what string
	switch {
	case p.Plan.Enabled.IsUnknown():
		return nil
	case was && want && p.Plan.reconnects(*p.State):
		summary, what = "The Dataverse connection is turned off and on", "The planned change of the Dataverse connection of company "+company+" turns the Sales connection and the Dataverse connection off and on again. "
	case was && !want && now.salesOn():
		p.Warn(&framework.Problem{
			Summary: "The Sales connection is turned off too",
			Detail: "The Dataverse connection of company " + company + " can be turned off only without the Sales connection, which is turned off first. " +
				"A bcsales_sales_connection_setup of the company should have enabled = false as well.",
		})
		return nil
	case !was && want && p.State != nil:
		summary, what = "The Dataverse connection is turned on", because(p.State.DisableReason.ValueString())
	case !was && want && now.salesOn() && !now.dataverseOn():
		summary, what = "The Sales connection is turned off and on", "The Sales connection of company "+company+" is on without the Dataverse connection. "
	default:
		return nil
	}
	if !now.salesOn() {
		// Couplings of units go when the Sales connection is turned on, which stays off.
		p.Warn(&framework.Problem{Summary: summary, Detail: what + resetWarning})
		return nil
	}
	units, err := countUnits(ctx, p, company, now.sales.UnitGroupMappingEnabled)
	if err != nil {
		return err
	}
	p.Warn(&framework.Problem{Summary: summary, Detail: what + resetWarning + " " + units.sentence()})
	return nil
}

// because reports why Business Central turned a connection off.
func because(reason string) string {
	if reason == "" {
		return ""
	}
	return "Business Central turned it off: " + strings.TrimRight(reason, ".") + ". "
}
