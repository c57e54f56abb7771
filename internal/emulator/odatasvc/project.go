// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const formattedValue = "@OData.Community.Display.V1.FormattedValue"

// project shapes a row as the API shows it.
func (s *Service) project(c *Context, set string, t *model.EntityType, row Row, q *query) (map[string]any, error) {
	out := map[string]any{}
	if etag := s.etagOf(c, set, row); etag != "" {
		out["@odata.etag"] = etag
	}
	if kind := row.String("@odata.type"); kind != "" {
		out["@odata.type"] = kind
	}
	for _, name := range s.columns(set, t, q) {
		p, ok := s.property(s.rowType(t, row, name), name)
		if !ok {
			if v, held := row[name]; held && t.Open {
				out[name] = v
			}
			continue
		}
		s.show(c, out, p, row)
	}
	for _, e := range q.expand {
		value, err := s.expanded(c, t, row, e)
		if err != nil {
			return nil, err
		}
		out[e.nav.Name] = value
	}
	return out, nil
}

// rowType is the type that declares a column: the set's, or the row's own derived type.
func (s *Service) rowType(t *model.EntityType, row Row, column string) string {
	if _, ok := t.Properties[column]; ok {
		return t.Name
	}
	own := strings.TrimPrefix(row.String("@odata.type"), "#"+s.Model.Namespace+".")
	if s.Model.Types[own] != nil {
		return own
	}
	return t.Name
}

func (s *Service) columns(set string, t *model.EntityType, q *query) []string {
	if len(q.selected) == 0 {
		if rules := s.Set(set); len(rules.Select) > 0 {
			return rules.Select
		}
		names := make([]string, 0, len(t.Properties))
		for name := range t.Properties {
			names = append(names, name)
		}
		return names
	}
	names := q.selected
	if s.Model.API == store.Dataverse { // Dataverse always adds the key
		for _, key := range t.Key {
			if !slices.Contains(names, key) {
				names = append(slices.Clone(names), key)
			}
		}
	}
	return names
}

func (s *Service) show(c *Context, out map[string]any, p property, row Row) {
	value, held := row[p.Name]
	if !held || value == nil {
		out[p.Name] = s.encode(p, s.dialect.zero(p))
		return
	}
	out[p.Name] = s.encode(p, value)
	if s.Model.API != store.Dataverse {
		return
	}
	if name := row.String(p.Name + logicalName); name != "" && annotated(c, logicalName[1:]) {
		out[p.Name+logicalName] = name
	}
	if n, ok := value.(int64); ok && p.enum != nil && annotated(c, formattedValue[1:]) {
		for name, member := range p.enum.Members {
			if member == n {
				out[p.Name+formattedValue] = name
			}
		}
	}
}

// encode writes option names in Business Central's way.
func (s *Service) encode(p property, v any) any {
	if text, ok := v.(string); ok && p.enum != nil && s.Model.API == store.BusinessCentral {
		return EncodeName(text)
	}
	return v
}

func (s *Service) expanded(c *Context, t *model.EntityType, row Row, e expansion) (any, error) {
	if t.Name == "company" {
		c = c.InCompany(row.String("id"))
	}
	rows, set := s.related(c, t, e.nav, row)
	rows = s.ordered(c, set, s.filtered(c, set, rows, e.q), e.q)
	rows = rows[min(e.q.skip, len(rows)):]
	if e.q.top >= 0 && e.q.top < len(rows) {
		rows = rows[:e.q.top]
	}
	typ := e.typ
	if own := s.Model.TypeOf(set); own != nil && !e.nav.Collection {
		typ = own
	}
	out := make([]any, len(rows))
	for i, other := range rows {
		if e.refs {
			out[i] = map[string]any{"@odata.id": s.urlOf(c, set, other)}
			continue
		}
		value, err := s.project(c, set, typ, s.computed(c, set, other), e.q)
		if err != nil {
			return nil, err
		}
		out[i] = value
	}
	if e.nav.Collection {
		return out, nil
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out[0], nil
}

// urlOf is the canonical URL of a row.
func (s *Service) urlOf(c *Context, set string, row Row) string {
	key := c.Table(set).Key(row)
	root := c.Root
	if c.Company != "" && set != "companies" {
		root += "/companies(" + c.Company + ")"
	}
	if s.dialect.keyAsSegment() {
		return root + "/" + set + "/" + key
	}
	return root + "/" + set + "(" + key + ")"
}
