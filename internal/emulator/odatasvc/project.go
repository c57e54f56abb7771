// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// mediaEditLink shows the link for writing a stream.
const mediaEditLink = "@odata.mediaEditLink"

const formattedValue = "@OData.Community.Display.V1.FormattedValue"

// projector converts rows of one set to the columns that a query asks for.
type projector struct {
	s       *Service
	c       *Context
	set     string
	typ     *model.EntityType
	q       *query
	columns []shownColumn
	streams []string // whose links are shown
}

// shownColumn is a column and its value for rows that lack it.
type shownColumn struct {
	name  string
	prop  property
	known bool
	blank any
	// points is the type of a lookup's target, if there is only one.
	points string
}

func (s *Service) projector(c *Context, set string, t *model.EntityType, q *query) *projector {
	p := &projector{s: s, c: c, set: set, typ: t, q: q}
	for _, name := range s.columns(set, t, q) {
		if declared := t.Properties[name]; declared != nil && declared.Type == "Edm.Stream" && s.dialect.mediaLinks() {
			p.streams = append(p.streams, name)
			continue
		}
		column := shownColumn{name: name}
		if column.prop, column.known = s.property(t.Name, name); column.known {
			column.blank = s.dialect.wire(column.prop, s.dialect.zero(column.prop))
			column.points = s.pointsTo(c, t, column.prop)
		}
		p.columns = append(p.columns, column)
	}
	return p
}

// pointsTo is the annotation of a lookup with one possible target type, or ""
// if the client did not ask for annotations.
func (s *Service) pointsTo(c *Context, t *model.EntityType, p property) string {
	if p.Lookup == "" || !annotated(c, logicalName[1:]) {
		return ""
	}
	if nav := t.Nav(p.Lookup); nav != nil && len(nav.AllTargets()) == 1 {
		return nav.AllTargets()[0]
	}
	return ""
}

// project converts one row to the API's format.
func (s *Service) project(c *Context, set string, t *model.EntityType, row Row, q *query) (map[string]any, error) {
	return s.projector(c, set, t, q).row(row)
}

func (p *projector) row(row Row) (map[string]any, error) {
	out := make(map[string]any, len(p.columns)+2)
	if etag := p.s.etagOf(p.c, p.set, row); etag != "" {
		out["@odata.etag"] = etag
	}
	if kind := row.String("@odata.type"); kind != "" {
		out["@odata.type"] = kind
	}
	for _, column := range p.columns {
		if column.known {
			p.s.show(p.c, out, column.prop, row, column.blank)
			if _, said := out[column.name+logicalName]; column.points != "" && out[column.name] != nil && !said {
				out[column.name+logicalName] = column.points
			}
			continue
		}
		if derived, ok := p.s.property(p.s.rowType(p.typ, row, column.name), column.name); ok {
			p.s.show(p.c, out, derived, row, p.s.dialect.zero(derived))
		} else if v, held := row[column.name]; held && p.typ.Open {
			out[column.name] = v
		}
	}
	for _, name := range p.streams {
		out[name+mediaEditLink] = p.s.urlOf(p.c, p.set, row) + "/" + name
	}
	for _, e := range p.q.expand {
		value, err := p.s.expanded(p.c, p.typ, row, e)
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
	if s.dialect.showsKey() {
		for _, key := range t.Key {
			if !slices.Contains(names, key) {
				names = append(slices.Clone(names), key)
			}
		}
	}
	return names
}

func (s *Service) show(c *Context, out map[string]any, p property, row Row, blank any) {
	value := row[p.Name]
	if value == nil {
		out[p.Name] = blank
		return
	}
	out[p.Name] = s.dialect.wire(p, value)
	s.dialect.annotate(c, out, p, row)
}

func (s *Service) expanded(c *Context, t *model.EntityType, row Row, e expansion) (any, error) {
	if t.Name == "company" {
		c = c.InCompany(row.String("id"))
	}
	rows, set := s.related(c, t, e.nav, row)
	rows, err := s.seen(c, set, rows)
	if err != nil {
		return nil, err
	}
	rows = s.ordered(c, set, s.filtered(c, set, rows, e.q), e.q)
	rows = rows[min(e.q.skip, len(rows)):]
	if e.q.top >= 0 && e.q.top < len(rows) {
		rows = rows[:e.q.top]
	}
	typ := e.typ
	if own := s.Model.TypeOf(set); own != nil && !e.nav.Collection {
		typ = own
	}
	shape := s.projector(c, set, typ, e.q)
	out := make([]any, len(rows))
	for i, other := range rows {
		if e.refs {
			out[i] = map[string]any{"@odata.id": s.urlOf(c, set, other)}
			continue
		}
		value, err := shape.row(s.computed(c, set, other))
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
