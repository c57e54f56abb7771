// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/nearest"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// Services are the services that a document is applied to.
type Services struct {
	World     *world.World
	Graph     *odatasvc.Service
	Dataverse *odatasvc.Service
	// BusinessCentral has the services of each environment of the document, in its order.
	BusinessCentral []EnvironmentServices
}

// EnvironmentServices are the services of one Business Central environment.
type EnvironmentServices struct {
	World *world.World
	// Routes are its services; the first that knows a set takes its rows.
	Routes []*odatasvc.Service
}

// Apply adds the rows of a document to empty services and lets the rules complete them. The world must be locked.
// An error in a row is a *Problem.
func (d *Document) Apply(ctx context.Context, s Services) error {
	if err := d.Options.apply(s.World, s.Dataverse); err != nil {
		return err
	}
	if err := sets(ctx, "graph", s.Graph.Background(""), d.Graph, []*odatasvc.Service{s.Graph}); err != nil {
		return err
	}
	if err := s.Graph.Seeded(s.Graph.Background("")); err != nil {
		return fmt.Errorf("completing graph: %w", err)
	}
	if err := sets(ctx, "dataverse", s.Dataverse.Background(""), d.Dataverse, []*odatasvc.Service{s.Dataverse}); err != nil {
		return err
	}
	if err := s.Dataverse.Seeded(s.Dataverse.Background("")); err != nil {
		return fmt.Errorf("completing dataverse: %w", err)
	}
	if err := lookups("dataverse", s.Dataverse, d.Dataverse); err != nil {
		return err
	}
	for i := range d.BusinessCentral {
		if err := d.BusinessCentral[i].apply(ctx, s.BusinessCentral[i]); err != nil {
			return err
		}
	}
	return nil
}

// path is the path of the environment in the document.
func (e *Environment) path() string {
	if e.Name == "" {
		return "businesscentral"
	}
	return member(ordered, e.Name)
}

func (e *Environment) apply(ctx context.Context, s EnvironmentServices) error {
	s.World.Config.Companion = e.Companion
	s.World.Config.IgnoreContinueOnError = e.IgnoreContinueOnError
	first := s.Routes[0]
	if err := sets(ctx, e.path(), first.Background(""), e.Sets, s.Routes); err != nil {
		return err
	}
	ids := make([]string, len(e.Companies))
	for i, company := range e.Companies {
		row, err := company.put(fmt.Sprintf("%s.companies[%d]", e.path(), i), s.Routes)
		if err != nil {
			return err
		}
		ids[i] = row.String("id")
	}
	for i, company := range e.Companies {
		if err := sets(ctx, fmt.Sprintf("%s.companies[%d]", e.path(), i), first.Background(ids[i]), company.Sets, s.Routes); err != nil {
			return err
		}
	}
	contexts := []string{""}
	if len(ids) > 0 {
		contexts = ids
	}
	for _, service := range s.Routes {
		for _, id := range contexts {
			if err := service.Seeded(service.Background(id)); err != nil {
				return fmt.Errorf("completing businesscentral: %w", err)
			}
		}
	}
	return nil
}

// nameLength is the length of Company.Name, which identifies a company.
const nameLength = 30

// put adds the row of a company, whose name must be unique. Business Central derives the
// name of a new company from its display name.
func (company Company) put(where string, services []*odatasvc.Service) (store.Row, error) {
	columns := maps.Clone(company.Columns)
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if !slices.ContainsFunc(services, func(s *odatasvc.Service) bool { return s.Knows(name) }) {
			continue
		}
		if columns[name] != nil {
			return nil, problemf(member(where, name), "expected a list of rows")
		}
		delete(columns, name)
	}
	first := services[0]
	row, err := first.Normalize("companies", columns)
	if err != nil {
		return nil, columnProblem(where, err)
	}
	if row.String("name") == "" {
		row["name"] = texts.Cut(row.String("displayName"), nameLength)
	}
	name := row.String("name")
	if name == "" {
		return nil, problemf(where, "a company needs a name")
	}
	c := first.Background("")
	if other, taken := c.Table("companies").First(func(r store.Row) bool { return r.Equal("name", name) || r.Equal("id", row.String("id")) }); taken {
		return nil, problemf(where, "a company with this name or id is there already: %s", other.String("name"))
	}
	first.FillDefaults(c, "companies", row)
	c.Table("companies").Put(row)
	return row, nil
}

// columnProblem adds the place in the document to an error about a column.
func columnProblem(where string, err error) error {
	if e, ok := errors.AsType[*odatasvc.ColumnError](err); ok {
		return problemf(member(where, e.Column), "%s", e.Problem)
	}
	return err
}

func sets(ctx context.Context, where string, c *odatasvc.Context, all map[string]Rows, services []*odatasvc.Service) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		at := member(where, name)
		i := slices.IndexFunc(services, func(s *odatasvc.Service) bool { return s.Knows(name) })
		if i < 0 {
			return problemf(at, "there is no entity set %s; %s", name, nearest.Sentence(name, known(services)))
		}
		if c.Company == "" && services[i].InCompany(name) {
			return problemf(at, "the rows of %s belong to a company: put them into businesscentral.companies", name)
		}
		inner := services[i].Background(c.Company)
		seen := unique(name)
		for n, object := range all[name] {
			if n%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if err := put(services[i], inner, name, fmt.Sprintf("%s[%d]", at, n), object, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookups refuses rows that point to absent rows; it runs after all rows were added.
func lookups(where string, s *odatasvc.Service, all map[string]Rows) error {
	c := s.Background("")
	for _, set := range slices.Sorted(maps.Keys(all)) {
		for n, object := range all[set] {
			row, err := s.Normalize(set, object)
			if err != nil {
				return err
			}
			if column := s.Dangling(c, set, row); column != "" {
				return problemf(member(fmt.Sprintf("%s.%s[%d]", where, set, n), column), "it points to %s, which does not exist", row.String(column))
			}
		}
	}
	return nil
}

func known(services []*odatasvc.Service) []string {
	var out []string
	for _, s := range services {
		out = append(out, s.SetNames()...)
	}
	return out
}

func put(s *odatasvc.Service, c *odatasvc.Context, set, where string, object map[string]any, seen *uniqueness) error {
	row, err := s.Normalize(set, object)
	if err != nil {
		return columnProblem(where, err)
	}
	table := c.Table(set)
	if given(s, set, object) && table.Has(table.Key(row)) {
		return problemf(where, "a row with the key %s is there already", table.Key(row))
	}
	if err := seen.add(where, row); err != nil {
		return err
	}
	s.FillDefaults(c, set, row)
	table.Put(row)
	return nil
}

// given reports whether an object contains the key of its row.
func given(s *odatasvc.Service, set string, object map[string]any) bool {
	for _, column := range s.KeyColumns(set) {
		if object[column] == nil {
			return false
		}
	}
	return true
}
