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
	all := "the business unit " + state.BusinessUnitName.ValueString() + ", the team " + state.TeamName.ValueString() + " and the company row"
	links, row, err := usage(ctx, op.Clients, state)
	if framework.IsRefused(err) {
		op.KeepUnseen(all, err)
		return nil
	}
	if err != nil {
		return err
	}
	if used := links.All(); len(used) > 0 {
		op.Keep(all, "they are used by "+used.String())
		return nil
	}
	doomed, err := removable(ctx, client, state, found)
	if err != nil {
		return err
	}
	if !found.Company && row.ID != "" && strings.EqualFold(row.ID, state.DataverseCompanyID.Canonical()) {
		doomed.row = &row
	}
	if err := doomed.unchanged(state); err != nil {
		return err
	}
	// A deletion that fails half-way is finished by the next destroy.
	found.Incomplete = true
	if err := found.save(ctx, op); err != nil {
		return err
	}
	if err := doomed.remove(ctx, client, state); err != nil {
		return err
	}
	if kept := found.kept(state); len(kept) > 0 {
		op.Keep(strings.Join(kept, ", "), framework.FoundBefore)
	}
	return nil
}

// kept describes the parts that are there and were found.
func (o origins) kept(state companyModel) []string {
	var kept []string
	for _, part := range []struct {
		existed  bool
		what, id string
	}{
		{o.Company, "the company row", state.DataverseCompanyID.Canonical()},
		{o.Team, "the team " + state.TeamName.ValueString(), state.TeamID.Canonical()},
		{o.BusinessUnit, "the business unit " + state.BusinessUnitName.ValueString(), state.BusinessUnitID.Canonical()},
	} {
		if part.existed && part.id != "" {
			kept = append(kept, part.what)
		}
	}
	return kept
}

// usage reads the connections that use the company, and its row, whose id is empty when it is gone.
func usage(ctx context.Context, clients *framework.Clients, state companyModel) (rules.CompanyLinks, dataverse.Company, error) {
	var here bc.Place
	if clients.BusinessCentral != nil {
		here = clients.BusinessCentral.Place()
	}
	company := state.CompanyID.Canonical()
	names := []string{state.CompanyName.ValueString()}
	row, found, err := clients.Dataverse.CompanyByExternalID(ctx, company)
	if err != nil {
		return rules.CompanyLinks{}, row, err
	}
	if found && !strings.EqualFold(row.Name, names[0]) {
		names = append(names, row.Name)
	}
	links, err := rules.ReadCompanyLinks(ctx, clients.Dataverse, here, company, names...)
	return links, row, err
}

// removable reads the team and the business unit to delete, and makes sure, before anything is deleted, that nothing will be in
// the way.
func removable(ctx context.Context, client *dataverse.Client, state companyModel, found origins) (doomed parts, err error) {
	if !state.TeamID.IsNull() && !found.Team {
		if doomed.team, err = removableTeam(ctx, client, state); err != nil {
			return doomed, err
		}
	}
	if state.BusinessUnitID.IsNull() || found.BusinessUnit {
		return doomed, nil
	}
	unit, exists, err := client.BusinessUnit(ctx, state.BusinessUnitID.Canonical())
	if err != nil || !exists {
		return doomed, err
	}
	doomed.unit = &unit
	if unit.ParentID == "" {
		return doomed, framework.Errorf("The business unit is the root unit",
			"Set deletion_policy to "+policyRetain+" and apply, then destroy. Nothing was deleted.",
			"Dataverse neither disables nor deletes the root business unit, %s.", unit.Name)
	}
	contents, err := client.BusinessUnitContents(ctx, state.BusinessUnitID.Canonical(), state.TeamID.Canonical())
	if err != nil || len(contents) == 0 {
		return doomed, err
	}
	return doomed, framework.Errorf("The business unit is still in use",
		"Move them to another business unit in Dataverse first, or set deletion_policy to "+policyRetain+". Nothing was deleted.",
		"The business unit %s holds %s.", state.BusinessUnitName.ValueString(), dataverse.DescribeOwned(contents))
}

// removableTeam reads the team, nil when it is gone. It refuses one that Dataverse would not delete.
func removableTeam(ctx context.Context, client *dataverse.Client, state companyModel) (*dataverse.Team, error) {
	team, exists, err := client.Team(ctx, state.TeamID.Canonical())
	if err != nil || !exists {
		return nil, err
	}
	if team.Default {
		return nil, framework.Errorf("The owning team is the default team of its business unit",
			"Set deletion_policy to "+policyRetain+" and apply, then destroy. Nothing was deleted.",
			"Dataverse does not delete the default team of a business unit, such as %s.", team.Name)
	}
	owned, err := client.OwnedRecords(ctx, team.ID, state.DataverseCompanyID.Canonical())
	if err != nil || len(owned) == 0 {
		return &team, err
	}
	return nil, refuseOwned(state, owned)
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
	links, _, err := usage(ctx, p.Clients, *p.State)
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
