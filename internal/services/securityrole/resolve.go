// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// copyPatience is how long the copy of a role in a business unit may be missing.
const copyPatience = 30 * time.Second

// reference is how the configuration names a role: by at least one of its keys.
type reference struct {
	id, name, template string
}

// referenceIn returns the role that the configuration names; ok is false while a key is not known.
func referenceIn(config assignmentModel) (ref reference, ok bool) {
	return reference{id: config.RoleID.Canonical(), name: config.RoleName.ValueString(), template: config.RoleTemplateID.Canonical()},
		!config.RoleID.IsUnknown() && !config.RoleName.IsUnknown() && !config.RoleTemplateID.IsUnknown()
}

// strongest is the reference by one key alone: a name may be ambiguous, and differs from language to language.
func (r reference) strongest() reference {
	switch {
	case r.id != "":
		return reference{id: r.id}
	case r.template != "":
		return reference{template: r.template}
	}
	return r
}

// check refuses a role that has not every key of the reference.
func (r reference) check(role dataverse.Role) error {
	var argument, found, wanted string
	switch {
	case r.template != "" && !strings.EqualFold(r.template, role.TemplateID):
		argument, found, wanted = "role_template_id", "the template "+role.TemplateID, r.template
		if role.TemplateID == "" {
			found = "no template"
		}
	case r.name != "" && !texts.SameLoosely(r.name, role.Name):
		argument, found, wanted = "role_name", fmt.Sprintf("the name %q", role.Name), fmt.Sprintf("%q", r.name)
	default:
		return nil
	}
	return framework.Errorf("The arguments name different security roles", "Remove "+argument+", or correct it.",
		"The role %s has %s, not %s.", r.strongest(), found, wanted).At(argument)
}

func (r reference) String() string {
	switch {
	case r.id != "":
		return "with the id " + r.id
	case r.name != "":
		return fmt.Sprintf("named %q", r.name)
	default:
		return "of the template " + r.template
	}
}

// resolve finds the copy of the role in the business unit. found is false if it does not exist; several are an error
// that lists them.
func resolve(ctx context.Context, client *dataverse.Client, ref reference, businessUnitID string) (role dataverse.Role, found bool, err error) {
	by := ref.strongest()
	query := dataverse.RoleQuery{Name: by.name, TemplateID: by.template, BusinessUnitID: businessUnitID}
	if by.id != "" {
		named, err := client.SharedRoles(ctx, dataverse.RoleQuery{ID: by.id})
		if err != nil || len(named) == 0 {
			return dataverse.Role{}, false, err
		}
		query.RootID = named[0].RootID
	}
	roles, err := client.SharedRoles(ctx, query)
	if err != nil || len(roles) == 0 {
		return dataverse.Role{}, false, err
	}
	if len(roles) > 1 {
		return dataverse.Role{}, false, ambiguous(by, roles)
	}
	return roles[0], true, ref.check(roles[0])
}

// waitForCopy is resolve for a role that must be there. The service copies a role into all business units over time, so
// that one which exists elsewhere is waited for a little.
func waitForCopy(ctx context.Context, client *dataverse.Client, ref reference, p dataverse.Principal, businessUnitID string) (dataverse.Role, error) {
	role, found, err := resolve(ctx, client, ref, businessUnitID)
	if err != nil || found {
		return role, err
	}
	by := ref.strongest()
	elsewhere, err := client.Roles(ctx, dataverse.RoleQuery{ID: by.id, Name: by.name, TemplateID: by.template})
	if err != nil {
		return role, err
	}
	where := fmt.Sprintf("Business unit %s of %s", businessUnitID, p)
	if len(elsewhere) == 0 {
		return role, missing(ctx, client, by, where)
	}
	begun := time.Now()
	err = transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		role, found, err = resolve(ctx, client, ref, businessUnitID)
		if err == nil && !found && time.Since(begun) > copyPatience {
			err = missing(ctx, client, by, where)
		}
		return found, "waiting for the copy of the role " + elsewhere[0].Name + " in business unit " + businessUnitID, err
	})
	return role, err
}

func ambiguous(ref reference, roles []dataverse.Role) error {
	lines := make([]string, len(roles))
	for i, role := range roles {
		lines[i] = fmt.Sprintf("  - %s (%s)", role.RootID, role.Name)
	}
	return framework.Errorf("More than one security role matches", "Set role_id to one of the ids above in place of the name.",
		"In the principal's business unit there are %d roles %s:\n%s", len(roles), ref, strings.Join(lines, "\n")).At("role_name")
}

// missingEverywhere reports that no business unit has the role; nil if one has.
func (r reference) missingEverywhere(ctx context.Context, client *dataverse.Client) error {
	roles, err := client.Roles(ctx, dataverse.RoleQuery{ID: r.id, Name: r.name, TemplateID: r.template})
	if err != nil || len(roles) > 0 {
		return err
	}
	return missing(ctx, client, r, "Dataverse")
}

// missing reports that there is no such role. A name may be that of another language: the error then says which role is
// meant, and how to name it in all languages.
func missing(ctx context.Context, client *dataverse.Client, ref reference, where string) error {
	const depend = "A role that a solution brings exists once the solution is imported: let the assignment depend on it, for example with depends_on."
	detail := fmt.Sprintf("%s has no role %s.", where, ref)
	if ref.name == "" {
		return framework.Errorf("There is no such security role", "Check the value. "+depend, "%s", detail)
	}
	remedy := "Check the name, which follows the language of the environment; role_template_id for the platform's roles, and role_id for those of solutions, do not. " + depend
	if template := dataverse.RoleTemplate(ref.name); template != "" {
		if name := client.RoleNameOfTemplate(ctx, template); !texts.SameLoosely(name, ref.name) {
			detail += fmt.Sprintf(" Names follow the language of the environment, and here this role is named %q.", name)
			remedy = fmt.Sprintf("Set role_template_id to %q instead of role_name: it is the same in all languages.", template)
		}
	}
	return framework.Errorf("There is no such security role", remedy, "%s", detail)
}

// sameRole reports whether the configuration still names the role in state without asking the service.
func sameRole(config, state assignmentModel) bool {
	same := func(c, s customtypes.GUIDValue) bool {
		return c.IsNull() || !c.IsUnknown() && strings.EqualFold(c.ValueString(), s.ValueString())
	}
	return same(config.RoleID, state.RoleID) && same(config.RoleTemplateID, state.RoleTemplateID) &&
		(config.RoleName.IsNull() || !config.RoleName.IsUnknown() && texts.SameLoosely(config.RoleName.ValueString(), state.RoleName.ValueString()))
}
