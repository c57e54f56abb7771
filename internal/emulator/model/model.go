// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package model describes the entities of the emulated APIs: what their $metadata declares and
// which columns may be written. The facts are embedded JSON files in one schema.
package model

import (
	"fmt"
	"slices"
	"strings"
)

// Model is one API: Dataverse, Business Central (with the companion's routes) or Graph.
type Model struct {
	API       string
	Namespace string
	Services  map[string]string
	Sets      map[string]*EntitySet
	Types     map[string]*EntityType
	Complex   map[string]*ComplexType
	Enums     map[string]*Enum
	// Operations are actions and functions; a name may occur once for each bound type.
	Operations []*Operation
}

// EntitySet is a set or a singleton of the service document.
type EntitySet struct {
	Name string `json:"-"`
	// Hidden sets are served but not declared: tables that every environment with Dynamics 365 Sales has. The model
	// knows only their owner, name and state.
	Hidden       bool     `json:"-"`
	EntityType   string   `json:"entityType"`
	Service      []string `json:"service"`
	Singleton    bool     `json:"singleton"`
	ReadOnly     bool     `json:"readOnly"`
	QueryOptions []string `json:"queryOptions"`
}

// EntityType is a type with a key. A nil flag means that the service does not document it.
type EntityType struct {
	Name          string                 `json:"-"`
	Key           []string               `json:"key"`
	AlternateKeys [][]string             `json:"alternateKeys"`
	BaseType      string                 `json:"baseType"`
	Open          bool                   `json:"open"`
	Insertable    *bool                  `json:"insertable"`
	Updatable     *bool                  `json:"updatable"`
	Deletable     *bool                  `json:"deletable"`
	Properties    map[string]*Property   `json:"properties"`
	Navigation    map[string]*Navigation `json:"navigation"`
}

// ComplexType is a structured value without a key.
type ComplexType struct {
	Name       string                 `json:"-"`
	Open       bool                   `json:"open"`
	Properties map[string]*Property   `json:"properties"`
	Navigation map[string]*Navigation `json:"navigation"`
}

// Property is a column, a member of a complex type or a parameter. Type is an Edm type, a complex type or
// Collection(…), without namespace.
type Property struct {
	Name       string   `json:"-"`
	Type       string   `json:"type"`
	Nullable   *bool    `json:"nullable"`
	MaxLength  int      `json:"maxLength"`
	Key        bool     `json:"key"`
	Insertable *bool    `json:"insertable"`
	Updatable  *bool    `json:"updatable"`
	Enum       string   `json:"enum"`
	AltTypes   []string `json:"altTypes"`
	Lookup     string   `json:"lookup"`
	Mandatory  bool     `json:"mandatory"`
}

// Navigation is a navigation property; Targets names the types of a polymorphic one.
type Navigation struct {
	Name       string   `json:"-"`
	Target     string   `json:"target"`
	Targets    []string `json:"targets"`
	Collection bool     `json:"collection"`
	Ref        bool     `json:"ref"`
	Contained  bool     `json:"contained"`
	Bind       *bool    `json:"bind"`
	Insertable *bool    `json:"insertable"`
	Updatable  *bool    `json:"updatable"`
	Verified   *bool    `json:"verified"`
}

// Enum lists the values of an option. Wire is "integer" or "string".
type Enum struct {
	Name    string           `json:"-"`
	Wire    string           `json:"wire"`
	Flags   bool             `json:"flags"`
	Members map[string]int64 `json:"members"`
}

// Operation is an action or a function. Bound is an entity type or empty.
type Operation struct {
	Name            string               `json:"name"`
	Kind            string               `json:"kind"`
	Bound           string               `json:"bound"`
	BoundCollection bool                 `json:"boundCollection"`
	Parameters      map[string]*Property `json:"parameters"`
	Returns         string               `json:"returns"`
}

// IsAction reports whether the operation is called with POST.
func (o *Operation) IsAction() bool { return o.Kind == "action" }

// AllTargets returns every type that the navigation may point to.
func (n *Navigation) AllTargets() []string {
	if len(n.Targets) > 0 {
		return n.Targets
	}
	if n.Target != "" {
		return []string{n.Target}
	}
	return nil
}

// Allowed reads a flag that defaults to true.
func Allowed(flag *bool) bool { return flag == nil || *flag }

// IsCollection reports whether the type is a Collection(…).
func IsCollection(kind string) bool { return strings.HasPrefix(kind, "Collection(") }

// Element returns the type of a collection's elements, or the type itself.
func Element(kind string) string {
	if IsCollection(kind) {
		return strings.TrimSuffix(strings.TrimPrefix(kind, "Collection("), ")")
	}
	return kind
}

// TypeOf returns the entity type of a set, or nil if either is unknown.
func (m *Model) TypeOf(set string) *EntityType {
	if s, ok := m.Sets[set]; ok {
		return m.Types[s.EntityType]
	}
	return nil
}

// SetOf returns the name of the set of an entity type, or "".
func (m *Model) SetOf(entityType string) string {
	best := ""
	for name, s := range m.Sets {
		if s.EntityType == entityType && !s.Singleton && (best == "" || name < best) {
			best = name
		}
	}
	return best
}

// Keys returns the key columns of a set, or nil if the set is unknown.
func (m *Model) Keys(set string) []string {
	if t := m.TypeOf(set); t != nil {
		return t.Key
	}
	return nil
}

// Is reports whether a type is another type or derives from it.
func (m *Model) Is(entityType, base string) bool {
	for seen := 0; entityType != "" && seen < 10; seen++ {
		if entityType == base {
			return true
		}
		t := m.Types[entityType]
		if t == nil {
			return false
		}
		entityType = t.BaseType
	}
	return false
}

// Nav finds a navigation property by its exact name, or returns nil.
func (t *EntityType) Nav(name string) *Navigation { return t.Navigation[name] }

// RenameNavigation renames a navigation property whose name no source confirms.
func (m *Model) RenameNavigation(entityType, name, to string) error {
	t := m.Types[entityType]
	if t == nil || t.Navigation[name] == nil {
		return fmt.Errorf("there is no navigation property %s of %s", name, entityType)
	}
	nav := t.Navigation[name]
	if Allowed(nav.Verified) {
		return fmt.Errorf("the name of the navigation property %s of %s is documented", name, entityType)
	}
	if to == "" || to != name && t.Navigation[to] != nil {
		return fmt.Errorf("the navigation property %s of %s cannot be named %q", name, entityType, to)
	}
	delete(t.Navigation, name)
	nav.Name, t.Navigation[to] = to, nav
	for _, p := range t.Properties {
		if p.Lookup == name {
			p.Lookup = to
		}
	}
	return nil
}

// Operation finds an operation by name and binding ("" for an unbound one).
func (m *Model) Operation(name, bound string, collection bool) *Operation {
	for _, o := range m.Operations {
		if o.Name != name {
			continue
		}
		if bound == "" && o.Bound == "" || bound != "" && o.Bound != "" && m.Is(bound, o.Bound) && o.BoundCollection == collection {
			return o
		}
	}
	return nil
}

// Declared reports whether the metadata of a service contains a set.
func (m *Model) Declared(s *EntitySet, service string) bool {
	return !s.Hidden && s.In(service) && m.Types[s.EntityType] != nil
}

// In reports whether a set belongs to a service of the API.
func (s *EntitySet) In(service string) bool {
	if len(s.Service) == 0 || service == "" {
		return true
	}
	return slices.Contains(s.Service, service)
}
