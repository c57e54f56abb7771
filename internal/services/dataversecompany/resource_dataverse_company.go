// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// NewCompany returns the resource bcsales_dataverse_company.
func NewCompany() resource.Resource {
	return framework.NewResource[companyModel](framework.Definition[companyModel]{
		Name:   "dataverse_company",
		Noun:   "Dataverse company",
		Schema: companySchema(),
		Needs:  framework.Dataverse,
		MayUse: framework.BusinessCentral,
		Permissions: framework.Permissions{
			Dataverse: "the System Administrator role, or a role that may create, change and delete business units, teams and companies (`bcbi_company`), may assign roles, and may read the connections to Business Central (`nav_connection`), which say who uses the company. The plan also counts accounts, contacts and opportunities of another company with the name, where it may read them.",
		},
		Names:   []string{"company_name"},
		IDParts: []framework.IDPart{{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true}},
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
	s := &setup{client: op.Dataverse, companyID: plan.CompanyID.Canonical(), name: plan.CompanyName.ValueString(), rename: plan.Rename.ValueBool()}
	s.found.Incomplete = true
	configured := ""
	if !plan.BusinessUnitID.IsUnknown() {
		configured = plan.BusinessUnitID.Canonical()
	}
	save := func() error {
		if err := s.found.save(ctx, op); err != nil {
			return err
		}
		return op.Save(ctx, plan)
	}
	unit, team, exists, err := s.existing(ctx, configured)
	if err != nil {
		return err
	}
	if !exists {
		if unit, err = s.makeUnit(ctx, op, configured); err != nil {
			return err
		}
		plan.setUnit(unit)
		if err := save(); err != nil {
			return err
		}
		if team, err = s.team(ctx, unit); err != nil {
			return err
		}
	}
	plan.setUnit(unit)
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
	s.found.Incomplete = false
	return save()
}

// recoverCompany finds the business unit of an interrupted creation by the id that it would have.
func recoverCompany(ctx context.Context, op *framework.Operation[companyModel], plan companyModel) (companyModel, bool, error) {
	client := op.Dataverse
	key, err := client.Key(ctx, unitTable, plan.CompanyID.Canonical())
	if err != nil {
		return plan, false, err
	}
	root, err := client.RootBusinessUnit(ctx)
	if err != nil {
		return plan, false, err
	}
	unit, found, err := client.OwnBusinessUnit(ctx, dataverse.BusinessUnit{ID: key, ParentID: root.ID})
	if err != nil || !found {
		return plan, false, keyConflict(err, plan.CompanyID.Canonical())
	}
	plan.setUnit(unit)
	return plan, true, nil
}

// importCompany reads the name from the row.
func importCompany(ctx context.Context, op *framework.Operation[companyModel], parts []string) (map[string]any, error) {
	row, found, err := op.Dataverse.CompanyByExternalID(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, framework.Errorf("The company is not in Dataverse", "Check the id, which is the company's id in Business Central; import nothing and let apply make the company otherwise.",
			"Dataverse has no company row with the external id %s.", strings.ToLower(parts[0]))
	}
	return map[string]any{"company_id": parts[0], "company_name": row.Name}, origins{}.save(ctx, op)
}
