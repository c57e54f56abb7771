// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// relation is a column that must refer to a record of another set.
type relation struct {
	column, caption, set, key string
}

// master is a set of records with a primary key of type Code.
type master struct {
	set, table    string // entity set, caption of the table
	column, field string // API column and caption of the primary key
	prefix        string // of generated numbers; "" if the key must be given
	id            int64  // table number, for couplings
	relations     []relation
}

func masters() []master {
	salesperson := relation{"salespersonCode", "Salesperson Code", setSalespeople, "code"}
	currency := relation{"currencyCode", "Currency Code", setCurrencies, "code"}
	return []master{
		{setSalespeople, "Salesperson/Purchaser", "code", "Code", "", tableSalesperson, nil},
		{setCurrencies, "Currency", "code", "Code", "", tableCurrency, nil},
		{"unitsOfMeasure", "Unit of Measure", "code", "Code", "", tableUnitOfMeasure, nil},
		{"paymentTerms", "Payment Terms", "code", "Code", "", tablePaymentTerms, nil},
		{"shipmentMethods", "Shipment Method", "code", "Code", "", tableShipmentMethod, nil},
		{"customers", "Customer", "number", "No.", "C", tableCustomer, []relation{salesperson, currency}},
		{"vendors", "Vendor", "number", "No.", "V", tableVendor, []relation{currency}},
		{"contacts", "Contact", "number", "No.", "CT", tableContact, nil},
		{"items", "Item", "number", "No.", "1", tableItem, []relation{{"baseUnitOfMeasureCode", "Base Unit of Measure", "unitsOfMeasure", "code"}}},
	}
}

// registerStandard adds the rules of the standard API v2.0 to its service.
func registerStandard(s *odatasvc.Service) {
	s.RegisterSet(setCompanies, odatasvc.Set{StateDelete: stateDropCompany})
	for _, m := range masters() {
		s.RegisterSet(m.set, odatasvc.Set{
			Defaults:     m.number,
			BeforeInsert: m.insert,
			BeforeUpdate: m.update,
			AfterDelete:  uncoupleRecord(m.id),
		})
	}
	s.RegisterSet(setJobQueue, odatasvc.Set{Defaults: jobDefaults})
	s.RegisterBoundOperation("jobQueueEntry", "restart", restartJob)
}

// number gives a record without a number the next one of the table's series.
func (m master) number(c *odatasvc.Context, row store.Row) {
	if row.String(m.column) == "" && m.prefix != "" {
		row[m.column] = m.next(companyOf(c))
	}
}

func (m master) insert(c *odatasvc.Context, row store.Row) error {
	return m.validate(c, store.Row{}, row, true)
}

func (m master) update(c *odatasvc.Context, old, changes store.Row) error {
	_, renamed := changes[m.column]
	return m.validate(c, old, changes, renamed)
}

// validate applies the rules of Code fields and table relations to a write.
func (m master) validate(c *odatasvc.Context, old, row store.Row, key bool) error {
	co := companyOf(c)
	if key {
		code := strings.ToUpper(strings.TrimSpace(row.String(m.column)))
		if code == "" {
			return fieldError("%s must have a value in %s: %s=. It cannot be zero or empty.", m.field, m.table, m.field)
		}
		row[m.column] = code
		for _, other := range co.table(m.set).By(m.column, code) {
			if other.String(columnID) != old.String(columnID) {
				return existsError(m.table, m.field, code)
			}
		}
	}
	for _, r := range m.relations {
		value := strings.ToUpper(strings.TrimSpace(row.String(r.column)))
		if value == "" {
			continue
		}
		row[r.column] = value
		if len(co.table(r.set).By(r.key, value)) == 0 {
			return relationError(r.caption, m.table, value)
		}
	}
	if address := row.String("email"); address != "" && !strings.Contains(address, "@") {
		return dialogError(`The email address "%s" is not valid.`, address)
	}
	return nil
}

// next acts as the number series of the table.
func (m master) next(co company) string {
	t := co.table(m.set)
	for n := t.Len() + 1; ; n++ {
		number := sprintf("%s%05d", m.prefix, n)
		if len(t.By(m.column, number)) == 0 {
			return number
		}
	}
}
