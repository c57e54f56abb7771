// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// planSalesperson works out which computed values stay, and refuses what is known to be wrong already. What does not
// exist yet may be made by the same run and is no error here.
func planSalesperson(ctx context.Context, p *framework.PlanOperation[salespersonModel]) error {
	renamed, err := userRenamed(ctx, p)
	if err != nil {
		return err
	}
	keepComputed(p, renamed)
	if err := refuseReplacement(ctx, p); err != nil {
		return err
	}
	ref, known := p.Configuration.user()
	if p.State != nil && (renamed || sameUser(ref, *p.State)) || !p.Ready() {
		return nil
	}
	c := couplingsOf(p.Clients, p.Plan.CompanyID.Canonical())
	if p.State == nil && !p.Plan.CompanyID.IsUnknown() {
		if err := warnWithoutEffectInPlan(ctx, c, p.Operation, p.Configuration.warning()); err != nil {
			return err
		}
	}
	if !known {
		return nil
	}
	user, found, err := ref.find(ctx, c.dv)
	if err != nil || !found {
		return err
	}
	if err := ref.check(user); err != nil {
		return err
	}
	if p.State != nil {
		return nil
	}
	who, known := p.Configuration.salesperson()
	if !known {
		return nil
	}
	salesperson, found, err := who.find(ctx, c.bc, c.companyID)
	if businesscentral.IsCompanyNotFound(err) || businesscentral.IsCompanionMissing(err) || err == nil && !found {
		return nil
	}
	if err != nil {
		return err
	}
	current, coupled, err := c.pair(salesperson.ID, user.ID).current(ctx)
	if businesscentral.IsCompanionMissing(err) || err == nil && !coupled {
		return nil
	}
	if err != nil {
		return err
	}
	return c.salespersonConflict(ctx, salesperson, user, current)
}

// planSalespersonAhead begins to look for the setup, for both ends of a new coupling, and for a coupling of the salesperson.
func planSalespersonAhead(ctx context.Context, clients *framework.Clients, config salespersonModel) {
	if config.CompanyID.IsUnknown() {
		return
	}
	c := couplingsOf(clients, config.CompanyID.Canonical())
	go func() { _, _, _ = c.bc.SharedDataverseConnectionSetup(ctx, c.companyID) }()
	if ref, known := config.user(); known {
		go func() { _, _, _ = ref.find(ctx, c.dv) }()
	}
	if ref, known := config.salesperson(); known {
		go func() {
			if salesperson, found, err := ref.find(ctx, c.bc, c.companyID); err == nil && found {
				_, _, _ = c.pair(salesperson.ID, "").current(ctx)
			}
		}()
	}
}

// emailAttribute is the attribute under which a refresh remembers the former addresses of the user.
const emailAttribute = "system_user_email"

// userRenamed reports whether the configuration names the user in state by the address before somebody else changed it, which
// nobody has now.
func userRenamed(ctx context.Context, p *framework.PlanOperation[salespersonModel]) (bool, error) {
	ref, known := p.Configuration.user()
	if p.State == nil || !p.Ready() || !known || ref.id != "" && ref.id != p.State.SystemUserID.Canonical() {
		return false, nil
	}
	was, err := p.WasNamed(ctx, emailAttribute, ref.email, texts.SameFolded)
	if err != nil || !was || ref.id != "" {
		return was, err
	}
	_, taken, err := ref.find(ctx, p.Dataverse)
	return !taken, err
}

// refuseReplacement refuses to give up a coupling for one that cannot be made: of a salesperson who is not there, as after a
// change of the code in Business Central, or who has another user.
func refuseReplacement(ctx context.Context, p *framework.PlanOperation[salespersonModel]) error {
	who, known := p.Configuration.salesperson()
	if p.State == nil || !p.Ready() || !known || sameSalesperson(p.Configuration, *p.State) ||
		!strings.EqualFold(p.Configuration.CompanyID.ValueString(), p.State.CompanyID.ValueString()) {
		return nil
	}
	c := couplingsOf(p.Clients, p.State.CompanyID.Canonical())
	salesperson, found, err := who.find(ctx, c.bc, c.companyID)
	if err != nil {
		return ignoreMissing(err)
	}
	if !found {
		return who.gone(*p.State)
	}
	ref, known := p.Configuration.user()
	if !known {
		return nil
	}
	user, found, err := ref.find(ctx, c.dv)
	if err != nil || !found {
		return err
	}
	current, coupled, err := c.pair(salesperson.ID, user.ID).current(ctx)
	if err != nil || !coupled {
		return ignoreMissing(err)
	}
	return c.salespersonConflict(ctx, salesperson, user, current)
}

// keepComputed keeps what the configuration leaves to the service and cannot have changed.
func keepComputed(p *framework.PlanOperation[salespersonModel], renamed bool) {
	if p.State == nil {
		return
	}
	config, state, plan := p.Configuration, p.State, p.Plan
	switch {
	case !config.CompanyID.IsUnknown() && sameSalesperson(config, *state):
		plan.ID = state.ID
		// Another key or another spelling of the same salesperson is no change.
		plan.SalespersonCode, plan.SalespersonID = state.SalespersonCode, state.SalespersonID
	default:
		plan.ID = types.StringUnknown()
		if config.SalespersonCode.IsNull() {
			plan.SalespersonCode = customtypes.FoldedValue{StringValue: types.StringUnknown()}
		}
		if config.SalespersonID.IsNull() {
			plan.SalespersonID = customtypes.GUIDUnknown()
		}
	}
	if ref, known := config.user(); renamed || known && sameUser(ref, *state) {
		plan.SystemUserID, plan.SystemUserEmail = state.SystemUserID, state.SystemUserEmail
	}
}

func sameSalesperson(config, state salespersonModel) bool {
	ref, known := config.salesperson()
	return known && strings.EqualFold(config.CompanyID.ValueString(), state.CompanyID.ValueString()) &&
		(ref.code == "" || texts.SameFolded(ref.code, state.SalespersonCode.ValueString())) &&
		(ref.id == "" || ref.id == state.SalespersonID.Canonical())
}

func sameUser(ref userRef, state salespersonModel) bool {
	return ref != userRef{} && (ref.id == "" || ref.id == state.SystemUserID.Canonical()) &&
		(ref.email == "" || texts.SameFolded(ref.email, state.SystemUserEmail.ValueString()))
}

const (
	withoutEffectSummary = "The coupling has no effect on ownership"
	withoutEffectDetail  = "The company's Dataverse connection uses the ownership model Team: records in Sales are owned by the owning team, and a coupling of a salesperson with a user has no effect on that. " +
		"It is written all the same, for a later change to the model Person."
)

// warnWithoutEffectInPlan warns in the plan when the setup can be read and uses the model Team. The key names what is to
// be coupled.
func warnWithoutEffectInPlan[M any](ctx context.Context, c couplings, op *framework.Operation[M], key string) error {
	setup, found, err := c.bc.SharedDataverseConnectionSetup(ctx, c.companyID)
	if err != nil || !found || setup.OwnershipModel != businesscentral.OwnershipTeam {
		return ignoreMissing(err)
	}
	op.Warn(&framework.Problem{Summary: withoutEffectSummary, Detail: withoutEffectDetail})
	op.Tell(key)
	return nil
}

// warnWithoutEffect warns in the apply when the plan could not.
func warnWithoutEffect[M any](ctx context.Context, c couplings, op *framework.Operation[M], key string) error {
	if op.Told(key) {
		return nil
	}
	setup, found, err := c.bc.SharedDataverseConnectionSetup(ctx, c.companyID)
	if err != nil || !found || setup.OwnershipModel != businesscentral.OwnershipTeam {
		return ignoreMissing(err)
	}
	op.Warn(&framework.Problem{Summary: withoutEffectSummary, Detail: withoutEffectDetail})
	return nil
}

// ignoreMissing drops the errors that only say that Business Central is not prepared yet.
func ignoreMissing(err error) error {
	if businesscentral.IsCompanyNotFound(err) || businesscentral.IsCompanionMissing(err) {
		return nil
	}
	return err
}
