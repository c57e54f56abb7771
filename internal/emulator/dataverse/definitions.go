// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

const (
	setDefinitions = "EntityDefinitions"
	typeDefinition = "EntityMetadata"
)

// registerDefinitions serves the part of the table definitions that contains the names for addressing rows: the
// entity set of a table, and the navigation properties of its lookups.
func (o *Org) registerDefinitions(s *odatasvc.Service) {
	s.RegisterSet(setDefinitions, odatasvc.Set{
		Rows: o.definitions, Select: []string{"MetadataId", "LogicalName", "EntitySetName", "PrimaryIdAttribute"},
	})
	s.RegisterNavigation(typeDefinition, "ManyToOneRelationships", odatasvc.Navigation{List: o.lookups})
}

// definitions lists the tables of the installed solutions.
func (o *Org) definitions(c *odatasvc.Context) []odatasvc.Row {
	m := o.service.Model
	var out []odatasvc.Row
	for _, set := range slices.Sorted(maps.Keys(m.Sets)) {
		kind := m.Sets[set].EntityType
		t := m.Types[kind]
		if t == nil || len(t.Key) != 1 || kind == typeDefinition {
			continue
		}
		if solution := solutionOf(set); solution != "" && !o.installed(c, solution) {
			continue
		}
		out = append(out, odatasvc.Row{
			"MetadataId": definitionID(kind), "LogicalName": kind, "EntitySetName": set, "PrimaryIdAttribute": t.Key[0],
		})
	}
	return out
}

// lookups lists the targets of a table's lookup columns. A column with several
// possible targets has a relationship for each.
func (o *Org) lookups(_ *odatasvc.Context, definition odatasvc.Row) []odatasvc.Row {
	m := o.service.Model
	kind := definition.String("LogicalName")
	t := m.Types[kind]
	out := []odatasvc.Row{}
	for _, name := range slices.Sorted(maps.Keys(t.Navigation)) {
		nav := t.Navigation[name]
		column := lookupOf(t, nav)
		if nav.Collection || column == "" {
			continue
		}
		for _, target := range nav.AllTargets() {
			other := m.Types[target]
			if other == nil || len(other.Key) != 1 {
				continue
			}
			out = append(out, odatasvc.Row{
				"MetadataId": definitionID(kind + "/" + name + "/" + target), "ReferencingEntity": kind, "ReferencingAttribute": column,
				"ReferencedEntity": target, "ReferencedAttribute": other.Key[0], "ReferencingEntityNavigationPropertyName": name,
			})
		}
	}
	return out
}

// lookupOf returns the name of a lookup column in the table, which the Web API shows as _name_value.
func lookupOf(t *model.EntityType, nav *model.Navigation) string {
	for name, p := range t.Properties {
		if p.Lookup == nav.Name {
			return strings.TrimSuffix(strings.TrimPrefix(name, "_"), "_value")
		}
	}
	return ""
}

func definitionID(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte("dataverse definition "+name)).String()
}
