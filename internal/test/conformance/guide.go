// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	guideSet       = regexp.MustCompile("^### `(\\w+)`$")
	guideEntity    = regexp.MustCompile("^Entity `(\\w+)`: ([a-z, ]+)\\.")
	guideName      = regexp.MustCompile("^`(\\w+)`$")
	guideParameter = regexp.MustCompile("^`(\\w+)` (\\w+)$")
)

// FromGuide reads the guide on the API: a heading for each entity set, a line that begins with
// "Entity", a table of fields and, if there are actions, a table of actions.
func FromGuide(markdown string) (API, error) {
	api := API{}
	var current *Entity
	table := ""
	for i, line := range strings.Split(markdown, "\n") {
		if set := guideSet.FindStringSubmatch(line); set != nil {
			if _, ok := api[set[1]]; ok {
				return nil, fmt.Errorf("line %d: %s is described twice", i+1, set[1])
			}
			current, table = api.entity(set[1]), ""
			continue
		}
		if current == nil {
			continue
		}
		if err := current.addGuideLine(line, &table); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return api, nil
}

// addGuideLine reads one line below the heading of an entity set; table is the first column of the table it is in.
func (e *Entity) addGuideLine(line string, table *string) error {
	if entity := guideEntity.FindStringSubmatch(line); entity != nil {
		operations := strings.Split(entity[2], ", ")
		has := func(name string) bool { return slices.Contains(operations, name) }
		e.Name, e.Insert, e.Update, e.Delete = entity[1], has("insert"), has("update"), has("delete")
		return nil
	}
	cells := guideCells(line)
	switch {
	case len(cells) == 0:
		*table = ""
		return nil
	case *table == "":
		*table = cells[0]
		return nil
	case strings.HasPrefix(cells[0], "--"):
		return nil
	}
	name := guideName.FindStringSubmatch(cells[0])
	if name == nil || len(cells) < 3 {
		return fmt.Errorf("not a row of a table of the API: %s", line)
	}
	switch *table {
	case "Field":
		return e.addGuideField(name[1], cells[1], strings.Split(cells[2], ", "))
	case "Action":
		return e.addGuideAction(name[1], cells[1])
	}
	return fmt.Errorf("unknown table %s", *table)
}

func (e *Entity) addGuideField(name, kind string, written []string) error {
	if kind == typeString {
		kind += "|" + typeOption
	}
	if _, ok := e.Fields[name]; ok {
		return fmt.Errorf("field %s is described twice", name)
	}
	e.Fields[name] = &Field{Type: kind, Insert: slices.Contains(written, "insert"), Update: slices.Contains(written, "update")}
	return nil
}

func (e *Entity) addGuideAction(name, parameters string) error {
	action := &Action{Parameters: map[string]string{}}
	for text := range strings.SplitSeq(parameters, ", ") {
		if text == "-" {
			continue
		}
		parameter := guideParameter.FindStringSubmatch(text)
		if parameter == nil {
			return fmt.Errorf("not a parameter of %s: %s", name, text)
		}
		action.Parameters[parameter[1]] = parameter[2]
	}
	e.Actions[name] = action
	return nil
}

// guideCells splits a row of a Markdown table; nil for other lines. "\|" does not end a cell.
func guideCells(line string) []string {
	if !strings.HasPrefix(line, "|") {
		return nil
	}
	var cells []string
	for cell := range strings.SplitSeq(strings.ReplaceAll(strings.Trim(line, "|"), `\|`, "\x00"), "|") {
		cells = append(cells, strings.TrimSpace(strings.ReplaceAll(cell, "\x00", "|")))
	}
	return cells
}
