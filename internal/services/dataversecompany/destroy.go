// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// deleteCompany deletes what this resource made, from the row upwards, after it made sure that nothing is in the way.
func deleteCompany(ctx context.Context, op *framework.Operation[companyModel], state companyModel) error {
	if state.DeletionPolicy.ValueString() != policyDelete {
		op.Keep("the business unit "+state.BusinessUnitName.ValueString()+", the team "+state.TeamName.ValueString()+" and the company row", framework.ByPolicy)
		return nil
	}
	client := op.Dataverse
	found, err := loadOrigins(ctx, op, client, state)
	if err != nil {
		return err
	}
	parts := "the business unit " + state.BusinessUnitName.ValueString() + ", the team " + state.TeamName.ValueString() + " and the company row"
	links, err := usage(ctx, op.Clients, state)
	if framework.IsRefused(err) {
		op.KeepUnseen(parts, err)
		return nil
	}
	if err != nil {
		return err
	}
	if used := links.All(); len(used) > 0 {
		op.Keep(parts, "they are used by "+used.String())
		return nil
	}
	team := state.TeamID.Canonical()
	if err := refuseInUse(ctx, client, state, found); err != nil {
		return err
	}
	// A deletion that fails half-way is finished by the next destroy.
	found.Incomplete = true
	if err := found.save(ctx, op); err != nil {
		return err
	}
	var kept []string
	remove := func(existed bool, what, id string, call func(context.Context, string) error) error {
		switch {
		case id == "":
			return nil
		case existed:
			kept = append(kept, what)
			return nil
		}
		return call(ctx, id)
	}
	if err := remove(found.Company, "the company row", state.DataverseCompanyID.Canonical(), client.DeleteCompany); err != nil {
		return err
	}
	if err := remove(found.Team, "the team "+state.TeamName.ValueString(), team, client.DeleteTeam); err != nil {
		return err
	}
	if err := remove(found.BusinessUnit, "the business unit "+state.BusinessUnitName.ValueString(), state.BusinessUnitID.Canonical(), client.DeleteBusinessUnit); err != nil {
		return err
	}
	if len(kept) > 0 {
		op.Keep(strings.Join(kept, ", "), framework.FoundBefore)
	}
	return nil
}

// usage reads the connections that use the company.
func usage(ctx context.Context, clients *framework.Clients, state companyModel) (rules.CompanyLinks, error) {
	var here bc.Place
	if clients.BusinessCentral != nil {
		here = clients.BusinessCentral.Place()
	}
	company := state.CompanyID.Canonical()
	names := []string{state.CompanyName.ValueString()}
	row, found, err := clients.Dataverse.CompanyByExternalID(ctx, company)
	if err != nil {
		return rules.CompanyLinks{}, err
	}
	if found && !strings.EqualFold(row.Name, names[0]) {
		names = append(names, row.Name)
	}
	return rules.ReadCompanyLinks(ctx, clients.Dataverse, here, company, names...)
}

// refuseInUse makes sure, before anything is deleted, that nothing will be in the way.
func refuseInUse(ctx context.Context, client *dataverse.Client, state companyModel, found origins) error {
	if !state.TeamID.IsNull() && !found.Team {
		if err := refuseTeam(ctx, client, state); err != nil {
			return err
		}
	}
	if state.BusinessUnitID.IsNull() || found.BusinessUnit {
		return nil
	}
	unit, exists, err := client.BusinessUnit(ctx, state.BusinessUnitID.Canonical())
	if err != nil || !exists {
		return err
	}
	if unit.ParentID == "" {
		return framework.Errorf("The business unit is the root unit",
			"Set deletion_policy to "+policyRetain+" and apply, then destroy. Nothing was deleted.",
			"Dataverse neither disables nor deletes the root business unit, %s.", unit.Name)
	}
	contents, err := client.BusinessUnitContents(ctx, state.BusinessUnitID.Canonical(), state.TeamID.Canonical())
	if err != nil || len(contents) == 0 {
		return err
	}
	return framework.Errorf("The business unit is still in use",
		"Move them to another business unit in Dataverse first, or set deletion_policy to "+policyRetain+". Nothing was deleted.",
		"The business unit %s holds %s.", state.BusinessUnitName.ValueString(), dataverse.DescribeOwned(contents))
}

// refuseTeam refuses to delete a team that Dataverse would not delete.
func refuseTeam(ctx context.Context, client *dataverse.Client, state companyModel) error {
	team, exists, err := client.Team(ctx, state.TeamID.Canonical())
	if err != nil || !exists {
		return err
	}
	if team.Default {
		return framework.Errorf("The owning team is the default team of its business unit",
			"Set deletion_policy to "+policyRetain+" and apply, then destroy. Nothing was deleted.",
			"Dataverse does not delete the default team of a business unit, such as %s.", team.Name)
	}
	owned, err := client.OwnedRecords(ctx, team.ID, state.DataverseCompanyID.Canonical())
	if err != nil || len(owned) == 0 {
		return err
	}
	return refuseOwned(state, owned)
}

func refuseOwned(state companyModel, owned []dataverse.OwnedCount) error {
	return framework.Errorf("The owning team still owns records",
		"Assign the records to another owner in Dataverse first, or set deletion_policy to "+policyRetain+". Nothing was deleted.",
		"The team %s owns %s.", state.TeamName.ValueString(), dataverse.DescribeOwned(owned))
}

// planDestroyCompany says in the plan what destroy would delete, keep or refuse.
func planDestroyCompany(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	if p.State.DeletionPolicy.ValueString() != policyDelete || !p.Ready() || p.State.TeamID.IsNull() {
		return nil
	}
	client := p.Dataverse
	found, err := loadOrigins(ctx, p.Operation, client, *p.State)
	if err != nil {
		return err
	}
	if err := warnDeletion(ctx, p, found); err != nil || found.Team {
		return err
	}
	owned, err := client.OwnedRecords(ctx, p.State.TeamID.Canonical(), p.State.DataverseCompanyID.Canonical())
	if err != nil {
		return err
	}
	if len(owned) > 0 {
		p.Warn(&framework.Problem{
			Summary: "The owning team still owns records",
			Detail: "The team " + p.State.TeamName.ValueString() + " owns " + dataverse.DescribeOwned(owned) +
				". Destroy refuses while it does: assign the records to another owner first.",
		})
	}
	return nil
}

// warnDeletion says what destroy deletes in Dataverse, and who uses the company now: the connection of the same run is
// gone by then, and any other keeps everything in place.
func warnDeletion(ctx context.Context, p *framework.PlanOperation[companyModel], found origins) error {
	var parts []string
	for _, part := range []struct {
		existed bool
		what    string
	}{
		{found.BusinessUnit, "the business unit " + p.State.BusinessUnitName.ValueString()},
		{found.Team, "the team " + p.State.TeamName.ValueString()},
		{found.Company, "the company row"},
	} {
		if !part.existed {
			parts = append(parts, part.what)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	links, err := usage(ctx, p.Clients, *p.State)
	if err != nil && !framework.IsRefused(err) {
		return err
	}
	now := ""
	if used := links.All(); len(used) > 0 {
		now = " The company is used now by " + used.String() + "; everything is left in place if one of them remains."
	}
	p.Warn(&framework.Problem{
		Summary: "Destroy deletes what the company has in Dataverse",
		Detail:  "Destroy deletes " + strings.Join(parts, ", ") + " in Dataverse, as deletion_policy says, unless a connection still uses the company." + now,
	})
	return nil
}
