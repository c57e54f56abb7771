// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// withCompany appends the company to a web client URL that does not name one, as
// SetCRMNAVConnectionUrl of BCApps CRMIntegrationManagement does.
func (co company) withCompany(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.Contains(address, "?company=") {
		return address
	}
	return address + co.parameter()
}

// ownURL is this company's web client URL: what the setup says if it names this company, else
// what its row in nav_connection says, else the environment's.
func (co company) ownURL(setup store.Row) string {
	if address := setup.String(columnURL); strings.HasSuffix(address, co.parameter()) {
		return address
	}
	row, ok := co.dataverse().first(setNavConnections, func(r store.Row) bool {
		return strings.HasSuffix(r.String(columnNavURL), co.parameter())
	})
	if ok {
		return row.String(columnNavURL)
	}
	return co.webClientURL()
}

// writeNavConnection upserts the row of a URL (SetCRMNAVConnectionUrl); rows of other URLs stay.
func (co company) writeNavConnection(address string) {
	d := co.dataverse()
	t := d.table(setNavConnections)
	row, ok := t.First(func(r store.Row) bool { return r.String(columnNavURL) == address })
	if !ok {
		d.insert(setNavConnections, store.Row{columnNavURL: address, "nav_name": co.name})
		return
	}
	if row.String("nav_name") != co.name {
		t.Update(t.Key(row), store.Row{"nav_name": co.name, "modifiedon": co.world.Timestamp()})
	}
}

// deleteNavConnection deletes the row of a URL (RemoveCRMNAVConnectionUrl).
func (co company) deleteNavConnection(address string) {
	t := co.dataverse().table(setNavConnections)
	for _, row := range t.Where(func(r store.Row) bool { return r.String(columnNavURL) == address }) {
		t.Delete(t.Key(row))
	}
}

// firstNavURL is what RefreshFromCRMConnectionInformation reads: the first row, of whatever
// company.
func (co company) firstNavURL() (string, bool) {
	row, ok := co.dataverse().first(setNavConnections, func(store.Row) bool { return true })
	return row.String(columnNavURL), ok
}
