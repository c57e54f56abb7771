// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// provoked is a text of a service that a configuration provokes, and the remedy that the diagnostic names beside it.
type provoked struct {
	name   string
	texts  []string // names of the emulator's constants
	before func(t *testing.T, env *acctest.Env)
	first  func(g *guide) string // applied before, when given
	change func(env *acctest.Env)
	config func(g *guide) string
	repair func(env *acctest.Env) // after it, what was applied first passes again, and its destruction
	want   string
	remedy string
}

// spaced matches text in a diagnostic, which terraform breaks into lines.
func spaced(text string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`)
}

// permit gives the provider's own application exactly these permission sets.
func permit(env *acctest.Env, sets ...string) {
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	env.Patch(applications, fmt.Sprint(env.Find(applications, "clientId", emulator.ClientID)["id"]), acctest.Row{"permissionSets": sets})
}

func ownUser(env *acctest.Env) string {
	return fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", emulator.ClientID)["systemuserid"])
}

// roleOf returns the id of a root role by its template or its name.
func roleOf(env *acctest.Env, column, value string) string {
	for _, row := range env.Rows(dataverseSet("roles")) {
		if row[column] == value && row["_parentroleid_value"] == nil {
			return fmt.Sprint(row["roleid"])
		}
	}
	return ""
}

const (
	textTeam = "000000ee-0000-4000-8000-000000000010"
	textUnit = "000000ee-0000-4000-8000-000000000011"
)

func (g *guide) block(kind, lines string) string {
	return g.env.ProviderConfig() + fmt.Sprintf("resource %q \"text\" {\n%s\n}\n", kind, lines)
}

// unassign takes every role from the provider's own application user.
func unassign(env *acctest.Env) {
	own := ownUser(env)
	for _, row := range env.Rows(dataverseSet("systemuserrolescollection")) {
		if row["systemuserid"] == own {
			env.Delete(dataverseSet("systemuserrolescollection"), fmt.Sprint(row["systemuserroleid"]))
		}
	}
}

// connected is the guide up to the two connections.
func (g *guide) connected() *guide {
	return g.clone().drop("bcsales_salesperson_coupling.jim").drop("bcsales_salesperson_coupling.lina").drop("bcsales_initial_synchronization.this")
}

// TestTexts provokes each text with a configuration: it reaches the user with what to do.
func TestTexts(t *testing.T) {
	t.Parallel()
	var rows []provoked
	for _, service := range services() {
		rows = append(rows, service.texts()...)
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if row.before != nil {
				row.before(t, env)
			}
			g := newGuide(t, env)
			var steps []resource.TestStep
			if row.first != nil {
				steps = append(steps, resource.TestStep{Config: row.first(g)})
			}
			last := resource.TestStep{
				Config:      row.config(g),
				ExpectError: regexp.MustCompile(`(?s)` + spaced(row.want) + `.*` + spaced(row.remedy)),
			}
			if row.change != nil {
				last.PreConfig = func() { row.change(env) }
			}
			steps = append(steps, last)
			if row.repair != nil {
				steps = append(steps, resource.TestStep{PreConfig: func() { row.repair(env) }, Config: row.first(g)})
			}
			resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
		})
	}
	t.Logf("%d rows", len(rows))
}
