// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Directions of tableMappings; review lines write them with spaces.
const (
	both   = "Bidirectional"
	toInt  = "ToIntegrationTable"
	toBC   = "FromIntegrationTable"
	lineTo = "To Integration Table"
	lineBC = "From Integration Table"
)

// Modes in which a default mapping or one of its field mappings exists; blank is always.
const (
	whenPerson        = "person"         // the ownership model is Person
	whenUnitGroups    = "unitGroups"     // unit group mapping is on
	whenUnits         = "unitsOfMeasure" // unit group mapping is off
	whenPriceLists    = "priceLists"     // the feature SalesPrices is on
	whenPriceGroups   = "priceGroups"    // the feature SalesPrices is off
	whenLegacy        = "legacySalesOrders"
	whenBidirectional = "bidirectionalSalesOrders"
)

// mapping is a default integration table mapping (table 5335 "Integration Table Mapping").
type mapping struct {
	Name    string `json:"name"`
	Caption string `json:"caption"`
	// Sales: created by CRM Setup Defaults (codeunit 5334), otherwise by CDS Setup Defaults (codeunit 7204).
	Sales       bool   `json:"sales"`
	When        string `json:"when"`
	Table       int64  `json:"table"`
	RemoteTable int64  `json:"remoteTable"`
	Direction   string `json:"direction"`
	// Depends lists the mappings of the dependency filter, which omits those that do not exist in the mode.
	Depends []string `json:"depends"`
	// Timeout is the inactivity timeout of the recurring job in minutes; 0 means that the mapping has no such job.
	Timeout          int64       `json:"timeout"`
	OnlyCoupled      bool        `json:"onlyCoupled"`
	CreateUnmatched  bool        `json:"createUnmatched"`
	Option           bool        `json:"option"` // maps to an option set of accounts
	DeletionConflict string      `json:"deletionConflict"`
	AfterCoupling    bool        `json:"afterCoupling"` // "Synch. After Bulk Coupling"
	OwnCompany       bool        `json:"ownCompany"`    // rows of this company or of none
	Filter           []condition `json:"filter"`        // of records in Business Central
	RemoteFilter     []condition `json:"remoteFilter"`  // of rows in Dataverse
	Fields           []field     `json:"fields"`
}

// field is a pair of mapped fields (table 5336 "Integration Field Mapping"). Column and RemoteColumn are columns of
// the APIs, or of the emulator's state where the API has none.
type field struct {
	No         int64  `json:"no"`
	Name       string `json:"name"`
	RemoteNo   int64  `json:"remoteNo"`
	RemoteName string `json:"remoteName"`
	Direction  string `json:"direction"`
	// Caption and RemoteCaption are what errors call the fields, where that is not their name.
	Caption       string `json:"caption"`
	RemoteCaption string `json:"remoteCaption"`
	Column        string `json:"column"`
	RemoteColumn  string `json:"remoteColumn"`
	Option        bool   `json:"option"` // an option of Dataverse, by the code of a record
	Disabled      bool   `json:"disabled"`
	Match         bool   `json:"match"` // "Use For Match-Based Coupling"
	When          string `json:"when"`
	Constant      any    `json:"constant"` // instead of the other side's value
}

func (f field) caption() string { return cmp.Or(f.Caption, f.Name) }

func (f field) remoteCaption() string { return cmp.Or(f.RemoteCaption, f.RemoteName) }

// mappingsJSON holds what ResetConfiguration of BCApps CDSSetupDefaults.Codeunit.al and CRMSetupDefaults.Codeunit.al makes,
// in their order.
//
//go:embed mappings.json
var mappingsJSON []byte

//nolint:gochecknoglobals // read once a process and never changed
var parseMappings = sync.OnceValue(func() []mapping {
	var out []mapping
	if err := json.Unmarshal(mappingsJSON, &out); err != nil {
		panic(fmt.Sprintf("mappings.json, which is part of the program: %v", err))
	}
	return out
})

// condition is a filter on one column.
type condition struct {
	Column string `json:"column"`
	Values []any  `json:"values"` // one of them
	Not    []any  `json:"not"`    // none of them
}

func (c condition) met(row store.Row) bool {
	in := func(values []any) bool {
		return slices.ContainsFunc(values, func(v any) bool { return conditionText(v) == conditionText(row[c.Column]) })
	}
	return (len(c.Values) == 0 || in(c.Values)) && !in(c.Not)
}

// conditionText formats a value; a column that a row does not have is blank, no or zero.
func conditionText(v any) string {
	if v == nil || v == false || v == "" {
		return ""
	}
	if text := valueText(v); text != "0" {
		return text
	}
	return ""
}

func meet(conditions []condition, row store.Row) bool {
	return !slices.ContainsFunc(conditions, func(c condition) bool { return !c.met(row) })
}

// mode selects the default mappings that a company has.
type mode struct{ person, unitGroups, priceLists, legacy, bidirectional bool }

func (o mode) has(when string) bool {
	switch when {
	case whenPerson:
		return o.person
	case whenUnitGroups:
		return o.unitGroups
	case whenUnits:
		return !o.unitGroups
	case whenPriceLists:
		return o.priceLists
	case whenPriceGroups:
		return !o.priceLists
	case whenLegacy:
		return o.legacy
	case whenBidirectional:
		return o.bidirectional
	}
	return true
}

// named finds a default mapping of the mode by its name.
func (o mode) named(name string) (mapping, bool) {
	for _, m := range parseMappings() {
		if m.Name == name && o.has(m.When) {
			return m, true
		}
	}
	return mapping{}, false
}

// dependencyFilter formats "Dependency Filter".
func (o mode) dependencyFilter(m mapping) string {
	var names []string
	for _, name := range m.Depends {
		if _, ok := o.named(name); ok {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// mappingNamed finds a default mapping of any mode by its name.
func mappingNamed(name string) (mapping, bool) {
	for _, m := range parseMappings() {
		if m.Name == name {
			return m, true
		}
	}
	return mapping{}, false
}

// mode returns the mode of a company. The feature SalesPrices is on unless a row of features disables it: it
// replaced the older sales prices for new companies long before application 29.
func (co company) mode() mode {
	sales, _ := co.setup(setSalesSetup)
	prices := true
	if row, ok := co.world.Store.Table(store.BusinessCentral, "features").First(func(r store.Row) bool { return r.Equal(columnID, "SalesPrices") }); ok {
		prices = row.String("enabled") != "None"
	}
	return mode{
		person: co.person(), unitGroups: sales.Bool(columnUnitGroups), priceLists: prices,
		legacy: sales.Bool(columnLegacy), bidirectional: sales.Bool(columnBidi),
	}
}

// shared reports whether the mapping stays active when only table 5330 is disabled
// (UpdateCRMJobQueueEntriesStatus).
func (m mapping) shared() bool {
	switch m.Table {
	case tableCurrency, tableSalesperson, tableContact, tableCustomer, tableVendor:
		return true
	}
	return false
}
