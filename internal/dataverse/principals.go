// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// PrincipalKind tells users from teams.
type PrincipalKind string

// The kinds of principals that security roles are assigned to.
const (
	UserPrincipal PrincipalKind = "user"
	TeamPrincipal PrincipalKind = "team"
)

func (k PrincipalKind) set() string {
	if k == TeamPrincipal {
		return "teams"
	}
	return "systemusers"
}

func (k PrincipalKind) rolesNavigation() string {
	if k == TeamPrincipal {
		return "teamroles_association"
	}
	return "systemuserroles_association"
}

// Principal names a user or a team.
type Principal struct {
	Kind PrincipalKind
	ID   string
}

// String names the principal for errors.
func (p Principal) String() string { return string(p.Kind) + " " + p.ID }

func (p Principal) path() string { return p.Kind.set() + "(" + p.ID + ")" }

// PrincipalRoles is a principal with the roles that it has directly.
type PrincipalRoles struct {
	BusinessUnitID string
	Roles          []Role
}

// RoleWithRoot returns the role whose root role is rootID, if the principal has it.
func (p PrincipalRoles) RoleWithRoot(rootID string) (Role, bool) {
	for _, role := range p.Roles {
		if role.Is(rootID) {
			return role, true
		}
	}
	return Role{}, false
}

// has reports whether the principal has exactly the role roleID.
func (p PrincipalRoles) has(roleID string) bool {
	return slices.ContainsFunc(p.Roles, func(r Role) bool { return strings.EqualFold(r.ID, roleID) })
}

// PrincipalRoles reads the principal's business unit and roles; found is false when there is no such principal.
func (c *Client) PrincipalRoles(ctx context.Context, p Principal) (PrincipalRoles, bool, error) {
	type row struct {
		BusinessUnitID string `json:"_businessunitid_value"`
		UserRoles      []Role `json:"systemuserroles_association"`
		TeamRoles      []Role `json:"teamroles_association"`
	}
	navigation := p.Kind.rolesNavigation()
	found, err := odata.Get[row](ctx, c.api, p.path(), odata.Query{
		Select: []string{"_businessunitid_value"},
		Expand: []string{navigation + "($select=" + join(roleColumns()) + ")"},
	})
	if odata.IsNotFound(err) {
		return PrincipalRoles{}, false, nil
	}
	if err != nil {
		return PrincipalRoles{}, false, fmt.Errorf("reading the roles of %s: %w", p, err)
	}
	return PrincipalRoles{BusinessUnitID: found.BusinessUnitID, Roles: append(found.UserRoles, found.TeamRoles...)}, true, nil
}
