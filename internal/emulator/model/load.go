// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed schema/*.json
var schemas embed.FS

// file is the schema of one embedded file.
type file struct {
	API         string                  `json:"api"`
	Namespace   string                  `json:"namespace"`
	Declared    *bool                   `json:"declared"`
	Services    map[string]string       `json:"services"`
	EntitySets  map[string]*EntitySet   `json:"entitySets"`
	EntityTypes map[string]*EntityType  `json:"entityTypes"`
	Complex     map[string]*ComplexType `json:"complexTypes"`
	Enums       map[string]*Enum        `json:"enums"`
	Operations  []*Operation            `json:"operations"`
}

// models holds what [Load] has read.
//
//nolint:gochecknoglobals // the embedded files never change
var models sync.Map

// Load returns the model that [Read] returns for the same files. It is read once a process, so callers share it and must
// not change it.
func Load(files ...string) (*Model, error) {
	load, _ := models.LoadOrStore(strings.Join(files, " "), sync.OnceValues(func() (*Model, error) { return Read(files...) }))
	return load.(func() (*Model, error))() //nolint:forcetypeassert // only these are stored
}

// Read reads embedded files, named without extension, and merges them into one model: later files add sets, types
// and operations, and add navigation properties to existing types.
func Read(files ...string) (*Model, error) {
	m := &Model{
		Services: map[string]string{}, Sets: map[string]*EntitySet{}, Types: map[string]*EntityType{},
		Complex: map[string]*ComplexType{}, Enums: map[string]*Enum{},
	}
	for _, name := range files {
		data, err := schemas.ReadFile("schema/" + name + ".json")
		if err != nil {
			return nil, fmt.Errorf("reading the embedded schema %q: %w", name, err)
		}
		var f file
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, fmt.Errorf("parsing the embedded schema %q: %w", name, err)
		}
		m.merge(&f)
	}
	return m, nil
}

func (m *Model) merge(f *file) {
	if m.API == "" {
		m.API, m.Namespace = f.API, f.Namespace
	}
	maps.Copy(m.Services, f.Services)
	for name, s := range f.EntitySets {
		s.Name, s.Hidden = name, !Allowed(f.Declared)
		if old, ok := m.Sets[name]; ok {
			for _, service := range s.Service {
				if !slices.Contains(old.Service, service) {
					old.Service = append(old.Service, service)
				}
			}
			continue
		}
		m.Sets[name] = s
	}
	for name, t := range f.EntityTypes {
		t.Name = name
		named(t.Properties, t.Navigation)
		if old, ok := m.Types[name]; ok {
			for k, n := range t.Navigation {
				if _, known := old.Navigation[k]; !known {
					old.Navigation[k] = n
				}
			}
			continue
		}
		m.Types[name] = t
	}
	for name, c := range f.Complex {
		c.Name = name
		named(c.Properties, c.Navigation)
		m.Complex[name] = c
	}
	for name, e := range f.Enums {
		e.Name = name
		m.Enums[name] = e
	}
	for _, o := range f.Operations {
		named(o.Parameters, nil)
		m.Operations = append(m.Operations, o)
	}
}

func named(properties map[string]*Property, navigation map[string]*Navigation) {
	for k, p := range properties {
		p.Name = k
	}
	for k, n := range navigation {
		n.Name = k
	}
	// The name of a lookup column contains its navigation property's name in lower
	// case, whatever the case of the property.
	for _, p := range properties {
		for k := range navigation {
			if p.Lookup != "" && strings.EqualFold(p.Lookup, k) {
				p.Lookup = k
			}
		}
	}
}
