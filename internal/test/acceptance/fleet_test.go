// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// fleetVariable is the environment variable with the number of companies that TestFleet manages, each in a state of its own.
const fleetVariable = "BCSALES_TEST_FLEET"

// mappingsWithRecords is how many table mappings of a tenant's company have something to synchronize.
const mappingsWithRecords = 3

// fleet is examples/fleet: a state for the environment, and one for each company.
type fleet struct {
	t           *testing.T
	env         *acctest.Env
	environment *workspace
	company     workspace
	root        string
	processes   int
	listed      map[string]map[string]any // companies.yaml
}

// newFleet copies the example. The list is empty.
func newFleet(t *testing.T, env *acctest.Env, processes int) *fleet {
	t.Helper()
	w := exampleWorkspace(t, env, "fleet/environment")
	f := &fleet{t: t, env: env, environment: w, company: *w, root: filepath.Dir(w.dir), processes: processes, listed: map[string]map[string]any{}}
	f.company.dir = filepath.Join(f.root, "company")
	f.company.must("get")
	return f
}

// save writes the list, and returns what it was before.
func (f *fleet) save() (before string) {
	f.t.Helper()
	path := filepath.Join(f.root, "companies.yaml")
	old, err := os.ReadFile(path)
	if err != nil {
		f.t.Fatal(err)
	}
	content, err := json.MarshalIndent(f.listed, "", "  ") // JSON is YAML
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return string(old)
}

// changed asks the example which companies a change of the list concerns.
func (f *fleet) changed(before string) (keys []string, refused string) {
	f.t.Helper()
	w := f.company
	w.dir = filepath.Join(f.root, "list")
	w.environment = map[string]string{"TF_VAR_before": before}
	if status, output := w.run("apply", "-auto-approve"); status != 0 {
		return nil, unwrapped(output)
	}
	var outputs struct {
		Companies struct {
			Value []string `json:"value"`
		} `json:"companies"`
		Matrix struct {
			Value map[string]map[string]string `json:"value"`
		} `json:"matrix"`
	}
	if err := json.Unmarshal([]byte(w.must("output", "-json")), &outputs); err != nil {
		f.t.Fatal(err)
	}
	matrix := map[string]map[string]string{}
	for _, key := range outputs.Companies.Value {
		matrix[strings.ReplaceAll(key, "-", "_")] = map[string]string{"company": key}
	}
	if diff := cmp.Diff(matrix, outputs.Matrix.Value); diff != "" {
		f.t.Errorf("the matrix (- expected, + found):\n%s", diff)
	}
	return outputs.Companies.Value, ""
}

// each runs Terraform for companies, as many at a time as there are processes. It returns the outputs by key.
func (f *fleet) each(keys []string, arguments ...string) map[string]string {
	f.t.Helper()
	var group errgroup.Group
	group.SetLimit(f.processes)
	outputs := make([]string, len(keys))
	for i, key := range keys {
		group.Go(func() error {
			w := f.company
			w.environment = maps.Clone(w.environment)
			w.environment["TF_WORKSPACE"] = key
			status, output := w.run(arguments...)
			outputs[i] = output
			if status != 0 {
				return fmt.Errorf("%s: terraform %s ended with %d:\n%s", key, strings.Join(arguments, " "), status, output)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		f.t.Fatal(err)
	}
	byKey := map[string]string{}
	for i, key := range keys {
		byKey[key] = outputs[i]
	}
	return byKey
}

// keys are the companies of the list.
func (f *fleet) keys() []string { return slices.Sorted(maps.Keys(f.listed)) }

// fleetKey is the key of a company in the list.
func fleetKey(name string) string {
	return strings.NewReplacer(" ", "-", "'", "").Replace(strings.ToLower(name))
}

// TestFleet manages companies in states of their own, several processes at a time, with the services' limits enforced: nothing
// is refused, and nothing is made twice. A company that is renamed, one that is new and one that goes concern their own states
// only. It is a sample; BCSALES_TEST_FLEET=12 manages twelve companies, four at a time, and one state of twelve beside them.
func TestFleet(t *testing.T) {
	t.Parallel()
	acctest.NeedsTerraform(t)
	companies, processes := 3, 2
	text, whole := os.LookupEnv(fleetVariable)
	if whole {
		n, err := strconv.Atoi(text)
		if err != nil || n < 3 || n > len(handCompanies) {
			t.Fatalf("%s is a number from 3 to %d", fleetVariable, len(handCompanies))
		}
		companies, processes = n, 4
	}
	names := append(slices.Clone(handCompanies[:companies]), "Wide World Importers")
	added := len(names) - 1
	refused := &acctest.Refusals{}
	env := integrated(t, tenantOf(t, names, 2), acctest.WithLimits(refused))
	f := newFleet(t, env, processes)
	entry := func(i int) map[string]any {
		return map[string]any{"name": names[i], "couplings": map[string]any{"S01": tenantID("d1", i, 0), "S02": tenantID("d1", i, 1)}}
	}
	for i, name := range names[:added] {
		f.listed[fleetKey(name)] = entry(i)
	}
	f.save()
	m := adoption{t, env}
	m.step("environment", func() string { f.environment.apply(); return "1 state" })
	m.step("create", func() string {
		f.each(f.keys(), "apply", "-auto-approve")
		return fmt.Sprintf("%d states, %d at a time", companies, processes)
	})
	once(t, env, names[:added]...)
	unchanged := func(keys []string) {
		m.step("plan without changes", func() string { f.each(keys, "plan", "-detailed-exitcode"); return "no changes" })
	}
	if whole {
		unchanged(f.keys())
	}

	renamed, gone := fleetKey(names[0]), fleetKey(names[1])
	env.Patch(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, tenantCompanyID(0), acctest.Row{"name": "Adatum Corporation"})
	f.listed[renamed]["name"] = "Adatum Corporation"
	f.listed[gone]["connected"] = false
	f.listed[fleetKey(names[added])] = entry(added)
	keys, _ := f.changed(f.save())
	if diff := cmp.Diff([]string{renamed, gone, fleetKey(names[added])}, keys); diff != "" {
		t.Fatalf("companies that the change concerns (- expected, + found):\n%s", diff)
	}
	m.step("change", func() string {
		outputs := f.each(keys, "apply", "-auto-approve")
		summary(t, outputs[renamed], "0 added, 1 changed, 0 destroyed")
		summary(t, outputs[gone], "0 added, 0 changed, 7 destroyed")
		summary(t, outputs[fleetKey(names[added])], "7 added, 0 changed, 0 destroyed")
		return "one renamed, one new, one destroyed"
	})
	once(t, env, append(slices.Clone(names[2:added]), "Adatum Corporation", names[added])...)
	others := f.keys()
	if !whole {
		others = slices.DeleteFunc(others, func(key string) bool { return slices.Contains(keys, key) })
	}
	unchanged(others)

	delete(f.listed, gone)
	if keys, why := f.changed(f.save()); len(keys) > 0 || why != "" {
		t.Errorf("taking a company off the list that is gone concerns %v %s", keys, why)
	}
	delete(f.listed, renamed)
	if _, why := f.changed(f.save()); !strings.Contains(why, "Set connected to false, and apply, before a company is taken off the list: "+renamed) {
		t.Errorf("a connected company was taken off the list: %s", why)
	}
	if n := refused.Count(); n > 0 {
		t.Errorf("%d requests were refused with 429", n)
	}
	if whole {
		oneState(t, names[:added])
	}
}

// once fails the test unless exactly these companies are connected, each has everything once, and each has synchronized once.
func once(t *testing.T, env *acctest.Env, names ...string) {
	t.Helper()
	if links := env.Rows(dataverseSet("nav_connections")); len(links) != len(names) {
		t.Errorf("Sales has %d links, want %d", len(links), len(names))
	}
	for _, company := range env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}) {
		id, found := strings.ToLower(fmt.Sprint(company["id"])), map[string]int{}
		for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
			found[set] = len(env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: set, Company: id}))
		}
		want := map[string]int{"dataverseConnectionSetups": 0, "salesConnectionSetups": 0}
		if slices.Contains(names, fmt.Sprint(company["name"])) {
			want = map[string]int{"dataverseConnectionSetups": 1, "salesConnectionSetups": 1, "bcbi_companies": 1, "businessunits": 1, "teams": 2, "synchronizationJobs": mappingsWithRecords}
			for set, column := range map[string]string{"bcbi_companies": "bcbi_externalid", "businessunits": "name", "teams": "name"} {
				for _, row := range env.Rows(dataverseSet(set)) {
					if strings.Contains(strings.ToLower(fmt.Sprint(row[column])), id) {
						found[set]++
					}
				}
			}
			found["synchronizationJobs"] = len(env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "synchronizationJobs", Company: id}))
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%v (- expected, + found):\n%s", company["name"], diff)
		}
	}
}

// oneState manages the companies in one state, for comparison.
func oneState(t *testing.T, names []string) {
	t.Helper()
	env := integrated(t, tenantOf(t, names, 2))
	w := exampleWorkspace(t, env, "complete")
	w.environment["TF_VAR_companion_app_file"] = companion(t, w.dir)
	w.onboard(true, names...)
	m := adoption{t, env}
	start := time.Now()
	m.step("create", func() string { w.apply(); return "one state of examples/complete" })
	m.step("plan without changes", func() string { w.expectEmptyPlan(); return "no changes" })
	t.Logf("%s in all", time.Since(start).Round(time.Second))
}
