// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// PrincipalKind distinguishes users from teams.
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

func (k PrincipalKind) key() string {
	if k == TeamPrincipal {
		return "teamid"
	}
	return "systemuserid"
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

// PrincipalRoles reads the principal's business unit and roles; found is false when there is no such principal. Callers at
// the same time share requests.
func (c *Client) PrincipalRoles(ctx context.Context, p Principal) (PrincipalRoles, bool, error) {
	return c.shared.principals.In(p.Kind).Get(ctx, strings.ToLower(p.ID))
}

// principalRow is a user or a team.
type principalRow struct {
	UserID         string `json:"systemuserid"`
	TeamID         string `json:"teamid"`
	BusinessUnitID string `json:"_businessunitid_value"`
	UserRoles      []Role `json:"systemuserroles_association"`
	TeamRoles      []Role `json:"teamroles_association"`
}

func (r principalRow) roles() PrincipalRoles {
	return PrincipalRoles{BusinessUnitID: r.BusinessUnitID, Roles: append(r.UserRoles, r.TeamRoles...)}
}

// principalSource never reads all users or teams: only changes ask for principals, refreshes for [Client.AssignedRole].
func (c *Client) principalSource(run *bulk.Run, kind PrincipalKind) bulk.Source[string, PrincipalRoles] {
	query := odata.Query{
		Select: []string{kind.key(), "_businessunitid_value"},
		Expand: []string{kind.rolesNavigation() + "($select=" + join(roleColumns()) + ")"},
	}
	return bulk.Source[string, PrincipalRoles]{
		Request: "GET " + kind.set() + " at Dataverse",
		MaxKeys: sharedKeys, Run: run, Settled: unsettled[PrincipalRoles],
		Some: func(ctx context.Context, ids []string) (map[string]PrincipalRoles, error) {
			if len(ids) == 1 {
				p := Principal{Kind: kind, ID: ids[0]}
				row, err := odata.Get[principalRow](ctx, c.api, p.path(), query)
				if odata.IsNotFound(err) {
					return nil, nil
				}
				if err != nil {
					return nil, fmt.Errorf("reading the roles of %s: %w", p, err)
				}
				return map[string]PrincipalRoles{ids[0]: row.roles()}, nil
			}
			several := query
			several.Filter = odata.AnyOf(kind.key(), odata.GUID, ids)
			rows, err := odata.List[principalRow](ctx, c.api, kind.set(), several)
			if err != nil {
				return nil, fmt.Errorf("reading the roles of %d %ss: %w", len(ids), kind, err)
			}
			found := make(map[string]PrincipalRoles, len(rows))
			for _, row := range rows {
				found[strings.ToLower(row.UserID+row.TeamID)] = row.roles() // one of them is empty
			}
			return found, nil
		},
	}
}
