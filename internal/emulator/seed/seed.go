// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package seed reads a seed document and puts its rows into the services. What a document leaves
// out is filled in by the rules of each service.
package seed

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

//go:embed demo.json
var demo []byte

// Demo is the document of the demo tenant.
func Demo() []byte { return bytes.Clone(demo) }

// DefaultCompanion is the companion's version when the document does not name one.
const DefaultCompanion = "1.0.0.0"

// Rows are the rows of one entity set.
type Rows []map[string]any

// Document is a parsed seed.
type Document struct {
	Graph           map[string]Rows
	Dataverse       map[string]Rows
	BusinessCentral BusinessCentral
}

// BusinessCentral is the part of a seed for the Business Central environment.
type BusinessCentral struct {
	Companion string          // version of the companion extension, "" when it is not installed
	Companies []Company       // in the order of the document
	Sets      map[string]Rows // sets outside of the companies
}

// Company is one company: its own columns and its entity sets.
type Company struct {
	Columns map[string]any
	Sets    map[string]Rows
}

// Parse reads a document; the empty document is one with nothing seeded.
func Parse(data []byte) (*Document, error) {
	var top struct {
		Graph           map[string]Rows            `json:"graph"`
		Dataverse       map[string]Rows            `json:"dataverse"`
		BusinessCentral map[string]json.RawMessage `json:"businesscentral"`
	}
	if err := decode(data, &top, true); err != nil {
		return nil, fmt.Errorf("reading the seed: %w", err)
	}
	out := &Document{Graph: top.Graph, Dataverse: top.Dataverse, BusinessCentral: BusinessCentral{Companion: DefaultCompanion, Sets: map[string]Rows{}}}
	for _, name := range slices.Sorted(maps.Keys(top.BusinessCentral)) {
		if err := out.BusinessCentral.member(name, top.BusinessCentral[name]); err != nil {
			return nil, fmt.Errorf("reading the seed: businesscentral.%s: %w", name, err)
		}
	}
	return out, nil
}

func (b *BusinessCentral) member(name string, raw json.RawMessage) error {
	switch name {
	case "companion":
		var version *string
		if err := json.Unmarshal(raw, &version); err != nil {
			return errors.New("it must be a version or null")
		}
		b.Companion = ""
		if version != nil {
			b.Companion = *version
		}
		return nil
	case "companies":
		var companies []map[string]any
		if err := decode(raw, &companies, false); err != nil {
			return err
		}
		for i, object := range companies {
			company, err := split(object)
			if err != nil {
				return fmt.Errorf("company %d: %w", i, err)
			}
			b.Companies = append(b.Companies, company)
		}
		return nil
	}
	var rows Rows
	if err := decode(raw, &rows, false); err != nil {
		return err
	}
	b.Sets[name] = rows
	return nil
}

// split tells a company's columns from its entity sets, which are the lists.
func split(object map[string]any) (Company, error) {
	out := Company{Columns: map[string]any{}, Sets: map[string]Rows{}}
	for name, v := range object {
		list, ok := v.([]any)
		if !ok {
			out.Columns[name] = v
			continue
		}
		rows := Rows{}
		for i, item := range list {
			row, isObject := item.(map[string]any)
			if !isObject {
				return out, fmt.Errorf("%s: row %d is not an object", name, i)
			}
			rows = append(rows, row)
		}
		out.Sets[name] = rows
	}
	return out, nil
}

func decode(data []byte, into any, strict bool) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if strict {
		decoder.DisallowUnknownFields()
	}
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("decoding JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is text after the JSON value")
	}
	return nil
}

// Services are what a document is applied to.
type Services struct {
	World     *world.World
	Graph     *odatasvc.Service
	Dataverse *odatasvc.Service
	// BusinessCentral are the routes of the environment; the first that knows a set takes it.
	BusinessCentral []*odatasvc.Service
}

// Apply puts the rows of a document into empty services, and lets the rules complete them. The
// world must be locked.
func (d *Document) Apply(s Services) error {
	s.World.Config.Companion = d.BusinessCentral.Companion
	if err := sets("graph", s.Graph.Background(""), d.Graph, []*odatasvc.Service{s.Graph}); err != nil {
		return err
	}
	if err := s.Graph.Seeded(s.Graph.Background("")); err != nil {
		return fmt.Errorf("completing graph: %w", err)
	}
	if err := sets("dataverse", s.Dataverse.Background(""), d.Dataverse, []*odatasvc.Service{s.Dataverse}); err != nil {
		return err
	}
	if err := s.Dataverse.Seeded(s.Dataverse.Background("")); err != nil {
		return fmt.Errorf("completing dataverse: %w", err)
	}
	return d.BusinessCentral.apply(s)
}

func (b *BusinessCentral) apply(s Services) error {
	first := s.BusinessCentral[0]
	if err := sets("businesscentral", first.Background(""), b.Sets, s.BusinessCentral); err != nil {
		return err
	}
	ids := make([]string, len(b.Companies))
	for i, company := range b.Companies {
		row, err := put(first, first.Background(""), "companies", company.Columns)
		if err != nil {
			return fmt.Errorf("seeding company %d: %w", i, err)
		}
		ids[i] = row.String("id")
	}
	for i, company := range b.Companies {
		if err := sets("company "+ids[i], first.Background(ids[i]), company.Sets, s.BusinessCentral); err != nil {
			return err
		}
	}
	contexts := []string{""}
	if len(ids) > 0 {
		contexts = ids
	}
	for _, service := range s.BusinessCentral {
		for _, id := range contexts {
			if err := service.Seeded(service.Background(id)); err != nil {
				return fmt.Errorf("completing businesscentral: %w", err)
			}
		}
	}
	return nil
}

func sets(where string, c *odatasvc.Context, all map[string]Rows, services []*odatasvc.Service) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		i := slices.IndexFunc(services, func(s *odatasvc.Service) bool { return s.Knows(name) })
		if i < 0 {
			return fmt.Errorf("seeding %s: there is no entity set %s", where, name)
		}
		inner := services[i].Background(c.Company)
		for n, object := range all[name] {
			if _, err := put(services[i], inner, name, object); err != nil {
				return fmt.Errorf("seeding %s: %s, row %d: %w", where, name, n, err)
			}
		}
	}
	return nil
}

func put(s *odatasvc.Service, c *odatasvc.Context, set string, object map[string]any) (store.Row, error) {
	row, err := s.Normalize(set, object)
	if err != nil {
		return nil, err
	}
	s.FillDefaults(c, set, row)
	c.Table(set).Put(row)
	return row, nil
}
