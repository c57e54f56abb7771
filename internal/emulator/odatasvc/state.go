// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"maps"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Knows reports whether the set exists in the metadata or in the rules.
func (s *Service) Knows(set string) bool {
	if known, ok := s.Model.Sets[set]; ok {
		return known.In(s.Name)
	}
	_, ok := s.sets[set]
	return ok
}

// SetNames lists the sets in the metadata and in the rules.
func (s *Service) SetNames() []string {
	names := map[string]bool{}
	for name, set := range s.Model.Sets {
		if set.In(s.Name) {
			names[name] = true
		}
	}
	for name := range s.sets {
		names[name] = true
	}
	return sortedKeys(names)
}

// State lists the rows of a set with all columns.
func (s *Service) State(c *Context, set string) []map[string]any {
	rows := c.Rows(set)
	out := make([]map[string]any, len(rows))
	for i, row := range rows {
		out[i] = s.StateRow(c, set, row)
	}
	return out
}

// StateRow returns one row with all columns.
func (s *Service) StateRow(c *Context, set string, row Row) map[string]any {
	row = row.Clone()
	if computed := s.Set(set).Computed; computed != nil {
		computed(c, row)
	}
	if t := s.Model.TypeOf(set); t != nil {
		for name, v := range row {
			if p, ok := s.property(t.Name, name); ok {
				row[name] = s.dialect.wire(p, v)
			}
		}
	}
	return row
}

// StateInsert adds a row without applying the API's rules.
func (s *Service) StateInsert(c *Context, set string, row Row) (Row, error) {
	if insert := s.Set(set).StateInsert; insert != nil {
		return insert(c, row)
	}
	s.FillDefaults(c, set, row)
	table := c.Table(set)
	if table.Has(table.Key(row)) {
		return nil, Errorf(http.StatusConflict, "Conflict", "A row with the key %s exists.", table.Key(row))
	}
	table.Put(row)
	return row, nil
}

// StateUpdate changes a row without applying the API's rules.
func (s *Service) StateUpdate(c *Context, set, key string, changes Row) (Row, bool, error) {
	if update := s.Set(set).StateUpdate; update != nil {
		return update(c, key, changes)
	}
	old, ok := c.Find(set, key)
	if !ok {
		return nil, false, nil
	}
	row, err := s.Replace(c, set, old, changes)
	return row, true, err
}

// Replace merges changes into a row without applying the API's rules; its key stays. A row that the rules derive
// from others is stored from then on.
func (s *Service) Replace(c *Context, set string, old, changes Row) (Row, error) {
	s.stamp(c, set, changes, false, false)
	row := old.Clone()
	maps.Copy(row, changes)
	table := c.Table(set)
	if before, after := table.Key(old), table.Key(row); before != after {
		return nil, Errorf(http.StatusConflict, "Conflict", "The key %s of a row does not change: no service lets it. Delete the row and add one with the key %s.", before, after)
	}
	table.Put(row)
	return row, nil
}

// StateDelete deletes a row without applying the API's rules.
func (s *Service) StateDelete(c *Context, set, key string) (bool, error) {
	if remove := s.Set(set).StateDelete; remove != nil {
		return remove(c, key)
	}
	if c.Table(set).Delete(key) {
		return true, nil
	}
	if _, derived := c.Find(set, key); derived {
		return true, Errorf(http.StatusConflict, "Conflict", "The row %s of %s follows from other rows, and goes with them.", key, set)
	}
	return false, nil
}

// ParseStateKey parses the key of a control request: the plain key, optionally in parentheses or quotes.
func ParseStateKey(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
	if plain, ok := unquote(text); ok {
		text = plain
	}
	return store.NormalizeKey(text)
}
