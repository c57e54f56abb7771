// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"iter"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// NamedPrincipal is a user or a team with its name and the roles that it has directly.
type NamedPrincipal struct {
	principalRow
	FullName     string `json:"fullname"`
	TeamName     string `json:"name"`
	DeletedState int    `json:"deletedstate"`
}

// ID is the principal's id.
func (p NamedPrincipal) ID() string { return p.UserID + p.TeamID }

// Name is what people call the principal.
func (p NamedPrincipal) Name() string { return p.FullName + p.TeamName }

// Roles are the roles that the principal has directly.
func (p NamedPrincipal) Roles() []Role { return p.roles().Roles }

// PrincipalQuery selects users or teams; empty fields do not restrict.
type PrincipalQuery struct{ ID, RootRoleID, BusinessUnitID string }

func (q PrincipalQuery) filter(kind PrincipalKind) string {
	var terms []string
	if q.ID != "" {
		terms = append(terms, odata.Eq(kind.key(), odata.GUID(q.ID)))
	}
	if q.BusinessUnitID != "" {
		terms = append(terms, odata.Eq("_businessunitid_value", odata.GUID(q.BusinessUnitID)))
	}
	if q.RootRoleID != "" {
		terms = append(terms, kind.rolesNavigation()+"/any(r:"+odata.Eq("r/_parentrootroleid_value", odata.GUID(q.RootRoleID))+")")
	}
	return odata.And(terms...)
}

// EachPrincipal yields the users or the teams that match q with their roles, as their pages arrive. Users that were deleted
// are left out.
func (c *Client) EachPrincipal(ctx context.Context, kind PrincipalKind, q PrincipalQuery) iter.Seq2[NamedPrincipal, error] {
	name := []string{"fullname", "deletedstate"}
	if kind == TeamPrincipal {
		name = []string{"name"}
	}
	query := odata.Query{
		Select: append([]string{kind.key(), "_businessunitid_value"}, name...), Filter: q.filter(kind),
		Expand: []string{kind.rolesNavigation() + "($select=" + join(roleColumns()) + ")"},
	}
	return func(yield func(NamedPrincipal, error) bool) {
		for row, err := range odata.Each[NamedPrincipal](ctx, c.api, kind.set(), query, "listing the roles of every "+string(kind)) {
			if row.DeletedState == 0 && !yield(row, err) || err != nil {
				return
			}
		}
	}
}
