// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// element is one element of a CSDL document.
type element struct {
	XMLName  xml.Name   `xml:""`
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) all(name string) []element {
	var out []element
	for _, child := range e.Children {
		if child.XMLName.Local == name {
			out = append(out, child)
		}
	}
	return out
}

// shape is what OASIS' schemas edmx.xsd and edm.xsd allow in an element, as far as our documents use it.
type shape struct {
	required, optional []string
	children           []string
	namespace          string
}

const (
	edmx = "http://docs.oasis-open.org/odata/ns/edmx"
	edm  = "http://docs.oasis-open.org/odata/ns/edm"
)

func shapes() map[string]shape {
	facets := []string{"Nullable", "MaxLength", "Precision", "Scale", "Unicode", "SRID"}
	return map[string]shape{
		"Edmx":               {[]string{"Version"}, nil, []string{"DataServices"}, edmx},
		"DataServices":       {nil, nil, []string{"Schema"}, edmx},
		"Schema":             {[]string{"Namespace"}, []string{"Alias"}, []string{"EntityType", "ComplexType", "EnumType", "Action", "Function", "EntityContainer"}, edm},
		"EntityType":         {[]string{"Name"}, []string{"BaseType", "Abstract", "OpenType", "HasStream"}, []string{"Key", "Property", "NavigationProperty"}, edm},
		"ComplexType":        {[]string{"Name"}, []string{"BaseType", "Abstract", "OpenType"}, []string{"Property", "NavigationProperty"}, edm},
		"Key":                {nil, nil, []string{"PropertyRef"}, edm},
		"PropertyRef":        {[]string{"Name"}, []string{"Alias"}, nil, edm},
		"Property":           {[]string{"Name", "Type"}, append([]string{"DefaultValue"}, facets...), nil, edm},
		"NavigationProperty": {[]string{"Name", "Type"}, []string{"Nullable", "ContainsTarget", "Partner"}, nil, edm},
		"EnumType":           {[]string{"Name"}, []string{"IsFlags", "UnderlyingType"}, []string{"Member"}, edm},
		"Member":             {[]string{"Name"}, []string{"Value"}, nil, edm},
		"Action":             {[]string{"Name"}, []string{"IsBound", "EntitySetPath"}, []string{"Parameter", "ReturnType"}, edm},
		"Function":           {[]string{"Name"}, []string{"IsBound", "IsComposable", "EntitySetPath"}, []string{"Parameter", "ReturnType"}, edm},
		"Parameter":          {[]string{"Name", "Type"}, facets, nil, edm},
		"ReturnType":         {[]string{"Type"}, facets, nil, edm},
		"EntityContainer":    {[]string{"Name"}, []string{"Extends"}, []string{"EntitySet", "Singleton", "ActionImport", "FunctionImport"}, edm},
		"EntitySet":          {[]string{"Name", "EntityType"}, []string{"IncludeInServiceDocument"}, nil, edm},
		"Singleton":          {[]string{"Name", "Type"}, []string{"Nullable"}, nil, edm},
		"ActionImport":       {[]string{"Name", "Action"}, []string{"EntitySet"}, nil, edm},
		"FunctionImport":     {[]string{"Name", "Function"}, []string{"EntitySet", "IncludeInServiceDocument"}, nil, edm},
	}
}

var (
	simpleIdentifier = regexp.MustCompile(`^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]{0,127}$`)
	maxLength        = regexp.MustCompile(`^(max|[1-9][0-9]*)$`)
)

// checker collects the errors in a document.
type checker struct {
	namespace string
	types     map[string]element
	problems  []string
}

func (c *checker) wrongf(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// checkCSDL returns the errors in a document.
func checkCSDL(document []byte) []string {
	c := &checker{types: map[string]element{}}
	var root element
	if err := xml.Unmarshal(document, &root); err != nil {
		return []string{err.Error()}
	}
	c.form("", root)
	if root.XMLName.Local != "Edmx" || root.attr("Version") != "4.0" || len(root.all("DataServices")) != 1 {
		c.wrongf("the root is no Edmx 4.0 with one DataServices")
		return c.problems
	}
	schemas := root.all("DataServices")[0].all("Schema")
	if len(schemas) != 1 {
		c.wrongf("%d schemas", len(schemas))
		return c.problems
	}
	c.schema(schemas[0])
	return c.problems
}

// form checks names, attributes and children.
func (c *checker) form(path string, e element) {
	name := e.XMLName.Local
	path += "/" + name + "[" + e.attr("Name") + "]"
	shape, known := shapes()[name]
	if !known || e.XMLName.Space != shape.namespace {
		c.wrongf("%s: unknown element", path)
		return
	}
	for _, a := range e.Attrs {
		if a.Name.Local != "edmx" && a.Name.Local != "xmlns" && !slices.Contains(shape.required, a.Name.Local) && !slices.Contains(shape.optional, a.Name.Local) {
			c.wrongf("%s: unknown attribute %s", path, a.Name.Local)
		}
		c.value(path, a)
	}
	for _, required := range shape.required {
		if e.attr(required) == "" {
			c.wrongf("%s: %s is missing", path, required)
		}
	}
	seen := map[string]bool{}
	for _, child := range e.Children {
		if !slices.Contains(shape.children, child.XMLName.Local) {
			c.wrongf("%s: %s does not belong here", path, child.XMLName.Local)
			continue
		}
		key := child.attr("Name")
		if overloads := name == "Schema" && (child.XMLName.Local == "Action" || child.XMLName.Local == "Function"); key != "" && !overloads {
			if seen[key] {
				c.wrongf("%s: %s is there twice", path, key)
			}
			seen[key] = true
		}
		c.form(path, child)
	}
	c.counts(path, e)
}

// counts checks how often each child may occur.
func (c *checker) counts(path string, e element) {
	returns := len(e.all("ReturnType"))
	switch name := e.XMLName.Local; {
	case name == "Function" && returns != 1, name == "Action" && returns > 1:
		c.wrongf("%s: %d return types", path, returns)
	case name == "Key" && len(e.Children) == 0:
		c.wrongf("%s: no properties", path)
	case name == "EntityType" && len(e.all("Key")) > 0 && e.Children[0].XMLName.Local != "Key":
		c.wrongf("%s: the key does not come first", path)
	case e.attr("IsBound") == "true" && len(e.all("Parameter")) == 0:
		c.wrongf("%s: bound to nothing", path)
	case name == "Schema" && len(e.all("EntityContainer")) != 1:
		c.wrongf("%s: %d entity containers", path, len(e.all("EntityContainer")))
	}
}

func (c *checker) value(path string, a xml.Attr) {
	ok := true
	switch a.Name.Local {
	case "Name":
		ok = simpleIdentifier.MatchString(a.Value)
	case "MaxLength":
		ok = maxLength.MatchString(a.Value)
	case "Value":
		_, err := strconv.ParseInt(a.Value, 10, 64)
		ok = err == nil
	case "Nullable", "OpenType", "IsBound", "IsFlags", "ContainsTarget", "Abstract":
		ok = a.Value == "true" || a.Value == "false"
	case "Namespace":
		for part := range strings.SplitSeq(a.Value, ".") {
			ok = ok && simpleIdentifier.MatchString(part)
		}
	}
	if !ok {
		c.wrongf("%s: %s=%q", path, a.Name.Local, a.Value)
	}
}

// schema checks that every name in use is declared.
func (c *checker) schema(s element) {
	c.namespace = s.attr("Namespace")
	operations := map[string]string{}
	for _, e := range s.Children {
		c.types[c.namespace+"."+e.attr("Name")] = e
		operations[c.namespace+"."+e.attr("Name")] = e.XMLName.Local
	}
	for _, e := range s.Children {
		switch e.XMLName.Local {
		case "EntityType", "ComplexType":
			c.structured(e)
		case "Action", "Function":
			for _, p := range append(e.all("Parameter"), e.all("ReturnType")...) {
				c.kind(e.attr("Name"), p.attr("Type"), "EntityType", "ComplexType", "EnumType")
			}
		case "EntityContainer":
			c.container(e, operations)
		}
	}
}

func (c *checker) structured(e element) {
	name := e.attr("Name")
	if base := e.attr("BaseType"); base != "" {
		c.kind(name, base, e.XMLName.Local)
	} else if e.XMLName.Local == "EntityType" && e.attr("Abstract") != "true" && len(e.all("Key")) == 0 {
		c.wrongf("%s has no key", name)
	}
	properties := map[string]element{}
	for _, p := range e.all("Property") {
		properties[p.attr("Name")] = p
		c.kind(name+"/"+p.attr("Name"), p.attr("Type"), "ComplexType", "EnumType")
	}
	for _, n := range e.all("NavigationProperty") {
		c.kind(name+"/"+n.attr("Name"), n.attr("Type"), "EntityType")
	}
	for _, key := range e.all("Key") {
		for _, ref := range key.Children {
			if p, ok := properties[ref.attr("Name")]; !ok || p.attr("Nullable") != "false" {
				c.wrongf("%s: the key %s is not a property that is never null", name, ref.attr("Name"))
			}
		}
	}
}

func (c *checker) container(e element, operations map[string]string) {
	for _, child := range e.Children {
		name := child.attr("Name")
		switch kind := child.XMLName.Local; kind {
		case "EntitySet":
			c.kind(name, child.attr("EntityType"), "EntityType")
		case "Singleton":
			c.kind(name, child.attr("Type"), "EntityType")
		default:
			if what := strings.TrimSuffix(kind, "Import"); operations[child.attr(what)] != what {
				c.wrongf("%s imports no %s", name, what)
			}
		}
	}
}

var primitives = []string{
	"Edm.Binary", "Edm.Boolean", "Edm.Byte", "Edm.Date", "Edm.DateTimeOffset", "Edm.Decimal", "Edm.Double", "Edm.Duration", "Edm.Guid",
	"Edm.Int16", "Edm.Int32", "Edm.Int64", "Edm.SByte", "Edm.Single", "Edm.Stream", "Edm.String", "Edm.TimeOfDay", "Edm.Untyped",
}

// kind checks that a type is primitive or declared by one of the elements.
func (c *checker) kind(where, text string, elements ...string) {
	plain := strings.TrimSuffix(strings.TrimPrefix(text, "Collection("), ")")
	if slices.Contains(primitives, plain) && !slices.Equal(elements, []string{"EntityType"}) {
		return
	}
	if !slices.Contains(elements, c.types[plain].XMLName.Local) {
		c.wrongf("%s: the type %s is not declared", where, text)
	}
}
