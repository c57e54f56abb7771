// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"maps"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const columnOwner = "_ownerid_value"

// toRemote lists what a record changes in a row of Dataverse, and the first changed field that both sides may change.
func (r *synchRun) toRemote(record, row store.Row) (store.Row, *field, error) {
	changes := store.Row{}
	var both *field
	for i, f := range r.fields {
		v, mapped, err := r.remoteValue(f, record, row, changes)
		if err != nil {
			return nil, nil, err
		}
		if !mapped || sameValue(v, row[f.RemoteColumn]) {
			continue
		}
		changes[f.RemoteColumn] = v
		if f.Direction == "Bidirectional" && both == nil {
			both = &r.fields[i]
		}
	}
	if err := r.currency(record, changes); err != nil {
		return nil, nil, err
	}
	for column, v := range changes { // the columns that a subscriber set
		if sameValue(v, row[column]) {
			delete(changes, column)
		}
	}
	return changes, both, nil
}

// remoteValue is the value of a field for Dataverse; mapped is false for what the emulator does not carry over: options,
// whose numbers belong to an environment, and lookups of rows that it does not couple.
func (r *synchRun) remoteValue(f field, record, row, changes store.Row) (v any, mapped bool, err error) {
	switch {
	case f.RemoteColumn == "" || f.Option:
		return nil, false, nil
	case f.Constant != nil:
		return f.Constant, true, nil
	case !strings.HasPrefix(f.RemoteColumn, "_"):
		return localValue(record, f.Column), true, nil
	}
	code := record.String(f.Column)
	switch f.RemoteColumn {
	case "_transactioncurrencyid_value":
		v, err = r.co.currencyID(code)
		return v, true, err
	case "_defaultuomid_value":
		v, err = r.unit(record, code)
		return v, true, err
	case columnOwner:
		if code == "" && row[columnOwner] != nil { // "Not Null": the owner stays
			return nil, false, nil
		}
		owner := store.Row{}
		if err := r.co.setOwner(r.m, code, owner); err != nil {
			return nil, false, err
		}
		maps.Copy(changes, owner)
		return owner[columnOwner], true, nil
	case "_primarycontactid_value":
		contact, ok := r.co.table("contacts").FirstBy("number", code, nil)
		if !ok {
			return nil, true, nil
		}
		if coupling, ok := r.co.couplingOf(tableContact, contact.String(columnID)); ok {
			return coupling.String("dataverseId"), true, nil
		}
		return nil, true, nil // cleared on failure
	}
	return nil, false, nil
}

// fromRemote lists what a row of Dataverse changes in a record, and the first changed field that both sides may change.
func (r *synchRun) fromRemote(row, record store.Row) (store.Row, *field) {
	changes := store.Row{}
	var both *field
	for i, f := range r.fields {
		v, mapped := r.recordValue(f, row)
		if !mapped || sameValue(v, localValue(record, f.Column)) {
			continue
		}
		changes[f.Column] = v
		if f.Direction == "Bidirectional" && both == nil {
			both = &r.fields[i]
		}
	}
	for column, v := range changes {
		if sameValue(v, record[column]) {
			delete(changes, column)
		}
	}
	if r.m.Table == tableContact && len(changes) > 0 {
		changes["displayName"] = strings.TrimSpace(row.String("firstname") + " " + row.String("lastname"))
	}
	return changes, both
}

// recordValue is the value of a field for Business Central.
func (r *synchRun) recordValue(f field, row store.Row) (any, bool) {
	switch {
	case f.Column == "" || f.Option:
		return nil, false
	case f.Constant != nil:
		return f.Constant, true
	case !strings.HasPrefix(f.RemoteColumn, "_"):
		if v := row[f.RemoteColumn]; v != nil {
			return v, true
		}
		return "", true
	}
	id := row.String(f.RemoteColumn)
	switch f.RemoteColumn {
	case "_transactioncurrencyid_value":
		currency, ok := r.co.dataverse().table(setTransactionCurrency).Get(id)
		if !ok {
			return nil, false
		}
		if code := currency.String("isocurrencycode"); !strings.EqualFold(code, r.co.localCurrency()) {
			return code, true
		}
		return "", true
	case "_primarycontactid_value":
		if id == "" {
			return "", true
		}
		if coupling, ok := r.co.couplingTo(tableContact, id); ok {
			contact, _ := r.co.record(tableContact, coupling.String("recordId"))
			return contact.String("number"), true
		}
		return "", true
	}
	return nil, false
}

// sameValue compares two values as the base application does: as text, with blank equal to nothing.
func sameValue(a, b any) bool { return valueText(a) == valueText(b) }

func valueText(v any) string {
	switch n := v.(type) {
	case nil:
		return ""
	case int64:
		return fmt.Sprint(float64(n))
	}
	return fmt.Sprint(v)
}
