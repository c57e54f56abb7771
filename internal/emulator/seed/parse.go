// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/nearest"
)

// Parse reads a document; an empty document seeds nothing. An error in it is a *Problem.
func Parse(ctx context.Context, data []byte) (*Document, error) {
	out, err := parse(ctx, data)
	if problem, ok := errors.AsType[*Problem](err); ok {
		problem.Locate(data)
	}
	return out, err
}

func parse(ctx context.Context, data []byte) (*Document, error) {
	value, order, err := decode(ctx, data)
	if err != nil {
		return nil, err
	}
	top, err := object("", value)
	if err != nil {
		return nil, err
	}
	out := &Document{BusinessCentral: []Environment{{Companion: DefaultCompanion}}}
	for _, name := range slices.Sorted(maps.Keys(top)) {
		switch name {
		case "graph":
			out.Graph, err = rowSets(name, top[name])
		case "dataverse":
			err = out.parseDataverse(name, top[name])
		case "businesscentral":
			out.BusinessCentral, err = environments(name, top[name], order)
		default:
			err = problemf(name, "there is no such member; %s", nearest.Sentence(name, []string{"graph", "dataverse", "businesscentral"}))
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *Document) parseDataverse(where string, value any) error {
	members, err := object(where, value)
	if err != nil {
		return err
	}
	if err := d.Options.parse(where+".options", members["options"]); err != nil {
		return err
	}
	delete(members, "options")
	d.Dataverse, err = rowSets(where, members)
	return err
}

var versionForm = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$`)

// ordered is the path of the object whose members are kept in the order of the document.
const ordered = "businesscentral.environments"

// environments reads one environment without a name, or several by their names.
func environments(where string, value any, order []string) ([]Environment, error) {
	members, err := object(where, value)
	if err != nil {
		return nil, err
	}
	named, given := members["environments"]
	if !given {
		only, err := environment("", where, members)
		return []Environment{only}, err
	}
	if len(members) > 1 {
		return nil, problemf(where, "beside environments there is nothing else: the rows belong to one of them")
	}
	byName, err := object(ordered, named)
	if err != nil {
		return nil, err
	}
	if len(byName) == 0 {
		return nil, problemf(ordered, "at least one environment is needed")
	}
	out := make([]Environment, 0, len(byName))
	for _, name := range order {
		if problem := EnvironmentName(name); problem != "" {
			return nil, problemf(member(ordered, name), "%s", problem)
		}
		if slices.ContainsFunc(out, func(e Environment) bool { return strings.EqualFold(e.Name, name) }) {
			return nil, problemf(member(ordered, name), "there is an environment of this name already")
		}
		members, err := object(member(ordered, name), byName[name])
		if err != nil {
			return nil, err
		}
		one, err := environment(name, member(ordered, name), members)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

var environmentForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,29}$`)

// EnvironmentName says what is wrong with the name of an environment, or returns "". A name begins with a letter and has
// up to 30 letters, digits and hyphens
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/tenant-admin-center-environments).
func EnvironmentName(name string) string {
	if environmentForm.MatchString(name) {
		return ""
	}
	return fmt.Sprintf("%q is no name of an environment: it begins with a letter and has up to 30 letters, digits and hyphens", name)
}

func environment(name, where string, members map[string]any) (Environment, error) {
	out := Environment{Name: name, Companion: DefaultCompanion}
	err := out.parse(where, members)
	return out, err
}

func (e *Environment) parse(where string, members map[string]any) error {
	if companion, given := members["companion"]; given {
		version, ok := companion.(string)
		if companion != nil && (!ok || !versionForm.MatchString(version)) {
			return problemf(where+".companion", "expected a version such as %s, or null for no companion; found %v", DefaultCompanion, companion)
		}
		e.Companion = version
		delete(members, "companion")
	}
	if err := e.parseOptions(where+".options", members["options"]); err != nil {
		return err
	}
	delete(members, "options")
	companies, err := rows(where+".companies", members["companies"])
	if err != nil {
		return err
	}
	for i, row := range companies {
		company, err := split(fmt.Sprintf("%s.companies[%d]", where, i), row)
		if err != nil {
			return err
		}
		e.Companies = append(e.Companies, company)
	}
	delete(members, "companies")
	e.Sets, err = rowSets(where, members)
	return err
}

// split separates a company's columns from its entity sets, which are lists.
func split(where string, row map[string]any) (Company, error) {
	out := Company{Columns: map[string]any{}, Sets: map[string]Rows{}}
	for name, value := range row {
		if _, list := value.([]any); !list {
			out.Columns[name] = value
			continue
		}
		set, err := rows(where+"."+name, value)
		if err != nil {
			return out, err
		}
		out.Sets[name] = set
	}
	return out, nil
}

// rowSets reads {"<entity set>": [rows]}.
func rowSets(where string, value any) (map[string]Rows, error) {
	members, err := object(where, value)
	if err != nil {
		return nil, err
	}
	out := map[string]Rows{}
	for name, list := range members {
		if out[name], err = rows(where+"."+name, list); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rows reads a list of objects; null is an empty list.
func rows(where string, value any) (Rows, error) {
	if value == nil {
		return nil, nil
	}
	list, ok := value.([]any)
	if !ok {
		return nil, problemf(where, "expected a list of rows")
	}
	out := make(Rows, len(list))
	for i, item := range list {
		if out[i], ok = item.(map[string]any); !ok {
			return nil, problemf(fmt.Sprintf("%s[%d]", where, i), "expected a row, which is a JSON object")
		}
	}
	return out, nil
}

// object reads a JSON object; null is an empty one.
func object(where string, value any) (map[string]any, error) {
	if value == nil {
		return map[string]any{}, nil
	}
	out, ok := value.(map[string]any)
	if !ok {
		return nil, problemf(where, "expected a JSON object")
	}
	return out, nil
}
