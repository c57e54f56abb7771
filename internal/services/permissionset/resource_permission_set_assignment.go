// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// NewAssignment returns the resource bcsales_permission_set_assignment.
func NewAssignment() resource.Resource {
	return framework.NewResource[assignmentModel](framework.Definition[assignmentModel]{
		Name:   "permission_set_assignment",
		Noun:   "permission set assignment",
		Schema: assignmentSchema(),
		Needs:  framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraAutomation,
			BusinessCentral: "the permission sets `D365 AUTOMATION` and, to give and take permission sets, `SECURITY`.",
		},
		IDParts: []framework.IDPart{
			{Name: "company_id", Description: "Id of the company, or - for all companies."},
			{Name: "user_security_id", Description: "Security id of the user."},
			{Name: "permission_set_id", Description: "Id of the permission set; a slash in it is written %2F and a percent sign %25."},
			{Name: "app_id", Description: "Id of the app that brings the permission set, or - for none."},
		},
		Create:  createAssignment,
		Recover: recoverAssignment,
		Read:    readAssignment,
		Delete:  deleteAssignment,
		Plan:    planAssignment,
		Import:  importAssignment,
	})
}

// companyName returns the name of the assignment's company, which permissions are kept under; empty for all companies.
func companyName(ctx context.Context, client *businesscentral.Client, id string) (name string, found bool, err error) {
	if id == "" {
		return "", true, nil
	}
	company, found, err := client.SharedAutomationCompany(ctx, id)
	return company.Name, found, err
}

func createAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) error {
	client := op.BusinessCentral
	company, found, err := companyName(ctx, client, plan.CompanyID.Canonical())
	if err != nil {
		return err
	}
	var lacking framework.Lacking
	if !found {
		err = lacking.Add(framework.Errorf("There is no such company", "Check the id; the data source bcsales_companies lists the companies.",
			"Business Central has no company %s.", plan.CompanyID.Canonical()).At("company_id"))
	}
	before, absent := permissionsOf(ctx, client, plan)
	if err = errors.Join(err, lacking.Add(absent)); err != nil {
		return err
	}
	set, err := resolve(ctx, client, plan)
	if err = errors.Join(lacking.Add(err), lacking.Err()); err != nil {
		return err
	}
	plan.AppID, plan.Scope = customtypes.GUIDOrNull(set.AppID), types.StringValue(set.Scope)
	given, has := pick(before, func(p businesscentral.UserPermission) bool { return plan.exact(p, company) })
	if has {
		if err := op.Found(ctx); err != nil {
			return err
		}
	} else if given, err = give(ctx, op, client, plan, set, company); err != nil {
		return err
	}
	plan.set(given)
	return op.Save(ctx, plan)
}

// recoverAssignment looks for a permission set that an interrupted creation may have given.
func recoverAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) (assignmentModel, bool, error) {
	client := op.BusinessCentral
	set, err := resolve(ctx, client, plan)
	if err != nil {
		return plan, false, err
	}
	plan.AppID, plan.Scope = customtypes.GUIDOrNull(set.AppID), types.StringValue(set.Scope)
	given, found, err := current(ctx, client, plan)
	if found {
		plan.set(given)
	}
	return plan, found, err
}

// permissionsOf reads what the user has.
func permissionsOf(ctx context.Context, client *businesscentral.Client, m assignmentModel) ([]businesscentral.UserPermission, error) {
	rows, found, err := client.UserPermissions(ctx, m.UserSecurityID.Canonical())
	if err == nil && !found {
		return nil, framework.Errorf("There is no such user", "Check the id: it is the user's security id in Business Central, not the object id in Microsoft Entra.",
			"Business Central has no user %s.", m.UserSecurityID.Canonical()).At("user_security_id")
	}
	return rows, err
}

// give gives the permission set. What is there after a lost answer is our own; what is there after a refusal because it
// exists came from somebody else.
func give(ctx context.Context, op *framework.Operation[assignmentModel], client *businesscentral.Client, m assignmentModel, set businesscentral.PermissionSet, company string) (businesscentral.UserPermission, error) {
	op.Making(ctx)
	given, err := client.GivePermission(ctx, m.UserSecurityID.Canonical(), businesscentral.NewUserPermission{
		RoleID: set.RoleID, Company: company, AppID: set.AppID, Scope: set.Scope,
	})
	lost := odata.IsAnswerLost(err) && ctx.Err() == nil
	if err == nil || !lost && !businesscentral.IsExisting(err) {
		return given, err
	}
	now, look := permissionsOf(ctx, client, m)
	if look != nil {
		return given, err
	}
	given, has := pick(now, func(p businesscentral.UserPermission) bool { return m.exact(p, company) })
	switch {
	case !has:
		return given, err
	case lost:
		return given, nil
	}
	return given, op.Found(ctx)
}

func pick(rows []businesscentral.UserPermission, match func(businesscentral.UserPermission) bool) (businesscentral.UserPermission, bool) {
	for _, row := range rows {
		if match(row) {
			return row, true
		}
	}
	return businesscentral.UserPermission{}, false
}

// current returns the assignment in state; false when it, its user or its company is gone.
func current(ctx context.Context, client *businesscentral.Client, state assignmentModel) (businesscentral.UserPermission, bool, error) {
	company, found, err := companyName(ctx, client, state.CompanyID.Canonical())
	if err != nil || !found {
		return businesscentral.UserPermission{}, false, err
	}
	rows, found, err := client.SharedUserPermissions(ctx, state.UserSecurityID.Canonical())
	if err != nil || !found {
		return businesscentral.UserPermission{}, false, err
	}
	row, has := pick(rows, func(p businesscentral.UserPermission) bool { return state.exact(p, company) })
	return row, has, nil
}

func readAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) (assignmentModel, bool, error) {
	row, found, err := current(ctx, op.BusinessCentral, state)
	if err != nil || !found {
		return state, false, err
	}
	state.set(row)
	return state, true, nil
}

func deleteAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) error {
	client := op.BusinessCentral
	if op.WasFound(ctx) {
		op.Keep("the permission set "+state.PermissionSetID.ValueString()+" of the user "+state.UserSecurityID.Canonical(), framework.FoundBefore)
		return nil
	}
	row, present, err := current(ctx, client, state)
	if err != nil || !present {
		return err
	}
	return odata.WriteLatest(ctx, odata.LookFrom(row, func(ctx context.Context) (businesscentral.UserPermission, bool, error) {
		return current(ctx, client, state)
	}, func(context.Context, businesscentral.UserPermission) (bool, error) {
		return true, nil // one that somebody else has made another assignment is not found
	}), func(ctx context.Context, row businesscentral.UserPermission) error {
		return client.TakePermission(ctx, state.UserSecurityID.Canonical(), row)
	})
}

// planAssignment refuses an ambiguous permission set, and takes another letter case for no change.
func planAssignment(ctx context.Context, p *framework.PlanOperation[assignmentModel]) error {
	if p.State == nil {
		return planNew(ctx, p)
	}
	same := strings.EqualFold
	if same(p.Plan.CompanyID.ValueString(), p.State.CompanyID.ValueString()) && !p.Plan.CompanyID.IsUnknown() {
		p.Plan.CompanyID = p.State.CompanyID
	}
	if same(p.Plan.UserSecurityID.ValueString(), p.State.UserSecurityID.ValueString()) {
		p.Plan.UserSecurityID = p.State.UserSecurityID
	}
	if same(p.Plan.PermissionSetID.ValueString(), p.State.PermissionSetID.ValueString()) {
		p.Plan.PermissionSetID = p.State.PermissionSetID
	}
	if same(p.Plan.AppID.ValueString(), p.State.AppID.ValueString()) && !p.Plan.AppID.IsUnknown() {
		p.Plan.AppID = p.State.AppID
	}
	return nil
}

func planNew(ctx context.Context, p *framework.PlanOperation[assignmentModel]) error {
	if !p.Ready() || p.Configuration.PermissionSetID.IsUnknown() || p.Configuration.AppID.IsUnknown() || p.Configuration.Scope.IsUnknown() {
		return nil
	}
	_, left, err := candidates(ctx, p.BusinessCentral, p.Configuration)
	if err == nil && len(left) > 1 {
		return ambiguous(left)
	}
	return err
}
