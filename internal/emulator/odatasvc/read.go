// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func elementOf(kind string) string { return model.Element(kind) }

// computed returns the row with its derived columns, as a copy if there are any.
func (s *Service) computed(c *Context, set string, row Row) Row {
	rules := s.Set(set)
	t := s.Model.TypeOf(set)
	column := s.dialect.versionColumn()
	versioned := column != "" && t != nil && t.Properties[column] != nil
	if rules.Computed == nil && !versioned {
		return row
	}
	out := row.Clone()
	if versioned {
		table := c.Table(set)
		out[column] = table.Version(table.Key(row))
	}
	if rules.Computed != nil {
		rules.Computed(c, out)
	}
	return out
}

// sight asks the rule for reads of a set once a request; nil shows everything.
func (s *Service) sight(c *Context, set string) (*Sight, error) {
	if s.visible == nil {
		return nil, nil
	}
	if known, ok := c.sights[set]; ok {
		return known, nil
	}
	sight, err := s.visible(c, set)
	if err != nil {
		return nil, err
	}
	if c.sights == nil {
		c.sights = map[string]*Sight{}
	}
	c.sights[set] = sight
	return sight, nil
}

// seen keeps the rows of a set that the caller may see.
func (s *Service) seen(c *Context, set string, rows []Row) ([]Row, error) {
	sight, err := s.sight(c, set)
	if err != nil || sight == nil {
		return rows, err
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row Row) bool { return !sight.Keep(row) }), nil
}

func (s *Service) read(c *Context, at *target, q *query) (*answer, error) {
	if err := s.look(c, at); err != nil {
		return nil, err
	}
	switch at.kind {
	case kindCount:
		rows := s.filtered(c, at.set, at.rows(), q)
		c.Header.Set("Content-Type", "text/plain")
		return &answer{status: http.StatusOK, body: []byte(strconv.Itoa(s.dialect.counted(len(rows))))}, nil
	case kindCollection:
		if at.typ == nil {
			return nil, s.dialect.unknownSegment(at.nav.Name)
		}
		return s.list(c, at, at.rows(), q)
	}
	if at.row == nil {
		if at.nav != nil && !at.nav.Collection {
			if bad := s.dialect.emptyNavigation(at.nav.Name); bad != nil {
				return nil, bad
			}
			return &answer{status: http.StatusNoContent}, nil
		}
		return nil, s.absent(c, at)
	}
	etag := s.etagOf(c, at.set, at.row)
	if match := c.Request.Header.Get("If-None-Match"); etag != "" && match == etag {
		return &answer{status: http.StatusNotModified}, nil
	}
	if q.filter != nil || q.order != nil || q.top >= 0 || q.skip > 0 {
		return nil, s.dialect.badRequest("Query options $orderby, $count, $filter, $skip and $top can be applied only on collections.")
	}
	body, err := s.project(c, at.set, at.typ, s.computed(c, at.set, at.row), q)
	if err != nil {
		return nil, err
	}
	body["@odata.context"] = s.contextOf(c, at.set, at.typ, q) + "/$entity"
	if etag != "" && s.dialect.etagHeader() {
		c.Header.Set("ETag", etag)
	}
	return &answer{status: http.StatusOK, body: body}, nil
}

// look limits a collection to what the caller may see, and refuses a row that the caller may not.
func (s *Service) look(c *Context, at *target) error {
	if at.typ == nil || at.set == "" {
		return nil
	}
	sight, err := s.sight(c, at.set)
	switch {
	case err != nil:
		return err
	case sight == nil:
	case at.kind == kindEntity || at.rows == nil:
		if at.row != nil && !sight.Keep(at.row) {
			return sight.Refusal
		}
	default:
		all := at.rows
		at.rows = func() []Row {
			return slices.DeleteFunc(slices.Clone(all()), func(row Row) bool { return !sight.Keep(row) })
		}
	}
	return nil
}

// absent is the error for an absent entity.
func (s *Service) absent(c *Context, at *target) error {
	if len(at.key) > 0 && !sameNames(at.typ.Key, stringKeys(at.key)) {
		if bad := s.dialect.missingAlternate(at.typ.Name); bad != nil {
			return bad
		}
	}
	return s.missing(c, at.set, at.text)
}

func stringKeys(row Row) map[string]string {
	out := map[string]string{}
	for k := range row {
		out[k] = ""
	}
	return out
}

func (s *Service) filtered(c *Context, set string, rows []Row, q *query) []Row {
	if q.filter == nil {
		return rows
	}
	// Derived columns are computed only if the filter can see them: large sets are filtered often.
	derive := s.Set(set).Computed != nil || slices.Contains(fields(q.filter), s.dialect.versionColumn())
	out := make([]Row, 0, min(len(rows), 64))
	e := &scope{c: c}
	for _, row := range rows {
		e.row = row
		if derive {
			e.row = s.computed(c, set, row)
		}
		if q.filter.eval(e) == true {
			out = append(out, row)
		}
	}
	return out
}

// ordered sorts rows by $orderby; the keys are evaluated once per row.
func (s *Service) ordered(c *Context, set string, rows []Row, q *query) []Row {
	if len(q.order) == 0 {
		return rows
	}
	type keyed struct {
		row  Row
		keys []any
	}
	all := make([]keyed, len(rows))
	for i, row := range rows {
		e := &scope{c: c, row: s.computed(c, set, row)}
		keys := make([]any, len(q.order))
		for n, o := range q.order {
			keys[n] = o.path.eval(e)
		}
		all[i] = keyed{row, keys}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		for n, o := range q.order {
			order := s.compareNulls(a.keys[n], b.keys[n])
			if o.descending {
				order = -order
			}
			if order != 0 {
				return order
			}
		}
		return 0
	})
	out := make([]Row, len(all))
	for i := range all {
		out[i] = all[i].row
	}
	return out
}

// compareNulls orders values with null first.
func (s *Service) compareNulls(a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	order, _ := compare(a, b, func(text string) string { return strings.ToLower(s.fold(text)) })
	return order
}

// list returns one page of rows.
func (s *Service) list(c *Context, at *target, rows []Row, q *query) (*answer, error) {
	if err := pageTooLarge(c); err != nil {
		return nil, err
	}
	rows = s.ordered(c, at.set, s.filtered(c, at.set, rows, q), q)
	total := len(rows)
	rows = rows[min(q.skip, len(rows)):]
	limit := pageLimit(c)
	switch {
	case q.top >= 0 && s.dialect.topPages():
		limit = q.top
	case q.top >= 0 && q.top < len(rows):
		rows = rows[:q.top]
	}
	table := c.Table(at.set)
	start, err := s.pageStart(table, rows, q.token)
	if err != nil {
		return nil, err
	}
	rows = rows[start:]
	body := map[string]any{"@odata.context": s.contextOf(c, at.set, at.typ, q)}
	s.dialect.paged(c)
	if len(rows) > limit {
		rows = rows[:limit]
		body["@odata.nextLink"] = s.nextLink(c, strconv.Itoa(start+limit)+","+table.Key(rows[limit-1]))
	}
	shape := s.projector(c, at.set, at.typ, q)
	values := make([]any, len(rows))
	for i, row := range rows {
		value, err := shape.row(s.computed(c, at.set, row))
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	body["value"] = values
	if q.count {
		body["@odata.count"] = s.dialect.counted(total)
		s.dialect.countNotes(c, body, total)
	}
	return &answer{status: http.StatusOK, body: body}, nil
}

// pageStart finds the beginning of a page: after the last row of the previous
// page, or at its offset if that row is gone.
func (s *Service) pageStart(table *store.Table, rows []Row, token string) (int, error) {
	if token == "" {
		return 0, nil
	}
	offset, key, _ := strings.Cut(token, ",")
	n, err := strconv.Atoi(offset)
	if err != nil || n < 0 {
		return 0, s.dialect.badRequest("The paging cookie is not valid.")
	}
	for i, row := range rows {
		if table.Key(row) == key {
			return i + 1, nil
		}
	}
	return min(n, len(rows)), nil
}

func (s *Service) nextLink(c *Context, token string) string {
	values := c.values()
	values.Set("$skiptoken", token)
	names := sortedKeys(values)
	parts := make([]string, 0, len(names))
	for _, name := range names {
		parts = append(parts, name+"="+strings.ReplaceAll(url.QueryEscape(values.Get(name)), "+", "%20"))
	}
	return s.World.Config.Origin + c.Request.URL.EscapedPath() + "?" + strings.Join(parts, "&")
}

func (s *Service) contextOf(c *Context, set string, t *model.EntityType, q *query) string {
	name := set
	if c.Company != "" && set != "companies" {
		name = "companies(" + c.Company + ")/" + set
	}
	if name == "" && t != nil {
		name = s.Model.Namespace + "." + t.Name
	}
	if len(q.selected) > 0 {
		name += "(" + strings.Join(q.selected, ",") + ")"
	}
	return c.Root + "/$metadata#" + name
}

func (s *Service) etagOf(c *Context, set string, row Row) string {
	if set == "" {
		return ""
	}
	table := c.Table(set)
	if v := table.Version(table.Key(row)); v != 0 {
		return s.dialect.etag(v)
	}
	return ""
}
