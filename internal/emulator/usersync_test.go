// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
)

const (
	salesSKU = "8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365" // of the demo tenant; includes Dataverse
	otherSKU = "6070a4c8-34c6-4937-8dfb-39bbc6397a60" // of the demo tenant; does not
	jim      = "000000a1-0000-4000-8000-000000000001"
)

// follow lets Dataverse catch up with the directory and returns the user of an account, or nil.
func (c *client) follow(account string, after time.Duration) map[string]any {
	c.t.Helper()
	c.World().Do(func() { c.World().Advance(after) })
	var list struct{ Value []map[string]any }
	c.want(c.do("GET", api+"/systemusers?$filter=azureactivedirectoryobjectid eq "+account, ""), 200).json(c.t, &list)
	if len(list.Value) != 1 {
		return nil
	}
	return list.Value[0]
}

func wantUser(t *testing.T, user map[string]any, want string) {
	t.Helper()
	got := "none"
	if user != nil {
		got = fmt.Sprintf("licensed=%v disabled=%v azurestate=%v", user["islicensed"], user["isdisabled"], user["azurestate"])
	}
	if got != want {
		t.Errorf("the user is %s, want %s", got, want)
	}
}

// TestUserSynchronization follows an account from creation to permanent deletion.
func TestUserSynchronization(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	var made struct{ ID string }
	c.want(c.do("POST", "/v1.0/users", `{"accountEnabled":true,"displayName":"Dora Lind","givenName":"Dora","surname":"Lind","mailNickname":"dora","userPrincipalName":"dora@contoso.example","usageLocation":"DE","passwordProfile":{"password":"x"}}`), 201).json(t, &made)
	account := "/v1.0/users/" + made.ID
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "none") // no license
	license := func(add, remove string) {
		t.Helper()
		body := func(list, item string) string {
			if item == "" {
				return list + `:[]`
			}
			return list + `:[` + item + `]`
		}
		added := ""
		if add != "" {
			added = `{"skuId":"` + add + `","disabledPlans":[]}`
		}
		removed := ""
		if remove != "" {
			removed = `"` + remove + `"`
		}
		c.want(c.do("POST", account+"/assignLicense", "{"+body(`"addLicenses"`, added)+","+body(`"removeLicenses"`, removed)+"}"), 200)
	}
	patch := func(body string) { t.Helper(); c.want(c.do("PATCH", account, body), 204) }
	license(otherSKU, "")
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "none") // a license without Dataverse
	license(salesSKU, "")
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay/2), "none")
	user := c.follow(made.ID, dataverse.SynchronizationDelay)
	wantUser(t, user, "licensed=true disabled=false azurestate=0")
	if user["fullname"] != "Dora Lind" || user["domainname"] != "dora@contoso.example" || user["accessmode"] != float64(0) {
		t.Errorf("the user: %v", user)
	}
	license("", salesSKU)
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=false disabled=true azurestate=0")
	license(salesSKU, "")
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=true disabled=false azurestate=0")
	patch(`{"accountEnabled":false}`)
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=true disabled=true azurestate=0")
	patch(`{"accountEnabled":true,"surname":"Berg"}`)
	user = c.follow(made.ID, dataverse.SynchronizationDelay)
	wantUser(t, user, "licensed=true disabled=false azurestate=0")
	if user["fullname"] != "Dora Berg" {
		t.Errorf("renamed to %v", user["fullname"])
	}
	row := fmt.Sprintf("%s/systemusers(%v)", api, user["systemuserid"])
	// A non-interactive user no longer needs a license.
	c.want(c.do("PATCH", row, `{"accessmode":4}`, "If-Match: *"), 204)
	license("", salesSKU)
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=false disabled=false azurestate=0")

	remove := func(path string, status int) {
		t.Helper()
		r := c.want(c.do("DELETE", path, "", "If-Match: *"), status)
		if status >= 400 && !strings.Contains(string(r.body), "still exists in Microsoft Entra ID") {
			t.Errorf("%s", r.body)
		}
	}
	remove(row, 400)
	remove(account, 204)
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=false disabled=false azurestate=0")
	wantUser(t, c.follow(made.ID, dataverse.DeletionDelay), "licensed=false disabled=true azurestate=1")
	c.want(c.do("POST", "/v1.0/directory/deletedItems/"+made.ID+"/restore", ""), 200)
	wantUser(t, c.follow(made.ID, dataverse.SynchronizationDelay), "licensed=false disabled=false azurestate=0")
	remove(account, 204)
	c.follow(made.ID, dataverse.DeletionDelay)
	remove(row, 400)
	remove("/v1.0/directory/deletedItems/"+made.ID, 204)
	wantUser(t, c.follow(made.ID, dataverse.DeletionDelay), "licensed=false disabled=true azurestate=2")
	remove(row, 204)
}

// TestSeededAccounts adds what a seed omits, also after a reset, and leaves its rows unchanged.
func TestSeededAccounts(t *testing.T) {
	t.Parallel()
	account := func(id, name, more string) string {
		return `{"id":"` + id + `","userPrincipalName":"` + name + `@contoso.example","displayName":"` + name + `"` + more + `}`
	}
	const (
		ann, bob, eve = "000000a1-0000-4000-8000-0000000000a1", "000000a1-0000-4000-8000-0000000000a2", "000000a1-0000-4000-8000-0000000000a3"
		licensed      = `,"assignedLicenses":[{"skuId":"` + salesSKU + `","disabledPlans":[]}]`
	)
	c := start(t, emulator.Options{Seed: []byte(`{
		"graph": {"users": [` + account(ann, "ann", licensed) + `,` + account(bob, "bob", "") + `,` + account(eve, "eve", licensed) + `]},
		"dataverse": {"businessunits": [{"name": "Contoso"}], "transactioncurrencies": [{"isocurrencycode": "EUR"}],
			"systemusers": [{"domainname": "eve@contoso.example", "isdisabled": true, "islicensed": false}]}
	}`)})
	for range 2 {
		wantUser(t, c.follow(ann, 0), "none")
		wantUser(t, c.follow(ann, dataverse.SynchronizationDelay), "licensed=true disabled=false azurestate=0")
		wantUser(t, c.follow(bob, 0), "none")
		wantUser(t, c.follow(eve, 0), "licensed=false disabled=true azurestate=0")
		c.want(c.do("POST", "/_emulator/reset", ""), 204)
	}
}

// TestStateOfAccounts lets another administrator change an account through the control interface.
func TestStateOfAccounts(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	c.want(c.do("PATCH", "/_emulator/state/graph/users/"+jim, `{"assignedLicenses":[]}`), 200)
	wantUser(t, c.follow(jim, 0), "licensed=true disabled=false azurestate=0")
	wantUser(t, c.follow(jim, dataverse.SynchronizationDelay), "licensed=false disabled=true azurestate=0")
	c.want(c.do("DELETE", "/_emulator/state/graph/users/"+jim, ""), 204)
	wantUser(t, c.follow(jim, dataverse.DeletionDelay), "licensed=false disabled=true azurestate=1")
	if r := c.want(c.do("GET", "/_emulator/state/graph/deletedItems", ""), 200); !strings.Contains(string(r.body), jim) {
		t.Errorf("deleted items: %s", r.body)
	}
}
