// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// defaultMapping is the expected form of a default mapping.
type defaultMapping struct {
	name, direction, depends string
	inactivity               int64 // minutes; 0 without a recurring job
	matched                  bool  // has match fields, and creates rows for records without a match
}

const accounts = "CURRENCY|PAYMENT TERMS|SHIPMENT METHOD|SHIPPING AGENT"

func dataverseMappings(person bool) []defaultMapping {
	depends, all := accounts, []defaultMapping{}
	if person {
		depends = "SALESPEOPLE|" + depends
		all = append(all, defaultMapping{"SALESPEOPLE", toBC, "", 1440, false})
	}
	return append(
		all,
		defaultMapping{"CUSTOMER", both, depends, 720, false}, defaultMapping{"VENDOR", both, depends, 720, false}, defaultMapping{"CONTACT", both, "CUSTOMER|VENDOR", 720, false},
		defaultMapping{"CURRENCY", toInt, "", 720, true}, defaultMapping{"PAYMENT TERMS", toInt, "", 1440, true}, defaultMapping{"SHIPMENT METHOD", toInt, "", 1440, true}, defaultMapping{"SHIPPING AGENT", toInt, "", 1440, true},
	)
}

// unitMappings are the mappings of units, and the names of those that items and resources depend on.
func unitMappings(unitGroups bool) (units []defaultMapping, item, resource string) {
	if !unitGroups {
		return []defaultMapping{{"UNIT OF MEASURE", toInt, "", 720, false}}, "UNIT OF MEASURE", "UNIT OF MEASURE"
	}
	return []defaultMapping{{"UNIT GROUP", toInt, "", 720, true}, {"ITEM UOM", toInt, "UNIT GROUP", 720, true}, {"RESOURCE UOM", toInt, "UNIT GROUP", 720, true}}, "ITEM UOM", "RESOURCE UOM"
}

func salesMappings(unitGroups bool) []defaultMapping {
	const documents = "ITEM-PRODUCT|RESOURCE-PRODUCT|OPPORTUNITY"
	units, item, resource := unitMappings(unitGroups)
	return slices.Concat(units, []defaultMapping{
		{"ITEM-PRODUCT", both, item, 1440, false},
		{"RESOURCE-PRODUCT", both, resource, 720, false},
		{"PLHEADER-PRICE", toInt, "CURRENCY|ITEM-PRODUCT", 1440, false},
		{"PLLINE-PRODPRICE", toInt, "PLHEADER-PRICE|ITEM-PRODUCT", 1440, false},
		{"POSTEDSALESINV-INV", toInt, documents, 1440, false},
		{"POSTEDSALESLINE-INV", toInt, "POSTEDSALESINV-INV", 0, false},
		{"OPPORTUNITY", both, "CONTACT", 0, false},
	})
}

// TestDefaultMappings lists the mappings that enabling creates, with their jobs.
func TestDefaultMappings(t *testing.T) {
	t.Parallel()
	const documents = "ITEM-PRODUCT|RESOURCE-PRODUCT|OPPORTUNITY"
	for name, test := range map[string]struct {
		ownership, sales string // sales is the body of the Sales setup; "" omits it
		want             []defaultMapping
	}{
		"Dataverse, team":   {"Team", "", dataverseMappings(false)},
		"Dataverse, person": {"Person", "", dataverseMappings(true)},
		"Sales":             {"Team", "{}", append(dataverseMappings(false), salesMappings(true)...)},
		"units of measure":  {"Team", `{"unitGroupMappingEnabled":false}`, append(dataverseMappings(false), salesMappings(false)...)},
		"legacy orders":     {"Team", `{"legacySalesOrders":true}`, append(append(dataverseMappings(false), salesMappings(true)...), defaultMapping{"SALESORDER-ORDER", toInt, documents, 720, false})},
		"bidirectional orders": {"Person", `{"bidirectionalSalesOrders":true}`, append(
			append(dataverseMappings(true), salesMappings(true)...),
			defaultMapping{"SALESORDER-ORDER", both, "CUSTOMER|" + documents, 720, false}, defaultMapping{"SOLINE-ORDERDETAIL", both, "SALESORDER-ORDER", 0, false},
		)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			if test.sales == "" {
				b.connectDataverse(cronus, cronusUnit, test.ownership)
			} else {
				b.connectSales(cronus, cronusUnit, test.ownership, test.sales)
			}
			shown := b.list(in(cronus, setMappings))
			for _, row := range shown {
				mapping := fmt.Sprint(row["name"])
				i := slices.IndexFunc(test.want, func(m defaultMapping) bool { return m.name == mapping })
				if i < 0 {
					t.Errorf("%s is not a default mapping", mapping)
					continue
				}
				got := defaultMapping{name: mapping, direction: fmt.Sprint(row["direction"]), depends: fmt.Sprint(row["dependencyFilter"]), matched: row["matchFieldCount"] != 0.0}
				if row["createUnmatched"] != got.matched {
					t.Errorf("%s makes rows for what finds no match: %v", mapping, row["createUnmatched"])
				}
				for _, job := range (company{world: b.world, id: cronus}).mappingJobs(mapping) {
					got.inactivity = job.Int("emulatorInactivityTimeout")
					if job.Int("numberOfMinutesBetweenRuns") != 30 || job.Int("maxNumberAttemptsToRun") != 10 || job.String("status") != jobReady {
						t.Errorf("job of %s: %v", mapping, job)
					}
				}
				if got != test.want[i] {
					t.Errorf("got %+v, want %+v", got, test.want[i])
				}
			}
			if len(shown) != len(test.want) {
				t.Errorf("%d mappings, want %d", len(shown), len(test.want))
			}
		})
	}
}

// TestPriceMappingsFollowTheFeature: without the feature SalesPrices, price mappings use customer price groups.
func TestPriceMappingsFollowTheFeature(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world.Store.Table(store.BusinessCentral, "features").Put(store.Row{columnID: "SalesPrices", "enabled": "None"})
	b.connectSales(cronus, cronusUnit, "Team", "{}")
	names := b.mappingNames()
	for name, want := range map[string]bool{"CUSTPRCGRP-PRICE": true, "SALESPRC-PRODPRICE": true, "PLHEADER-PRICE": false, "PLLINE-PRODPRICE": false} {
		if slices.Contains(names, name) != want {
			t.Errorf("%s is there: %v, want %v", name, !want, want)
		}
	}
}

// TestFieldMappings counts the field mappings that enabling creates, as Microsoft's own tests of the integration do
// (codeunit 139183; disabled ones count too).
func TestFieldMappings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		ownership, sales string
		want             map[string]int
	}{
		"person": {"Person", `{"legacySalesOrders":true}`, map[string]int{
			"CUSTOMER": 22, "VENDOR": 21, "CONTACT": 21, "ITEM-PRODUCT": 11, "RESOURCE-PRODUCT": 8, "OPPORTUNITY": 10, "POSTEDSALESINV-INV": 26,
			"POSTEDSALESLINE-INV": 6, "SALESPEOPLE": 5, "CURRENCY": 3, "UNIT GROUP": 2, "ITEM UOM": 2, "RESOURCE UOM": 2, "PLHEADER-PRICE": 5, "PLLINE-PRODPRICE": 7, "SALESORDER-ORDER": 25,
		}},
		"team":             {"Team", `{"bidirectionalSalesOrders":true}`, map[string]int{"CUSTOMER": 20, "VENDOR": 19, "CONTACT": 19, "OPPORTUNITY": 8, "SALESORDER-ORDER": 27, "SOLINE-ORDERDETAIL": 12}},
		"units of measure": {"Team", `{"unitGroupMappingEnabled":false}`, map[string]int{"UNIT OF MEASURE": 1, "ITEM-PRODUCT": 11, "RESOURCE-PRODUCT": 7}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.connectSales(cronus, cronusUnit, test.ownership, test.sales)
			fields := b.list(in(cronus, setFieldMappings))
			for mapping, want := range test.want {
				var got int
				for _, row := range fields {
					if row["mappingName"] == mapping {
						got++
					}
					if row["matchPriority"] != 0.0 {
						t.Errorf("match priority of %v: %v", row["fieldName"], row["matchPriority"])
					}
				}
				if got != want {
					t.Errorf("%s has %d field mappings, want %d", mapping, got, want)
				}
			}
		})
	}
}

// TestJobsThatGoOnHold: disabling table 5330 stops what belongs to Sales, but not what belongs to Dataverse alone.
func TestJobsThatGoOnHold(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", `{"legacySalesOrders":true,"autoCreateSalesOrders":true,"autoProcessSalesQuotes":true,"itemAvailabilityEnabled":true}`)
	b.must(action(cronus, setSalesSetup, sales, "disable"))
	active := []string{"SALESPEOPLE", "CUSTOMER", "VENDOR", "CONTACT", "CURRENCY"}
	for _, row := range b.list(in(cronus, setMappings)) {
		name := fmt.Sprint(row["name"])
		if want := slices.Contains(active, name); row["isSynchronizationEnabled"] != want {
			t.Errorf("%s synchronizes: %v, want %v", name, row["isSynchronizationEnabled"], want)
		}
	}
	jobs := b.world.Store.Table(store.CompanyScope(cronus), setJobQueue)
	for codeunit, held := range map[int64]bool{
		codeunitStatistics: true, codeunitOrderStatus: true, codeunitNotes: true, codeunitAutoCreate: true, codeunitAutoProcess: true, codeunitAvailability: false,
	} {
		rows := jobs.Where(func(r store.Row) bool { return r.Int("objectIdToRun") == codeunit })
		if len(rows) != 1 || (rows[0].String("status") == jobOnHold) != held {
			t.Errorf("jobs of codeunit %d, held %v: %v", codeunit, held, rows)
		}
	}
	b.must(action(cronus, setDataverseSetup, b.setupID(setDataverseSetup), "disable"))
	for _, row := range b.list(in(cronus, setMappings)) {
		if row["isSynchronizationEnabled"] != false {
			t.Errorf("%s synchronizes without a connection", row["name"])
		}
	}
}

// TestReviewLines lists the lines of a review.
func TestReviewLines(t *testing.T) {
	t.Parallel()
	dataverse := []string{"CONTACT", "CURRENCY", "CUSTOMER", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT", "VENDOR"}
	sales := []string{"UNIT GROUP", "ITEM UOM", "RESOURCE UOM", "ITEM-PRODUCT", "RESOURCE-PRODUCT", "PLHEADER-PRICE", "PLLINE-PRODPRICE", "POSTEDSALESINV-INV", "OPPORTUNITY"}
	for name, test := range map[string]struct {
		ownership, sales string
		off              bool
		want             []string
	}{
		"Sales off, team":   {"Team", "{}", true, dataverse},
		"Sales off, person": {"Person", "{}", true, append([]string{"SALESPEOPLE"}, dataverse...)},
		"team":              {"Team", "{}", false, slices.Concat(dataverse, sales)},
		"person":            {"Person", "{}", false, slices.Concat(dataverse, sales, []string{"SALESPEOPLE"})},
		"legacy orders":     {"Team", `{"legacySalesOrders":true}`, false, slices.Concat(dataverse, sales)},
		"both ways":         {"Team", `{"bidirectionalSalesOrders":true}`, false, slices.Concat(dataverse, sales, []string{"SALESORDER-ORDER"})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			id := b.connectSales(cronus, cronusUnit, test.ownership, test.sales)
			if test.off {
				b.must(action(cronus, setSalesSetup, id, "disable"))
			}
			var got []string
			for line := range b.review(id) {
				got = append(got, line)
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("lines %v, want %v", got, test.want)
			}
		})
	}
}

// TestLineWithoutRecords has the job of the preceding line, or none, and its status never
// changes again: the companion shows neither.
func TestLineWithoutRecords(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	b.start(sales, run, "CURRENCY", "PAYMENT TERMS")
	lines := b.lines()
	if job := lines["CURRENCY"]["jobQueueEntryId"]; job == emptyGUID || lines["PAYMENT TERMS"]["jobQueueEntryId"] != emptyGUID {
		t.Errorf("the line without records shows %v, the one before it %v", lines["PAYMENT TERMS"]["jobQueueEntryId"], job)
	}
	b.pass(10 * time.Second)
	if lines = b.lines(); lines["CURRENCY"]["jobQueueEntryStatus"] != "Finished" || lines["PAYMENT TERMS"]["jobQueueEntryStatus"] != "_x0020_" {
		t.Errorf("after the run: %v, %v", lines["CURRENCY"]["jobQueueEntryStatus"], lines["PAYMENT TERMS"]["jobQueueEntryStatus"])
	}
	b.review(sales)
	b.start(sales, fabrikam, "PAYMENT TERMS")
	if line := b.lines()["PAYMENT TERMS"]; line["jobQueueEntryId"] != emptyGUID || line["jobQueueEntryStatus"] != "_x0020_" {
		t.Errorf("alone: %v", line)
	}
}

// TestSalespeopleWithinTheFilter: SALESPEOPLE overwrites those whose user is
// enabled, licensed and not the integration user.
func TestSalespeopleWithinTheFilter(t *testing.T) {
	t.Parallel()
	for name, changes := range map[string]store.Row{
		"fit": {}, "disabled": {"isdisabled": true}, "unlicensed": {"islicensed": false}, "integration": {"isintegrationuser": true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			sales := b.connectSales(cronus, cronusUnit, "Person", "")
			b.must(couple(13, salesJo, userJo))
			b.set("systemusers", userJo, changes)
			b.review(sales)
			b.start(sales, run, "SALESPEOPLE")
			b.pass(10 * time.Second)
			jo := b.row(cronus, setSalespeople, func(r store.Row) bool { return r.String("code") == "JO" })
			if overwritten := jo.String("email") == "john@contoso.com"; overwritten != (name == "fit") {
				t.Errorf("the salesperson of a user who is %s: %v", name, jo)
			}
		})
	}
}

// TestFailureAfterTheCommit disables table 5330 again; the couplings of units
// that enabling deletes first stay deleted.
func TestFailureAfterTheCommit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.connectDataverse(cronus, cronusUnit, "Team")
	b.bc(cronus, setCouplings, store.Row{"id": rootUnit, "tableId": int64(tableUnitOfMeasure), "recordId": rootUnit, "dataverseId": rootUnit})
	id, _ := b.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"}).body["id"].(string)
	b.application(store.Row{"permissionSets": []any{permissionAdminister}})
	if a := b.do(action(cronus, setSalesSetup, id, "enable")); a.status != http.StatusBadRequest {
		t.Fatalf("enable: %d %s", a.status, a.message)
	}
	if row := b.row(cronus, setSalesSetup, anyRow); row.Bool(columnEnabled) || strings.Contains(fmt.Sprint(b.mappingNames()), "ITEM-PRODUCT") {
		t.Errorf("after the failure: %v, mappings %v", row, b.mappingNames())
	}
	if b.world.Store.Table(store.CompanyScope(cronus), setCouplings).Len() != 0 {
		t.Error("the coupling of a unit of measure is still there")
	}
}
