// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package conformance compares the four descriptions of the companion extension's API: the AL pages that serve it,
// the model behind the emulator's $metadata, the calls of the Go client, and the tables of the guide. Each is
// reduced to an API; if two of them differ, one is wrong.
package conformance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// API is one side's description of the entity sets, by name.
type API map[string]*Entity

// Entity is one entity set.
type Entity struct {
	// Name is the entity's name, or empty if the side does not know it.
	Name string
	// Insert, Update and Delete report which operations the set has.
	Insert, Update, Delete bool
	// Fields by name.
	Fields map[string]*Field
	// Actions bound to the entity, by name.
	Actions map[string]*Action
}

// Field is one property.
type Field struct {
	// Type is one of the type constants, several of them joined by "|" if the side cannot
	// distinguish them, or empty if it does not know.
	Type string
	// Insert and Update report whether POST and PATCH may contain the field.
	Insert, Update bool
}

// Action is a bound action.
type Action struct {
	// Parameters holds the types of the parameters by name.
	Parameters map[string]string
}

// Types of fields and parameters. An option is a string whose values have names.
const (
	typeBoolean  = "Boolean"
	typeDateTime = "DateTimeOffset"
	typeGUID     = "Guid"
	typeInteger  = "Int32"
	typeOption   = "Option"
	typeString   = "String"
)

// entity returns the entity of a set, and creates it if necessary.
func (a API) entity(set string) *Entity {
	e, ok := a[set]
	if !ok {
		e = &Entity{Fields: map[string]*Field{}, Actions: map[string]*Action{}}
		a[set] = e
	}
	return e
}

// Clone returns a deep copy.
func (a API) Clone() API {
	out := API{}
	for set, e := range a {
		c := *e
		c.Fields, c.Actions = map[string]*Field{}, map[string]*Action{}
		for name, f := range e.Fields {
			field := *f
			c.Fields[name] = &field
		}
		for name, action := range e.Actions {
			c.Actions[name] = &Action{Parameters: maps.Clone(action.Parameters)}
		}
		out[set] = &c
	}
	return out
}

// Without returns a copy without the named fields, given by entity set. A field that the API does not have is an
// error, so that a list of exceptions cannot outlive its reason.
func (a API) Without(fields map[string][]string) (API, error) {
	out := a.Clone()
	for set, names := range fields {
		e, ok := out[set]
		if !ok {
			return nil, fmt.Errorf("there is no entity set %s to leave fields out of", set)
		}
		for _, name := range names {
			if _, ok := e.Fields[name]; !ok {
				return nil, fmt.Errorf("entity set %s has no field %s to leave out", set, name)
			}
			delete(e.Fields, name)
		}
	}
	return out, nil
}

// Compare returns one sentence for each difference between two sides.
func Compare(leftName string, left API, rightName string, right API) []string {
	d := &differences{left: leftName, right: rightName}
	for _, set := range union(left, right) {
		l, r := left[set], right[set]
		if d.present("entity set "+set, l != nil, r != nil) {
			d.entity(set, l, r)
		}
	}
	return d.found
}

type differences struct {
	left, right string
	found       []string
}

func (d *differences) add(what string, left, right any) {
	d.found = append(d.found, fmt.Sprintf("%s: %s says %v, %s says %v", what, d.left, left, d.right, right))
}

func (d *differences) present(what string, left, right bool) bool {
	if left != right {
		d.add(what+" exists", left, right)
	}
	return left && right
}

func (d *differences) flag(what string, left, right bool) {
	if left != right {
		d.add(what, left, right)
	}
}

func (d *differences) entity(set string, l, r *Entity) {
	if l.Name != "" && r.Name != "" && l.Name != r.Name {
		d.add("entity name of "+set, l.Name, r.Name)
	}
	d.flag(set+" can be inserted", l.Insert, r.Insert)
	d.flag(set+" can be updated", l.Update, r.Update)
	d.flag(set+" can be deleted", l.Delete, r.Delete)
	for _, name := range union(l.Fields, r.Fields) {
		what, lf, rf := "field "+set+"."+name, l.Fields[name], r.Fields[name]
		if d.present(what, lf != nil, rf != nil) {
			d.types(what, lf.Type, rf.Type)
			d.flag(what+" is insertable", lf.Insert, rf.Insert)
			d.flag(what+" is updatable", lf.Update, rf.Update)
		}
	}
	for _, name := range union(l.Actions, r.Actions) {
		what, la, ra := "action "+set+"."+name, l.Actions[name], r.Actions[name]
		if !d.present(what, la != nil, ra != nil) {
			continue
		}
		for _, parameter := range union(la.Parameters, ra.Parameters) {
			lt, lok := la.Parameters[parameter]
			rt, rok := ra.Parameters[parameter]
			if d.present("parameter "+parameter+" of "+what, lok, rok) {
				d.types("parameter "+parameter+" of "+what, lt, rt)
			}
		}
	}
}

func (d *differences) types(what, left, right string) {
	if left == "" || right == "" {
		return
	}
	options := strings.Split(right, "|")
	if !slices.ContainsFunc(strings.Split(left, "|"), func(t string) bool { return slices.Contains(options, t) }) {
		d.add("type of "+what, left, right)
	}
}

func union[V any](a, b map[string]V) []string {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return slices.Sorted(maps.Keys(all))
}
