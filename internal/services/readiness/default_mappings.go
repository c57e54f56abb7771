// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"strings"
)

// defaultMapping is a table mapping that Business Central creates by default.
type defaultMapping struct {
	name string
	// setup is which setup makes it: the argument of bcsales_reset_configuration.
	setup string
	// jobless mappings are synchronized with another one.
	jobless bool
	// optional mappings depend on settings that cannot be read, such as the kind of price calculation.
	optional bool
}

const (
	setupDataverse = "dataverse"
	setupSales     = "sales"
)

// defaultMappings are the mappings that belong to the company's setups (BCApps, codeunits CDS Setup Defaults and CRM Setup
// Defaults).
func (f *facts) defaultMappings(ctx context.Context) ([]defaultMapping, error) {
	person, err := f.person(ctx)
	if err != nil {
		return nil, err
	}
	sales, err := f.sales(ctx)
	if err != nil {
		return nil, err
	}
	all := []defaultMapping{
		{name: "CUSTOMER", setup: setupDataverse},
		{name: "VENDOR", setup: setupDataverse},
		{name: "CONTACT", setup: setupDataverse},
		{name: "CURRENCY", setup: setupDataverse},
		{name: "PAYMENT TERMS", setup: setupDataverse},
		{name: "SHIPMENT METHOD", setup: setupDataverse},
		{name: "SHIPPING AGENT", setup: setupDataverse},
		{name: "ITEM-PRODUCT", setup: setupSales},
		{name: "RESOURCE-PRODUCT", setup: setupSales},
		{name: "OPPORTUNITY", setup: setupSales, jobless: true},
		{name: "POSTEDSALESINV-INV", setup: setupSales},
		{name: "POSTEDSALESLINE-INV", setup: setupSales, jobless: true},
		{name: "CUSTPRCGRP-PRICE", setup: setupSales, optional: true},
		{name: "SALESPRC-PRODPRICE", setup: setupSales, optional: true},
		{name: "PLHEADER-PRICE", setup: setupSales, optional: true},
		{name: "PLLINE-PRODPRICE", setup: setupSales, optional: true},
	}
	if person {
		all = append(all, defaultMapping{name: "SALESPEOPLE", setup: setupDataverse})
	}
	if sales.UnitGroupMappingEnabled {
		all = append(all, defaultMapping{name: "UNIT GROUP", setup: setupSales}, defaultMapping{name: "ITEM UOM", setup: setupSales}, defaultMapping{name: "RESOURCE UOM", setup: setupSales})
	} else {
		all = append(all, defaultMapping{name: "UNIT OF MEASURE", setup: setupSales})
	}
	if sales.LegacySalesOrders || sales.BidirectionalSalesOrders {
		all = append(all, defaultMapping{name: "SALESORDER-ORDER", setup: setupSales})
	}
	if sales.BidirectionalSalesOrders {
		all = append(all, defaultMapping{name: "SOLINE-ORDERDETAIL", setup: setupSales, jobless: true})
	}
	return all, nil
}

func mappingNames(mappings []defaultMapping) []string {
	names := make([]string, len(mappings))
	for i, mapping := range mappings {
		names[i] = mapping.name
	}
	return names
}

// remedyReset names the setups whose reset recreates the mappings and their jobs.
func remedyReset(mappings []defaultMapping) string {
	pages := map[string]string{setupDataverse: "Dataverse Connection Setup", setupSales: "Dynamics 365 Sales Integration Setup"}
	var setups, names []string
	for _, setup := range []string{setupDataverse, setupSales} {
		for _, mapping := range mappings {
			if mapping.setup == setup {
				setups, names = append(setups, `setup = "`+setup+`"`), append(names, pages[setup])
				break
			}
		}
	}
	return "Reset the mappings to their defaults: run the action bcsales_reset_configuration (Terraform 1.14 or later) with " + strings.Join(setups, ", then with ") +
		", or choose Use Default Synchronization Setup on the page " + strings.Join(names, " and on the page ") + " in Business Central. " +
		"That undoes all changes of these mappings, such as match fields: apply again afterwards, and set by hand what Terraform does not manage."
}
