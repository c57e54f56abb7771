// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// links describes a table that holds only which rows of two others belong together: the column of what was given, such
// as a role or a team, and the column of who has it.
type links struct{ set, of, who string }

func teamMembers() links { return links{set: "teammemberships", of: "teamid", who: "systemuserid"} }

func givenRoles(to PrincipalKind) links {
	if to == TeamPrincipal {
		return links{set: "teamrolescollection", of: "roleid", who: to.key()}
	}
	return links{set: "systemuserrolescollection", of: "roleid", who: to.key()}
}

// link is a row of such a table.
type link struct{ of, who string }

func linkOf(of, who string) link { return link{of: strings.ToLower(of), who: strings.ToLower(who)} }

// linkSource reads links. What few of the tenant's users have is read as a whole instead of everything that all users
// have.
func (c *Client) linkSource(run *bulk.Run, table links) bulk.Source[link, struct{}] {
	read := func(ctx context.Context, filter string) (map[link]struct{}, error) {
		rows, err := odata.List[map[string]json.RawMessage](ctx, c.api, table.set, odata.Query{Select: []string{table.of, table.who}, Filter: filter})
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", table.set, err)
		}
		found := make(map[link]struct{}, len(rows))
		for _, row := range rows {
			var of, who string
			if err := errors.Join(json.Unmarshal(row[table.of], &of), json.Unmarshal(row[table.who], &who)); err != nil {
				return nil, fmt.Errorf("reading %s: %w", table.set, err)
			}
			found[linkOf(of, who)] = struct{}{}
		}
		return found, nil
	}
	return bulk.Source[link, struct{}]{
		Request: "GET " + table.set + " at Dataverse",
		MaxKeys: sharedKeys, Run: run,
		Part: func(key link) string { return key.of },
		Some: func(ctx context.Context, keys []link) (map[link]struct{}, error) {
			terms := make([]string, len(keys))
			for i, key := range keys {
				terms[i] = odata.And(odata.Eq(table.of, odata.GUID(key.of)), odata.Eq(table.who, odata.GUID(key.who)))
			}
			return read(ctx, odata.Or(terms...))
		},
		All: func(ctx context.Context, of []string) (map[link]struct{}, error) {
			return read(ctx, odata.AnyOf(table.of, odata.GUID, of))
		},
	}
}
