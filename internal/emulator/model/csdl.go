// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// WriteMetadata writes the CSDL document of one service of the model: its entity sets, their
// types, and the operations that are unbound or bound to one of those types.
func (m *Model) WriteMetadata(w io.Writer, service string) error {
	c := &csdl{model: m, service: service, w: bufio.NewWriter(w), types: map[string]bool{}}
	c.choose()
	c.linef(0, `<?xml version="1.0" encoding="utf-8"?>`)
	c.linef(0, `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">`)
	c.linef(1, "<edmx:DataServices>")
	c.linef(2, "<Schema%s xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">", attr("Namespace", m.Namespace))
	for _, name := range keys(c.types) {
		c.entityType(m.Types[name])
	}
	for _, name := range keys(m.Complex) {
		c.complexType(m.Complex[name])
	}
	for _, name := range c.enums() {
		c.enumType(m.Enums[name])
	}
	for _, o := range m.Operations {
		c.operation(o)
	}
	c.container()
	c.linef(2, "</Schema>")
	c.linef(1, "</edmx:DataServices>")
	c.linef(0, "</edmx:Edmx>")
	if err := c.w.Flush(); err != nil {
		return fmt.Errorf("writing the metadata of %s: %w", service, err)
	}
	return nil
}

type csdl struct {
	model   *Model
	service string
	w       *bufio.Writer
	types   map[string]bool
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func attr(name, value string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(value)) // a strings.Builder does not fail
	return " " + name + `="` + b.String() + `"`
}

func (c *csdl) linef(depth int, format string, args ...any) {
	// The writer keeps its first error, which Flush returns.
	_, _ = fmt.Fprintf(c.w, strings.Repeat("  ", depth)+format+"\n", args...)
}

// choose collects the entity types of the service's sets, those that unbound
// operations return, and their base types.
func (c *csdl) choose() {
	add := func(name string) {
		for ; name != "" && c.model.Types[name] != nil; name = c.model.Types[name].BaseType {
			c.types[name] = true
		}
	}
	for _, s := range c.model.Sets {
		if !s.Hidden && s.In(c.service) {
			add(s.EntityType)
		}
	}
	for _, o := range c.model.Operations {
		if o.Bound == "" {
			add(Element(o.Returns))
		}
	}
}

// enums lists the enumerations of the declared types, in order.
func (c *csdl) enums() []string {
	hidden := map[string]bool{}
	for _, s := range c.model.Sets {
		if t := c.model.Types[s.EntityType]; s.Hidden && t != nil {
			for _, p := range t.Properties {
				hidden[p.Enum] = true
			}
		}
	}
	return slices.DeleteFunc(keys(c.model.Enums), func(name string) bool { return hidden[name] })
}

// qualified returns the type with its namespace; ok is false if the document lacks the type.
func (c *csdl) qualified(kind string) (string, bool) {
	element := Element(kind)
	if !strings.HasPrefix(element, "Edm.") {
		if !c.types[element] && c.model.Complex[element] == nil && c.model.Enums[element] == nil {
			return "", false
		}
		element = c.model.Namespace + "." + element
	}
	if IsCollection(kind) {
		return "Collection(" + element + ")", true
	}
	return element, true
}

func (c *csdl) entityType(t *EntityType) {
	attrs := attr("Name", t.Name)
	base := c.model.Types[t.BaseType]
	if base != nil {
		attrs += attr("BaseType", c.model.Namespace+"."+base.Name)
	}
	if t.Open {
		attrs += attr("OpenType", "true")
	}
	c.linef(3, "<EntityType%s>", attrs)
	if len(t.Key) > 0 && base == nil {
		c.linef(4, "<Key>")
		for _, k := range t.Key {
			c.linef(5, "<PropertyRef%s />", attr("Name", k))
		}
		c.linef(4, "</Key>")
	}
	c.properties(t.Properties, base, t.Key)
	for _, name := range keys(t.Navigation) {
		if base == nil || base.Navigation[name] == nil {
			c.navigation(t.Navigation[name])
		}
	}
	c.linef(3, "</EntityType>")
}

func (c *csdl) properties(properties map[string]*Property, base *EntityType, key []string) {
	for _, name := range keys(properties) {
		p := properties[name]
		if base != nil && base.Properties[name] != nil {
			continue
		}
		kind, ok := c.qualified(p.Type)
		if !ok {
			continue
		}
		attrs := attr("Name", name) + attr("Type", kind)
		if p.Nullable != nil && !*p.Nullable || slices.Contains(key, name) {
			attrs += attr("Nullable", "false")
		}
		if p.MaxLength > 0 {
			attrs += attr("MaxLength", strconv.Itoa(p.MaxLength))
		}
		c.linef(4, "<Property%s />", attrs)
	}
}

func (c *csdl) navigation(n *Navigation) {
	target := ""
	for _, t := range n.AllTargets() {
		if c.types[t] {
			target = t
			break
		}
	}
	if set, ok := c.model.Sets[n.Name]; target == "" || ok && !set.In(c.service) {
		return
	}
	kind := c.model.Namespace + "." + target
	if n.Collection {
		kind = "Collection(" + kind + ")"
	}
	attrs := attr("Name", n.Name) + attr("Type", kind)
	if n.Contained {
		attrs += attr("ContainsTarget", "true")
	}
	c.linef(4, "<NavigationProperty%s />", attrs)
}

func (c *csdl) complexType(t *ComplexType) {
	attrs := attr("Name", t.Name)
	if t.Open {
		attrs += attr("OpenType", "true")
	}
	c.linef(3, "<ComplexType%s>", attrs)
	c.properties(t.Properties, nil, nil)
	for _, name := range keys(t.Navigation) {
		c.navigation(t.Navigation[name])
	}
	c.linef(3, "</ComplexType>")
}

func (c *csdl) enumType(e *Enum) {
	if e.Wire == "string" && c.model.Namespace == "Microsoft.NAV" {
		return // options of API pages are served as Edm.String
	}
	attrs := attr("Name", e.Name)
	if e.Flags {
		attrs += attr("IsFlags", "true")
	}
	c.linef(3, "<EnumType%s>", attrs)
	names := keys(e.Members)
	slices.SortStableFunc(names, func(a, b string) int { return int(e.Members[a] - e.Members[b]) })
	for _, name := range names {
		c.linef(4, "<Member%s%s />", attr("Name", identifier(name)), attr("Value", strconv.FormatInt(e.Members[name], 10)))
	}
	c.linef(3, "</EnumType>")
}

// identifier encodes the characters of a member's name that an identifier must not contain.
func identifier(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '_', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', i > 0 && r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "_x%04X_", r)
		}
	}
	return b.String()
}
