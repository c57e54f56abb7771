// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"sync"

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
	graph, dataverse                *odatasvc.Service
	standard, automation, companion *odatasvc.Service

	organization *dataverse.Org
}

// newServices loads the models and registers the rules. part is called for each part of a batch.
func newServices(w *world.World, part func(api, method, path string)) (*services, error) {
	type plan struct {
		into    **odatasvc.Service
		name    string
		dialect odatasvc.Dialect
	}
	s := &services{}
	for _, group := range []struct {
		files []string
		plans []plan
	}{
		{[]string{"graph"}, []plan{{&s.graph, "v1.0", odatasvc.Graph()}}},
		{[]string{"dataverse", "dataverse-owned"}, []plan{{&s.dataverse, "web", odatasvc.Dataverse()}}},
		{[]string{"businesscentral", "companion"}, []plan{
			{&s.standard, "v2.0", odatasvc.BusinessCentral()},
			{&s.automation, "automation", odatasvc.BusinessCentral()},
			{&s.companion, "companion", odatasvc.BusinessCentral()},
		}},
	} {
		m, err := loaded(group.files...)
		if err != nil {
			return nil, fmt.Errorf("loading the models: %w", err)
		}
		for _, p := range group.plans {
			*p.into = odatasvc.New(odatasvc.Options{
				Name: p.name, Model: m, World: w, Dialect: p.dialect,
				Part: func(method, path string) { part(m.API, method, path) },
			})
		}
	}
	s.organization = dataverse.Register(s.dataverse)
	graph.Register(s.graph, s.organization.AccountChanged)
	businesscentral.Register(s.standard, s.automation, s.companion)
	return s, nil
}

func (s *services) byAPI() map[string][]*odatasvc.Service {
	return map[string][]*odatasvc.Service{
		apiEntra: {s.graph}, apiGraph: {s.graph}, apiDataverse: {s.dataverse}, // Entra's objects are stored as Graph's
		apiBusinessCentral: {s.standard, s.companion, s.automation},
	}
}

func (s *services) seeded(w *world.World) seed.Services {
	return seed.Services{World: w, Graph: s.graph, Dataverse: s.dataverse, BusinessCentral: s.byAPI()[apiBusinessCentral]}
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

// models keeps what loaded has read.
//
//nolint:gochecknoglobals // read once a process and never changed
var models sync.Map

// loaded reads a model once per process. Models are never changed afterwards, so all emulators share them.
func loaded(files ...string) (*model.Model, error) {
	load, _ := models.LoadOrStore(strings.Join(files, " "), sync.OnceValues(func() (*model.Model, error) { return model.Load(files...) }))
	return load.(func() (*model.Model, error))() //nolint:forcetypeassert // only models are stored
}
