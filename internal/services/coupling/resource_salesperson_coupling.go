// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// NewSalesperson returns the resource bcsales_salesperson_coupling.
func NewSalesperson() resource.Resource {
	return framework.NewResource[salespersonModel](framework.Definition[salespersonModel]{
		Name:        "salesperson_coupling",
		Noun:        "salesperson coupling",
		Schema:      salespersonSchema(),
		Needs:       framework.Dataverse | framework.BusinessCentral,
		Permissions: salespersonPermissions(),
		Names:       []string{"salesperson_code"},
		IDParts: []framework.IDPart{
			{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true},
			{Name: "salesperson_id", Description: "Id or code of the salesperson."},
		},
		Company:    func(m salespersonModel) string { return m.CompanyID.Canonical() },
		Create:     createSalesperson,
		Read:       readSalesperson,
		Ahead:      readSalespersonAhead,
		AheadOfNew: planSalespersonAhead,
		Update:     updateSalesperson,
		Delete:     deleteSalesperson,
		Plan:       planSalesperson,
		Import:     importSalesperson,
		Check: func(saved, shown salespersonModel) error {
			return shownElsewhere(saved.SalespersonCode.ValueString(), saved.SystemUserID.Canonical(), shown.SystemUserID.Canonical())
		},
	})
}

func salespersonPermissions() framework.Permissions {
	return framework.Permissions{
		Entra:           framework.EntraBusinessCentral,
		Dataverse:       "a role that may read users, companies (`bcbi_company`) and teams and, with `add_to_owning_team`, may change team memberships.",
		BusinessCentral: framework.BusinessCentralAdministers,
	}
}

func couplingsOf(clients *framework.Clients, companyID string) couplings {
	return couplings{Clients: clients, bc: clients.BusinessCentral, dv: clients.Dataverse, companyID: companyID}
}

func createSalesperson(ctx context.Context, op *framework.Operation[salespersonModel], plan salespersonModel) error {
	c := couplingsOf(op.Clients, plan.CompanyID.Canonical())
	config, err := op.Config(ctx)
	if err != nil {
		return err
	}
	ref, _ := config.salesperson()
	salesperson, found, err := ref.find(ctx, c.bc, c.companyID)
	if err != nil {
		return err
	}
	var lacking framework.Lacking
	if !found {
		err = lacking.Add(ref.missing(c.companyID))
	}
	user, unfit := c.wantedUser(ctx, config)
	var team string
	if err = errors.Join(err, lacking.Add(unfit)); err == nil && plan.AddToOwningTeam.ValueBool() {
		team, err = owningTeam(ctx, c.dv, c.companyID)
		err = lacking.Add(err)
	}
	if err = errors.Join(err, lacking.Err()); err != nil {
		return err
	}
	plan.setSalesperson(salesperson)
	plan.setUser(user)
	member := toJoin(ctx, op.Clients, team, plan.SystemUserID.Canonical())
	// At the same time, so that those of many salespeople travel in half as many rounds.
	joined := make(chan joining, 1)
	go func() { joined <- member.join(ctx, op.Clients) }()
	existed, withMembership, err := c.couple(ctx, salesperson, user, member.absent)
	member = <-joined
	if err == nil && withMembership && member.taken {
		member.made = true // by an apply that was interrupted
	}
	if err == nil && existed {
		err = op.Found(ctx)
	}
	if err == nil {
		err = op.Save(ctx, plan)
	}
	if err != nil {
		return errors.Join(err, member.takeBack(ctx, op.Clients))
	}
	return errors.Join(member.remember(ctx, op), warnWithoutEffect(ctx, c, op, config.warning()))
}

// wantedUser returns the configured user, who must exist and be fit for a coupling.
func (c couplings) wantedUser(ctx context.Context, config salespersonModel) (dataverse.SalesUser, error) {
	ref, _ := config.user()
	user, found, err := ref.find(ctx, c.dv)
	if err != nil {
		return user, err
	}
	if !found {
		return user, ref.missing()
	}
	return user, ref.check(user)
}

// pair returns the salesperson and the user as a pair.
func (c couplings) pair(salespersonID, userID string) pair {
	return pair{bc: c.bc, companyID: c.companyID, table: businesscentral.TableSalesperson, recordID: salespersonID, dataverseID: userID, name: c.userName}
}

// couple couples the two and reports whether somebody else had coupled them already. A coupling of the provider's own is what an
// interrupted apply left, and so is the membership that came with it.
func (c couplings) couple(ctx context.Context, s businesscentral.Salesperson, user dataverse.SalesUser, joining bool) (existed, withMembership bool, err error) {
	p := c.pair(s.ID, user.ID)
	p.joining = joining
	// look reports whether the two are coupled, and refuses what is coupled otherwise.
	look := func() (coupled bool, err error) {
		current, found, err := p.current(ctx)
		switch {
		case err != nil:
			return false, err
		case found:
			existed, withMembership = !c.bc.OwnsRecordCoupling(current), c.bc.CameWithMembership(current)
			return true, c.salespersonConflict(ctx, s, user, current)
		}
		return false, c.userConflict(ctx, s, user)
	}
	_, err = p.coupleUnless(ctx, look, nil)
	return existed, withMembership, err
}

func readSalesperson(ctx context.Context, op *framework.Operation[salespersonModel], state salespersonModel) (salespersonModel, bool, error) {
	c := couplingsOf(op.Clients, state.CompanyID.Canonical())
	row, found, err := c.pair(state.SalespersonID.Canonical(), "").current(ctx)
	if err != nil || !found {
		return state, false, err
	}
	state.setSalesperson(businesscentral.Salesperson{ID: row.RecordID, Code: row.RecordKey})
	user, found, err := c.dv.SalesUser(ctx, row.DataverseID)
	if err != nil {
		return state, false, err
	}
	if !found {
		// The user was deleted; the coupling points nowhere and shows as one with another user.
		user = dataverse.SalesUser{ID: row.DataverseID}
	}
	if strings.EqualFold(user.ID, state.SystemUserID.ValueString()) {
		if err := op.Renamed(ctx, emailAttribute, state.SystemUserEmail.ValueString(), user.Email, texts.SameFolded); err != nil {
			return state, false, err
		}
	}
	state.setUser(user)
	if state.AddToOwningTeam.IsNull() || state.AddToOwningTeam.ValueBool() {
		member, err := inTeam(ctx, c.dv, c.companyID, state.SystemUserID.Canonical())
		if err != nil {
			return state, false, err
		}
		state.AddToOwningTeam = types.BoolValue(member)
	}
	return state, true, nil
}

// readSalespersonAhead begins to ask for the coupling, and at the same time for the user in state and the user's membership: most likely
// the coupling still has that user.
func readSalespersonAhead(ctx context.Context, clients *framework.Clients, state salespersonModel) {
	c, user := couplingsOf(clients, state.CompanyID.Canonical()), state.SystemUserID.Canonical()
	go func() { _, _, _ = c.pair(state.SalespersonID.Canonical(), "").current(ctx) }()
	if user == "" {
		return
	}
	go func() { _, _, _ = c.dv.SalesUser(ctx, user) }()
	if state.AddToOwningTeam.IsNull() || state.AddToOwningTeam.ValueBool() {
		go func() { _, _ = inTeam(ctx, c.dv, c.companyID, user) }()
	}
}

// updateSalesperson couples the salesperson with another user in place, and brings the membership in line.
func updateSalesperson(ctx context.Context, op *framework.Operation[salespersonModel], plan, state salespersonModel) error {
	c := couplingsOf(op.Clients, plan.CompanyID.Canonical())
	config, err := op.Config(ctx)
	if err != nil {
		return err
	}
	if known := plan.SystemUserID.ValueString(); known != "" { // also the user whose address somebody else has changed
		config.SystemUserID, config.SystemUserEmail = plan.SystemUserID, plan.SystemUserEmail
	}
	user, err := c.wantedUser(ctx, config)
	if err != nil {
		return err
	}
	userID := strings.ToLower(user.ID)
	if state.SystemUserID.Canonical() != userID {
		done, err := c.recouple(ctx, state, user)
		if err != nil {
			return err
		}
		if done {
			if err := op.Made(ctx); err != nil {
				return err
			}
		}
	}
	plan.setUser(user)
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	if !plan.AddToOwningTeam.ValueBool() {
		return leaveTeam(ctx, op, c.dv, c.companyID, "")
	}
	if err := leaveTeam(ctx, op, c.dv, c.companyID, userID); err != nil {
		return err
	}
	team, err := owningTeam(ctx, c.dv, c.companyID)
	if err != nil {
		return err
	}
	return toJoin(ctx, op.Clients, team, userID).join(ctx, op.Clients).remember(ctx, op)
}

// recouple gives the salesperson the user instead of the one in state, and reports whether it did.
func (c couplings) recouple(ctx context.Context, state salespersonModel, user dataverse.SalesUser) (done bool, err error) {
	return c.pair(state.SalespersonID.Canonical(), user.ID).recouple(ctx, state.SystemUserID.Canonical(), func(ctx context.Context, now businesscentral.RecordCoupling) error {
		return c.userConflict(ctx, businesscentral.Salesperson{ID: now.RecordID, Code: now.RecordKey}, user)
	})
}

func deleteSalesperson(ctx context.Context, op *framework.Operation[salespersonModel], state salespersonModel) error {
	c := couplingsOf(op.Clients, state.CompanyID.Canonical())
	existed := op.WasFound(ctx)
	p := c.pair(state.SalespersonID.Canonical(), state.SystemUserID.Canonical())
	if !existed {
		if err := p.refuseChanged(ctx); err != nil {
			return err
		}
	}
	// The membership first: without the coupling, the next refresh would forget a membership that could not be ended.
	if err := leaveTeam(ctx, op, c.dv, c.companyID, ""); err != nil {
		return err
	}
	if existed {
		op.Keep("the coupling of the salesperson "+state.SalespersonCode.ValueString()+" to the user "+state.SystemUserEmail.ValueString(), framework.FoundBefore)
		return nil
	}
	return p.uncouple(ctx)
}

// importSalesperson accepts the salesperson's code instead of the id.
func importSalesperson(ctx context.Context, op *framework.Operation[salespersonModel], parts []string) (map[string]any, error) {
	values := map[string]any{"company_id": parts[0], "salesperson_id": parts[1]}
	if customtypes.IsGUID(parts[1]) {
		return values, nil
	}
	c := couplingsOf(op.Clients, parts[0])
	ref := salespersonRef{code: parts[1]}
	salesperson, found, err := ref.find(ctx, c.bc, parts[0])
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ref.missing(parts[0])
	}
	values["salesperson_id"] = salesperson.ID
	values["id"] = strings.ToLower(parts[0] + "/" + salesperson.ID)
	return values, nil
}
