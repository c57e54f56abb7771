// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// contents is everything that the emulated services hold: scope and set -> key -> row.
type contents map[string]map[string]store.Row

// everything reads all sets of all services and companies.
func everything(env *acctest.Env) contents {
	all := contents{}
	world := env.Emulator().World()
	world.Do(func() {
		companies := world.Store.Table(store.BusinessCentral, "companies").All()
		scopes := make([]string, 0, 3+len(companies))
		scopes = append(scopes, store.Graph, store.Dataverse, store.BusinessCentral)
		for _, company := range companies {
			scopes = append(scopes, store.CompanyScope(company.String("id")))
		}
		for _, scope := range scopes {
			for _, set := range world.Store.Sets(scope) {
				if strings.HasPrefix(set, "emulator") { // what the emulator notes for itself; no service shows it
					continue
				}
				rows := map[string]store.Row{}
				table := world.Store.Table(scope, set)
				for _, row := range table.All() {
					rows[table.Key(row)] = row.Clone()
				}
				name, _, _ := strings.Cut(scope, "/")
				all[name+"/"+set] = merge(all[name+"/"+set], rows)
			}
		}
	})
	return all
}

func merge(a, b map[string]store.Row) map[string]store.Row {
	if a == nil {
		return b
	}
	maps.Copy(a, b)
	return a
}

// difference is what one state contains and another does not.
type difference struct {
	added, removed map[string]int      // set -> number of rows
	changed        map[string][]string // set -> columns
}

// volatile lists the columns that change with every write, or that only the emulator has.
func volatile(column string) bool {
	return strings.HasPrefix(column, "modified") || strings.HasPrefix(column, "_modified") || strings.HasPrefix(column, "emulator") ||
		column == "versionnumber" || column == "lastModifiedDateTime" || column == "systemModifiedAt" || column == "systemModifiedBy"
}

func compare(before, after contents) difference {
	d := difference{added: map[string]int{}, removed: map[string]int{}, changed: map[string][]string{}}
	for set, rows := range after {
		for key, row := range rows {
			old, existed := before[set][key]
			if !existed {
				d.added[set]++
				continue
			}
			for column := range row {
				if !volatile(column) && !reflect.DeepEqual(old[column], row[column]) && !slices.Contains(d.changed[set], column) {
					d.changed[set] = append(d.changed[set], column)
				}
			}
		}
	}
	for set, rows := range before {
		for key := range rows {
			if _, stays := after[set][key]; !stays {
				d.removed[set]++
			}
		}
	}
	for set := range d.changed {
		slices.Sort(d.changed[set])
	}
	return d
}

// lines formats the difference, one line per set.
func (d difference) lines() []string {
	lines := make([]string, 0, len(d.added)+len(d.removed)+len(d.changed))
	for set, n := range d.added {
		lines = append(lines, fmt.Sprintf("+ %s %d", set, n))
	}
	for set, n := range d.removed {
		lines = append(lines, fmt.Sprintf("- %s %d", set, n))
	}
	for set, columns := range d.changed {
		lines = append(lines, fmt.Sprintf("~ %s %s", set, strings.Join(columns, " ")))
	}
	slices.Sort(lines)
	return lines
}
