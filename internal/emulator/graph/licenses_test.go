// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph_test

import (
	"strings"
	"testing"
)

const badRequest = "Request_BadRequest"

func add(sku string, disabled ...string) string {
	list := ""
	if len(disabled) > 0 {
		list = `"` + strings.Join(disabled, `","`) + `"`
	}
	return `{"addLicenses":[{"skuId":"` + sku + `","disabledPlans":[` + list + `]}],"removeLicenses":[]}`
}

func remove(sku string) string { return `{"addLicenses":[],"removeLicenses":["` + sku + `"]}` }

// TestAssignLicenseRules has, for each rule, one request that breaks it and one that keeps it.
func TestAssignLicenseRules(t *testing.T) {
	t.Parallel()
	const noUnit = "does not have any available licenses."
	for _, rule := range []struct {
		name, account, refused, text, account2, passes string
	}{
		{"both lists", ann, `{"addLicenses":[]}`, "The required parameter 'removeLicenses'", ann, `{"addLicenses":[],"removeLicenses":[]}`},
		{"the other list", ann, `{"removeLicenses":[]}`, "The required parameter 'addLicenses'", ann, remove(office)},
		{"usage location", bob, add(mail), "License assignment cannot be done for user with invalid usage location.", bob, `{"addLicenses":[],"removeLicenses":[]}`},
		{"a product of the tenant", ann, add(bob), "License " + bob + " does not correspond to a valid company License.", ann, add(office)},
		{"a product for users", ann, add(company), "License " + company + " cannot be assigned to a user.", ann, add(office)},
		{"a free unit", ann, add(full), "Subscription with SKU " + full + " " + noUnit, ann, add(office)},
		{"a running subscription", ann, add(stopped), noUnit, ann, add(office)},
		{"plans of the product", ann, add(office, exchange1), "do not belong to the license " + office + ": " + exchange1, ann, add(office, webApps)},
		{"plans that exclude each other", ann, add(mail), "service plans " + exchange1 + " and " + exchange2 + " are mutually exclusive.", ann, add(mail, exchange1)},
		{"plans that need others", ann, add(office, sharing), "service plan " + webApps + " depends on the service plan(s) ", ann, add(office, sharing, webApps)},
		{"a license that is there", ann, remove(mail), "User does not have a corresponding license.", ann, remove(office)},
		{"a license of the account's own", carl, remove(office), "User license is inherited from a group membership and it cannot be removed directly from the user.", ann, remove(office)},
		{"a GUID", ann, add("office"), "Cannot convert the literal 'office' to the expected type 'Edm.Guid'", ann, add(office)},
	} {
		t.Run(rule.name, func(t *testing.T) {
			t.Parallel()
			h := newTenant(t)
			h.want("POST", "users/"+rule.account+"/assignLicense", rule.refused, 400, badRequest, rule.text)
			h.ok("POST", "users/"+rule.account2+"/assignLicense", rule.passes, 200)
		})
	}
}

func TestLicenses(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	if got := h.consumed(office); got != 5 {
		t.Errorf("the seed's %v units", got)
	}
	answer := h.ok("POST", "users/ann@contoso.com/assignLicense", add(mail, exchange1), 200)
	if answer.body["userPrincipalName"] != "ann@contoso.com" || answer.body["assignedLicenses"] != nil {
		t.Errorf("the answer is the account with its default properties: %v", answer.body)
	}
	if got, want := h.licenses(ann), office+" ["+webApps+"], "+mail+" ["+exchange1+"]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if h.consumed(mail) != 1 || h.consumed(office) != 5 {
		t.Errorf("units: %v, %v", h.consumed(mail), h.consumed(office))
	}
	// Adding the license again changes its plans and takes no unit.
	h.ok("POST", "users/"+ann+"/assignLicense", add(office), 200)
	if got := h.licenses(ann); !strings.HasPrefix(got, office+" []") || h.consumed(office) != 5 {
		t.Errorf("%s, %v units", got, h.consumed(office))
	}
	// A license held through a group and directly takes one unit.
	h.ok("POST", "users/"+carl+"/assignLicense", add(office, webApps), 200)
	if got := h.licenses(carl); got != office+" []" || h.consumed(office) != 5 {
		t.Errorf("%s, %v units", got, h.consumed(office))
	}
	states, _ := h.ok("GET", "users/"+carl+"?$select=licenseAssignmentStates", "", 200).body["licenseAssignmentStates"].([]any)
	if len(states) != 2 {
		t.Errorf("states: %v", states)
	}
	h.ok("POST", "users/"+carl+"/assignLicense", remove(office), 200)
	if got := h.licenses(carl); got != office+" []" {
		t.Errorf("the group's license went: %s", got)
	}
	// Two accounts swap a unit in one call.
	h.ok("POST", "users/"+ann+"/assignLicense", `{"addLicenses":[{"skuId":"`+mail+`","disabledPlans":[]}],"removeLicenses":["`+office+`"]}`, 200)
	if got := h.licenses(ann); got != mail+" []" || h.consumed(office) != 4 || h.consumed(mail) != 1 {
		t.Errorf("%s, %v and %v units", got, h.consumed(office), h.consumed(mail))
	}
	h.ok("PATCH", "users/"+bob, `{"usageLocation":"FR"}`, 204)
	h.ok("POST", "users/"+bob+"/assignLicense", add(mail), 200) // the unit in its grace period
	h.want("POST", "users/"+carl+"/assignLicense", add(mail, exchange1), 400, badRequest, "does not have any available licenses")
	// A deleted account releases its units, and takes them again when it is restored.
	h.ok("DELETE", "users/"+bob, "", 204)
	if h.consumed(mail) != 1 {
		t.Errorf("%v units", h.consumed(mail))
	}
	h.ok("POST", "users/"+carl+"/assignLicense", add(mail, exchange1), 200)
	h.ok("POST", "directory/deletedItems/"+bob+"/restore", "", 200)
	if got := h.licenses(bob); got != "" || h.consumed(mail) != 2 {
		t.Errorf("restored without a unit: %s, %v units", got, h.consumed(mail))
	}
	h.ok("POST", "users/"+ann+"/reprocessLicenseAssignment", "", 200)
}

func TestSubscribedSKUs(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	list, _ := h.ok("GET", "subscribedSkus?$select=skuId,prepaidUnits", "", 200).body["value"].([]any)
	if len(list) != 5 {
		t.Errorf("%v", list)
	}
	for _, option := range []string{"$filter=skuPartNumber eq 'OFFICE'", "$top=1", "$orderby=skuId", "$count=true"} {
		h.want("GET", "subscribedSkus?"+option, "", 400, "Request_UnsupportedQuery", "is not supported for 'subscribedSkus'")
	}
	h.want("DELETE", "subscribedSkus/"+office, "", 405, "", "")
	h.want("POST", "subscribedSkus", `{}`, 405, "", "")
	h.want("GET", "subscribedSkus/"+bob, "", 404, "Request_ResourceNotFound", "Resource '"+bob+"' does not exist")
}
