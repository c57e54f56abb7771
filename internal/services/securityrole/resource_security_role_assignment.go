// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// NewAssignment returns the resource bcsales_security_role_assignment.
func NewAssignment() resource.Resource {
	return framework.NewResource[assignmentModel](framework.Definition[assignmentModel]{
		Name:   "security_role_assignment",
		Noun:   "security role assignment",
		Schema: assignmentSchema(),
		Needs:  framework.Dataverse,
		MayUse: framework.BusinessCentral,
		Permissions: framework.Permissions{
			Dataverse: "the System Administrator role, or a role that may read users, teams and roles and may assign roles (`prvAssignRole`), and may read the connections to Business Central (`nav_connection`), which say who needs a role of the integration.",
		},
		Names: []string{"system_user_id", "team_id", "role_name"},
		IDParts: []framework.IDPart{
			{Name: "principal_id", Description: "Id of the user or team."},
			{Name: "role_id", Description: "Id of the root role."},
		},
		Create:  createAssignment,
		Recover: recoverAssignment,
		Read:    readAssignment,
		Delete:  deleteAssignment,
		Plan:    planAssignment,
		Import:  importAssignment,
	})
}

func createAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) error {
	client := op.Dataverse
	config, err := op.Config(ctx)
	if err != nil {
		return err
	}
	p, _ := plan.principal()
	principal, found, err := client.PrincipalRoles(ctx, p)
	if err != nil {
		return err
	}
	ref, _ := referenceIn(config)
	if !found {
		return errors.Join(framework.Errorf("There is no such "+string(p.Kind), "Check the id.", "Dataverse has no %s.", p), ref.strongest().missingEverywhere(ctx, client))
	}
	role, err := waitForCopy(ctx, client, ref, p, principal.BusinessUnitID)
	if err != nil {
		return err
	}
	if _, has := principal.RoleWithRoot(role.RootID); has {
		if err := op.Found(ctx); err != nil {
			return err
		}
	} else {
		op.Making(ctx)
		if err := client.AssignRole(ctx, p, role.ID); err != nil {
			return err
		}
	}
	plan.set(p, role)
	plan.named(config)
	return op.Save(ctx, plan)
}

// recoverAssignment looks for a role that an interrupted creation may have assigned.
func recoverAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) (assignmentModel, bool, error) {
	client := op.Dataverse
	config, err := op.Config(ctx)
	if err != nil {
		return plan, false, err
	}
	p, _ := plan.principal()
	principal, found, err := client.PrincipalRoles(ctx, p)
	if err != nil || !found {
		return plan, false, err
	}
	ref, _ := referenceIn(config)
	role, found, err := resolve(ctx, client, ref, principal.BusinessUnitID)
	if err != nil || !found {
		return plan, false, err
	}
	given, has := principal.RoleWithRoot(role.RootID)
	if has {
		plan.set(p, given)
		plan.named(config)
	}
	return plan, has, nil
}

func readAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) (assignmentModel, bool, error) {
	p, _ := state.principal()
	role, has, err := given(ctx, op.Dataverse, p, state)
	if err != nil || !has {
		return state, false, err
	}
	former := state.RoleName.ValueString()
	state.set(p, role)
	return state, true, op.Renamed(ctx, "role_name", former, role.Name, texts.SameLoosely)
}

// given returns the copy of the role in state that the principal has. Mostly that is the copy that was assigned, which
// many assignments ask for together; after the principal moved to another business unit it is another one.
func given(ctx context.Context, client *dataverse.Client, p dataverse.Principal, state assignmentModel) (dataverse.Role, bool, error) {
	if assigned := state.AssignedRoleID.Canonical(); assigned != "" {
		role, has, err := client.AssignedRole(ctx, p, state.rootRoleID(), assigned)
		if err != nil || has {
			return role, has, err
		}
	}
	principal, found, err := client.PrincipalRoles(ctx, p)
	if err != nil || !found {
		return dataverse.Role{}, false, err
	}
	role, has := principal.RoleWithRoot(state.rootRoleID())
	return role, has, nil
}

func deleteAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) error {
	client := op.Dataverse
	found := op.WasFound(ctx)
	p, _ := state.principal()
	if found {
		op.Keep("the security role "+state.RoleName.ValueString()+" of "+p.String(), framework.FoundBefore)
		return nil
	}
	needed, err := usage(ctx, op.Clients, p, state.rootRoleID())
	noun := "the security role " + state.RoleName.ValueString() + " of " + p.String()
	if framework.IsRefused(err) {
		op.KeepUnseen(noun, err)
		return nil
	}
	if err != nil {
		return err
	}
	if needed != "" {
		op.Keep(noun, "it is needed by "+needed)
		return nil
	}
	// The principal may have moved to another business unit since the last refresh, and has another copy there.
	role, has, err := given(ctx, client, p, state)
	if err != nil || !has {
		return err
	}
	return client.RemoveRole(ctx, p, role.ID)
}

// planAssignment replaces the assignment when the configuration names another root role, and shows what is known of
// the role already. Another key of the same role, and another letter case, is no change.
func planAssignment(ctx context.Context, p *framework.PlanOperation[assignmentModel]) error {
	if p.State != nil && sameRole(p.Configuration, *p.State) {
		keepRole(p)
		return nil
	}
	byName := p.Configuration.RoleID.IsNull() && p.Configuration.RoleTemplateID.IsNull()
	if !byName {
		if renamed, err := wasRenamed(ctx, p); err != nil || renamed {
			return err
		}
	}
	role, found, err := plannedRole(ctx, p)
	if err != nil {
		return err
	}
	if p.State != nil && found && role.Is(p.State.rootRoleID()) {
		keepRole(p)
		return nil
	}
	if byName && !found {
		if renamed, err := wasRenamed(ctx, p); err != nil || renamed {
			return err
		}
	}
	if p.State != nil {
		p.RequireReplace("role_id")
		p.Plan.ID = types.StringUnknown()
		p.Plan.AssignedRoleID, p.Plan.BusinessUnitID = customtypes.GUIDUnknown(), customtypes.GUIDUnknown()
	}
	if found {
		// The copy is not shown: the same run may move the principal to another business unit.
		principal, _ := p.Plan.principal()
		p.Plan.RoleID, p.Plan.RoleName, p.Plan.RoleTemplateID = p.Configuration.RoleID, p.Configuration.RoleName, p.Configuration.RoleTemplateID
		p.Plan.identify(principal, role)
		p.Plan.named(p.Configuration)
	}
	return nil
}

// wasRenamed keeps the role of the state where the configuration has the name that it had before somebody else renamed it.
func wasRenamed(ctx context.Context, p *framework.PlanOperation[assignmentModel]) (bool, error) {
	config := p.Configuration
	if p.State == nil || !p.Ready() || config.RoleName.IsNull() || config.RoleName.IsUnknown() {
		return false, nil
	}
	name := config.RoleName.ValueString()
	config.RoleName = p.State.RoleName
	if !sameRole(config, *p.State) {
		return false, nil
	}
	was, err := p.WasNamed(ctx, "role_name", name, texts.SameLoosely)
	if was {
		keepRole(p)
	}
	return was, err
}

// keepRole keeps the role of the state. The copy is only kept when nothing changes at all: the same run may move the
// principal to another business unit, which an update that follows shows.
func keepRole(p *framework.PlanOperation[assignmentModel]) {
	p.Plan.RoleID, p.Plan.RoleName, p.Plan.RoleTemplateID = p.State.RoleID, p.State.RoleName, p.State.RoleTemplateID
	now, known := p.Plan.principal()
	if before, _ := p.State.principal(); !known || now != before {
		return
	}
	p.Plan.SystemUserID, p.Plan.TeamID = p.State.SystemUserID, p.State.TeamID
	if p.Plan.Timeouts.Equal(p.State.Timeouts) {
		p.Plan.AssignedRoleID, p.Plan.BusinessUnitID = p.State.AssignedRoleID, p.State.BusinessUnitID
	}
}

// plannedRole resolves the configured role when principal and role are known and exist already.
func plannedRole(ctx context.Context, p *framework.PlanOperation[assignmentModel]) (dataverse.Role, bool, error) {
	principal, known := p.Plan.principal()
	ref, named := referenceIn(p.Configuration)
	if !known || !named || !p.Ready() {
		return dataverse.Role{}, false, nil
	}
	client := p.Dataverse
	current, found, err := client.PrincipalRoles(ctx, principal)
	if err != nil || !found {
		return dataverse.Role{}, false, err
	}
	return resolve(ctx, client, ref, current.BusinessUnitID)
}

// importAssignment finds out whether the principal is a user or a team.
func importAssignment(ctx context.Context, op *framework.Operation[assignmentModel], parts []string) (map[string]any, error) {
	if !customtypes.IsGUID(parts[0]) || !customtypes.IsGUID(parts[1]) {
		return nil, framework.Errorf("The import id of a security role assignment is not valid", "Give the ids of the user or team and of the role, separated by a slash.", "Expected two GUIDs, got %q.", strings.Join(parts, "/"))
	}
	for kind, argument := range map[dataverse.PrincipalKind]string{dataverse.UserPrincipal: "system_user_id", dataverse.TeamPrincipal: "team_id"} {
		_, found, err := op.Dataverse.PrincipalRoles(ctx, dataverse.Principal{Kind: kind, ID: parts[0]})
		if err != nil {
			return nil, err
		}
		if found {
			return map[string]any{argument: parts[0]}, nil
		}
	}
	return nil, framework.Errorf("There is no such user or team", "Check the first part of the import id: the id of a user or of a team.", "Dataverse has neither a user nor a team with the id %s.", parts[0])
}
