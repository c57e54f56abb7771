// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// sound checks what every report keeps to.
func (r report) sound(t *testing.T) {
	t.Helper()
	for _, id := range r.order {
		c := r.checks[id]
		bad := c.status == failing || c.status == warning
		if c.status != "pass" && c.status != "skipped" && !bad || c.detail == "" || (c.remedy != "") != bad {
			t.Errorf("%s: %v", id, c)
		}
	}
	if r.ready == strings.Contains(fmt.Sprint(r.checks), "{"+failing+" ") {
		t.Errorf("ready is %v with %v", r.ready, r.bad())
	}
}

// TestReadiness_trouble reads the report of a company that is ready while a service refuses or does not answer: that never
// fails the plan, is reported a few times and not by every check, and hides nothing that the other service reports.
func TestReadiness_trouble(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const patience = 6 * time.Second
	troubles := map[string]acctest.Fault{
		"forbidden":   {Action: "status", Status: http.StatusForbidden},
		"not found":   {Action: "status", Status: http.StatusNotFound},
		"error":       {Action: "status", Status: http.StatusInternalServerError},
		"unavailable": {Action: "status", Status: http.StatusServiceUnavailable},
		"throttled":   {Action: "status", Status: http.StatusTooManyRequests, Headers: map[string]string{"Retry-After": "3600"}},
		"malformed":   {Action: "malformed"},
		"no answer":   {Action: "delay", Delay: "1m"},
		"hung up":     {Action: "reset_before"},
	}
	unreachable := map[string]bool{"unavailable": true, "throttled": true, "no answer": true, "hung up": true}
	other := map[string][]string{
		acctest.Dataverse:       {"company", "companion_extension", "local_currency", "dataverse_connection", "sales_connection", "table_mappings", "mapping_jobs", "mapping_snapshot", "jobs_in_error", "failed_records"},
		acctest.BusinessCentral: {"caller_roles", "base_solution", "sales_solution", "base_role", "sales_roles"},
	}
	for api, unhurt := range other {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithoutRecord())
			acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: []resource.TestStep{{Config: guide(env), Check: func(*terraform.State) error {
				for _, name := range acctest.Sample(slices.Sorted(maps.Keys(troubles))) {
					fault := troubles[name]
					fault.API = api
					env.Faults(fault)
					ctx, cancel := context.WithTimeout(t.Context(), patience)
					started := time.Now()
					r := readWithin(ctx, t, env, cronus, nil)
					cancel()
					env.Faults()
					r.sound(t)
					if took := time.Since(started); took > patience+2*time.Second {
						t.Errorf("%s: the report took %v", name, took)
					}
					told := 0
					for _, c := range r.checks {
						if strings.HasPrefix(c.detail, "This could not be checked: ") {
							told++
						}
					}
					most := 8
					if unreachable[name] {
						most = 1
					}
					if r.ready || told == 0 && name != "not found" || told > most {
						t.Errorf("%s: ready %v, told %d times: %v", name, r.ready, told, r.bad())
					}
					for _, id := range unhurt {
						if c := r.checks[id]; c.status != "pass" {
							t.Errorf("%s: %s is %v", name, id, c)
						}
					}
				}
				return nil
			}}}})
		})
	}
}

// TestReadiness_little reads the report where next to nothing is there.
func TestReadiness_little(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	status := func(r report, statuses map[string]string) {
		t.Helper()
		r.sound(t)
		for id, want := range statuses {
			if got := r.checks[id]; got.status != want {
				t.Errorf("%s: %v, wanted %s", id, got, want)
			}
		}
	}
	only := func(r report, ids ...string) {
		t.Helper()
		for id, c := range r.bad() {
			if !strings.Contains(" "+strings.Join(ids, " ")+" ", " "+id+" ") {
				t.Errorf("%s: %v", id, c)
			}
		}
	}

	bare := read(t, env, cronus, nil)
	status(bare, map[string]string{
		"company": "pass", "companion_extension": "pass", "dataverse_environment": "skipped", "base_solution": "fail", "base_role": "skipped", "integration_user": "skipped",
		"company_row": "skipped", "owning_team": "skipped", "local_currency": "pass", "dataverse_connection": "fail", "sales_connection": "fail", "connection_details": "skipped",
		"salespeople_coupled": "skipped", "table_mappings": "skipped", "mapping_jobs": "skipped", "jobs_on_hold": "skipped", "failed_jobs": "pass", "dataverse_connection_test": "skipped",
	})
	only(bare, "base_solution", "sales_solution", "dataverse_connection", "sales_connection")

	unknown := read(t, env, nowhere, nil)
	status(unknown, map[string]string{"company": "fail", "companion_extension": "skipped", "dataverse_connection": "skipped", "local_currency": "skipped", "company_row": "skipped"})
	only(unknown, "company", "base_solution", "sales_solution")

	// A provider block without one of the services.
	alone := read(t, env, cronus, map[string]string{"BCSALES_DATAVERSE_URL": ""})
	status(alone, map[string]string{"company": "pass", "caller_roles": "fail", "base_solution": "skipped"})
	only(alone, "caller_roles", "dataverse_connection", "sales_connection")
	if remedy := alone.checks["caller_roles"].remedy; !strings.Contains(remedy, "dataverse_url") {
		t.Errorf("no word about dataverse_url: %s", remedy)
	}
	without := read(t, env, cronus, map[string]string{"BCSALES_BUSINESS_CENTRAL_ENVIRONMENT": ""})
	status(without, map[string]string{"company": "fail", "companion_extension": "skipped", "caller_roles": "pass"})
	only(without, "company", "base_solution", "sales_solution")

	env.Faults(acctest.Fault{API: acctest.Entra, Path: "/token", Action: "status", Status: 401, Body: `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}`})
	stranger := read(t, env, cronus, nil)
	env.Faults()
	status(stranger, map[string]string{"company": "fail", "caller_roles": "fail"})
	only(stranger, "company", "caller_roles")
	if detail := stranger.checks["company"].detail; !strings.Contains(detail, "AADSTS7000215") {
		t.Errorf("no word about the secret: %s", detail)
	}
}

// TestReadiness_team reads the report of a company with the ownership model Team, where couplings of salespeople have no
// effect.
func TestReadiness_team(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: []resource.TestStep{{
		Config: replacing(`"person"`, `"team"`)(t, guide(env)),
		Check: func(*terraform.State) error {
			r := read(t, env, cronus, nil)
			r.sound(t)
			skipped := map[string]bool{"salespeople_coupled": true, "coupled_users_in_team": true, "owning_team_members": true, "sales_users_coupled": true, "business_unit_own": true}
			for id, c := range r.checks {
				if c.status == "skipped" != skipped[id] || c.status != "skipped" && c.status != "pass" {
					t.Errorf("%s: %v", id, c)
				}
			}
			return nil
		},
	}}})
}

// TestReadiness_unconfigured asks for the report while the provider's own arguments are unknown: there is nothing to tell
// yet.
func TestReadiness_unconfigured(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	session := env.Session(nil, map[string]any{"dataverse_url": inprocess.Unknown})
	config, err := session.DataSource(dataSource, map[string]any{"company_id": cronus})
	must(t, err)
	if _, answer := session.Read(t.Context(), dataSource, config); len(answer) != 1 || !strings.Contains(answer[0].Detail, `"dataverse_url"`) || !strings.Contains(answer[0].Detail, "depends_on") {
		t.Errorf("diagnostics %v", answer)
	}
	deferred, answer := session.Defers(t.Context(), dataSource, config)
	if len(answer) > 0 || !deferred {
		t.Errorf("not deferred: %v", answer)
	}
}
