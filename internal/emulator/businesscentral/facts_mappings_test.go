// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func coupling(table int, id, remote string) func(s *scene) request {
	return func(*scene) request { return couple(table, id, remote) }
}

// recoupled changes the row of the coupling of a record.
func recoupled(record, remote string) func(s *scene) request {
	return func(s *scene) request {
		found := s.row(cronus, setCouplings, func(r store.Row) bool { return r.Equal("recordId", record) })
		return request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+found.String("id")+")"), body: `{"dataverseId":"` + remote + `"}`}
	}
}

func couplingFacts() []fact {
	taken := coupled(13, salesJo, userJo)
	deleted := func(set, id string) func(s *scene) request {
		return func(s *scene) request {
			return request{method: http.MethodDelete, path: in(cronus, set+"("+id+")"), service: s.standard, header: map[string]string{"If-Match": "*"}}
		}
	}
	joGone := gone(setSalespeople, salesJo)
	return []fact{
		{"139161 CannotCreateCouplingToAlreadyCoupledRecord", "a coupled record is refused", []step{taken, isRefused(coupling(13, salesJo, userPs), "JO"), recordsAre(setCouplings, "dataverseId", userJo)}},
		{"139161 CannotUpdateCouplingToAlreadyCoupledRecord", "so is one whose coupling would change to a taken row", []step{taken, coupled(13, salesPs, userPs), isRefused(recoupled(salesPs, userJo), "JO"), recordsAre(setCouplings, "dataverseId", userJo, userPs)}},
		{"139161 CannotCreateCouplingToAlreadyCoupledCRMID", "a coupled row is refused", []step{taken, isRefused(coupling(13, salesPs, userJo), "JO"), recordsAre(setCouplings, "recordId", salesJo)}},
		{"139161 CannotUpdateCouplingToAlreadyCoupledCRMID", "a coupling cannot change to a coupled row", []step{taken, coupled(13, salesPs, userPs), isRefused(recoupled(salesJo, userPs), "PS")}},
		{"139161 CanCreateCouplingToCRMIDCoupledToDeletedIntegrationRecord", "the coupling of a record that is gone is replaced", []step{taken, joGone, done(coupling(13, salesPs, userJo)), recordsAre(setCouplings, "recordId", salesPs)}},
		{"139161 CanUpdateCouplingToCRMIDCoupledDeletedIntegrationRecord", "also when a coupling changes to its row", []step{taken, coupled(13, salesPs, userPs), joGone, done(recoupled(salesPs, userJo)), recordsAre(setCouplings, "dataverseId", userJo)}},
		{"139161 CannotInsertRecordWithZeroTableId", "without a table there is no coupling", []step{isRefused(coupling(0, salesJo, userJo), "0"), recordsAre(setCouplings, "recordId")}},
		{"139161 RemovalOfCoupledRecordDoesNotMarkCouplingAsSkipped", "deleting a customer keeps its coupling", []step{pair("Team"), done(deleted("customers", customerOne)), couplingIs(customerOne, " ", "Success", false)}},
		{"BASE DeleteCouplingOnAfterDeleteSalesperson", "deleting a salesperson removes the coupling", []step{taken, done(deleted(setSalespeople, salesJo)), noCoupling(salesJo)}},
		{"139198 SalespersonsPurchaserCardUncouple", "a coupling is removed at once, without a job", []step{enabled("Person"), taken, done(func(s *scene) request {
			found := s.row(cronus, setCouplings, anyRow)
			return request{method: http.MethodDelete, path: in(cronus, setCouplings+"("+found.String("id")+")")}
		}), noCoupling(salesJo), recordsAre(setSynchJobs, "id")}},
		{"139161 CanCoupleCRMIDToRecord", "a record and a row are coupled, nothing is synchronized", []step{taken, couplingIs(salesJo, " ", " ", false)}},
	}
}

// mapped expects how many enabled field mappings a mapping has.
func mapped(mapping string, n int) step {
	return func(s *scene) {
		s.t.Helper()
		rows := s.table(setFieldMappings).Where(func(r store.Row) bool {
			return r.String("mappingName") == mapping && !r.Bool("emulatorDisabled")
		})
		s.equal("enabled field mappings of "+mapping, len(rows), n)
	}
}

// customerField expects a field mapping of CUSTOMER.
func customerField(name, remote string) step {
	return func(s *scene) {
		s.t.Helper()
		_, ok := s.table(setFieldMappings).First(func(r store.Row) bool {
			return r.String("mappingName") == "CUSTOMER" && r.String("fieldName") == name && r.String("integrationFieldName") == remote
		})
		s.equal("field "+name+" of CUSTOMER", ok, true)
	}
}

func timeout(mapping string, minutes int64) step {
	return func(s *scene) {
		s.t.Helper()
		job := s.row(cronus, setJobQueue, func(r store.Row) bool { return r.String("recordIdToProcess") == mappingRecord(mapping) })
		s.equal("minutes of "+mapping, fmt.Sprint(job.Int("numberOfMinutesBetweenRuns"), " ", job.Int("emulatorInactivityTimeout")), fmt.Sprint(30, " ", minutes))
	}
}

func mappingsAre(name string, there bool) step {
	return func(s *scene) {
		s.t.Helper()
		_, ok := s.table(setMappings).First(func(r store.Row) bool { return r.String("name") == name })
		s.equal(name+" is there", ok, there)
	}
}

func mappingFacts() []fact {
	person := salesEnabled("Person", `{"legacySalesOrders":true}`)
	units := salesEnabled("Team", `{"unitGroupMappingEnabled":false}`)
	old := func(s *scene) {
		s.world.Store.Table(store.BusinessCentral, "features").Put(store.Row{"id": "SalesPrices", "enabled": "None"})
		s.connectSales(cronus, cronusUnit, "Team", `{"unitGroupMappingEnabled":false}`)
	}
	deleted := func(mapping string) step {
		return func(s *scene) { s.table(setMappings).Delete(s.mapping(mapping).String("id")) }
	}
	return []fact{
		{"139160 InvokeResetConfigurationCreatesNewMappings", "a deleted mapping comes back", []step{salesEnabled("Team", ""), deleted("ITEM-PRODUCT"), done(setupAction(setSalesSetup, "resetConfiguration")), mappingsAre("ITEM-PRODUCT", true)}},
		{"139196 InvokeResetConfigurationCreatesNewMappings", "so does one of Dataverse", []step{enabled("Team"), deleted("CUSTOMER"), done(setupAction(setDataverseSetup, "resetConfiguration")), mappingsAre("CUSTOMER", true)}},
		{"139183 ResetIntegrationTableMappingConfiguration", "a changed direction and foreign fields go", []step{
			enabled("Team"), set("CUSTOMER", store.Row{"direction": toDataverse}), record(setFieldMappings, store.Row{"id": rootUnit, "mappingName": "CUSTOMER", "fieldName": "Foreign"}),
			done(setupAction(setDataverseSetup, "resetConfiguration")), func(s *scene) {
				s.equal("direction", s.mapping("CUSTOMER").String("direction"), "Bidirectional")
			}, mapped("CUSTOMER", 18),
		}},
		{"139162 DefaultInactivityTimeoutPeriod", "jobs run every 30 minutes, and rest after 720 or 1440", []step{salesEnabled("Team", ""), timeout("CUSTOMER", 720), timeout("PAYMENT TERMS", 1440), timeout("ITEM-PRODUCT", 1440), timeout("RESOURCE-PRODUCT", 720)}},
		{"139195 DefaultInactivityTimeoutPeriodPerson", "salespeople are mapped in the model Person", []step{enabled("Person"), timeout("SALESPEOPLE", 1440), timeout("CONTACT", 720)}},
		{"139195 DefaultInactivityTimeoutPeriodTeam", "and not in the model Team", []step{enabled("Team"), mappingsAre("SALESPEOPLE", false), mappingsAre("CUSTOMER", true)}},
		{"139183 SalesPersonMappedToCRMSystemuser", "3 fields", []step{person, mapped("SALESPEOPLE", 3)}},
		{"139183 CustomerMappedToCRMAccount", "20 fields", []step{person, mapped("CUSTOMER", 20), customerField("Contact", "Address1_PrimaryContactName"), customerField("Fax No.", "Fax"), customerField("Credit Limit (LCY)", "CreditLimit"), customerField("Primary Contact No.", "PrimaryContactId"), customerField("", "OwnerIdType")}},
		{"BASE ResetVendorAccountMapping", "19 fields", []step{person, mapped("VENDOR", 19)}},
		{"139183 ContactMappedToCRMContact", "20 fields", []step{person, mapped("CONTACT", 20)}},
		{"139183 CurrencyMappedToCRMTransactioncurrency", "3 fields", []step{person, mapped("CURRENCY", 3)}},
		{"139183 ItemMappedToCRMProduct", "11 fields", []step{person, mapped("ITEM-PRODUCT", 11)}},
		{"139183 ResourceMappedToCRMProduct", "7 fields", []step{units, mapped("RESOURCE-PRODUCT", 7)}},
		{"139183 OpportunityMappedToCRMOpportunity", "7 fields, and no recurring job", []step{person, mapped("OPPORTUNITY", 7), jobIs("OPPORTUNITY", "")}},
		{"139183 SalesInvoiceHeaderMappedToCRMInvoice", "26 fields", []step{person, mapped("POSTEDSALESINV-INV", 26)}},
		{"139183 SalesInvoiceLineMappedToCRMInvoicedetail", "6 fields, and no recurring job", []step{person, mapped("POSTEDSALESLINE-INV", 6), jobIs("POSTEDSALESLINE-INV", "")}},
		{"139183 UnitOfMeasureMappedToCRMUomschedule", "1 field", []step{units, mapped("UNIT OF MEASURE", 1)}},
		{"139183 UnitGroupMappedToCRMUomschedule", "2 fields", []step{person, mapped("UNIT GROUP", 2)}},
		{"139183 ItemUnitOfMeasureMappedToCRMUom", "2 fields", []step{person, mapped("ITEM UOM", 2)}},
		{"139183 ResourceUnitOfMeasureMappedToCRMUom", "2 fields", []step{person, mapped("RESOURCE UOM", 2)}},
		{"139183 CustomerPriceGroupMappedToCRMPricelevel", "1 field, without the new prices", []step{old, mapped("CUSTPRCGRP-PRICE", 1)}},
		{"139183 SalesPriceMappedToCRMProductpricelevel", "6 fields, without the new prices", []step{old, mapped("SALESPRC-PRODPRICE", 6)}},
		{"139183 PaymentTermsMappedToPaymentTermsCodeEnum", "1 field", []step{person, mapped("PAYMENT TERMS", 1)}},
		{"139183 ShipmentMethodMappedToFreightTermsCodeEnum", "1 field", []step{person, mapped("SHIPMENT METHOD", 1)}},
		{"139183 ShippingAgentMappedToShippingMethodCodeEnum", "1 field", []step{person, mapped("SHIPPING AGENT", 1)}},
	}
}
