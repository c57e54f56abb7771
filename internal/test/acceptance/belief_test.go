// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// nothingSaid are answers to a read that neither show an object nor say that it is gone.
func nothingSaid() map[string]acctest.Fault {
	answer := func(status int, body any) acctest.Fault {
		return acctest.Fault{Method: http.MethodGet, Action: "status", Status: status, Body: body}
	}
	stated := func(fields map[string]any) any { return map[string]any{"error": fields} }
	return map[string]acctest.Fault{
		"an empty object":         answer(200, map[string]any{}),
		"an empty body":           answer(200, nil),
		"no content":              answer(204, nil),
		"rows are null":           answer(200, map[string]any{"value": nil}),
		"a row of another set":    answer(200, map[string]any{"value": []any{map[string]any{"id": companyID, "name": "x"}}}),
		"an error of success":     answer(200, stated(map[string]any{"code": "x", "message": "No."})),
		"a web page":              answer(200, "<html>Sign in</html>"),
		"a 404 with its number":   answer(404, stated(map[string]any{"code": "404", "message": "team With Id = x Does Not Exist"})),
		"a 404 without a code":    answer(404, stated(map[string]any{"message": "team With Id = x Does Not Exist"})),
		"a 404 with another text": answer(404, stated(map[string]any{"code": "", "message": "Not Found"})),
		"a 404 of nobody":         answer(404, nil),
	}
}

// TestBelief answers every read with what proves nothing: neither does a refresh plan to create anything, nor does a destroy
// end well or turn anything off.
func TestBelief(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithoutRecord())
	g := deletionGuide(t, env)
	w := workspaceOf(env.Factories())
	if err := planAndApply(t.Context(), w, g.config()); err != nil {
		t.Fatal(err)
	}
	world := env.Emulator().World()
	var complete *store.Snapshot
	world.Do(func() { complete = world.Store.Snapshot() })
	for name, fault := range nothingSaid() {
		if testing.Short() && name != "an empty object" && name != "no content" && name != "a 404 with its number" {
			continue
		}
		for _, api := range []string{acctest.Dataverse, acctest.BusinessCentral} {
			fault.API = api
			t.Logf("%s of %s", name, api)
			env.Faults(fault)
			if _, err := w.Clone().Plan(t.Context(), g.config(), inprocess.Mode{}); err == nil || strings.Contains(err.Error(), "install the extension") {
				t.Errorf("%s of %s: the refresh: %v", name, api, err)
			}
			env.Faults()
			gone := w.Clone()
			plan, err := gone.Plan(t.Context(), g.config(), inprocess.Mode{Destroy: true})
			if err != nil {
				t.Fatal(err)
			}
			env.Faults(fault)
			err = gone.Apply(t.Context(), plan)
			env.Faults()
			if err == nil || gone.Empty() {
				t.Errorf("%s of %s: the destruction: %v", name, api, err)
			}
			if api == acctest.BusinessCentral {
				for _, set := range []string{"salesConnectionSetups", "dataverseConnectionSetups"} {
					if rows := env.Rows(companySet(set)); len(rows) != 1 || rows[0]["isEnabled"] != true {
						t.Errorf("%s of %s: %s after the destruction: %v", name, api, set, rows)
					}
				}
			}
			world.Do(func() { world.Store.Restore(complete) })
		}
	}
}

func workspaceOf(factories map[string]func() (tfprotov6.ProviderServer, error)) *inprocess.Workspace {
	all := map[string]inprocess.Factory{}
	maps.Copy(all, factories)
	return inprocess.NewWorkspace(all)
}

// planAndApply brings a workspace to a configuration.
func planAndApply(ctx context.Context, w *inprocess.Workspace, config string) error {
	plan, err := w.Plan(ctx, config, inprocess.Mode{})
	if err != nil {
		return err
	}
	return w.Apply(ctx, plan)
}

// TestAWrongEnvironmentFailsInThePlan: nothing is made before the name is corrected, with one wording for every resource.
func TestAWrongEnvironmentFailsInThePlan(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithoutRecord())
	g := deletionGuide(t, env)
	config := strings.Replace(g.config(), `business_central_environment = "Production"`, `business_central_environment = "Porduction"`, 1)
	if config == g.config() {
		t.Fatalf("the provider block names no environment:\n%s", env.ProviderConfig())
	}
	_, err := workspaceOf(env.Factories()).Plan(t.Context(), config, inprocess.Mode{})
	if err == nil || !strings.Contains(err.Error(), "Check business_central_environment") || strings.Contains(err.Error(), "install the extension") {
		t.Errorf("the plan: %v", err)
	}
}
