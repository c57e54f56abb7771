// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// The ids of the page "Coming from another provider".
const (
	pageUser        = "0f4d7b7c-1a52-4c86-9d3e-51b0a4f6c2d1"
	pageObject      = "8a1c6a5e-63d0-4a0f-8f0b-7f9d2f3b1c04"
	pageIntegration = "5e2b9c40-7f31-4d8a-b6c5-2a9e0d4f7b63"
	pageApplication = "3d9f1e2c-5b64-47a8-9c0d-6e8f7a1b2c35"
)

// TestComingFromAnotherProvider follows the page of that name: what a stand-in of the other provider manages is handed over, and
// nothing changes in the services. Without the removed blocks it would be deleted. Destroy leaves people as they are.
func TestComingFromAnotherProvider(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	page, err := os.ReadFile("../../../templates/guides/coming-from-another-provider.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```terraform\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("the page has no configuration of the other provider")
	}
	const role = "6f960e32-a72b-e511-80d9-3863bb349780"
	env := acctest.New(t)
	carryOut(t, inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]}), newGuide(t, env).config(), false)
	env.Insert(dataverseSet("systemuserrolescollection"), acctest.Row{"systemuserid": userJim, "roleid": role})
	integration := fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", applicationID)["systemuserid"])
	before := everything(env)

	removed := map[string]int{}
	remove := map[string]func(){}
	for _, kind := range []string{"user", "application_user", "security_role_assignment", "solution", "managed_solution"} {
		remove[kind] = func() { removed[kind]++ }
	}
	other := powerPlatform(map[string]map[string]string{
		"user":                     {"id": userJim, "user_principal_name": "jim.olive@contoso.example", "first_name": "Jim", "last_name": "Olive", "business_unit_id": rootUnitID},
		"application_user":         {"id": integration, "system_user_id": integration},
		"security_role_assignment": {"id": "e/systemusers/" + integration + "/r", "security_role_name": "Business Central Integration Administrator"},
		"solution":                 {"id": "e_s", "display_name": "Base", "solution_version": "1.2.0.0", "solution_file_checksum": "c"},
		"managed_solution":         {"id": "e/s", "solution_id": "s", "display_name": "Sales"},
	}, remove)
	w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"], "powerplatform": other.factory})
	ids := strings.NewReplacer(pageUser, userJim, pageObject, "000000a1-0000-4000-8000-000000000001", pageIntegration, integration, pageApplication, applicationID,
		`provider::bcsales::integration_roles().user`, `"`+role+`"`, `provider::bcsales::integration_roles().administrator`, `"8c8d4f51-a72b-e511-80d9-3863bb349780"`)
	read := func(name string) string {
		content, err := os.ReadFile("../../../examples/power-platform/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return ids.Replace(string(content))
	}
	carryOut(t, w, ids.Replace(string(block[1])), false)
	if n := len(w.Attributes()); n != 5 {
		t.Fatalf("the other provider manages %d objects", n)
	}

	// Without the removed blocks, the other provider deletes everything.
	carryOut(t, w.Clone(), env.ProviderConfig()+read("imported.tf"), false)
	if diff := cmp.Diff(map[string]int{"user": 1, "application_user": 1, "security_role_assignment": 1, "solution": 1, "managed_solution": 1}, removed); diff != "" {
		t.Errorf("what the other provider deletes (- expected, + found):\n%s", diff)
	}
	clear(removed)

	carryOut(t, w, env.ProviderConfig()+read("removed.tf")+read("imported.tf"), false)
	resources := env.ProviderConfig() + regexp.MustCompile(`(?s)import \{.*?\n\}\n`).ReplaceAllString(read("imported.tf"), "")
	plan, err := w.Plan(t.Context(), resources, inprocess.Mode{})
	if err != nil || !plan.Empty() {
		t.Errorf("the plan without the blocks is not empty: %v", err)
	}
	for address := range w.Attributes() {
		if strings.HasPrefix(address, "powerplatform_") {
			t.Errorf("the state still has %s", address)
		}
	}
	if diff := compare(before, everything(env)).lines(); len(diff) > 0 || len(removed) > 0 {
		t.Errorf("handing over changed something: %v %v", diff, removed)
	}

	carryOut(t, w, resources, true)
	person := env.Find(dataverseSet("systemusers"), "systemuserid", userJim)
	if person["isdisabled"] == true {
		t.Errorf("destroy disabled a person: %v", person)
	}
}
