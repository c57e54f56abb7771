// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// definitions are the service's own names where this client guesses, because no public source confirms them. The service
// is asked once for each, and only after it has refused the guess.
type definitions struct {
	mu sync.Mutex
	// told holds the service's names by the question.
	told map[string]*bulk.Once[string]
}

// lookup is a lookup column, and the navigation property that it is written by.
type lookup struct{ table, column, guess string }

// defaultOwningTeam is written by the name of its schema, as the lookups of most custom tables are.
func defaultOwningTeam() lookup {
	return lookup{table: "bcbi_company", column: "bcbi_defaultowningteam", guess: "bcbi_DefaultOwningTeam"}
}

// entitySet is the set of a table.
type entitySet struct{ table, guess string }

func navConnections() entitySet { return entitySet{table: "nav_connection", guess: "nav_connections"} }

// byLookup writes by the navigation property of a lookup. When the service refuses its name (400, 0x80048d19), write is
// called again with the name that the service gives.
func (c *Client) byLookup(ctx context.Context, l lookup, write func(property string) error) error {
	return c.byName(ctx, "lookup "+l.table+"."+l.column, l.guess, write, isRefusedPayload, func(ctx context.Context) (string, error) {
		return c.LookupProperty(ctx, l.table, l.column)
	})
}

// LookupProperty asks the service for the navigation property that a lookup column is written by; empty if the table has no
// such column. Both names are logical ones.
func (c *Client) LookupProperty(ctx context.Context, table, column string) (string, error) {
	type relationship struct {
		Attribute string `json:"ReferencingAttribute"`
		Property  string `json:"ReferencingEntityNavigationPropertyName"`
	}
	path := definitionOf(table) + "/ManyToOneRelationships"
	rows, err := odata.List[relationship](ctx, c.api, path, odata.Query{
		Select: []string{"ReferencingAttribute", "ReferencingEntityNavigationPropertyName"},
	})
	for _, row := range rows {
		if strings.EqualFold(row.Attribute, column) {
			return row.Property, err
		}
	}
	return "", err
}

// bySet reads from the set of a table. When the service does not know the set, read is called again with the one that the
// service returns. If the service does not have the table either, the refusal stands.
func (c *Client) bySet(ctx context.Context, s entitySet, read func(set string) error) error {
	return c.byName(ctx, "set "+s.table, s.guess, read, isUnknownSegment, func(ctx context.Context) (string, error) {
		type table struct {
			Set string `json:"EntitySetName"`
		}
		path := definitionOf(s.table)
		row, err := odata.Get[table](ctx, c.api, path, odata.Query{Select: []string{"LogicalName", "EntitySetName"}})
		if odata.IsNotFound(err) || isUnknownSegment(err) {
			return "", nil
		}
		return row.Set, err
	})
}

func definitionOf(table string) string {
	return odata.KeyOf("EntityDefinitions", "LogicalName="+odata.String(table))
}

// byName calls do with a name, and once more with the service's own when that is another one.
func (c *Client) byName(
	ctx context.Context, question, guess string, do func(name string) error, refused func(error) bool, ask func(context.Context) (string, error),
) error {
	once := c.definitions.question(question)
	name := guess
	if told, ok := once.Known(); ok && told != "" {
		name = told
	}
	err := do(name)
	if !refused(err) {
		return err
	}
	own, askErr := once.Get(ctx, "GET EntityDefinitions at Dataverse", ask)
	if askErr != nil {
		// The refusal is not wrapped: callers take it for proof that the table does not exist, and nobody has said so.
		return fmt.Errorf("%s; asking the service for the name of %s: %w", err.Error(), question, askErr)
	}
	if own == "" || own == name {
		return err
	}
	return do(own)
}

func isRefusedPayload(err error) bool {
	return odata.IsStatus(err, http.StatusBadRequest) && odata.HasCode(err, codePayload)
}

// question is where the answer to a question is kept.
func (d *definitions) question(text string) *bulk.Once[string] {
	d.mu.Lock()
	defer d.mu.Unlock()
	once, ok := d.told[text]
	if !ok {
		once = &bulk.Once[string]{}
		d.told[text] = once
	}
	return once
}
