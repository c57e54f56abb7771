// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// assignLicense implements https://learn.microsoft.com/graph/api/user-assignlicense. The texts of the refusals are
// those that users of Microsoft's PowerShell modules have quoted. The order in which the rules are checked, and the
// text for plans of another product, are not known.
func (d *directory) assignLicense(c *odatasvc.Context, user odatasvc.Row, params map[string]any) (any, error) {
	states := readStates(user)
	for _, sku := range texts(params["removeLicenses"]) {
		i := states.direct(sku)
		if i < 0 {
			if states.has(sku) {
				return nil, bad(textInherited)
			}
			return nil, bad(textNoLicense)
		}
		states = slices.Delete(states, i, i+1)
	}
	added := readLicenses(odatasvc.Row{"assignedLicenses": params["addLicenses"]})
	if len(added) > 0 && !country.MatchString(user.String("usageLocation")) {
		return nil, bad(textUsageLocation)
	}
	for _, l := range added {
		if err := addable(c, states, l); err != nil {
			return nil, err
		}
		next := assignment{sku: l.sku, disabled: l.disabled, updated: c.World.Timestamp()}
		if i := states.direct(l.sku); i >= 0 {
			states[i] = next
		} else {
			states = append(states, next)
		}
	}
	if err := checkPlans(c, states); err != nil {
		return nil, err
	}
	changes := odatasvc.Row{}
	states.write(changes)
	row, _ := c.Table(setUsers).Update(user.String("id"), changes)
	d.moved(c, user, row)
	return row, nil
}

// addable checks whether a license can be added to those that an account has.
func addable(c *odatasvc.Context, states assignments, l license) error {
	sku, ok := product(c, l.sku)
	if !ok {
		return bad(textNoProduct, l.sku)
	}
	if sku.String("appliesTo") == "Company" {
		return bad(textNotForUsers, l.sku)
	}
	known := map[string]bool{}
	for _, plan := range plansOf(sku) {
		known[plan.id] = true
	}
	for _, id := range l.disabled {
		if !known[id] {
			return bad(textForeignPlan, l.sku, id)
		}
	}
	if !states.has(l.sku) && available(c, sku) <= 0 {
		return bad(textNoUnit, l.sku)
	}
	return nil
}

// plan is a service plan of a product.
type plan struct{ id, name string }

func plansOf(sku odatasvc.Row) []plan {
	var out []plan
	list, _ := sku["servicePlans"].([]any)
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			id, _ := object["servicePlanId"].(string)
			name, _ := object["servicePlanName"].(string)
			out = append(out, plan{strings.ToLower(id), name})
		}
	}
	return out
}

// Plans that exclude each other, and plans that require one of several others. The ids come from Microsoft Learn,
// "Product names and service plan identifiers for licensing".
func exclusivePlans() [][2]string {
	return [][2]string{
		{"9aaf7827-d63c-4b61-89c3-182f06f82e5c", "efb87545-963c-4e0d-99df-69c6916d9eb0"}, // Exchange Online 1, 2
		{"c7699d2e-19aa-44de-8edf-1736da088ca1", "5dbe027f-2339-4123-9542-606e4d348a72"}, // SharePoint 1, 2
	}
}

func dependentPlans() map[string][]string {
	return map[string][]string{
		// Office for the web requires SharePoint.
		"e95bec33-7c88-4a70-8e19-b10bd9d0c014": {"c7699d2e-19aa-44de-8edf-1736da088ca1", "5dbe027f-2339-4123-9542-606e4d348a72"},
		// Exchange Online Archiving requires Exchange Online.
		"176a09a6-7ec5-4039-ac02-b2791c6ba793": {"9aaf7827-d63c-4b61-89c3-182f06f82e5c", "efb87545-963c-4e0d-99df-69c6916d9eb0"},
	}
}

// checkPlans checks the combination of service plans that an account would have.
func checkPlans(c *odatasvc.Context, states assignments) error {
	on := map[string]bool{}
	var order []string
	for _, a := range states {
		sku, ok := product(c, a.sku)
		if !ok || !a.active() {
			continue
		}
		for _, p := range plansOf(sku) {
			if !slices.Contains(a.disabled, p.id) && !on[p.id] {
				on[p.id] = true
				order = append(order, p.id)
			}
		}
	}
	for _, pair := range exclusivePlans() {
		if on[pair[0]] && on[pair[1]] {
			return bad(textExclusivePlans, pair[0], pair[1])
		}
	}
	dependent := dependentPlans()
	for _, id := range order {
		needs := dependent[id]
		if len(needs) > 0 && !slices.ContainsFunc(needs, func(other string) bool { return on[other] }) {
			return bad(textDependentPlan, id, strings.Join(needs, ", "))
		}
	}
	return nil
}
