// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type resourceModel struct {
	framework.Base
	Name              customtypes.FoldedValue `tfsdk:"name"`
	DisplayName       types.String            `tfsdk:"display_name"`
	BusinessProfileID types.String            `tfsdk:"business_profile_id"`
	AdoptExisting     types.Bool              `tfsdk:"adopt_existing"`
	DeletionPolicy    types.String            `tfsdk:"deletion_policy"`
	EvaluationCompany types.Bool              `tfsdk:"evaluation_company"`
}

// set fills the remote values.
func (m *resourceModel) set(c businesscentral.AutomationCompany) {
	m.ID = types.StringValue(strings.ToLower(c.ID))
	m.Name = customtypes.NewFolded(c.Name)
	m.DisplayName = types.StringValue(c.DisplayName)
	m.BusinessProfileID = types.StringValue(c.BusinessProfileID)
	m.EvaluationCompany = types.BoolValue(c.EvaluationCompany)
}

// changes is what differs between the plan and the company; what is not configured stays as it is.
func (m resourceModel) changes(c businesscentral.AutomationCompany) (changes businesscentral.CompanyChanges, differ bool) {
	differs := func(wanted types.String, now string) *string {
		if wanted.IsNull() || wanted.IsUnknown() || wanted.ValueString() == now {
			return nil
		}
		text := wanted.ValueString()
		return &text
	}
	changes.DisplayName = differs(m.DisplayName, c.DisplayName)
	changes.BusinessProfileID = differs(m.BusinessProfileID, c.BusinessProfileID)
	return changes, changes.DisplayName != nil || changes.BusinessProfileID != nil
}

// NewCompany returns the resource bcsales_company.
func NewCompany() resource.Resource {
	return framework.NewResource[resourceModel](framework.Definition[resourceModel]{
		Name:   "company",
		Noun:   "company",
		Schema: resourceSchema(),
		Needs:  framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraAutomation,
			BusinessCentral: "the permission set `D365 AUTOMATION`.",
		},
		Names:   []string{"name"},
		IDParts: []framework.IDPart{{Name: "company_id", Description: "Id of the company."}},
		Local: map[string]string{
			"adopt_existing":  "says what creation does",
			"deletion_policy": "says what destroy does",
		},
		Create:  createCompany,
		Recover: recoverCompany,
		Read:    readCompany,
		Update:  updateCompany,
		Delete:  deleteCompany,
		Plan:    planCompany,
		Import:  importCompany,
	})
}

func createCompany(ctx context.Context, op *framework.Operation[resourceModel], plan resourceModel) error {
	client := op.BusinessCentral
	name := plan.Name.ValueString()
	company, found, err := client.AutomationCompanyByName(ctx, name)
	if err != nil {
		return err
	}
	if found {
		if !plan.AdoptExisting.ValueBool() {
			return exists(company)
		}
		if err := op.Found(ctx); err != nil {
			return err
		}
	} else {
		op.Making(ctx)
		if company, err = makeCompany(ctx, client, name); err != nil {
			return err
		}
	}
	changes, needed := plan.changes(company)
	plan.ID = types.StringValue(strings.ToLower(company.ID))
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	if !found {
		op.Warn(&framework.Problem{
			Summary: "The new company is not initialized",
			Detail:  "The company " + name + " was made empty, as the automation API does: without setup, number series and local currency.",
			Remedy:  "Open the company in Business Central once and run its setup, or import a configuration package, before it is connected with Dataverse.",
		})
	}
	if !needed {
		return nil
	}
	return changeCompany(ctx, client, company, company, changes)
}

// makeCompany creates the company under its name, which the automation API takes from the display name. A name that is
// taken now was free a moment ago, so it is our own when an answer was lost.
func makeCompany(ctx context.Context, client *businesscentral.Client, name string) (businesscentral.AutomationCompany, error) {
	company, err := client.CreateCompany(ctx, name)
	if err == nil {
		return company, nil
	}
	lost := odata.IsAnswerLost(err) && ctx.Err() == nil
	if !lost && !businesscentral.IsExisting(err) {
		return company, err
	}
	now, found, look := client.AutomationCompanyByName(ctx, name)
	switch {
	case look != nil || !found:
		return company, err
	case lost:
		return now, nil
	}
	return company, exists(now)
}

func exists(company businesscentral.AutomationCompany) error {
	return framework.Errorf("The company exists already", existsRemedy(company),
		"Business Central already has the company %s (%s), displayed as %q.", company.Name, strings.ToLower(company.ID), company.DisplayName).At("name")
}

func existsRemedy(company businesscentral.AutomationCompany) string {
	return "To manage it, run: terraform import bcsales_company.<name> " + strings.ToLower(company.ID) +
		"\nTo take it over as it is, set adopt_existing = true; destroy then leaves it in place.\nIf this resource made it in a run that failed, run terraform untaint."
}

// recoverCompany looks for a company that an interrupted creation made: when the request was sent, there was none of
// its name before.
func recoverCompany(ctx context.Context, op *framework.Operation[resourceModel], plan resourceModel) (resourceModel, bool, error) {
	company, found, err := op.BusinessCentral.AutomationCompanyByName(ctx, plan.Name.ValueString())
	if err != nil || !found {
		return plan, false, err
	}
	plan.set(company)
	return plan, true, nil
}

func readCompany(ctx context.Context, op *framework.Operation[resourceModel], state resourceModel) (resourceModel, bool, error) {
	company, found, err := op.BusinessCentral.SharedAutomationCompany(ctx, state.ID.ValueString())
	if businesscentral.IsNoCompany(err) {
		return state, false, nil
	}
	if err != nil || !found {
		return state, false, err
	}
	former := state.Name.ValueString()
	state.set(company)
	return state, true, op.Renamed(ctx, "name", former, company.Name, strings.EqualFold)
}

func updateCompany(ctx context.Context, op *framework.Operation[resourceModel], plan, state resourceModel) error {
	before := businesscentral.AutomationCompany{
		ID: state.ID.ValueString(), DisplayName: state.DisplayName.ValueString(), BusinessProfileID: state.BusinessProfileID.ValueString(),
	}
	changes, needed := plan.changes(before)
	if !needed {
		return nil
	}
	now, err := presentCompany(ctx, op.BusinessCentral, before.ID)
	if err != nil {
		return err
	}
	return changeCompany(ctx, op.BusinessCentral, before, now, changes)
}

func deleteCompany(ctx context.Context, op *framework.Operation[resourceModel], state resourceModel) error {
	name := state.Name.ValueString()
	if state.DeletionPolicy.ValueString() != policyDelete {
		op.Keep("the company "+name+" with its data", framework.ByPolicy)
		return nil
	}
	if op.WasFound(ctx) {
		op.Keep("the company "+name+" with its data", framework.FoundBefore)
		return nil
	}
	err := removeCompany(ctx, op.BusinessCentral, state)
	if businesscentral.IsNoCompany(err) {
		return framework.Errorf("The last company cannot be deleted",
			"Create another company first, or set deletion_policy to \"retain\".",
			"Cannot delete this company. It's the only company you have, and you must have at least one. The company is %s.", name)
	}
	return err
}

// planCompany warns of a new company whose name is taken. It is no error yet: the same run may be replacing the company.
func planCompany(ctx context.Context, p *framework.PlanOperation[resourceModel]) error {
	if p.State != nil {
		if strings.EqualFold(p.Plan.Name.ValueString(), p.State.Name.ValueString()) {
			p.Plan.Name = p.State.Name // another letter case is no change
			return nil
		}
		return followName(ctx, p)
	}
	if !p.Ready() || p.Plan.Name.IsUnknown() || p.Plan.AdoptExisting.IsUnknown() || p.Plan.AdoptExisting.ValueBool() {
		return nil
	}
	company, found, err := p.BusinessCentral.AutomationCompanyByName(ctx, p.Plan.Name.ValueString())
	if err != nil || !found {
		return err
	}
	p.Warn(&framework.Problem{
		Summary: "The company exists already",
		Detail:  "Business Central has the company " + company.Name + " (" + strings.ToLower(company.ID) + "). Unless this run deletes it first, apply will fail to create it.",
		Remedy:  existsRemedy(company),
	})
	return nil
}

// followName keeps a company that somebody renamed in Business Central, where no other company has its former name:
// replacing it would give up its data.
func followName(ctx context.Context, p *framework.PlanOperation[resourceModel]) error {
	if !p.Ready() || p.Plan.Name.IsUnknown() {
		return nil
	}
	name := p.Plan.Name.ValueString()
	if was, err := p.WasNamed(ctx, "name", name, strings.EqualFold); err != nil || !was {
		return err
	}
	_, taken, err := p.BusinessCentral.AutomationCompanyByName(ctx, name)
	if err != nil || taken {
		return err
	}
	p.Plan.Name = p.State.Name
	p.Warn(framework.Errorf("The company was renamed in Business Central",
		"Set name to \""+p.State.Name.ValueString()+"\". To get a new company of the former name instead, remove this one from the configuration first.",
		"The company %s (%s) is called %s now. The resource follows it, because replacing the company would give up its data.", name, p.State.ID.ValueString(), p.State.Name.ValueString()).At("name"))
	return nil
}

// importCompany accepts the id of a company in any letter case.
func importCompany(_ context.Context, _ *framework.Operation[resourceModel], parts []string) (map[string]any, error) {
	if !customtypes.IsGUID(parts[0]) {
		return nil, framework.Errorf("The import id is no company id",
			"Specify the company's id. The data source bcsales_companies lists the ids.", "Got %q.", parts[0])
	}
	return map[string]any{"id": strings.ToLower(parts[0])}, nil
}
