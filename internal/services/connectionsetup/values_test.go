// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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
