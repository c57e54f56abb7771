// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/nearest"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// ColumnError is an error in a column of a seeded row or of one written by the control
// interface. The text is the emulator's own.
type ColumnError struct{ Column, Problem string }

// Error implements error.
func (e *ColumnError) Error() string { return e.Column + ": " + e.Problem }

// Normalize converts a row in the API's format into a row of the store, for seeds and the control interface. It
// refuses a column that neither the metadata nor the set's rules know with a *ColumnError; other columns are
// optional.
func (s *Service) Normalize(set string, object map[string]any) (Row, error) {
	row := Row{}
	t := s.Model.TypeOf(set)
	for _, name := range sortedKeys(object) {
		value, keep, err := s.stateColumn(set, t, name, object[name])
		if err != nil {
			return nil, err
		}
		if keep {
			row[name] = value
		}
	}
	return row, nil
}

func (s *Service) stateColumn(set string, t *model.EntityType, name string, v any) (value any, keep bool, err error) {
	base, note, annotation := strings.Cut(name, "@")
	switch {
	case note == "odata.bind":
		return nil, false, &ColumnError{name, "a lookup is written as it is read: _" + strings.ToLower(base) + "_value"}
	case annotation && base == "":
		return v, note == "odata.type", nil
	case t == nil:
		return plainValue(v), true, nil
	case annotation && (t.Properties[base] != nil || t.Nav(base) != nil):
		return v, "@"+note == logicalName, nil
	}
	if p, ok := s.property(t.Name, name); ok {
		if v == nil {
			return s.dialect.null(p), true, nil
		}
		canonical, bad := s.canonical(p, v)
		if bad != nil {
			return nil, false, &ColumnError{name, "expected " + expectation(p) + ", found " + found(v)}
		}
		if form, ok := s.Set(set).Forms[name]; ok {
			if text, isText := canonical.(string); isText && text != "" && !form.Pattern.MatchString(text) {
				return nil, false, &ColumnError{name, "expected " + form.Example + ", found " + found(v)}
			}
		}
		return canonical, true, nil
	}
	if slices.Contains(s.Set(set).State, name) || s.Model.Sets[set].Hidden || strings.HasPrefix(name, "emulator") || t.Open && strings.HasPrefix(name, "extension_") || s.derives(t, name) {
		return plainValue(v), true, nil
	}
	return nil, false, &ColumnError{name, s.unknownColumn(t, name)}
}

// derives reports whether a type derived from the set's declares the column.
func (s *Service) derives(t *model.EntityType, name string) bool {
	for _, other := range s.Model.Types {
		if other != t && other.Properties[name] != nil && s.Model.Is(other.Name, t.Name) {
			return true
		}
	}
	return false
}

func (s *Service) unknownColumn(t *model.EntityType, name string) string {
	if nav := t.Nav(name); nav != nil && !nav.Collection {
		if column := s.lookupColumn(t, nav); column != "" {
			return "a lookup is written as it is read: " + column
		}
	}
	if t.Nav(name) != nil {
		return "rows of other sets are seeded in their own set"
	}
	return t.Name + " has no such column; " + nearest.Sentence(name, sortedKeys(t.Properties))
}

// plainValue converts the value of an undeclared column.
func plainValue(v any) any {
	value := Canonical(v)
	if text, ok := value.(string); ok {
		return store.NormalizeKey(text)
	}
	return value
}

// expectation describes what a column holds.
func expectation(p property) string {
	if model.IsCollection(p.Type) {
		return "a list"
	}
	if p.enum != nil {
		members := sortedKeys(p.enum.Members)
		if p.enum.Wire == "integer" {
			for i, name := range members {
				members[i] = fmt.Sprintf("%d (%s)", p.enum.Members[name], name)
			}
		}
		return "one of " + strings.Join(members, ", ")
	}
	switch p.Type {
	case "Edm.String":
		if p.MaxLength > 0 {
			return fmt.Sprintf("a text of at most %d characters", p.MaxLength)
		}
		return "a text"
	case "Edm.Boolean":
		return "true or false"
	case "Edm.Guid":
		return "a GUID"
	case "Edm.DateTimeOffset":
		return "a time such as 2026-01-31T08:00:00Z"
	case "Edm.Date":
		return "a date such as 2026-01-31"
	case "Edm.Binary":
		return "base64"
	case "Edm.Byte", "Edm.Int16", "Edm.Int32", "Edm.Int64":
		return "a whole number"
	case "Edm.Decimal", "Edm.Double", "Edm.Single":
		return "a number"
	}
	return "an object of type " + p.Type
}

func found(v any) string {
	switch v := v.(type) {
	case string:
		if len([]rune(v)) > 60 {
			v = string([]rune(v)[:60]) + "…"
		}
		return fmt.Sprintf("%q", v)
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprint(v)
}

// Dangling finds a lookup column that points to an absent row, or returns "". It skips
// lookups whose targets the model does not know.
func (s *Service) Dangling(c *Context, set string, row Row) string {
	t := s.Model.TypeOf(set)
	if t == nil {
		return ""
	}
	for _, name := range sortedKeys(row) {
		p := t.Properties[name]
		if p == nil || p.Lookup == "" || row.String(name) == "" {
			continue
		}
		targets := []string{row.String(name + logicalName)}
		if nav := t.Nav(p.Lookup); targets[0] == "" && nav != nil {
			targets = nav.AllTargets()
		}
		if !s.points(c, targets, row.String(name)) {
			return name
		}
	}
	return ""
}

// points reports whether one of the types has a row with the key, or has no set.
func (s *Service) points(c *Context, types []string, key string) bool {
	for _, target := range types {
		set := s.Model.SetOf(target)
		if set == "" {
			return true
		}
		if _, ok := c.Find(set, key); ok {
			return true
		}
	}
	return len(types) == 0
}
