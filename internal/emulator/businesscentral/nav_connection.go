// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnSent is the field "Business Central URL" of the companion's table "BCS Connector State": the address that was sent
// last, and after enabling that of this company.
const columnSent = "emulatorSentUrl"

// withCompany appends the company to a web client URL that does not name one, as
// SetCRMNAVConnectionUrl of BCApps CRMIntegrationManagement does.
func (co company) withCompany(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.Contains(address, companyParameter) {
		return address
	}
	return address + companyParameter + urlPathEncode(co.name)
}

// wantedURL is the URL that this company wants: what was sent last, else what the setup says when that is this company in
// this environment, else the environment's (codeunit "BCS Nav Connection Mgt.", WantedUrl). The base application fills the
// setup's field from the first row of nav_connection, which may be of another company, and of another environment's
// company of the same name.
func (co company) wantedURL(setup store.Row) string {
	if sent := setup.String(columnSent); sent != "" {
		return sent
	}
	if address := setup.String(columnURL); co.opens(address) {
		return address
	}
	return co.webClientURL()
}

// opens reports whether an address names this environment, and this company or none.
func (co company) opens(address string) bool {
	client, own := withoutCompany(address), withoutCompany(co.webClientURL())
	if client == "" || client[strings.LastIndex(client, "/"):] != own[strings.LastIndex(own, "/"):] {
		return false
	}
	return slices.ContainsFunc([]string{client, client + "/"}, func(a string) bool {
		return strings.EqualFold(address, a) || strings.EqualFold(address, a+companyParameter+urlPathEncode(co.name)) ||
			strings.EqualFold(address, a+companyParameter+escaped(co.name))
	})
}

// claimed is what this company may have written into nav_connection: the base application's own address, and what was sent.
func (co company) claimed(setup store.Row) []string {
	own := []string{withoutCompany(co.webClientURL())}
	if sent := setup.String(columnSent); sent != "" {
		own = append(own, withoutCompany(sent))
	}
	return own
}

// writeNavConnection upserts the row of a URL (SetCRMNAVConnectionUrl); rows of other URLs stay.
func (co company) writeNavConnection(address string) {
	address = co.withCompany(address)
	d := co.dataverse()
	t := d.table(setNavConnections)
	row, ok := t.First(func(r store.Row) bool { return r.String(columnNavURL) == address })
	if !ok {
		d.insert(setNavConnections, store.Row{columnNavURL: address, columnNavName: co.name})
		return
	}
	if row.String(columnNavName) != co.name {
		t.Update(t.Key(row), store.Row{columnNavName: co.name, "modifiedon": co.world.Timestamp()})
	}
}

// deleteNavConnection deletes the row of a URL (RemoveCRMNAVConnectionUrl).
func (co company) deleteNavConnection(address string) {
	address = co.withCompany(address)
	t := co.dataverse().table(setNavConnections)
	if row, ok := t.First(func(r store.Row) bool { return r.String(columnNavURL) == address }); ok {
		t.Delete(t.Key(row))
	}
}

// firstNavURL is what RefreshFromCRMConnectionInformation reads: the first row, of whatever
// company.
func (co company) firstNavURL() (string, bool) {
	row, ok := co.dataverse().first(setNavConnections, func(store.Row) bool { return true })
	return row.String(columnNavURL), ok
}

// writeOwnURL writes this company's row and the setup's field, and deletes the rows of other addresses that this company
// has claimed (codeunit "BCS Nav Connection Mgt.", WriteOwnUrl).
func (co company) writeOwnURL(id, address string, claimed []string) {
	t := co.dataverse().table(setNavConnections)
	for _, row := range t.Where(func(r store.Row) bool { return r.Equal(columnNavName, co.name) }) {
		client := withoutCompany(row.String(columnNavURL))
		if slices.Contains(claimed, client) && client != withoutCompany(address) {
			t.Delete(t.Key(row))
		}
	}
	co.writeNavConnection(address)
	co.update(setSalesSetup, id, store.Row{columnURL: address, columnSent: address})
}
