// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestNamesAreAskedFor: a name that no public source confirms is asked of the service when it refuses the guess, once.
func TestNamesAreAskedFor(t *testing.T) {
	t.Parallel()
	const (
		company     = "PATCH bcbi_companies(000000c1-0000-4000-8000-000000000001) "
		lookups     = "GET EntityDefinitions(LogicalName='bcbi_company')/ManyToOneRelationships"
		definition  = "GET EntityDefinitions(LogicalName='nav_connection')"
		connections = "GET nav_connections"
	)
	refusal := func(status int, code string) transporttest.Answer {
		return transporttest.Answer{Status: status, Body: `{"error":{"code":"` + code + `","message":"m"}}`}
	}
	done := transporttest.Answer{Status: http.StatusNoContent}
	property := func(name string) transporttest.Answer {
		return transporttest.Answer{Body: `{"value":[{"ReferencingAttribute":"ownerid","ReferencingEntityNavigationPropertyName":"ownerid"},` +
			`{"ReferencingAttribute":"bcbi_defaultowningteam","ReferencingEntityNavigationPropertyName":"` + name + `"}]}`}
	}
	set := func(ctx context.Context, c *Client) error {
		return c.SetCompany(ctx, Company{ID: "000000c1-0000-4000-8000-000000000001", Name: "n", OwningTeamID: "000000c2-0000-4000-8000-000000000001"})
	}
	read := func(ctx context.Context, c *Client) error {
		_, err := c.NavConnections(ctx)
		return err
	}
	for name, test := range map[string]struct {
		call   func(ctx context.Context, c *Client) error
		script []transporttest.Answer
		fails  string // in each of the two calls
		want   []string
	}{
		"the guess is right": {
			call: set, script: []transporttest.Answer{done, done},
			want: []string{company + "bcbi_DefaultOwningTeam", company + "bcbi_DefaultOwningTeam"},
		},
		"another property": {
			call: set, script: []transporttest.Answer{refusal(400, "0x80048d19"), property("bcbi_Team"), done, done},
			want: []string{company + "bcbi_DefaultOwningTeam", lookups, company + "bcbi_Team", company + "bcbi_Team"},
		},
		"refused for another reason": {
			call: set, script: []transporttest.Answer{refusal(400, "0x80048d19"), property("bcbi_DefaultOwningTeam"), refusal(400, "0x80048d19")},
			fails: "0x80048d19", want: []string{company + "bcbi_DefaultOwningTeam", lookups, company + "bcbi_DefaultOwningTeam"},
		},
		"another refusal": {
			call: set, script: []transporttest.Answer{refusal(400, "0x80040200"), refusal(403, "0x80048d19")},
			fails: "answered 40", want: []string{company + "bcbi_DefaultOwningTeam", company + "bcbi_DefaultOwningTeam"},
		},
		"another set": {
			call: read, script: []transporttest.Answer{refusal(404, "0x80060888"), {Body: `{"LogicalName":"nav_connection","EntitySetName":"nav_conns"}`}, {Body: `{"value":[]}`}},
			want: []string{connections, definition, "GET nav_conns", "GET nav_conns"},
		},
		"no such table": {
			call: read, script: []transporttest.Answer{refusal(404, "0x80060888"), refusal(404, "0x80060888")},
			want: []string{connections, definition, connections},
		},
		"the definitions are closed": {
			call: set, script: []transporttest.Answer{refusal(400, "0x80048d19"), refusal(403, "0x80040220"), refusal(400, "0x80048d19"), refusal(403, "0x80040220")},
			fails: "0x80048d19.*asking the service for the name.*0x80040220",
			want:  []string{company + "bcbi_DefaultOwningTeam", lookups, company + "bcbi_DefaultOwningTeam", lookups},
		},
		"nobody says that the table does not exist": {
			call: read, script: []transporttest.Answer{refusal(404, "0x80060888"), refusal(403, "0x80040220"), refusal(404, "0x80060888"), refusal(403, "0x80040220")},
			fails: "0x80060888.*asking the service for the name.*0x80040220",
			want:  []string{connections, definition, connections, definition},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			network := transporttest.NewNetwork(test.script...)
			origin := &url.URL{Scheme: "https", Host: "contoso.example"}
			tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: network})
			if err != nil {
				t.Fatal(err)
			}
			c := New(tr, origin, Scope{})
			c.Changing() // or the same question is asked once
			for range 2 {
				err := test.call(t.Context(), c)
				if (err == nil) != (test.fails == "") || err != nil && !regexp.MustCompile(test.fails).MatchString(err.Error()) {
					t.Errorf("error %v, want %q", err, test.fails)
				}
			}
			written := regexp.MustCompile(`"(\w+)@odata.bind"`)
			sent := make([]string, 0, len(network.Requests()))
			for _, r := range network.Requests() {
				path, _, _ := strings.Cut(strings.TrimPrefix(r.URL, origin.String()+apiPath), "?")
				line := r.Method + " " + path
				if match := written.FindStringSubmatch(r.Body); match != nil {
					line += " " + match[1]
				}
				sent = append(sent, line)
			}
			if diff := cmp.Diff(test.want, sent); diff != "" {
				t.Error(diff)
			}
		})
	}
}
