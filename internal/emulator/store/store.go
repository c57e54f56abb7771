// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import "strings"

// Scopes of the tables. Tables of a Business Central company are in CompanyScope(<company id>).
const (
	Dataverse       = "dataverse"
	BusinessCentral = "businesscentral"
	Graph           = "graph"
)

// CompanyScope is the scope of the tables of one Business Central company.
func CompanyScope(companyID string) string {
	return BusinessCentral + "/" + NormalizeKey(companyID)
}

// Store holds all tables of all services, as one environment of Business Central sees them: each has tables of its own
// in Business Central's scopes, and all share those of Dataverse and Graph.
type Store struct {
	*data

	environment string // "" for the first
}

// data is what the environments share.
type data struct {
	// Collation is Dataverse's. It must be set before rows are added.
	Collation Collation

	keyOf   func(api, set string) []string
	tables  map[string]*Table
	names   []string
	version int64
	journal []func()
}

// New creates an empty store. keyOf returns the key columns of an entity set; api is the
// part of the scope before the first slash.
func New(keyOf func(api, set string) []string) *Store {
	return &Store{data: &data{keyOf: keyOf, tables: map[string]*Table{}, version: 1_000_000}}
}

// Table returns the table of an entity set in a scope, and creates it if necessary.
func (s *Store) Table(scope, set string) *Table {
	name := s.scope(scope) + "|" + set
	if t, ok := s.tables[name]; ok {
		return t
	}
	api, _, _ := strings.Cut(scope, "/")
	t := &Table{store: s.data, keys: s.keyOf(api, set), entries: map[string]*entry{}, collated: api == Dataverse}
	s.tables[name] = t
	s.names = append(s.names, name)
	return t
}

// Sets lists the entity sets of a scope that have a table, in the order of their creation.
func (s *Store) Sets(scope string) []string {
	var out []string
	scope = s.scope(scope)
	for _, name := range s.names {
		if at, set, _ := strings.Cut(name, "|"); at == scope {
			out = append(out, set)
		}
	}
	return out
}

// Drop removes every table of a scope, as when a company is deleted.
func (s *Store) Drop(scope string) {
	scope = s.scope(scope)
	kept := s.names[:0:0]
	for _, name := range s.names {
		if at, _, _ := strings.Cut(name, "|"); at == scope {
			delete(s.tables, name)
			continue
		}
		kept = append(kept, name)
	}
	s.names = kept
}

func (s *data) next() int64 {
	s.version++
	return s.version
}

// Snapshot is a state of the store that can be restored any number of times.
type Snapshot struct {
	tables map[string]*Table
	names  []string
}

// Snapshot saves the current rows. It is cheap, because rows are copied on write.
func (s *Store) Snapshot() *Snapshot {
	out := &Snapshot{tables: map[string]*Table{}, names: append([]string(nil), s.names...)}
	for name, t := range s.tables {
		t.shared = true
		copied := *t
		copied.indexes = nil
		out.tables[name] = &copied
	}
	return out
}

// Restore restores the rows of a snapshot. Versions continue to count, so an earlier ETag never matches other
// content. Tables obtained before must be looked up again.
func (s *Store) Restore(from *Snapshot) {
	s.tables, s.names = map[string]*Table{}, append([]string(nil), from.names...)
	for name, t := range from.tables {
		copied := *t
		copied.shared = true
		s.tables[name] = &copied
	}
}

// NormalizeKey converts GUIDs to lower case and leaves other keys unchanged.
func NormalizeKey(key string) string {
	if IsGUID(key) {
		return strings.ToLower(key)
	}
	return key
}

// IsGUID reports whether the text has the form of a GUID with hyphens and without braces.
func IsGUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}
