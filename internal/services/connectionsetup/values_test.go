// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

func TestOrigin(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://contoso.crm4.dynamics.com":           "https://contoso.crm4.dynamics.com",
		"HTTPS://Contoso.crm4.dynamics.com:443/":      "https://contoso.crm4.dynamics.com",
		"https://127.0.0.1:4433":                      "https://127.0.0.1:4433",
		"http://contoso.crm4.dynamics.com":            "",
		"https://contoso.crm4.dynamics.com/main.aspx": "",
		"https://contoso.crm4.dynamics.com?x=1":       "",
		"https://contoso.crm4.dynamics.com#x":         "",
		"https://user@contoso.crm4.dynamics.com":      "",
		"contoso.crm4.dynamics.com":                   "",
		"https://":                                    "",
		"::":                                          "",
	} {
		got, ok := origin(text)
		if got != want || ok != (want != "") {
			t.Errorf("origin(%q) = %q, %v", text, got, ok)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://contoso.crm4.dynamics.com", "https://Contoso.crm4.dynamics.com/", true},
		{"https://contoso.crm4.dynamics.com", "https://fabrikam.crm4.dynamics.com", false},
		{"https://contoso.crm4.dynamics.com", "contoso", false},
		{"contoso", "Contoso", true},
		{"contoso", "https://contoso.crm4.dynamics.com", false},
	} {
		if got := sameOrigin(c.a, c.b); got != c.want {
			t.Errorf("sameOrigin(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// TestValuesOf: what a setup has is given back to it, and nothing where it has no address of the web client.
func TestValuesOf(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "https://businesscentral.dynamics.com/?company=CRONUS"} {
		row := bc.SalesConnectionSetup{BusinessCentralURL: address, ProxyVersion: 91, AutoCreateSalesOrders: true}
		values := valuesOf(row)
		if got := values.BusinessCentralURL; (got != nil) != (address != "") || got != nil && *got != address {
			t.Errorf("%q: %v", address, got)
		}
		if _, names := differences(values, row); len(names) > 0 {
			t.Errorf("%q: %q would change", address, names)
		}
	}
}

// TestKeep keeps a spelling, but nothing that is not a value.
func TestKeep(t *testing.T) {
	t.Parallel()
	for _, current := range []types.String{types.StringNull(), types.StringUnknown()} {
		if got := keep(current, "", strings.EqualFold); !got.Equal(types.StringValue("")) {
			t.Errorf("%s became %s", current, got)
		}
	}
	for remote, want := range map[string]string{"me": "Me", "you": "you"} {
		if got := keep(types.StringValue("Me"), remote, strings.EqualFold).ValueString(); got != want {
			t.Errorf("%s became %s", remote, got)
		}
	}
}

func TestSameClient(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://bc.example/x?company=CRONUS", "https://bc.example/x", true},
		{"https://bc.example/x/?Company=A%20&%20B", "https://bc.example/x", true},
		{"https://bc.example/x?tenant=t&company=A", "https://bc.example/x?tenant=t", true},
		{"https://bc.example/x?company=A", "https://bc.example/x?company=B", true},
		{"https://bc.example/x?tenant=t", "https://bc.example/x", false},
		{"https://bc.example/x", "https://bc.example/y", false},
	} {
		if got := sameClient(c.a, c.b); got != c.want {
			t.Errorf("sameClient(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// TestSteps turns off what excludes others before it turns on what others exclude.
func TestSteps(t *testing.T) {
	t.Parallel()
	on, off := new(true), new(false)
	got := steps(bc.SalesConnectionValues{LegacySalesOrders: off, AutoCreateSalesOrders: off, BidirectionalSalesOrders: on})
	want := [3]bc.SalesConnectionValues{{AutoCreateSalesOrders: off}, {LegacySalesOrders: off}, {BidirectionalSalesOrders: on}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got = steps(bc.SalesConnectionValues{LegacySalesOrders: on, AutoCreateSalesOrders: on, BidirectionalSalesOrders: off})
	want = [3]bc.SalesConnectionValues{{BidirectionalSalesOrders: off}, {LegacySalesOrders: on}, {AutoCreateSalesOrders: on}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCustomizations gives back what differed, but neither a job that merely was on hold nor the direction that
// follows from the order settings.
func TestCustomizations(t *testing.T) {
	t.Parallel()
	was := bc.TableMapping{Name: "CUSTOMER", Direction: "ToIntegrationTable", CreateUnmatched: true, UpdateConflictResolution: "None"}
	now := bc.TableMapping{Name: "CUSTOMER", Direction: "Bidirectional", SynchronizeOnlyCoupledRecords: true, IsSynchronizationEnabled: true, UpdateConflictResolution: "None"}
	for running, want := range map[bool]*bool{true: new(false), false: nil} {
		c := customizations{tables: map[string]bc.TableMapping{"CUSTOMER": was}, stopped: map[string]bool{"CUSTOMER": running}}
		got, differ := c.table(now)
		expected := bc.TableMappingValues{Direction: new(bc.Option("ToIntegrationTable")), SynchronizeOnlyCoupledRecords: new(false), CreateUnmatched: new(true), IsSynchronizationEnabled: want}
		if diff := cmp.Diff(expected, got); diff != "" || !differ {
			t.Error(diff, differ)
		}
	}
	c := customizations{tables: map[string]bc.TableMapping{orderMapping: {Name: orderMapping, Direction: "Bidirectional"}}}
	if got, differ := c.table(bc.TableMapping{Name: orderMapping, Direction: "ToIntegrationTable"}); differ {
		t.Errorf("the order mapping got %v", got)
	}
	if got, differ := c.table(now); differ {
		t.Errorf("an unknown mapping got %v", got)
	}
	for name, change := range map[string]func(m *bc.TableMapping, v *bc.TableMappingValues){
		"UpdateConflictResolution": func(m *bc.TableMapping, v *bc.TableMappingValues) {
			m.UpdateConflictResolution, v.UpdateConflictResolution = "x", &was.UpdateConflictResolution
		},
		"DeletionConflictResolution": func(m *bc.TableMapping, v *bc.TableMappingValues) {
			m.DeletionConflictResolution, v.DeletionConflictResolution = "x", &was.DeletionConflictResolution
		},
		"nothing": func(*bc.TableMapping, *bc.TableMappingValues) {},
	} {
		now, want := was, bc.TableMappingValues{}
		change(&now, &want)
		got, differ := customizations{tables: map[string]bc.TableMapping{"CUSTOMER": was}}.table(now)
		if diff := cmp.Diff(want, got); diff != "" || differ != (name != "nothing") {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestCustomizations_fields does the same for a field mapping.
func TestCustomizations_fields(t *testing.T) {
	t.Parallel()
	was := bc.FieldMapping{MappingName: "CUSTOMER", FieldNo: 1, IntegrationFieldNo: 2, UseForMatchBasedCoupling: true, MatchPriority: 7}
	matches, later, other := was, was, was
	matches.UseForMatchBasedCoupling, later.MatchPriority, other.FieldNo, other.MatchPriority = false, 0, 3, 0
	for name, c := range map[string]struct {
		now  bc.FieldMapping
		want bc.FieldMappingValues
	}{
		"as it was":       {was, bc.FieldMappingValues{}},
		"no longer match": {matches, bc.FieldMappingValues{UseForMatchBasedCoupling: new(true)}},
		"priority":        {later, bc.FieldMappingValues{MatchPriority: new(int64(7))}},
		"another field":   {other, bc.FieldMappingValues{}},
	} {
		got, differ := customizations{fields: map[fieldKey]bc.FieldMapping{keyOf(was): was}}.field(c.now)
		if diff := cmp.Diff(c.want, got); diff != "" || differ != (c.want != bc.FieldMappingValues{}) {
			t.Errorf("%s: %t %s", name, differ, diff)
		}
	}
	for name, c := range map[string]struct {
		left      *bc.FieldMapping
		now, want bc.FieldMapping
		gone      bool
	}{
		"as it was left":        {left: &matches, now: matches, want: was},
		"matched since":         {left: &later, now: matches, want: matches},
		"the priority is new":   {left: &was, now: later, want: later},
		"no longer matched":     {left: &was, now: matches, want: matches},
		"unread":                {now: later, want: was},
		"gone when it was kept": {left: &matches, want: was, gone: true},
	} {
		got := customizations{tables: map[string]bc.TableMapping{}, fields: map[fieldKey]bc.FieldMapping{keyOf(was): c.now}, stopped: map[string]bool{}}
		if c.gone {
			clear(got.fields)
		}
		kept := keptMappings{Fields: []keptField{{Was: was, Left: c.left}}}
		got.add(kept, true)
		if diff := cmp.Diff(c.want, got.fields[keyOf(was)]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if names := kept.names(); len(names) != 1 || names[0] != "CUSTOMER" {
			t.Errorf("%s: names %v", name, names)
		}
	}
}

// TestCustomizations_kept prefers what a failed update kept to what the failure left, but not to what somebody changed
// since.
func TestCustomizations_kept(t *testing.T) {
	t.Parallel()
	was := bc.TableMapping{Name: "CUSTOMER", Direction: "ToIntegrationTable"}
	left := bc.TableMapping{Name: "CUSTOMER", Direction: "Bidirectional"}
	changed := bc.TableMapping{Name: "CUSTOMER", Direction: "FromIntegrationTable"}
	for _, c := range []struct {
		name    string
		left    *bc.TableMapping
		now     map[string]bc.TableMapping
		running bool
		want    bc.TableMapping
	}{
		{"as it was left", &left, map[string]bc.TableMapping{"CUSTOMER": left}, false, was},
		{"changed since", &left, map[string]bc.TableMapping{"CUSTOMER": changed}, true, changed},
		{"gone", &left, map[string]bc.TableMapping{}, false, was},
		{"unread", nil, map[string]bc.TableMapping{"CUSTOMER": changed}, false, was},
	} {
		got := customizations{tables: c.now, fields: map[fieldKey]bc.FieldMapping{}, stopped: map[string]bool{}}
		got.add(keptMappings{Tables: []keptTable{{Was: was, Left: c.left}}, Stopped: []string{"VENDOR"}}, c.running)
		if diff := cmp.Diff(c.want, got.tables["CUSTOMER"]); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got.stopped["VENDOR"] == c.running {
			t.Errorf("%s: stopped %v while running is %v", c.name, got.stopped, c.running)
		}
	}
}
