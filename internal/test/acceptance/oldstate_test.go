// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// generated matches what a service makes up: ids and times. Only these may differ between a state that an earlier version
// of the provider wrote and the tenant of the test.
var generated = regexp.MustCompile(`^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[0-9:.]+Z)$`)

// TestStateOfAnEarlierVersion plans with state files that earlier versions of the provider wrote, against a tenant that
// their configuration built: with and without a refresh nothing changes. Each folder of testdata holds the state after an
// apply and its configuration; in both, the emulator's address and the packages' paths are placeholders.
func TestStateOfAnEarlierVersion(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/state-*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("there are no states: %v", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			g := deletionGuide(t, env)
			replace := strings.NewReplacer("https://EMULATOR", env.Emulator().URL(), "BASE_PACKAGE", g.base, "SALES_PACKAGE", g.sales, "APP_PACKAGE", helloPackage(t),
				"APPLICATION_USER", fmt.Sprint(env.Find(globalSet("entraApplications"), "clientId", emulator.ClientID)["id"]))
			config := env.ProviderConfig() + replace.Replace(readText(t, folder, "main.tf"))
			w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
			plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
			if err == nil {
				err = w.Apply(t.Context(), plan)
			}
			if err != nil {
				t.Fatal(err)
			}
			fresh := w.Attributes()
			if err := w.Load("bcsales", []byte(replace.Replace(readText(t, folder, "state.json")))); err != nil {
				t.Fatal(err)
			}
			old := readText(t, folder, "state.json")
			for address, attributes := range w.Attributes() {
				old = follow(t, old, address, attributes, fresh[address])
			}
			if err := w.Load("bcsales", []byte(replace.Replace(old))); err != nil {
				t.Fatal(err)
			}
			everyKind(t, w.Attributes())
			for name, mode := range map[string]inprocess.Mode{"with a refresh": {}, "without a refresh": {NoRefresh: true}} {
				plan, err := w.Clone().Plan(t.Context(), config, mode)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				expectNoChange(t, name, plan)
			}
		})
	}
}

func expectNoChange(t *testing.T, name string, plan *inprocess.Plan) {
	t.Helper()
	if plan.Empty() {
		return
	}
	shown, err := plan.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range shown.ResourceChanges {
		if !change.Change.Actions.NoOp() {
			t.Errorf("%s: %s: %v: %v becomes %v", name, change.Address, change.Change.Actions, change.Change.Before, change.Change.After)
		}
	}
}

// follow replaces in a state the generated values of an object by those that the object has now.
func follow(t *testing.T, state, address string, was, is json.RawMessage) string {
	t.Helper()
	var before, after map[string]any
	if json.Unmarshal(was, &before) != nil || json.Unmarshal(is, &after) != nil {
		t.Fatalf("%s: no attributes", address)
	}
	for name, value := range before {
		former, ok := value.(string)
		now, also := after[name].(string)
		if ok && also && former != now && generated.MatchString(former) && generated.MatchString(now) {
			state = strings.ReplaceAll(state, former, now)
		}
	}
	return state
}

// everyKind requires an object of each resource in the state.
func everyKind(t *testing.T, objects map[string]json.RawMessage) {
	t.Helper()
	var kinds []string
	for address := range objects {
		kind, _, _ := strings.Cut(address, ".")
		kinds = append(kinds, kind)
	}
	for _, kind := range resourceTypes() {
		if !slices.Contains(kinds, kind) {
			t.Errorf("the state has no %s", kind)
		}
	}
}

func readText(t *testing.T, folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// helloPackage writes version 1.0.0.0 of the extension Hello.
func helloPackage(t *testing.T) string {
	t.Helper()
	v, err := version.Parse("1.0.0.0")
	if err != nil {
		t.Fatal(err)
	}
	name, err := apptest.WriteFile(t.TempDir(), app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: v})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}
