// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestMappingSnapshot follows codeunit "BCS Mapping Snapshot Mgt.": kept once, compared with what a reset made of the mappings, and
// cleared.
func TestMappingSnapshot(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	setup := b.setupID(setDataverseSetup)
	change := func(set string, match func(store.Row) bool, body string) {
		b.must(request{method: http.MethodPatch, path: in(cronus, set+"("+b.row(cronus, set, match).String(columnID)+")"), body: body})
	}
	named := func(name string) func(store.Row) bool {
		return func(r store.Row) bool { return r.String("name") == name }
	}
	change(setMappings, named("CUSTOMER"), `{"synchronizeOnlyCoupledRecords":false}`)
	change(setMappings, named("ITEM-PRODUCT"), `{"direction":"ToIntegrationTable"}`)
	change(setFieldMappings, func(r store.Row) bool { return r.String("mappingName") == "CUSTOMER" && r.Int("fieldNo") == 2 }, `{"useForMatchBasedCoupling":true}`)
	left := func() []string {
		var out []string
		for _, row := range b.list(in(cronus, setSnapshots)) {
			if row["isDefaultKnown"] == true {
				out = append(out, fmt.Sprintf("%v %v %v: %v, default %v", row["mappingName"], row["fieldNo"], row["setting"], row["value"], row["defaultValue"]))
			}
		}
		slices.Sort(out)
		return out
	}
	b.must(action(cronus, setDataverseSetup, setup, "keepMappingSnapshot"))
	all := len(b.list(in(cronus, setSnapshots)))
	if all < 100 || len(left()) != 0 {
		t.Fatalf("kept %d settings, compared: %v", all, left())
	}
	b.must(action(cronus, setSalesSetup, sales, "disable"))
	b.must(action(cronus, setDataverseSetup, setup, "disable"))
	b.must(enableDataverseRequest(cronus, setup))
	if rows := b.list(in(cronus, setSnapshots)); len(rows) <= len(left()) {
		t.Error("the mappings of Sales do not wait for their reset")
	}
	b.must(action(cronus, setSalesSetup, sales, "enable"))
	want := []string{
		"CUSTOMER 0 synchronizeOnlyCoupledRecords: false, default true", "CUSTOMER 2 useForMatchBasedCoupling: true, default false",
		"ITEM-PRODUCT 0 direction: ToIntegrationTable, default Bidirectional",
	}
	if got := left(); !slices.Equal(got, want) || len(b.list(in(cronus, setSnapshots))) != len(want) {
		t.Errorf("after the resets: %q", got)
	}
	b.must(action(cronus, setDataverseSetup, setup, "keepMappingSnapshot"))
	if got := left(); !slices.Equal(got, want) {
		t.Errorf("a snapshot that is there was kept again: %q", got)
	}
	for range 2 {
		b.must(action(cronus, setDataverseSetup, setup, "clearMappingSnapshot"))
		if rows := b.list(in(cronus, setSnapshots)); len(rows) != 0 {
			t.Errorf("after clearing: %v", rows)
		}
	}
}

// TestMarks follows codeunit "BCS Marks": a setup keeps its mark until it is deleted, a coupling while it has the partner that it was
// marked for.
func TestMarks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	const mine, theirs = "00000aa1-0000-4000-8000-000000000001", "00000aa2-0000-4000-8000-000000000002"
	path := func(set string, row map[string]any) string { return in(cronus, set+"("+fmt.Sprint(row[columnID])+")") }
	for _, set := range []string{setDataverseSetup, setSalesSetup} {
		row := b.must(request{method: http.MethodPost, path: in(cronus, set), body: `{"mark":"` + mine + `"}`}).body
		if row["mark"] != mine {
			t.Errorf("%s: inserted with %v", set, row["mark"])
		}
		for _, change := range []string{theirs, emptyGUID} {
			if row = b.must(request{method: http.MethodPatch, path: path(set, row), body: `{"mark":"` + change + `"}`}).body; row["mark"] != change {
				t.Errorf("%s: changed to %v", set, row["mark"])
			}
		}
		b.must(request{method: http.MethodPatch, path: path(set, row), body: `{"mark":"` + mine + `"}`})
		b.must(request{method: http.MethodDelete, path: path(set, row)})
		if row = b.must(request{method: http.MethodPost, path: in(cronus, set), body: "{}"}).body; row["mark"] != emptyGUID {
			t.Errorf("%s: a new row has the mark %v of a deleted one", set, row["mark"])
		}
	}
	marked := couple(13, salesJo, userJo)
	marked.body = marked.body[:len(marked.body)-1] + `,"mark":"` + mine + `"}`
	row := b.must(marked).body
	row = b.must(request{method: http.MethodPatch, path: path(setCouplings, row), body: `{"dataverseId":"` + userPs + `"}`}).body
	if row["mark"] != mine {
		t.Errorf("the mark does not follow a coupling to another partner: %v", row["mark"])
	}
	// A person couples with another partner: the row stays, and its mark does not count.
	b.put(cronus, setCouplings, fmt.Sprint(row[columnID]), store.Row{"dataverseId": integration})
	if row = b.list(in(cronus, setCouplings))[0]; row["mark"] != emptyGUID {
		t.Errorf("a coupling with another partner has the mark %v", row["mark"])
	}
}
