// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Names of the APIs in the control interface.
const (
	apiEntra           = "entra"
	apiGraph           = store.Graph
	apiDataverse       = store.Dataverse
	apiBusinessCentral = store.BusinessCentral
)

// services are the OData services of one emulator.
type services struct {
	graph, dataverse *odatasvc.Service
	environments     []*environment

	organization *dataverse.Org
}

// environment is one environment of Business Central.
type environment struct {
	name                            string
	world                           *world.World
	standard, automation, companion *odatasvc.Service
}

// routes are the services of the environment, in the order in which they are asked for an entity set.
func (e *environment) routes() []*odatasvc.Service {
	return []*odatasvc.Service{e.standard, e.companion, e.automation}
}

// newServices loads the models and registers the rules, for Business Central in each of the environments. The first is
// the world's own. part is called for each part of a batch, see [odatasvc.Options].
func newServices(w *world.World, environments []string, load loader, part func(api string, r *http.Request, body []byte, run func() odatasvc.PartAnswer) odatasvc.PartAnswer) (*services, error) {
	type plan struct {
		into    **odatasvc.Service
		name    string
		world   *world.World
		dialect odatasvc.Dialect
	}
	type group struct {
		files []string
		plans []plan
	}
	s := &services{}
	groups := make([]group, 0, 2+len(environments))
	groups = append(groups,
		group{[]string{"graph"}, []plan{{&s.graph, "v1.0", w, odatasvc.Graph()}}},
		group{[]string{"dataverse", "dataverse-owned"}, []plan{{&s.dataverse, "web", w, odatasvc.Dataverse()}}},
	)
	for i, name := range environments {
		e := &environment{name: name, world: w}
		if i > 0 {
			e.world = w.In(name)
		}
		s.environments = append(s.environments, e)
		groups = append(groups, group{[]string{"businesscentral", "companion"}, []plan{
			{&e.standard, "v2.0", e.world, odatasvc.BusinessCentral()},
			{&e.automation, "automation", e.world, odatasvc.BusinessCentral()},
			{&e.companion, "companion", e.world, odatasvc.BusinessCentral()},
		}})
	}
	for _, group := range groups {
		m, err := load(group.files...)
		if err != nil {
			return nil, fmt.Errorf("loading the models: %w", err)
		}
		for _, p := range group.plans {
			*p.into = odatasvc.New(odatasvc.Options{
				Name: p.name, Model: m, World: p.world, Dialect: p.dialect,
				Part: func(r *http.Request, body []byte, run func() odatasvc.PartAnswer) odatasvc.PartAnswer {
					return part(m.API, r, body, run)
				},
			})
		}
	}
	s.organization = dataverse.Register(s.dataverse)
	graph.Register(s.graph, s.organization.AccountChanged)
	for _, e := range s.environments {
		businesscentral.Register(e.standard, e.automation, e.companion)
	}
	return s, nil
}

func (s *services) byAPI() map[string][]*odatasvc.Service {
	return map[string][]*odatasvc.Service{
		apiEntra: {s.graph}, apiGraph: {s.graph}, apiDataverse: {s.dataverse}, // Entra's objects are stored as Graph's
		apiBusinessCentral: s.environments[0].routes(),
	}
}

func (s *services) seeded(w *world.World) seed.Services {
	out := seed.Services{World: w, Graph: s.graph, Dataverse: s.dataverse}
	for _, e := range s.environments {
		out.BusinessCentral = append(out.BusinessCentral, seed.EnvironmentServices{World: e.world, Routes: e.routes()})
	}
	return out
}

// environment finds an environment by its name; for an unknown name it returns the first environment and false.
func (s *services) environment(name string) (e *environment, found bool) {
	for _, e := range s.environments {
		if strings.EqualFold(e.name, name) {
			return e, true
		}
	}
	return s.environments[0], false
}

// keyColumns returns the key columns of a set, for the store.
func (s *services) keyColumns(api, set string) []string {
	if s == nil {
		return []string{"id"}
	}
	known := s.byAPI()[api]
	for _, service := range known {
		if service.Knows(set) {
			return service.KeyColumns(set)
		}
	}
	if len(known) > 0 {
		return known[0].KeyColumns(set)
	}
	return []string{"id"}
}

// loader reads a model from its schema files.
type loader func(files ...string) (*model.Model, error)

// loaderFor returns what reads the models of an emulator with the seed, which may change names in them.
func loaderFor(document *seed.Document) loader {
	if len(document.Options.NavigationProperties) > 0 {
		return model.Read
	}
	return model.Load
}

// control returns what the control interface needs of an environment.
func (s *services) control(name string) (*world.World, []*odatasvc.Service, bool) {
	e, found := s.environment(name)
	return e.world, e.routes(), found
}

// environments are the names of Business Central's environments: those of the options or of the seed, else the usual one.
func environments(named []string, document *seed.Document) ([]string, error) {
	var out []string
	for _, e := range document.BusinessCentral {
		if e.Name != "" {
			out = append(out, e.Name)
		}
	}
	if len(out) > 0 && len(named) > 0 {
		return nil, errors.New("the seed names the environments of Business Central itself; name them in one place")
	}
	for i, name := range named {
		if problem := seed.EnvironmentName(name); problem != "" {
			return nil, errors.New(problem)
		}
		if slices.ContainsFunc(named[:i], func(other string) bool { return strings.EqualFold(name, other) }) {
			return nil, fmt.Errorf("the environment %s is named twice", name)
		}
	}
	if out = append(out, named...); len(out) == 0 {
		out = []string{Environment}
	}
	return out, nil
}
