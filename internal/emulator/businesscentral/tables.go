// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

// Table numbers of the base application.
const (
	tablePaymentTerms       = 3
	tableCurrency           = 4
	tableCustomerPriceGroup = 6
	tableShipmentMethod     = 10
	tableSalesperson        = 13
	tableCustomer           = 18
	tableVendor             = 23
	tableItem               = 27
	tableSalesHeader        = 36
	tableSalesLine          = 37
	tableInvoiceHeader      = 112
	tableInvoiceLine        = 113
	tableResource           = 156
	tableUnitOfMeasure      = 204
	tableResourceUnit       = 205
	tableShippingAgent      = 291
	tableContact            = 5050
	tableOpportunity        = 5092
	tableUnitGroup          = 5400
	tableItemUnit           = 5404
	tableSalesPrice         = 7002

	tableSystemUser        = 5340
	tableAccount           = 5341
	tableDataverseContact  = 5342
	tableDataverseOpp      = 5343
	tableTransactionCurr   = 5345
	tablePriceLevel        = 5346
	tableProductPriceLevel = 5347
	tableProduct           = 5348
	tableSalesOrder        = 5353
	tableSalesOrderDetail  = 5354
	tableInvoice           = 5355
	tableInvoiceDetail     = 5356
	tableUom               = 5361
	tableUomSchedule       = 5362
)

// recordTable is a table whose records can be coupled: where its rows are kept and by which
// column a person knows a record.
type recordTable struct {
	caption string
	set     string
	key     string
	remote  string // entity set in Dataverse
	public  bool   // recordCouplings takes it
}

// recordTables lists the tables with couplings. Sets without an API of their own (resources,
// opportunities, …) exist in the emulator's state only.
func recordTables() map[int64]recordTable {
	return map[int64]recordTable{
		tableSalesperson:        {"Salesperson/Purchaser", "salespeoplePurchasers", "code", "systemusers", true},
		tableCustomer:           {"Customer", "customers", "number", "accounts", true},
		tableVendor:             {"Vendor", "vendors", "number", "accounts", true},
		tableContact:            {"Contact", "contacts", "number", "contacts", true},
		tableItem:               {"Item", "items", "number", "products", true},
		tableResource:           {"Resource", "resources", "number", "products", true},
		tableCurrency:           {"Currency", "currencies", "code", "transactioncurrencies", true},
		tableUnitOfMeasure:      {"Unit of Measure", "unitsOfMeasure", "code", "uomschedules", true},
		tableOpportunity:        {"Opportunity", "opportunities", "number", "opportunities", true},
		tableCustomerPriceGroup: {"Customer Price Group", "customerPriceGroups", "code", "pricelevels", true},
		tablePaymentTerms:       {"Payment Terms", "paymentTerms", "code", "", false},
		tableShipmentMethod:     {"Shipment Method", "shipmentMethods", "code", "", false},
		tableShippingAgent:      {"Shipping Agent", "shippingAgents", "code", "", false},
		tableUnitGroup:          {"Unit Group", "unitGroups", "sourceNumber", "uomschedules", false},
		tableItemUnit:           {"Item Unit of Measure", "itemUnitsOfMeasure", "code", "uoms", false},
		tableResourceUnit:       {"Resource Unit of Measure", "resourceUnitsOfMeasure", "code", "uoms", false},
		tableSalesPrice:         {"Sales Price", "salesPrices", "itemNumber", "productpricelevels", false},
		tableInvoiceHeader:      {"Sales Invoice Header", "salesInvoices", "number", "invoices", false},
		tableInvoiceLine:        {"Sales Invoice Line", "salesInvoiceLines", "number", "invoicedetails", false},
		tableSalesHeader:        {"Sales Header", "salesOrders", "number", "salesorders", false},
		tableSalesLine:          {"Sales Line", "salesOrderLines", "number", "salesorderdetails", false},
	}
}
