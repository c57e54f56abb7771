// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Parse reads a document; the empty document is one with nothing seeded.
func Parse(data []byte) (*Document, error) {
	out, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("reading the seed: %w", err)
	}
	return out, nil
}

func parse(data []byte) (*Document, error) {
	value, err := decode(data)
	if err != nil {
		return nil, err
	}
	top, err := object("the document", value)
	if err != nil {
		return nil, err
	}
	out := &Document{BusinessCentral: BusinessCentral{Companion: DefaultCompanion}}
	for _, name := range slices.Sorted(maps.Keys(top)) {
		switch name {
		case "graph":
			out.Graph, err = rowSets(name, top[name])
		case "dataverse":
			err = out.parseDataverse(name, top[name])
		case "businesscentral":
			err = out.BusinessCentral.parse(name, top[name])
		default:
			err = fmt.Errorf("%s: there is no such member; use graph, dataverse and businesscentral", name)
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

func (b *BusinessCentral) parse(where string, value any) error {
	members, err := object(where, value)
	if err != nil {
		return err
	}
	if companion, given := members["companion"]; given {
		version, ok := companion.(string)
		if !ok && companion != nil {
			return fmt.Errorf("%s.companion must be a version or null", where)
		}
		b.Companion = version
		delete(members, "companion")
	}
	companies, err := rows(where+".companies", members["companies"])
	if err != nil {
		return err
	}
	for i, row := range companies {
		company, err := split(fmt.Sprintf("%s.companies[%d]", where, i), row)
		if err != nil {
			return err
		}
		b.Companies = append(b.Companies, company)
	}
	delete(members, "companies")
	b.Sets, err = rowSets(where, members)
	return err
}

// split tells a company's columns from its entity sets, which are the lists.
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
		return nil, fmt.Errorf("%s must be a list of rows", where)
	}
	out := make(Rows, len(list))
	for i, item := range list {
		if out[i], ok = item.(map[string]any); !ok {
			return nil, fmt.Errorf("%s[%d] must be a row, which is a JSON object", where, i)
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
		return nil, fmt.Errorf("%s must be a JSON object", where)
	}
	return out, nil
}

// decode reads the one JSON value of a document, and says in which line it is broken.
func decode(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, fmt.Errorf("line %d: %w", 1+bytes.Count(data[:syntax.Offset], []byte("\n")), err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.New("the JSON text ends too early")
	}
	if err != nil {
		return nil, fmt.Errorf("decoding JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is text after the JSON value")
	}
	return value, nil
}
