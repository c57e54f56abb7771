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
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// roleCopy names the copy of a role in a business unit.
type roleCopy struct{ root, id string }

// AssignedRole returns the copy of a role with the id, when the principal was given exactly that one; callers at the same
// time share requests.
func (c *Client) AssignedRole(ctx context.Context, p Principal, rootID, id string) (Role, bool, error) {
	if principal, found, known := c.shared.principals.In(p.Kind).Known(strings.ToLower(p.ID)); known && found && transport.Sharing {
		at := slices.IndexFunc(principal.Roles, func(r Role) bool { return r.Is(rootID) && strings.EqualFold(r.ID, id) })
		if at < 0 {
			return Role{}, false, nil
		}
		return principal.Roles[at], true, nil
	}
	if _, given, err := c.givenRoles(p.Kind).Get(ctx, linkOf(id, p.ID)); err != nil || !given {
		return Role{}, false, err
	}
	role, found, err := c.shared.roles.Get(ctx, roleCopy{root: strings.ToLower(rootID), id: strings.ToLower(id)})
	return role, found && role.Is(rootID), err
}

// givenRoles reads which principals of the kind were given which roles.
func (c *Client) givenRoles(kind PrincipalKind) *bulk.Reader[link, struct{}] {
	if kind == TeamPrincipal {
		return c.shared.teamRoles
	}
	return c.shared.userRoles
}

// SharedRoles is [Client.Roles] that shares the answers to the same few queries, so that a role whose name or business unit
// somebody changes during the run is not seen at once.
func (c *Client) SharedRoles(ctx context.Context, q RoleQuery) ([]Role, error) {
	roles, _, err := c.shared.roleQueries.Get(ctx, q)
	return roles, err
}

func (c *Client) roleQuerySource(run *bulk.Run) bulk.Source[RoleQuery, []Role] {
	return bulk.Source[RoleQuery, []Role]{
		Request: "GET roles at Dataverse",
		MaxKeys: 1, Run: run,
		// A solution that the same run imports, and a business unit that it makes, bring roles.
		Settled: func(_ []Role, found bool) bool { return found },
		Some: func(ctx context.Context, queries []RoleQuery) (map[RoleQuery][]Role, error) {
			roles, err := c.Roles(ctx, queries[0])
			if err != nil || len(roles) == 0 {
				return nil, err
			}
			return map[RoleQuery][]Role{queries[0]: roles}, nil
		},
	}
}

// roleSource reads roles, of which many resources name the same few.
func (c *Client) roleSource(run *bulk.Run) bulk.Source[roleCopy, Role] {
	read := func(ctx context.Context, filter string) (map[roleCopy]Role, error) {
		rows, err := odata.List[Role](ctx, c.api, "roles", odata.Query{Select: roleColumns(), Filter: filter})
		if err != nil {
			return nil, fmt.Errorf("reading security roles: %w", err)
		}
		found := make(map[roleCopy]Role, len(rows))
		for _, row := range rows {
			found[roleCopy{root: strings.ToLower(row.RootID), id: strings.ToLower(row.ID)}] = row
		}
		return found, nil
	}
	return bulk.Source[roleCopy, Role]{
		Request: "GET roles at Dataverse",
		MaxKeys: sharedKeys, Run: run, Settled: func(_ Role, found bool) bool { return found },
		Part: func(key roleCopy) string { return key.root },
		Some: func(ctx context.Context, keys []roleCopy) (map[roleCopy]Role, error) {
			ids := make([]string, len(keys))
			for i, key := range keys {
				ids[i] = key.id
			}
			return read(ctx, odata.AnyOf("roleid", odata.GUID, ids))
		},
		All: func(ctx context.Context, roots []string) (map[roleCopy]Role, error) {
			return read(ctx, odata.AnyOf("_parentrootroleid_value", odata.GUID, roots))
		},
	}
}
