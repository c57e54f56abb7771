// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

// layer says which connection brings a mapping.
type layer int

const (
	layerDataverse layer = iota // CDS Setup Defaults (codeunit 7204)
	layerSales                  // CRM Setup Defaults (codeunit 5334)
)

// Directions of tableMappings; the review lines word them with spaces.
const (
	both   = "Bidirectional"
	toInt  = "ToIntegrationTable"
	toBC   = "FromIntegrationTable"
	lineTo = "To Integration Table"
	lineBC = "From Integration Table"
)

// when says in which mode a default mapping exists.
type when int

const (
	always when = iota
	personOnly
	unitGroupsOn
	unitGroupsOff
	ordersOn
	bidirectionalOn
)

// mapping is a default integration table mapping.
type mapping struct {
	name      string
	table     int64
	remote    int64 // integration table
	caption   string
	direction string
	layer     layer
	when      when
	depends   string
	// salespeople: SALESPEOPLE comes first among the dependencies in the Person model.
	salespeople bool
	// uncoupledToo: "Synch. Only Coupled Records" is off by default.
	uncoupledToo bool
	// createUnmatched: "Create New in Case of No Match" is on by default.
	createUnmatched bool
	option          bool  // account option sets
	noJob           bool  // no recurring job
	timeout         int64 // inactivity timeout in minutes
	fields          []field
}

// shared reports whether the mapping stays active when only table 5330 is turned off
// (UpdateCRMJobQueueEntriesStatus).
func (m mapping) shared() bool {
	switch m.table {
	case tableCurrency, tableSalesperson, tableContact, tableCustomer, tableVendor:
		return true
	}
	return false
}

const (
	accountDependencies = "CURRENCY|PAYMENT TERMS|SHIPMENT METHOD|SHIPPING AGENT"
	salesDependencies   = "ITEM-PRODUCT|RESOURCE-PRODUCT|OPPORTUNITY"
)

// mappings is the catalog of default mappings in the order in which the base application makes
// them (BCApps CDSSetupDefaults.Codeunit.al, CRMSetupDefaults.Codeunit.al, ResetConfiguration).
func mappings() []mapping {
	return []mapping{
		{name: "SALESPEOPLE", table: tableSalesperson, remote: tableSystemUser, caption: "Salesperson/Purchaser - Dataverse Systemuser", direction: toBC, when: personOnly, timeout: 1440, fields: salespersonFields()},
		{name: "CUSTOMER", table: tableCustomer, remote: tableAccount, caption: "Customer - Dataverse Account", direction: both, depends: accountDependencies, salespeople: true, timeout: 720, fields: customerFields()},
		{name: "VENDOR", table: tableVendor, remote: tableAccount, caption: "Vendor - Dataverse Account", direction: both, depends: accountDependencies, salespeople: true, timeout: 720, fields: vendorFields()},
		{name: "CONTACT", table: tableContact, remote: tableDataverseContact, caption: "Contact - Dataverse Contact", direction: both, depends: "CUSTOMER|VENDOR", timeout: 720, fields: contactFields()},
		{name: "CURRENCY", table: tableCurrency, remote: tableTransactionCurr, caption: "Currency - Dataverse Transactioncurrency", direction: toInt, createUnmatched: true, timeout: 720, fields: currencyFields()},
		{name: "PAYMENT TERMS", table: tablePaymentTerms, remote: tableAccount, caption: "Payment Terms - Dataverse Account", direction: toInt, createUnmatched: true, option: true, timeout: 1440, fields: optionFields(203, "PaymentTermsCodeEnum")},
		{name: "SHIPMENT METHOD", table: tableShipmentMethod, remote: tableAccount, caption: "Shipment Method - Dataverse Account", direction: toInt, createUnmatched: true, option: true, timeout: 1440, fields: optionFields(204, "Address1_FreightTermsCodeEnum")},
		{name: "SHIPPING AGENT", table: tableShippingAgent, remote: tableAccount, caption: "Shipping Agent - Dataverse Account", direction: toInt, createUnmatched: true, option: true, timeout: 1440, fields: optionFields(205, "Address1_ShippingMethodCodeEnum")},

		{name: "UNIT GROUP", table: tableUnitGroup, remote: tableUomSchedule, caption: "Unit Group - CRM Uomschedule", direction: toInt, createUnmatched: true, layer: layerSales, when: unitGroupsOn, timeout: 720, fields: unitGroupFields()},
		{name: "ITEM UOM", table: tableItemUnit, remote: tableUom, caption: "Item Unit of Measure - CRM Uom", direction: toInt, createUnmatched: true, layer: layerSales, when: unitGroupsOn, depends: "UNIT GROUP", timeout: 720, fields: unitFields()},
		{name: "RESOURCE UOM", table: tableResourceUnit, remote: tableUom, caption: "Resource Unit of Measure - CRM Uom", direction: toInt, createUnmatched: true, layer: layerSales, when: unitGroupsOn, depends: "UNIT GROUP", timeout: 720, fields: unitFields()},
		{name: "UNIT OF MEASURE", table: tableUnitOfMeasure, remote: tableUomSchedule, caption: "Unit of Measure - CRM Uomschedule", direction: toInt, layer: layerSales, when: unitGroupsOff, timeout: 720, fields: unitOfMeasureFields()},
		{name: "ITEM-PRODUCT", table: tableItem, remote: tableProduct, caption: "Item - CRM Product", direction: both, layer: layerSales, depends: "ITEM UOM", timeout: 1440, fields: itemFields()},
		{name: "RESOURCE-PRODUCT", table: tableResource, remote: tableProduct, caption: "Resource - CRM Product", direction: both, layer: layerSales, depends: "RESOURCE UOM", timeout: 720, fields: resourceFields()},
		{name: "CUSTPRCGRP-PRICE", table: tableCustomerPriceGroup, remote: tablePriceLevel, caption: "Customer Price Group - CRM Pricelevel", direction: toInt, layer: layerSales, depends: "CURRENCY|ITEM-PRODUCT", timeout: 1440, fields: priceGroupFields()},
		{name: "SALESPRC-PRODPRICE", table: tableSalesPrice, remote: tableProductPriceLevel, caption: "Sales Price - CRM Productpricelevel", direction: toInt, layer: layerSales, depends: "CUSTPRCGRP-PRICE|ITEM-PRODUCT", uncoupledToo: true, timeout: 1440, fields: salesPriceFields()},
		{name: "POSTEDSALESINV-INV", table: tableInvoiceHeader, remote: tableInvoice, caption: "Sales Invoice Header - CRM Invoice", direction: toInt, layer: layerSales, depends: salesDependencies, timeout: 1440, fields: documentFields(11, "InvoiceNumber", "invoicenumber")},
		{name: "POSTEDSALESLINE-INV", table: tableInvoiceLine, remote: tableInvoiceDetail, caption: "Sales Invoice Line - CRM Invoicedetail", direction: toInt, layer: layerSales, depends: "POSTEDSALESINV-INV", uncoupledToo: true, noJob: true},
		{name: "OPPORTUNITY", table: tableOpportunity, remote: tableDataverseOpp, caption: "Opportunity - CRM Opportunity", direction: both, layer: layerSales, depends: "CONTACT", uncoupledToo: true, noJob: true, fields: opportunityFields()},
		{name: "SALESORDER-ORDER", table: tableSalesHeader, remote: tableSalesOrder, caption: "Sales Header - CRM Salesorder", direction: toInt, layer: layerSales, when: ordersOn, depends: salesDependencies, timeout: 720, fields: documentFields(14, "OrderNumber", "ordernumber")},
		{name: "SOLINE-ORDERDETAIL", table: tableSalesLine, remote: tableSalesOrderDetail, caption: "Sales Line - CRM Salesorderdetail", direction: both, layer: layerSales, when: bidirectionalOn, depends: "SALESORDER-ORDER", uncoupledToo: true, noJob: true},
	}
}

// mappingNamed finds a default mapping by its name.
func mappingNamed(name string) (mapping, bool) {
	for _, m := range mappings() {
		if m.name == name {
			return m, true
		}
	}
	return mapping{}, false
}
