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

// TestLogHasOldAndNewValues: whatever changes an address, a user or a mapping leaves an entry with both values, also when
// nobody sent the value.
func TestLogHasOldAndNewValues(t *testing.T) {
	t.Parallel()
	const other = "other@contoso.com"
	for name, test := range map[string]struct {
		change func(b *bench, base, sales string)
		want   []string
	}{
		"the Sales connection is enabled": {
			func(b *bench, _, sales string) {
				b.must(action(cronus, setSalesSetup, sales, "disable"))
				b.put(cronus, setSalesSetup, sales, store.Row{"userName": other, columnAddress: "https://contoso.crm4.dynamics.com"})
				b.must(action(cronus, setSalesSetup, sales, "enable"))
			},
			[]string{
				"salesConnectionSetup  enable environmentUrl https://contoso.crm4.dynamics.com -> " + origin,
				"salesConnectionSetup  enable userName " + other + " -> " + email,
			},
		},
		"the Sales setup is deleted": {
			func(b *bench, _, sales string) {
				b.must(action(cronus, setSalesSetup, sales, "disable"))
				b.must(request{method: http.MethodDelete, path: in(cronus, setSalesSetup+"("+sales+")")})
			},
			[]string{"salesConnectionSetup  delete environmentUrl " + origin + " -> ", "salesConnectionSetup  delete userName " + email + " -> "},
		},
		"the Dataverse setup is deleted": {
			func(b *bench, base, sales string) {
				b.must(action(cronus, setSalesSetup, sales, "disable"))
				b.must(action(cronus, setDataverseSetup, base, "disable"))
				b.must(request{method: http.MethodDelete, path: in(cronus, setDataverseSetup+"("+base+")")})
			},
			[]string{"dataverseConnectionSetup  delete environmentUrl " + origin + " -> ", "dataverseConnectionSetup  delete userName " + email + " -> "},
		},
		"mappings are reset": {
			func(b *bench, base, _ string) { b.must(action(cronus, setDataverseSetup, base, "resetConfiguration")) },
			[]string{
				"tableMapping CUSTOMER resetConfiguration synchronizeOnlyCoupledRecords false -> true",
				"fieldMapping CUSTOMER 102 32 resetConfiguration useForMatchBasedCoupling true -> false",
			},
		},
		"a connection that is enabled resets them": {
			func(b *bench, base, sales string) {
				b.must(action(cronus, setSalesSetup, sales, "disable"))
				b.must(action(cronus, setDataverseSetup, base, "disable"))
				b.must(enableDataverseRequest(cronus, base))
			},
			[]string{"tableMapping CUSTOMER enable synchronizeOnlyCoupledRecords false -> true"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			sales := b.connectSales(cronus, cronusUnit, "Team", "")
			base := b.setupID(setDataverseSetup)
			mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.Equal("name", "CUSTOMER") })
			b.must(request{method: http.MethodPatch, path: in(cronus, setMappings+"("+mapping.String(columnID)+")"), body: `{"synchronizeOnlyCoupledRecords":false}`})
			field := b.row(cronus, setFieldMappings, func(r store.Row) bool { return r.Equal("mappingName", "CUSTOMER") && r.Int("fieldNo") == 102 })
			b.must(request{method: http.MethodPatch, path: in(cronus, setFieldMappings+"("+field.String(columnID)+")"), body: `{"useForMatchBasedCoupling":true}`})
			before := len(b.list(in(cronus, setLog)))
			test.change(b, base, sales)
			var entries []string
			for _, e := range b.list(in(cronus, setLog))[before:] {
				entries = append(entries, fmt.Sprintf("%s %s %s %s %s -> %s", e["objectName"], e["objectKey"], e["operation"], e["property"], e["oldValue"], e["newValue"]))
			}
			for _, want := range test.want {
				if !slices.Contains(entries, want) {
					t.Errorf("%q is not in %q", want, entries)
				}
			}
		})
	}
}
