// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const oneRecord = "bcsales_record_coupling.this"

func record(table, id, partner string) string {
	return `
resource "bcsales_record_coupling" "this" {
  company_id   = "` + cronus + `"
  table        = "` + table + `"
  record_id    = "` + id + `"
  dataverse_id = "` + partner + `"
}
`
}

func TestRecord_lifecycle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first, second := record("customer", customer, account), record("customer", customer, account2)
	f.runTerraform(
		f.apply(first, creates(oneRecord)),
		resource.TestStep{ResourceName: oneRecord, ImportState: true, ImportStateId: cronus + "/customer/" + customer, ImportStateVerify: true},
		f.after(func() { f.want(f.partner(customer) == account, "the customer is coupled") }, second, updates(oneRecord)),
		f.after(func() {
			f.want(f.partner(customer) == account2, "the customer is coupled with the other account")
			f.uncouple(customer)
		}, second, creates(oneRecord)),
		f.apply(record("customer", another, account2), replaces(oneRecord)),
		f.apply(" ", plannedDestroy(oneRecord)),
		f.after(func() { f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "nothing is left") }, " "),
	)
}

func TestRecord_foundStays(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account})
	f.run(
		f.apply(record("customer", customer, account), creates(oneRecord)),
		f.apply(" ", plannedDestroy(oneRecord)),
		f.after(func() {
			f.want(f.partner(customer) == account, "what was there before stays")
			f.warned("apply", "Left in place: the coupling of the ", true)
		}, " "),
	)
}

func TestRecord_refusals(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account})
	f.run(
		f.refused(nil, record("customer", customer, account2), "because it is already coupled to "+account),
		f.refused(nil, record("customer", customer, account2), "terraform import <address of this resource> "+cronus+"/customer/"+customer),
		f.refused(nil, record("customer", another, account), "because the Dataverse record is already coupled to 10000"),
		f.refused(nil, record("customer", another, account), "terraform import <address of its resource> "+cronus+"/customer/"+customer),
		f.refused(nil, record("customer", "000000ee-0000-4000-8000-0000000000ff", account2), "does not exist"),
		f.refused(nil, record("salesperson", customer, account), "value must be one of"),
		f.refused(nil, record("customer", "10000", account), "Not a GUID"),
	)
	f.want(f.partner(customer) == account && f.partner(another) == "", "nothing was written")
}

// TestRecord_replacementRefused: another record_id that cannot be coupled is refused in the plan, before the coupling is removed.
func TestRecord_replacementRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const nobody = "000000ee-0000-4000-8000-0000000000ff"
	f.run(
		f.apply(record("customer", customer, account), creates(oneRecord)),
		f.refused(nil, record("customer", nobody, account), "has no customer with the id "+nobody),
		f.refused(nil, record("vendor", customer, account), "has no vendor with the id "+customer),
		f.refused(func() {
			f.want(f.partner(customer) == account, "the coupling is still there")
			f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 18, "recordId": another, "dataverseId": account2})
		}, record("customer", another, account), "because it is already coupled to "+account2),
		f.after(func() { f.want(f.partner(customer) == account, "the coupling is still there") }, record("customer", customer, account), unchanged(oneRecord)),
	)
}

// TestRecord_tables couples a record of every table.
func TestRecord_tables(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	sets := map[string]string{
		"contact": "contacts", "currency": "currencies", "customer": "customers", "customer_price_group": "customerPriceGroups", "item": "items",
		"opportunity": "opportunities", "resource": "resources", "unit_of_measure": "unitsOfMeasure", "vendor": "vendors",
	}
	var blocks strings.Builder
	for i, table := range slices.Sorted(maps.Keys(sets)) {
		id := "000000f0-0000-4000-8000-00000000000" + string(rune('1'+i))
		key := "number"
		if slices.Contains([]string{"currency", "customer_price_group", "unit_of_measure"}, table) {
			key = "code"
		}
		f.Insert(inCompany(sets[table]), acctest.Row{"id": id, key: "N", "displayName": table})
		blocks.WriteString(`
resource "bcsales_record_coupling" "` + table + `" {
  company_id   = "` + cronus + `"
  table        = "` + table + `"
  record_id    = "` + id + `"
  dataverse_id = "` + id + `"
}
`)
	}
	config := blocks.String()
	f.run(f.apply(config), f.after(func() {
		f.want(len(f.Rows(inCompany("recordCouplings"))) == len(sets), "every table's record is coupled")
	}, config))
}

func TestRecord_lostAnswers(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	lost := func(method string) func() {
		return func() {
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: method, Path: "/recordCouplings", Action: "reset_after", Times: 1})
		}
	}
	f.run(
		f.refused(func() { // what is not there may still be on its way
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings", Action: "reset_before", Times: 1})
		}, record("customer", customer, account), "Could not create"),
		f.after(lost("POST"), record("customer", customer, account), creates(oneRecord)),
		f.after(lost("PATCH"), record("customer", customer, account2), updates(oneRecord)),
		f.after(lost("DELETE"), " ", plannedDestroy(oneRecord)),
		f.after(func() { f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "nothing is left") }, " "),
	)
}

// TestRecord_importOfAnotherTable imports the coupling of a record whose table has another resource: the error names those that this one
// has.
func TestRecord_importOfAnotherTable(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, said := f.Session(nil, nil).Import(t.Context(), "bcsales_record_coupling", cronus+"/salesperson/"+jim, cty.NilVal)
	if !strings.Contains(said.Errors(), `Records of the table "salesperson" cannot be coupled`) || !strings.Contains(said.Errors(), "currency, customer, ") {
		t.Errorf("got %q", said.Errors())
	}
}
