// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const columnCompanyOf = "_bcbi_companyid_value"

// setOwnWrites remembers by the key of a row in Dataverse which version of it an integration user wrote: no change of others.
const setOwnWrites = "emulatorOwnWrites"

// write changes a row of Dataverse as the integration user.
func (r *synchRun) write(key string, changes store.Row) {
	changes["modifiedon"] = r.co.world.Timestamp()
	r.stamp(changes)
	r.remote.Update(key, changes)
	r.own(key)
}

func (r *synchRun) ownWrites() *store.Table {
	return r.co.world.Store.Table(store.BusinessCentral, setOwnWrites)
}

// own remembers that a row of Dataverse is as the integration user wrote it.
func (r *synchRun) own(key string) {
	r.ownWrites().Put(store.Row{columnID: key, "version": r.remote.Version(key)})
}

// isOwn reports whether the integration user wrote a row last.
func (r *synchRun) isOwn(key string) bool {
	row, ok := r.ownWrites().Get(key)
	return ok && row.Int("version") == r.remote.Version(key)
}

// stamp says that the integration user changed a row of Dataverse.
func (r *synchRun) stamp(row store.Row) {
	setup, _ := r.co.setup(setDataverseSetup)
	if user, ok := r.co.dataverse().userByEmail(setup.String("userName")); ok {
		row["_modifiedby_value"] = user.String(columnIntegrationUserID)
	}
}

// ofCompany gives a row that Business Central writes its company (SetCompanyId of codeunits 5341 and 7205).
func (r *synchRun) ofCompany(row store.Row) {
	tables := []int64{
		tableCustomer, tableVendor, tableContact, tableItem, tableResource, tableOpportunity, tableCustomerPriceGroup, tablePriceListHeader,
		tableInvoiceHeader, tableSalesHeader,
	}
	if own, ok := r.co.dataverse().company(r.co.id); ok && slices.Contains(tables, r.m.Table) {
		row[columnCompanyOf] = own.String("bcbi_companyid")
	}
}

// claim writes the company into an account or a contact that was brought to Business Central and has none
// (SetCompanyIdOnCRMAccount, SetCompanyIdOnCRMContact).
func (r *synchRun) claim(row store.Row, key string) {
	if r.m.Table != tableCustomer && r.m.Table != tableVendor && r.m.Table != tableContact {
		return
	}
	changes := store.Row{}
	if r.ofCompany(changes); !sameValue(changes[columnCompanyOf], row[columnCompanyOf]) {
		r.write(key, changes)
	}
}
