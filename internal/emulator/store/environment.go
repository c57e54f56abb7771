// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import "strings"

// In returns the store as another environment of Business Central sees it. Its name is not "".
func (s *Store) In(environment string) *Store { return &Store{data: s.data, environment: environment} }

// CopyTo gives another environment the rows of this one, as a copy of an environment has them.
func (s *Store) CopyTo(other *Store) {
	for _, name := range append([]string(nil), s.names...) {
		scope, set, _ := strings.Cut(name, "|")
		own, ok := s.own(scope)
		if !ok {
			continue
		}
		from := s.tables[name]
		from.shared = true
		copied := *from
		copied.indexes = nil
		target := other.scope(own) + "|" + set
		if _, there := s.tables[target]; !there {
			s.names = append(s.names, target)
		}
		s.tables[target] = &copied
	}
}

// scope is where the environment keeps the tables of a scope.
func (s *Store) scope(scope string) string {
	if rest, found := strings.CutPrefix(scope, BusinessCentral); found && s.environment != "" {
		return BusinessCentral + "/" + s.environment + "/" + rest
	}
	return scope
}

// own is the scope whose tables the environment keeps under a name; ok is false for those of others.
func (s *Store) own(name string) (scope string, ok bool) {
	rest, found := strings.CutPrefix(name, BusinessCentral)
	if s.environment != "" {
		rest, found = strings.CutPrefix(name, s.scope(BusinessCentral))
	}
	// The scope of another environment has two more slashes.
	return BusinessCentral + rest, found && strings.Count(rest, "/") < 2
}
