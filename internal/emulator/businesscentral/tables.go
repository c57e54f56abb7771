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
	tablePriceListHeader    = 7000
	tablePriceListLine      = 7001
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

// recordTable is a table whose records can be coupled: where its rows are kept, and
// the column by which people know a record.
type recordTable struct {
	caption string
	set     string
	key     string
	remote  string // entity set in Dataverse
	public  bool   // recordCouplings supports it
}

// tableOf describes a table with couplings. Sets without an API (resources,
// opportunities, …) exist only in the emulator's state.
func tableOf(number int64) recordTable {
	switch number {
	case tableSalesperson:
		return recordTable{"Salesperson/Purchaser", "salespeoplePurchasers", "code", "systemusers", true}
	case tableCustomer:
		return recordTable{"Customer", "customers", "number", "accounts", true}
	case tableVendor:
		return recordTable{"Vendor", "vendors", "number", "accounts", true}
	case tableContact:
		return recordTable{"Contact", "contacts", "number", "contacts", true}
	case tableItem:
		return recordTable{"Item", "items", "number", "products", true}
	case tableResource:
		return recordTable{"Resource", "resources", "number", "products", true}
	case tableCurrency:
		return recordTable{"Currency", "currencies", "code", "transactioncurrencies", true}
	case tableUnitOfMeasure:
		return recordTable{"Unit of Measure", "unitsOfMeasure", "code", "uomschedules", true}
	case tableOpportunity:
		return recordTable{"Opportunity", "opportunities", "number", "opportunities", true}
	case tableCustomerPriceGroup:
		return recordTable{"Customer Price Group", "customerPriceGroups", "code", "pricelevels", true}
	case tablePaymentTerms:
		return recordTable{"Payment Terms", "paymentTerms", "code", "", false}
	case tableShipmentMethod:
		return recordTable{"Shipment Method", "shipmentMethods", "code", "", false}
	case tableShippingAgent:
		return recordTable{"Shipping Agent", "shippingAgents", "code", "", false}
	case tableUnitGroup:
		return recordTable{"Unit Group", "unitGroups", "sourceNumber", "uomschedules", false}
	case tableItemUnit:
		return recordTable{"Item Unit of Measure", "itemUnitsOfMeasure", "code", "uoms", false}
	case tableResourceUnit:
		return recordTable{"Resource Unit of Measure", "resourceUnitsOfMeasure", "code", "uoms", false}
	case tableSalesPrice:
		return recordTable{"Sales Price", "salesPrices", "itemNumber", "productpricelevels", false}
	case tablePriceListHeader:
		return recordTable{"Price List Header", "priceListHeaders", "code", "pricelevels", false}
	case tablePriceListLine:
		return recordTable{"Price List Line", "priceListLines", "lineNo", "productpricelevels", false}
	case tableInvoiceHeader:
		return recordTable{"Sales Invoice Header", "salesInvoices", "number", "invoices", false}
	case tableInvoiceLine:
		return recordTable{"Sales Invoice Line", "salesInvoiceLines", "number", "invoicedetails", false}
	case tableSalesHeader:
		return recordTable{"Sales Header", "salesOrders", "number", "salesorders", false}
	case tableSalesLine:
		return recordTable{"Sales Line", "salesOrderLines", "number", "salesorderdetails", false}
	}
	return recordTable{}
}

// coupledTables lists the numbers of the tables with couplings.
func coupledTables() []int64 {
	return []int64{
		tableSalesperson, tableCustomer, tableVendor, tableContact, tableItem, tableResource,
		tableCurrency, tableUnitOfMeasure, tableOpportunity, tableCustomerPriceGroup,
		tablePaymentTerms, tableShipmentMethod, tableShippingAgent, tableUnitGroup,
		tableItemUnit, tableResourceUnit, tablePriceListHeader, tablePriceListLine, tableSalesPrice, tableInvoiceHeader, tableInvoiceLine,
		tableSalesHeader, tableSalesLine,
	}
}
