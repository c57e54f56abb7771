// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Role ids and role template ids. Solutions ship their roles with a fixed id in the root business unit; platform roles
// have an id per organization and are found by template.
const (
	// SystemAdministratorTemplate is the template of the role that an integration user must not have
	// (BCApps, codeunit CDS Integration Impl.).
	SystemAdministratorTemplate = "627090ff-40a3-4053-8790-584edc5be201"
	// SystemCustomizerTemplate is the template of the second role that an administrator of the setup should have.
	SystemCustomizerTemplate = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
	// BaseIntegrationRole is "Business Central Dataverse Integration", shipped by the base solution.
	BaseIntegrationRole = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	// IntegrationAdministratorRole is shipped by the Sales integration solution.
	IntegrationAdministratorRole = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	// IntegrationUserRole is shipped by the Sales integration solution.
	IntegrationUserRole = "6f960e32-a72b-e511-80d9-3863bb349780"
)

// platformRoles are the platform's role templates by their English names, which are the same in every environment.
func platformRoles() map[string]string {
	return map[string]string{
		"System Administrator": SystemAdministratorTemplate,
		"System Customizer":    SystemCustomizerTemplate,
		"Basic User":           "236750cd-45ae-4939-ab12-b24b920ced93",
		"Support User":         "2d101bb3-5ced-4122-83f1-94d5efde4e3b",
		"Delegate":             "d892cc0b-28c7-4e88-bd92-72f2c366baed",
		"Knowledge Manager":    "b4b40b17-cf37-4ea8-b2c5-b580f2f48654",
	}
}

// RoleTemplate returns the template of the platform role with the English name; empty if there is none.
func RoleTemplate(name string) string {
	for english, template := range platformRoles() {
		if strings.EqualFold(english, name) {
			return template
		}
	}
	return ""
}

// RoleNameOfTemplate returns the name that the environment has for a platform role, in its own language. When that cannot
// be read it is the English one, or the template's id.
func (c *Client) RoleNameOfTemplate(ctx context.Context, template string) string {
	roles, err := c.SharedRoles(ctx, RoleQuery{TemplateID: template})
	if err == nil && len(roles) > 0 {
		return roles[0].Name
	}
	for english, known := range platformRoles() {
		if strings.EqualFold(known, template) {
			return english
		}
	}
	return template
}

// Role is a security role in one business unit. Every role is copied into each child business unit; the copies share
// the root role's id in RootID.
type Role struct {
	ID             string `json:"roleid"`
	Name           string `json:"name"`
	BusinessUnitID string `json:"_businessunitid_value"`
	RootID         string `json:"_parentrootroleid_value"`
	TemplateID     string `json:"_roletemplateid_value"`
}

func roleColumns() []string {
	return []string{"roleid", "name", "_businessunitid_value", "_parentrootroleid_value", "_roletemplateid_value"}
}

// Is reports whether id is the role's own id or its root role's.
func (r Role) Is(id string) bool {
	return strings.EqualFold(r.ID, id) || strings.EqualFold(r.RootID, id)
}

// RoleQuery selects roles; empty fields do not restrict.
type RoleQuery struct {
	ID, RootID, Name, TemplateID, BusinessUnitID string
}

func (q RoleQuery) filter() string {
	var terms []string
	for _, term := range []struct{ column, id string }{
		{"roleid", q.ID}, {"_parentrootroleid_value", q.RootID}, {"_roletemplateid_value", q.TemplateID}, {"_businessunitid_value", q.BusinessUnitID},
	} {
		if term.id != "" {
			terms = append(terms, odata.Eq(term.column, odata.GUID(term.id)))
		}
	}
	if q.Name != "" {
		terms = append(terms, odata.Eq("name", odata.String(q.Name)))
	}
	return odata.And(terms...)
}

// Roles returns the roles that match q.
func (c *Client) Roles(ctx context.Context, q RoleQuery) ([]Role, error) {
	roles, err := odata.List[Role](ctx, c.api, "roles", odata.Query{Select: roleColumns(), Filter: q.filter(), OrderBy: "name"})
	if err != nil {
		return nil, fmt.Errorf("listing security roles: %w", err)
	}
	return roles, nil
}

// AssignRole gives the principal the role, which must be the copy in the principal's business unit. A role that the
// principal has already is no error: the service answers 204 or 412 with code 0x80040237, which of the two is not
// documented.
func (c *Client) AssignRole(ctx context.Context, p Principal, roleID string) error {
	err := c.addLink(ctx, givenRoles(p.Kind), c.givenRoles(p.Kind), linkOf(roleID, p.ID), odata.Request{
		Path:  p.path() + "/" + p.Kind.rolesNavigation() + "/$ref",
		Body:  map[string]string{"@odata.id": c.api.URL("roles(" + roleID + ")")},
		Batch: p.Kind.rolesNavigation(),
	})
	if err != nil {
		return fmt.Errorf("assigning role %s to %s: %w", roleID, p, err)
	}
	return nil
}

// RemoveRole takes the role from the principal. A role that the principal does not have is no error; the service says so
// with 404, or with code 0x80060888 for a role that does not exist any more.
func (c *Client) RemoveRole(ctx context.Context, p Principal, roleID string) error {
	err := c.removeLink(ctx, givenRoles(p.Kind), c.givenRoles(p.Kind), linkOf(roleID, p.ID), odata.Request{
		Path:  p.path() + "/" + p.Kind.rolesNavigation() + "(" + roleID + ")/$ref",
		Batch: p.Kind.rolesNavigation(),
	})
	if odata.HasCode(err, codeInvalidReference) {
		if now, _, readErr := c.PrincipalRoles(ctx, p); readErr == nil && !now.has(roleID) {
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("removing role %s from %s: %w", roleID, p, err)
	}
	return nil
}
