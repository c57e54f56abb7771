// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestUninstallConnected refuses to uninstall a solution through which companies that this state does not know are
// connected, says so in the plan, and uninstalls it once they are gone.
func TestUninstallConnected(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	links := acctest.Set{API: acctest.Dataverse, Name: "nav_connections"}
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	own := config(env, file(pack(t, samples.SalesIntegration("1.0.0.0"))), `deletion_policy = "uninstall"`)
	link := func(name string) {
		env.Insert(links, acctest.Row{"nav_name": name, "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Production?company=" + name})
	}
	names := func(phase string, wanted ...string) {
		for _, words := range append(wanted, "with all data in its tables") {
			if text := warnings.In(phase); !strings.Contains(text, words) {
				t.Errorf("the %s does not warn of %q: %s", phase, words, text)
			}
		}
		warnings.Reset()
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		CheckDestroy: func(*terraform.State) error {
			for _, row := range env.Rows(solutions) {
				if row["uniquename"] == samples.SalesIntegrationName {
					return fmt.Errorf("%s is still installed", samples.SalesIntegrationName)
				}
			}
			return started(env, "UninstallSolutionAsync", 1)(nil)
		},
		Steps: []resource.TestStep{
			{Config: own},
			{
				PreConfig: func() { link("Fabrikam"); link("Adatum"); warnings.Reset() }, Config: own, Destroy: true,
				ExpectError: regexp.MustCompile(`(?s)Companies\s+are\s+connected\s+through\s+the\s+solution.*Fabrikam.*Adatum`),
			},
			{
				PreConfig: func() {
					names("plan", "Fabrikam", "Adatum", "refuses to uninstall")
					for _, row := range env.Rows(links) {
						env.Delete(links, fmt.Sprint(row["nav_connectionid"]))
					}
				}, Config: own, Check: started(env, "UninstallSolutionAsync", 0),
			},
		},
	})
	names("plan")
}

// TestDestroyPlanned: the plan of a destruction warns of what is uninstalled, also when it may not see who is connected, and of
// nothing that stays. It fails when it cannot see it for another reason.
func TestDestroyPlanned(t *testing.T) {
	t.Parallel()
	const warning = "Destroy uninstalls the solution " + baseName
	for name, tc := range map[string]struct {
		policy   string
		found    bool
		status   int // of the links' refusal
		warns    []string
		wantFail bool
	}{
		"uninstalled":               {policy: "uninstall", warns: []string{warning}},
		"uninstalled, links secret": {policy: "uninstall", status: http.StatusForbidden, warns: []string{warning, "could not be read"}},
		"uninstalled, links broken": {policy: "uninstall", status: http.StatusBadRequest, wantFail: true},
		"retained":                  {policy: "retain", status: http.StatusBadRequest},
		"found":                     {policy: "uninstall", found: true, status: http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if tc.found {
				env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": "1.0.0.0", "ismanaged": true})
			}
			factories, warnings := env.Warnings()
			w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": factories["bcsales"]})
			plan, err := w.Plan(t.Context(), config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))), `deletion_policy = "`+tc.policy+`"`), inprocess.Mode{})
			if err == nil {
				err = w.Apply(t.Context(), plan)
			}
			if err != nil {
				t.Fatal(err)
			}
			if tc.status != 0 {
				env.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/nav_connections$", Action: "status", Status: tc.status, Body: map[string]any{"error": map[string]any{"code": "0x1", "message": "No."}}})
			}
			warnings.Reset()
			if _, err := w.Plan(t.Context(), env.ProviderConfig(), inprocess.Mode{}); (err != nil) != tc.wantFail {
				t.Errorf("the plan ended with %v", err)
			}
			text := warnings.In("plan")
			for _, part := range tc.warns {
				if !strings.Contains(text, part) {
					t.Errorf("no %q in the warning %s", part, text)
				}
			}
			if len(tc.warns) == 0 && text != "" {
				t.Errorf("the plan warns: %s", text)
			}
		})
	}
}

// TestUninstallUnrelated uninstalls another publisher's solution whatever companies are connected.
func TestUninstallUnrelated(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "nav_connections"}, acctest.Row{"nav_name": "Fabrikam"})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             started(env, "UninstallSolutionAsync", 1),
		Steps: []resource.TestStep{
			{Config: config(env, file(pack(t, samples.Solution{UniqueName: "Other", Version: "1.0.0.0"})), `deletion_policy = "uninstall"`)},
		},
	})
}
