// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
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

func (t links) query(filter string) odata.Query {
	return odata.Query{Select: []string{t.of, t.who}, Filter: filter}
}

// only is the filter for one link.
func (t links) only(l link) string {
	return odata.And(odata.Eq(t.of, odata.GUID(l.of)), odata.Eq(t.who, odata.GUID(l.who)))
}

func (t links) index(rows []map[string]json.RawMessage) (map[link]struct{}, error) {
	found := make(map[link]struct{}, len(rows))
	for _, row := range rows {
		var of, who string
		if err := errors.Join(json.Unmarshal(row[t.of], &of), json.Unmarshal(row[t.who], &who)); err != nil {
			return nil, fmt.Errorf("reading %s: %w", t.set, err)
		}
		found[linkOf(of, who)] = struct{}{}
	}
	return found, nil
}

// addLink sends the request that makes a link. A link that is there already is no error. What the table shows right after it, in
// the same batch, is shared; otherwise the next look-up asks.
func (c *Client) addLink(ctx context.Context, table links, shared *bulk.Reader[link, struct{}], l link, r odata.Request) error {
	r.Method, r.Repeatable = http.MethodPost, true
	r.ReadBack = &odata.Request{Path: table.set, Query: table.query(table.only(l))}
	response, err := c.api.Do(ctx, r, nil)
	rows, _ := odata.ReadBack[map[string]json.RawMessage](response)
	found, unreadable := table.index(rows)
	if _, made := found[l]; made && unreadable == nil {
		shared.Put(l, struct{}{})
	} else {
		shared.Forget(l)
	}
	if odata.HasCode(err, codeDuplicateRecord) {
		return nil
	}
	return err
}

// removeLink sends the request that takes a link away, and looks whether it is gone: in the same batch, or with what else the run
// wants to know of the table. A link that was gone already is no error.
func (c *Client) removeLink(ctx context.Context, table links, shared *bulk.Reader[link, struct{}], l link, r odata.Request) error {
	r.Method = http.MethodDelete
	r.ReadBack = &odata.Request{Path: table.set, Query: table.query(table.only(l))}
	response, err := c.api.Do(ctx, r, nil)
	shared.Forget(l)
	if err != nil && !odata.IsNotFound(err) {
		return err
	}
	rows, known := odata.ReadBack[map[string]json.RawMessage](response)
	found, err := table.index(rows)
	_, still := found[l]
	if !known || err != nil {
		if _, still, err = shared.Get(ctx, l); err != nil {
			return fmt.Errorf("looking whether %s is gone: %w", r.Path, err)
		}
	}
	if still {
		return c.api.StillThere(r.Path)
	}
	return nil
}

// linkSource reads links. What few of the tenant's users have is read as a whole instead of everything that all users
// have.
func (c *Client) linkSource(run *bulk.Run, table links) bulk.Source[link, struct{}] {
	read := func(ctx context.Context, filter string) (map[link]struct{}, error) {
		rows, err := odata.List[map[string]json.RawMessage](ctx, c.api, table.set, table.query(filter))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", table.set, err)
		}
		return table.index(rows)
	}
	return bulk.Source[link, struct{}]{
		Request: "GET " + table.set + " at Dataverse",
		MaxKeys: sharedKeys, Run: run,
		Part: func(key link) string { return key.of },
		Some: func(ctx context.Context, keys []link) (map[link]struct{}, error) {
			terms := make([]string, len(keys))
			for i, key := range keys {
				terms[i] = table.only(key)
			}
			return read(ctx, odata.Or(terms...))
		},
		All: func(ctx context.Context, of []string) (map[link]struct{}, error) {
			return read(ctx, odata.AnyOf(table.of, odata.GUID, of))
		},
	}
}
