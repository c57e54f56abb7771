// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// NewCompany returns the resource bcsales_dataverse_company.
func NewCompany() resource.Resource {
	return framework.NewResource[companyModel](framework.Definition[companyModel]{
		Name:   "dataverse_company",
		Noun:   "Dataverse company",
		Schema: companySchema(),
		Permissions: framework.Permissions{
			Dataverse: "the System Administrator role, or a role that may create, change and delete business units, teams and companies (`bcbi_company`) and may assign roles.",
		},
		IDParts: []framework.IDPart{{Name: "company_id", Description: "Id of the company in Business Central."}},
		Local: map[string]string{
			"rename":          "says how a change of company_name is carried out",
			"deletion_policy": "says what destroy does",
			"company_name":    "used at creation only, unless rename is true; Business Central does not follow a rename either",
		},
		Create:      createCompany,
		Recover:     recoverCompany,
		Read:        readCompany,
		Update:      updateCompany,
		Delete:      deleteCompany,
		Plan:        planCompany,
		PlanDestroy: planDestroyCompany,
		Import:      importCompany,
	})
}

func createCompany(ctx context.Context, op *framework.Operation[companyModel], plan companyModel) error {
	client, err := op.Clients.Dataverse()
	if err != nil {
		return err
	}
	s := &setup{client: client, companyID: plan.CompanyID.Canonical(), name: plan.CompanyName.ValueString(), rename: plan.Rename.ValueBool()}
	configured := ""
	if !plan.BusinessUnitID.IsUnknown() {
		configured = plan.BusinessUnitID.Canonical()
	}
	unit, err := s.unit(ctx, configured)
	if err != nil {
		return err
	}
	save := func() error {
		if err := s.found.save(ctx, op); err != nil {
			return err
		}
		return op.Save(ctx, plan)
	}
	plan.setUnit(unit)
	if err := save(); err != nil {
		return err
	}
	team, err := s.team(ctx, unit)
	if err != nil {
		return err
	}
	plan.setTeam(team)
	if err := save(); err != nil {
		return err
	}
	if err := s.role(ctx, team); err != nil {
		return err
	}
	row, err := s.row(ctx, team)
	if err != nil {
		return err
	}
	plan.DataverseCompanyID = customtypes.NewGUID(row.ID)
	return save()
}

// recoverCompany finds the business unit of an interrupted creation by the id that it would have.
func recoverCompany(ctx context.Context, op *framework.Operation[companyModel], plan companyModel) (companyModel, bool, error) {
	client, err := op.Clients.Dataverse()
	if err != nil {
		return plan, false, err
	}
	key, err := client.Key(ctx, unitTable, plan.CompanyID.Canonical())
	if err != nil {
		return plan, false, err
	}
	unit, found, err := client.BusinessUnit(ctx, key)
	if found {
		plan.setUnit(unit)
	}
	return plan, found, err
}

// readCompany reads the row, its owning team and the team's unit. The object is gone when any of them is, or when the
// team lost the base role, so that the next apply makes what is missing.
func readCompany(ctx context.Context, op *framework.Operation[companyModel], state companyModel) (companyModel, bool, error) {
	client, err := op.Clients.Dataverse()
	if err != nil {
		return state, false, err
	}
	row, found, err := client.CompanyByExternalID(ctx, state.CompanyID.Canonical())
	if err != nil || !found || row.OwningTeamID == "" {
		return state, false, err
	}
	team, found, err := client.Team(ctx, row.OwningTeamID)
	if err != nil || !found {
		return state, false, err
	}
	roles, found, err := client.PrincipalRoles(ctx, dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID})
	if err != nil || !found {
		return state, false, err
	}
	if _, has := roles.RoleWithRoot(dataverse.BaseIntegrationRole); !has {
		return state, false, nil
	}
	unit, found, err := client.BusinessUnit(ctx, team.BusinessUnitID)
	if err != nil || !found {
		return state, false, err
	}
	state.setUnit(unit)
	state.setTeam(team)
	if state.Rename.ValueBool() {
		state.CompanyName = types.StringValue(row.Name)
	}
	state.DataverseCompanyID = customtypes.NewGUID(row.ID)
	return state, true, nil
}

// updateCompany renames unit, team and row when that is wanted. Other changes are local.
func updateCompany(ctx context.Context, op *framework.Operation[companyModel], plan, state companyModel) error {
	if !plan.Rename.ValueBool() {
		return nil
	}
	client, err := op.Clients.Dataverse()
	if err != nil {
		return err
	}
	name := plan.CompanyName.ValueString()
	unit := state.BusinessUnitName.ValueString()
	// A unit that somebody else named keeps its name.
	if strings.HasSuffix(unit, unitName("", plan.CompanyID.Canonical())) {
		unit = unitName(name, plan.CompanyID.Canonical())
		if err := client.RenameBusinessUnit(ctx, state.BusinessUnitID.Canonical(), unit); err != nil {
			return err
		}
		if err := client.RenameTeam(ctx, state.TeamID.Canonical(), teamName(unit)); err != nil {
			return err
		}
	}
	return client.SetCompany(ctx, dataverse.Company{ID: state.DataverseCompanyID.Canonical(), Name: name, OwningTeamID: state.TeamID.Canonical()})
}

// importCompany reads the name from the row.
func importCompany(ctx context.Context, op *framework.Operation[companyModel], parts []string) (map[string]any, error) {
	client, err := op.Clients.Dataverse()
	if err != nil {
		return nil, err
	}
	row, found, err := client.CompanyByExternalID(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, framework.Errorf("The company is not in Dataverse", "Check the id, which is the company's id in Business Central; import nothing and let apply make the company otherwise.",
			"Dataverse has no company row with the external id %s.", strings.ToLower(parts[0]))
	}
	return map[string]any{"company_id": parts[0], "company_name": row.Name}, nil
}

// planCompany checks a configured unit and shows the names that will result.
func planCompany(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	if p.State != nil {
		renaming := p.Plan.Rename.ValueBool() && !p.Plan.CompanyName.Equal(p.State.CompanyName)
		if !renaming {
			p.Plan.BusinessUnitName, p.Plan.TeamName = p.State.BusinessUnitName, p.State.TeamName
		}
		return nil
	}
	configured := p.Configuration.BusinessUnitID
	if configured.IsNull() || configured.IsUnknown() || !p.Ready() {
		return nil
	}
	client, err := p.Clients.Dataverse()
	if err != nil {
		return err
	}
	unit, exists, err := client.BusinessUnit(ctx, configured.Canonical())
	if err != nil || !exists { // the same run may create it
		return err
	}
	root, err := client.RootBusinessUnit(ctx)
	if err != nil {
		return err
	}
	if err := checkUnit(unit, exists, root, configured.Canonical()); err != nil {
		return err
	}
	p.Plan.BusinessUnitName, p.Plan.TeamName = types.StringValue(unit.Name), types.StringValue(teamName(unit.Name))
	return nil
}
