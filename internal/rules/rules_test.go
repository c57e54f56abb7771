// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

func TestSameEnvironment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://a.crm.dynamics.com/", "https://A.crm.dynamics.com", true},
		{" https://a.crm.dynamics.com:443", "https://a.crm.dynamics.com", true},
		{"https://a.crm.dynamics.com", "https://b.crm.dynamics.com", false},
		{"https://a.crm.dynamics.com:444", "https://a.crm.dynamics.com", false},
		{"https://localhost:1", "https://127.0.0.1:1", true},
		{"https://localhost:1", "https://127.0.0.1:2", false},
		{"https://localhost:1", "https://a.crm.dynamics.com:1", false},
		{"", "https://a.crm.dynamics.com", false},
		{"::", "::", true},
		{"::", "https://a.crm.dynamics.com", false},
	} {
		if got := rules.SameEnvironment(c.a, c.b); got != c.want {
			t.Errorf("SameEnvironment(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestAcceptsBaseVersion(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{"1.0": true, "1.2.3.4": true, "10.0.0.0": true, "0.9.0.0": false, "": false, "x.1": false} {
		if got := rules.AcceptsBaseVersion(version); got != want {
			t.Errorf("AcceptsBaseVersion(%q) = %v", version, got)
		}
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	roots := []dataverse.Role{{ID: "a", RootID: "a", Name: "A"}, {ID: "b", RootID: "b", Name: "B"}}
	held := []dataverse.Role{{ID: "A", RootID: "a"}, {ID: "copy", RootID: "b"}}
	have, lack := rules.UserRoles(dataverse.ConnectionUser{Roles: held}, roots)
	if diff := cmp.Diff([][]string{{"A"}, {"B"}}, [][]string{have, lack}); diff != "" {
		t.Errorf("the copy in another unit counts for the user:\n%s", diff)
	}
	have, lack = rules.TeamRoles(dataverse.PrincipalRoles{Roles: held}, roots)
	if diff := cmp.Diff([][]string{{"A", "B"}, nil}, [][]string{have, lack}); diff != "" {
		t.Errorf("the copy in the team's unit does not count:\n%s", diff)
	}
}

func TestAdministrator(t *testing.T) {
	t.Parallel()
	user := dataverse.ConnectionUser{Roles: []dataverse.Role{{Name: "Customizer", TemplateID: dataverse.SystemCustomizerTemplate}}}
	if role, is := rules.Administrator(user); is {
		t.Errorf("%q makes an administrator", role.Name)
	}
	user.Roles = append(user.Roles, dataverse.Role{Name: "Administrator", TemplateID: dataverse.SystemAdministratorTemplate})
	if role, is := rules.Administrator(user); !is || role.Name != "Administrator" {
		t.Errorf("got %q, %v", role.Name, is)
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	const company = "000000CC-0000-4000-8000-000000000001"
	for name, want := range map[string]bool{
		"CRONUS (000000cc-0000-4000-8000-000000000001)": true,
		"CRONUS (000000CC-0000-4000-8000-000000000001)": true,
		"CRONUS (000000cc-0000-4000-8000-000000000002)": false,
		"CRONUS": false,
	} {
		if got := rules.IsOwnUnit(name, company); got != want {
			t.Errorf("IsOwnUnit(%q) = %v", name, got)
		}
	}
	unit := dataverse.BusinessUnit{ID: "1a", Name: "Café"}
	for _, c := range []struct {
		id, name string
		want     bool
	}{
		{"1A", "Café", true}, {"1a", "Cafe\u0301", true}, {"1a", "café", false}, {"1b", "Café", false},
	} {
		if got := rules.NamesUnit(c.id, c.name, unit); got != c.want {
			t.Errorf("NamesUnit(%q, %q) = %v", c.id, c.name, got)
		}
	}
}

func TestSalesOrders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		orders          rules.SalesOrders
		lacks, excludes bool
	}{
		{rules.SalesOrders{}, false, false},
		{rules.SalesOrders{Legacy: true, AutoCreate: true}, false, false},
		{rules.SalesOrders{AutoCreate: true}, true, false},
		{rules.SalesOrders{Bidirectional: true}, false, false},
		{rules.SalesOrders{Legacy: true, Bidirectional: true}, false, true},
		{rules.SalesOrders{AutoCreate: true, Bidirectional: true}, true, false},
	} {
		if lacks, excludes := c.orders.LacksLegacy(), c.orders.ExcludesLegacy(); lacks != c.lacks || excludes != c.excludes {
			t.Errorf("%+v: lacks %v, excludes %v", c.orders, lacks, excludes)
		}
	}
}
