// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestPlannedValues plans the objects of the guide, both new and applied, with a provider that is configured and
// with one that will be, with each argument unknown in turn and with all of them unknown: the planned values follow
// Terraform's rules.
func TestPlannedValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	g := deletionGuide(t, env)
	w := newWorkspace(t, g.config())
	w.apply()
	attributes := w.attributes()
	empty := acctest.New(t)
	deletionGuide(t, empty) // what the guide assumes
	there, nothing, later := newInProcess(env, false), newInProcess(empty, false), newInProcess(empty, true)
	plans := 0
	for _, address := range g.order {
		kind, _, _ := strings.Cut(address, ".")
		configured := argumentsOf(g.parts[address])
		config := map[string]any{}
		for _, name := range configured {
			config[name] = attributes[address][name]
		}
		if strings.Contains(address, "solution") {
			config["file"] = map[string]string{"bcsales_solution.base": g.base, "bcsales_solution.sales": g.sales}[address]
		}
		elsewhere := maps.Clone(config)
		if _, ok := elsewhere["environment_url"]; ok {
			elsewhere["environment_url"] = empty.Emulator().URL()
		}
		unknown := make([][]string, 0, len(configured)+2)
		unknown = append(unknown, nil, configured)
		for _, name := range configured {
			unknown = append(unknown, []string{name})
		}
		for _, names := range unknown {
			for label, plan := range map[string]func() inprocess.Diagnostics{
				"creation": func() inprocess.Diagnostics { return nothing.plan(t, kind, nil, elsewhere, names) },
				"change":   func() inprocess.Diagnostics { return there.plan(t, kind, attributes[address], config, names) },
				"creation by a provider that is configured later": func() inprocess.Diagnostics { return later.plan(t, kind, nil, elsewhere, names) },
				"change by a provider that is configured later":   func() inprocess.Diagnostics { return later.plan(t, kind, attributes[address], config, names) },
			} {
				plans++
				for _, d := range plan() {
					if d.Severity == tfprotov6.DiagnosticSeverityError {
						t.Errorf("%s without %s: planning the %s: %s: %s", address, strings.Join(names, ", "), label, d.Summary, d.Detail)
					}
				}
			}
		}
	}
	t.Logf("%d plans", plans)
}

// TestRefreshBeforeTheProviderIsConfigured keeps the state of all objects,
// with one warning that names the argument.
func TestRefreshBeforeTheProviderIsConfigured(t *testing.T) {
	t.Parallel()
	const kind = "bcsales_team_membership"
	later := newInProcess(acctest.New(t), true)
	var warnings inprocess.Diagnostics
	for _, user := range []string{userJim, userLina, userOtis} {
		state, err := later.Resource(kind, map[string]any{"id": rootUnitID + "/" + user, "team_id": rootUnitID, "system_user_id": user})
		if err != nil {
			t.Fatal(err)
		}
		after, answer := later.Refresh(t.Context(), kind, inprocess.Object{Value: state})
		warnings = append(warnings, answer...)
		if !state.RawEquals(after.Value) {
			t.Errorf("the state became %#v", after.Value)
		}
	}
	if len(warnings) != 1 || warnings[0].Severity != tfprotov6.DiagnosticSeverityWarning || !strings.Contains(warnings[0].Detail, "dataverse_url") {
		t.Errorf("the diagnostics are %v", warnings)
	}
}

// argumentsOf returns the arguments of a resource block.
func argumentsOf(body string) []string {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^ {0,2}([a-z_]+)\s+=`).FindAllStringSubmatch(body, -1) {
		names[m[1]] = true
	}
	delete(names, "depends_on")
	return slices.Sorted(maps.Keys(names))
}
