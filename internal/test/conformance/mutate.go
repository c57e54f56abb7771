// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import "maps"

// Mutation is an API with one thing changed.
type Mutation struct {
	// Name describes the change.
	Name string
	// API is the changed copy.
	API API
}

// Mutations changes every entity set, operation, field, editability, type, action and parameter of an API, one at a time.
func Mutations(a API) []Mutation {
	m := &mutator{original: a}
	m.change("add an entity set", func(c API) { c.entity("addedSets").Name = "addedSet" })
	for set, e := range a {
		m.entity(set, e)
		for name, f := range e.Fields {
			m.field(set, name, f)
		}
		for name, action := range e.Actions {
			m.action(set, name, action)
		}
	}
	return m.found
}

type mutator struct {
	original API
	found    []Mutation
}

func (m *mutator) change(name string, f func(API)) {
	c := m.original.Clone()
	f(c)
	m.found = append(m.found, Mutation{name, c})
}

func (m *mutator) entity(set string, e *Entity) {
	m.change("remove entity set "+set, func(c API) { delete(c, set) })
	m.change("rename entity set "+set, func(c API) { rename(c, set) })
	if e.Name != "" {
		m.change("rename the entity of "+set, func(c API) { c[set].Name += "X" })
	}
	m.change("toggle insert of "+set, func(c API) { c[set].Insert = !c[set].Insert })
	m.change("toggle update of "+set, func(c API) { c[set].Update = !c[set].Update })
	m.change("toggle delete of "+set, func(c API) { c[set].Delete = !c[set].Delete })
	m.change("add a field to "+set, func(c API) { c[set].Fields["addedField"] = &Field{Type: typeString} })
	m.change("add an action to "+set, func(c API) { c[set].Actions["addedAction"] = &Action{} })
}

func (m *mutator) field(set, name string, f *Field) {
	m.change("remove field "+set+"."+name, func(c API) { delete(c[set].Fields, name) })
	m.change("rename field "+set+"."+name, func(c API) { rename(c[set].Fields, name) })
	m.change("toggle insertable of "+set+"."+name, func(c API) { c[set].Fields[name].Insert = !f.Insert })
	m.change("toggle updatable of "+set+"."+name, func(c API) { c[set].Fields[name].Update = !f.Update })
	if f.Type != "" {
		m.change("change the type of "+set+"."+name, func(c API) { c[set].Fields[name].Type = "Decimal" })
	}
}

func (m *mutator) action(set, name string, action *Action) {
	what := set + "." + name
	m.change("remove action "+what, func(c API) { delete(c[set].Actions, name) })
	m.change("rename action "+what, func(c API) { rename(c[set].Actions, name) })
	m.change("add a parameter to "+what, func(c API) { c[set].Actions[name].add("addedParameter", typeString) })
	for parameter := range action.Parameters {
		m.change("remove parameter "+parameter+" of "+what, func(c API) { delete(c[set].Actions[name].Parameters, parameter) })
		m.change("rename parameter "+parameter+" of "+what, func(c API) { rename(c[set].Actions[name].Parameters, parameter) })
		m.change("change the type of parameter "+parameter+" of "+what, func(c API) { c[set].Actions[name].add(parameter, "Decimal") })
	}
}

func (a *Action) add(parameter, kind string) {
	parameters := maps.Clone(a.Parameters)
	if parameters == nil {
		parameters = map[string]string{}
	}
	parameters[parameter] = kind
	a.Parameters = parameters
}

func rename[V any](m map[string]V, name string) {
	m[name+"X"] = m[name]
	delete(m, name)
}
