// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// planUser checks what is known already and shows the default e-mail address.
func planUser(ctx context.Context, p *framework.PlanOperation[userModel]) error {
	planKind(p)
	if !p.Ready() {
		return nil
	}
	client := p.Dataverse
	switch {
	case p.State != nil:
		return planChange(ctx, p, client)
	case p.Configuration.ApplicationID.ValueString() != "":
		return planApplication(ctx, p, client)
	case p.Configuration.ObjectID.ValueString() != "":
		return planAccount(ctx, p, client)
	}
	return nil
}

// planKind shows that what does not apply to the kind of user is null. The state of an earlier version has it until it is
// refreshed, which is no reason for an update.
func planKind(p *framework.PlanOperation[userModel]) {
	if p.State != nil && unchanged(*p.Plan, *p.State) && p.Plan.Timeouts.Equal(p.State.Timeouts) {
		return
	}
	switch application := p.Configuration.ApplicationID; {
	case p.State != nil && p.State.isApplication(), p.State == nil && !application.IsNull() && !application.IsUnknown():
		if p.Configuration.AccessMode.IsNull() {
			p.Plan.AccessMode = types.StringNull()
		}
	case p.State != nil, application.IsNull():
		if p.Configuration.BusinessUnitID.IsNull() {
			p.Plan.BusinessUnitID = customtypes.GUIDNull()
		}
		if p.Configuration.Email.IsNull() {
			p.Plan.Email = customtypes.FoldedNull()
		}
	}
}

func planApplication(ctx context.Context, p *framework.PlanOperation[userModel], client *dataverse.Client) error {
	found, err := lookUp(ctx, client, *p.Plan)
	if err != nil {
		return err
	}
	if found.present {
		// What is not configured stays as it is.
		if p.Configuration.Email.IsNull() && found.user.Email != "" {
			p.Plan.Email = customtypes.NewFolded(found.user.Email)
		}
		if p.Configuration.BusinessUnitID.IsNull() {
			p.Plan.BusinessUnitID = customtypes.NewGUID(found.user.BusinessUnitID)
		}
		if err := checkUsed(ctx, p.Clients, found.user, *p.Plan); err != nil && !framework.IsRefused(err) {
			return err
		}
	} else if p.Configuration.Email.IsNull() {
		p.Plan.Email = customtypes.NewFolded(defaultEmail(p.Plan.ApplicationID.Canonical(), client.Origin()))
	}
	if p.Plan.Email.ValueString() == "" {
		return nil
	}
	id := found.key
	if found.present {
		id = found.user.ID
	}
	return checkEmail(ctx, client, p.Plan.Email.ValueString(), id, p.Plan.ApplicationID.Canonical())
}

func planAccount(ctx context.Context, p *framework.PlanOperation[userModel], client *dataverse.Client) error {
	user, found, err := client.UserOfAccount(ctx, p.Plan.ObjectID.Canonical())
	if err != nil || !found {
		return err
	}
	if err := checkPerson(user); err != nil {
		return err
	}
	if err := checkAdministrator(user, client.Origin()); err != nil {
		return err
	}
	if p.Plan.AccessMode.ValueString() == "non_interactive" && user.AccessMode != dataverse.AccessNonInteractive {
		return checkQuota(ctx, client, user.ID)
	}
	return nil
}

func planChange(ctx context.Context, p *framework.PlanOperation[userModel], client *dataverse.Client) error {
	id := p.State.ID.ValueString()
	if err := planUsed(ctx, p); err != nil {
		return err
	}
	if err := planUnit(ctx, p); err != nil {
		return err
	}
	if email := p.Configuration.Email.ValueString(); email != "" {
		if same, _ := p.Configuration.Email.StringSemanticEquals(ctx, p.State.Email); !same {
			if err := checkEmail(ctx, client, email, id, ""); err != nil {
				return err
			}
		}
	}
	if p.Configuration.AccessMode.ValueString() == "non_interactive" && p.State.AccessMode.ValueString() != "non_interactive" {
		return checkQuota(ctx, client, id)
	}
	return nil
}

// unchanged reports whether nothing that this resource writes or records differs.
func unchanged(plan, state userModel) bool {
	return plan.ApplicationID.Equal(state.ApplicationID) && plan.ObjectID.Equal(state.ObjectID) && plan.BusinessUnitID.Equal(state.BusinessUnitID) &&
		plan.Email.Equal(state.Email) && plan.AccessMode.Equal(state.AccessMode) && plan.Enabled.Equal(state.Enabled) &&
		plan.AdoptExisting.Equal(state.AdoptExisting) && plan.DeletionPolicy.Equal(state.DeletionPolicy)
}
