// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// pageConstants returns the properties that every API page of the extension has.
func pageConstants() map[string]string {
	return map[string]string{
		"APIPublisher": "bcsales", "APIGroup": "integration", "APIVersion": "v1.0", "ODataKeyFields": "SystemId", "DelayedInsert": "true",
	}
}

// insertOnly is the procedure that a field's OnValidate trigger calls if the field belongs to the row's identity.
const insertOnly = "RefuseUpdate"

// FromAL reads every API page below a folder of AL source files.
func FromAL(source fs.FS) (API, error) {
	api := API{}
	err := fs.WalkDir(source, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".al") {
			return err
		}
		text, err := fs.ReadFile(source, path)
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		if err := api.addPage(string(text)); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the API pages: %w", err)
	}
	return api, nil
}

// addPage adds the API page of one source file; a file without one adds nothing.
func (a API) addPage(text string) error {
	tokens, err := scanAL(text)
	if err != nil {
		return err
	}
	p := &pageParser{tokens: tokens, properties: map[string]string{}, variables: map[string]string{}}
	if !p.open() || p.properties["PageType"] != "API" {
		return nil
	}
	for name, want := range pageConstants() {
		if got := p.properties[name]; got != want {
			return fmt.Errorf("property %s is %q, expected %q", name, got, want)
		}
	}
	set := p.properties["EntitySetName"]
	if _, ok := a[set]; ok || set == "" {
		return fmt.Errorf("entity set name %q is empty or not unique", set)
	}
	e := a.entity(set)
	e.Name = p.properties["EntityName"]
	editable := p.properties["Editable"] != "false"
	e.Insert = editable && p.properties["InsertAllowed"] != "false"
	e.Update = editable && p.properties["ModifyAllowed"] != "false"
	e.Delete = editable && p.properties["DeleteAllowed"] != "false"
	p.readVariables()
	if err := p.readFields(e); err != nil {
		return err
	}
	return p.readActions(e)
}

type pageParser struct {
	tokens     []alToken
	properties map[string]string
	variables  map[string]string
}

// open finds the page and reads its properties.
func (p *pageParser) open() bool {
	start := slices.IndexFunc(p.tokens, func(t alToken) bool { return t.is("page") })
	if start < 0 || start+3 >= len(p.tokens) || !p.tokens[start+3].is("{") {
		return false
	}
	p.tokens = p.tokens[start+4:]
	p.properties = propertiesOf(p.tokens)
	return true
}

// propertiesOf reads "Name = value;" at depth 0 up to the first block; the tokens of a longer value are joined.
func propertiesOf(tokens []alToken) map[string]string {
	out := map[string]string{}
	depth := 0
	for i := 0; i < len(tokens) && depth >= 0; i++ {
		switch {
		case tokens[i].is("{"):
			depth++
		case tokens[i].is("}"):
			depth--
		case depth == 0 && i+1 < len(tokens) && tokens[i].kind == alName && tokens[i+1].is("="):
			var value []string
			for i += 2; i < len(tokens) && !tokens[i].is(";"); i++ {
				value = append(value, tokens[i].text)
			}
			out[tokens[i-len(value)-2].text] = strings.Join(value, " ")
		case depth == 0 && (tokens[i].is("trigger") || tokens[i].is("[") || tokens[i].is("procedure") || tokens[i].is("var")):
			return out
		}
	}
	return out
}

// readVariables reads the types of the page's own variables: those after the last "var" at depth 0.
func (p *pageParser) readVariables() {
	depth, last := 0, -1
	for i, t := range p.tokens {
		switch {
		case t.is("{") || t.is("("):
			depth++
		case t.is("}") || t.is(")"):
			depth--
		case depth == 0 && t.is("var") && i > 0 && (p.tokens[i-1].is("}") || p.tokens[i-1].is(";")):
			last = i
		}
	}
	for i := last + 1; last >= 0 && i+2 < len(p.tokens); i++ {
		if p.tokens[i+1].is(":") && p.tokens[i].kind == alName {
			p.variables[p.tokens[i].text] = p.tokens[i+2].text
		}
	}
}

func (p *pageParser) readFields(e *Entity) error {
	for i := 0; i+3 < len(p.tokens); i++ {
		if !p.tokens[i].is("field") || !p.tokens[i+1].is("(") || !p.tokens[i+3].is(";") {
			continue
		}
		name := p.tokens[i+2].text
		end := closing(p.tokens, i+1)
		if end < 0 || end+1 >= len(p.tokens) || !p.tokens[end+1].is("{") {
			return fmt.Errorf("field %s has no block", name)
		}
		stop := closing(p.tokens, end+1)
		if stop < 0 {
			return fmt.Errorf("the block of field %s does not end", name)
		}
		block := p.tokens[end+2 : stop]
		if _, ok := e.Fields[name]; ok {
			return fmt.Errorf("field %s is declared twice", name)
		}
		editable := propertiesOf(block)["Editable"] != "false"
		refused := slices.ContainsFunc(block, func(t alToken) bool { return t.is(insertOnly) })
		e.Fields[name] = &Field{
			Type:   p.typeOf(p.tokens[i+4 : end]),
			Insert: editable && e.Insert,
			Update: editable && e.Update && !refused,
		}
		i = stop
	}
	if _, ok := e.Fields["id"]; !ok {
		return errors.New("the page has no field id")
	}
	return nil
}

// typeOf returns the type of a field's source expression: known for variables of the page and for system fields.
func (p *pageParser) typeOf(source []alToken) string {
	if len(source) == 1 {
		return alType(p.variables[source[0].text])
	}
	switch source[len(source)-1].text {
	case "SystemId":
		return typeGUID
	case "SystemModifiedAt":
		return typeDateTime
	}
	return ""
}

func alType(name string) string {
	return map[string]string{
		"Boolean": typeBoolean, "DateTime": typeDateTime, "Enum": typeOption, "Guid": typeGUID, "Integer": typeInteger, "Text": typeString,
	}[name]
}

// readActions reads the procedures with the attribute [ServiceEnabled].
func (p *pageParser) readActions(e *Entity) error {
	for i := 0; i+2 < len(p.tokens); i++ {
		if !p.tokens[i].is("ServiceEnabled") {
			continue
		}
		at := i
		for at < len(p.tokens) && !p.tokens[at].is("procedure") {
			at++
		}
		if at+2 >= len(p.tokens) || !p.tokens[at+2].is("(") {
			return errors.New("[ServiceEnabled] without a procedure")
		}
		name, end := p.tokens[at+1].text, closing(p.tokens, at+2)
		if end < 0 {
			return fmt.Errorf("the parameters of %s do not end", name)
		}
		action := &Action{Parameters: map[string]string{}}
		context := false
		for j := at + 3; j+2 <= end; j++ {
			if !p.tokens[j+1].is(":") || p.tokens[j].kind != alName {
				continue
			}
			if p.tokens[j+2].is("WebServiceActionContext") {
				context = true
				continue
			}
			kind := alType(p.tokens[j+2].text)
			if kind == "" {
				return fmt.Errorf("parameter %s of %s has the unknown type %s", p.tokens[j].text, name, p.tokens[j+2].text)
			}
			action.Parameters[p.tokens[j].text] = kind
		}
		if !context {
			return fmt.Errorf("action %s has no WebServiceActionContext", name)
		}
		e.Actions[name] = action
		i = end
	}
	return nil
}

// closing returns the index of the bracket that closes the one at open, or -1.
func closing(tokens []alToken, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch {
		case tokens[i].is("(") || tokens[i].is("{"):
			depth++
		case tokens[i].is(")") || tokens[i].is("}"):
			depth--
		}
		if depth == 0 {
			return i
		}
	}
	return -1
}
