// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

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
	if err := d.Options.apply(s.World, s.Dataverse); err != nil {
		return err
	}
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
		row, err := company.put(s.BusinessCentral)
		if err != nil {
			return fmt.Errorf("seeding businesscentral.companies[%d]: %w", i, err)
		}
		ids[i] = row.String("id")
	}
	for i, company := range b.Companies {
		if err := sets(fmt.Sprintf("businesscentral.companies[%d]", i), first.Background(ids[i]), company.Sets, s.BusinessCentral); err != nil {
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

// nameLength is the length of Company.Name, which is what a company is known by.
const nameLength = 30

// put adds the row of a company, which must have a name of its own. Business Central makes the name of a new company of
// its display name.
func (company Company) put(services []*odatasvc.Service) (store.Row, error) {
	columns := maps.Clone(company.Columns)
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if !slices.ContainsFunc(services, func(s *odatasvc.Service) bool { return s.Knows(name) }) {
			continue
		}
		if columns[name] != nil {
			return nil, fmt.Errorf("%s must be a list of rows", name)
		}
		delete(columns, name)
	}
	first := services[0]
	row, err := first.Normalize("companies", columns)
	if err != nil {
		return nil, fmt.Errorf("reading its columns: %w", err)
	}
	if row.String("name") == "" {
		row["name"] = texts.Cut(row.String("displayName"), nameLength)
	}
	name := row.String("name")
	if name == "" {
		return nil, errors.New("a company needs a name")
	}
	c := first.Background("")
	if other, taken := c.Table("companies").First(func(r store.Row) bool { return r.Equal("name", name) || r.Equal("id", row.String("id")) }); taken {
		return nil, fmt.Errorf("a company with this name or id is there already: %s", other.String("name"))
	}
	first.FillDefaults(c, "companies", row)
	c.Table("companies").Put(row)
	return row, nil
}

func sets(where string, c *odatasvc.Context, all map[string]Rows, services []*odatasvc.Service) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		i := slices.IndexFunc(services, func(s *odatasvc.Service) bool { return s.Knows(name) })
		if i < 0 {
			return fmt.Errorf("seeding %s: there is no entity set %s", where, name)
		}
		if c.Company == "" && services[i].InCompany(name) {
			return fmt.Errorf("seeding %s: the rows of %s belong to a company", where, name)
		}
		inner := services[i].Background(c.Company)
		for n, object := range all[name] {
			if err := put(services[i], inner, name, object); err != nil {
				return fmt.Errorf("seeding %s.%s[%d]: %w", where, name, n, err)
			}
		}
	}
	return nil
}

func put(s *odatasvc.Service, c *odatasvc.Context, set string, object map[string]any) error {
	row, err := s.Normalize(set, object)
	if err != nil {
		return fmt.Errorf("reading its columns: %w", err)
	}
	s.FillDefaults(c, set, row)
	c.Table(set).Put(row)
	return nil
}
