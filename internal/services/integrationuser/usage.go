// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// checkUsed refuses to overwrite what the connections of others need of a user who is there already: its e-mail address, by
// which Business Central finds the user, its business unit, whose change costs roles, and that it is enabled.
func checkUsed(ctx context.Context, clients *framework.Clients, user dataverse.SystemUser, plan userModel) error {
	change := difference(user, plan)
	var changed []string
	if change.Email != nil {
		changed = append(changed, "internal_email_address")
	}
	if change.BusinessUnitID != nil {
		changed = append(changed, "business_unit_id")
	}
	if change.Disabled != nil && *change.Disabled {
		changed = append(changed, "enabled")
	}
	if len(changed) == 0 {
		return nil
	}
	used, err := rules.UserUsage(ctx, clients.Dataverse, clients.BusinessCentral, user.ID, user.Email)
	if err != nil || used == "" {
		return err
	}
	return framework.Errorf("The user is used by a connection", "Leave "+strings.Join(changed, ", ")+" as the user has it, or use another application. "+
		"If all these connections are your own, import the user: terraform import bcsales_integration_user.<name> "+user.ID+", and change it then.",
		"The user %s (%s) exists and is used by %s. Another value of %s would interrupt that. Nothing was changed.", label(user), user.ID, used, strings.Join(changed, ", ")).At(changed[0])
}

// refuseDisabling refuses to disable a user as whom connections still sign in, whichever state manages them.
func refuseDisabling(ctx context.Context, clients *framework.Clients, user dataverse.SystemUser) error {
	used, err := rules.UserUsage(ctx, clients.Dataverse, clients.BusinessCentral, user.ID, user.Email)
	if err != nil || used == "" {
		return err
	}
	return framework.Errorf("The user is used by a connection",
		"Leave enabled = true. To stop a connection, set enabled = false on its setups. The user can be disabled once these connections are destroyed or sign in as another user.",
		"The user %s (%s) is used by %s. Disabling the user would interrupt that. Nothing was changed.", label(user), user.ID, used).At("enabled")
}

// planUsed refuses in the plan to disable a user who is used, and says which connections have to follow another address.
func planUsed(ctx context.Context, p *framework.PlanOperation[userModel]) error {
	user := dataverse.SystemUser{ID: p.State.ID.ValueString(), Email: p.State.Email.ValueString(), FullName: p.State.label()}
	if p.State.Enabled.ValueBool() && !p.Plan.Enabled.IsUnknown() && !p.Plan.Enabled.ValueBool() {
		return planUnlessRefused(refuseDisabling(ctx, p.Clients, user))
	}
	email := p.Configuration.Email
	if same, _ := email.StringSemanticEquals(ctx, p.State.Email); same || email.ValueString() == "" {
		return nil
	}
	used, err := rules.UserUsage(ctx, p.Dataverse, p.BusinessCentral, user.ID, user.Email)
	if err != nil || used == "" {
		return planUnlessRefused(err)
	}
	p.Warn(&framework.Problem{
		Summary: "Connections sign in by the user's e-mail address",
		Detail: "The address of the user " + p.State.label() + " becomes " + email.ValueString() + ". The user is used by " + used + ". Business Central finds the user by the address: " +
			"until user_name of these connections is the new address, their synchronizations fail.",
		Remedy: "Take user_name of each Dataverse connection setup from this resource, and apply the other states right after this one.",
	})
	return nil
}

// planUnlessRefused leaves a lack of rights to the apply, whose run may bring them.
func planUnlessRefused(err error) error {
	if framework.IsRefused(err) {
		return nil
	}
	return err
}

// planDestroyUser says what destroy does in Dataverse, and who uses the user now: those of the same run's connections are
// gone by then, and any other keeps the user in place.
func planDestroyUser(ctx context.Context, p *framework.PlanOperation[userModel]) error {
	if p.WasFound(ctx) || !p.Ready() || p.Dataverse == nil || p.State.DeletionPolicy.ValueString() == policyRetain {
		return nil
	}
	what := "disables"
	if p.State.DeletionPolicy.ValueString() == policyDelete {
		what = "deletes"
	}
	now := ""
	links, err := rules.ReadLinks(ctx, p.Dataverse)
	if err != nil && !framework.IsRefused(err) {
		return err
	}
	if written := links.WrittenBy(p.State.ID.ValueString()); len(written) > 0 {
		now = " It is used now by " + written.String() + "; the user is left as it is if one of them remains."
	}
	p.Warn(&framework.Problem{
		Summary: "Destroy " + what + " the integration user",
		Detail:  "Destroy " + what + " the user " + p.State.label() + " in Dataverse, as deletion_policy says, unless a connection still signs in as this user." + now,
	})
	return nil
}
