// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

// field is a pair of mapped fields. local and remote are the columns of the APIs through which
// the emulator copies the value; a pair without them exists as a field mapping only.
type field struct {
	number       int64
	name         string
	remoteNumber int64
	remoteName   string
	local        string
	remote       string
	match        bool // "Use For Match-Based Coupling" by default
	person       bool // in the Person model only
}

func salespersonFields() []field {
	return []field{
		{5052, "E-Mail", 13, "InternalEMailAddress", "email", "internalemailaddress", false, false},
		{2, "Name", 10, "FullName", "displayName", "fullname", false, false},
		{5053, "Phone No.", 18, "MobilePhone", "phoneNo", "mobilephone", false, false},
	}
}

func customerFields() []field { return accountFields("Salesperson Code") }

func vendorFields() []field { return accountFields("Purchaser Code") }

// accountFields are the fields that customers and vendors share with accounts.
func accountFields(owner string) []field {
	return []field{
		{29, owner, 109, "OwnerId", "", "", false, true},
		{2, "Name", 19, "Name", "displayName", "name", false, false},
		{5, "Address", 65, "Address1_Line1", "addressLine1", "address1_line1", false, false},
		{6, "Address 2", 66, "Address1_Line2", "addressLine2", "address1_line2", false, false},
		{91, "Post Code", 73, "Address1_PostalCode", "postalCode", "address1_postalcode", false, false},
		{7, "City", 68, "Address1_City", "city", "address1_city", false, false},
		{35, "Country/Region Code", 71, "Address1_Country", "country", "address1_country", false, false},
		{92, "County", 69, "Address1_StateOrProvince", "state", "address1_stateorprovince", false, false},
		{22, "Currency Code", 125, "TransactionCurrencyId", "", "", false, false},
		{102, "E-Mail", 32, "EMailAddress1", "email", "emailaddress1", false, false},
		{103, "Home Page", 30, "WebSiteURL", "website", "websiteurl", false, false},
		{9, "Phone No.", 37, "Telephone1", "phoneNumber", "telephone1", false, false},
		{10, "Shipment Method Code", 204, "Address1_FreightTermsCodeEnum", "", "", false, false},
		{31, "Shipping Agent Code", 205, "Address1_ShippingMethodCodeEnum", "", "", false, false},
		{27, "Payment Terms Code", 203, "PaymentTermsCodeEnum", "", "", false, false},
	}
}

func contactFields() []field {
	return []field{
		{29, "Salesperson Code", 127, "OwnerId", "", "", false, true},
		{5, "Address", 83, "Address1_Line1", "addressLine1", "address1_line1", false, false},
		{7, "City", 86, "Address1_City", "city", "address1_city", false, false},
		{102, "E-Mail", 39, "EMailAddress1", "email", "emailaddress1", false, false},
		{5054, "First Name", 16, "FirstName", localFirstName, "firstname", false, false},
		{5056, "Surname", 20, "LastName", localSurname, "lastname", false, false},
		{103, "Home Page", 36, "WebSiteUrl", "website", "websiteurl", false, false},
		{5061, "Mobile Phone No.", 64, "MobilePhone", "mobilePhoneNumber", "mobilephone", false, false},
		{9, "Phone No.", 66, "Telephone1", "phoneNumber", "telephone1", false, false},
	}
}

func currencyFields() []field {
	return []field{
		{1, "Code", 14, "ISOCurrencyCode", "code", "isocurrencycode", true, false},
		{56, "Symbol", 11, "CurrencySymbol", "symbol", "currencysymbol", false, false},
		{15, "Description", 12, "CurrencyName", "displayName", "currencyname", false, false},
	}
}

func optionFields(remote int64, name string) []field {
	return []field{{1, "Code", remote, name, "code", "", true, false}}
}

func unitGroupFields() []field {
	return []field{
		{3, "Source No.", 3, "Name", "sourceNumber", "name", true, false},
		{3, "Source No.", 14, "BaseUoMName", "sourceNumber", "baseuomname", false, false},
	}
}

func unitFields() []field {
	return []field{
		{2, "Code", 3, "Name", "code", "name", true, false},
		{3, "Qty. per Unit of Measure", 5, "Quantity", "quantity", "quantity", false, false},
	}
}

func unitOfMeasureFields() []field {
	return []field{{1, "Code", 14, "BaseUoMName", "code", "baseuomname", false, false}}
}

func itemFields() []field {
	return []field{
		{1, "No.", 12, "ProductNumber", "number", "productnumber", false, false},
		{3, "Description", 4, "Name", "displayName", "name", false, false},
		{18, "Unit Price", 10, "Price", "unitPrice", "price", false, false},
		{22, "Unit Cost", 16, "StandardCost", "unitCost", "standardcost", false, false},
	}
}

func resourceFields() []field {
	return []field{
		{1, "No.", 12, "ProductNumber", "number", "productnumber", false, false},
		{3, "Name", 4, "Name", "displayName", "name", false, false},
		{24, "Unit Price", 10, "Price", "unitPrice", "price", false, false},
		{21, "Unit Cost", 16, "StandardCost", "unitCost", "standardcost", false, false},
	}
}

func priceGroupFields() []field {
	return []field{{1, "Code", 3, "Name", "code", "name", false, false}}
}

func salesPriceFields() []field {
	return []field{
		{1, "Item No.", 40, "ProductNumber", "itemNumber", "productnumber", false, false},
		{5, "Unit Price", 8, "Amount", "unitPrice", "amount", false, false},
	}
}

func opportunityFields() []field {
	return []field{
		{2, "Description", 7, "Name", "description", "name", false, false},
		{3, "Salesperson Code", 36, "OwnerId", "", "", false, true},
	}
}

func documentFields(remote int64, name, column string) []field {
	return []field{{3, "No.", remote, name, "number", column, false, false}}
}
