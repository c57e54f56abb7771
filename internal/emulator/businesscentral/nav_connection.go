// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnSent is the field "Business Central URL" of the companion's table "BCS Connector State":
// the last address sent, without the company.
const columnSent = "emulatorSentUrl"

// columnSentIn is its field "Remembered In": the address of the environment's own web client when the address was remembered.
const columnSentIn = "emulatorSentIn"

// maxURL is the length of "Dynamics NAV URL", in the setup and in Dataverse.
const maxURL = 250

// withCompany appends the company to a web client URL without one, as SetCRMNAVConnectionUrl of BCApps
// CRMIntegrationManagement does.
func (co company) withCompany(address string) string {
	if strings.Contains(address, companyParameter) {
		return address
	}
	return address + companyParameter + urlPathEncode(co.name)
}

// ownURL is the address of this company's row: the web client's own, or the address that was sent, with the company
// as the web client writes it (codeunit "BCS Nav Connection Mgt.", WithCompany).
func (co company) ownURL(sent string) string {
	web := co.webClientURL()
	if sent = baseOf(sent); sent == "" || sameBase(sent, web) {
		return web
	}
	_, name, _ := strings.Cut(web, companyParameter)
	return sent + companyParameter + name
}

// webClientHost matches the hosts of the web client: the service's own, and those of embed apps
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/deployment/embed-app-overview). The emulator's own
// web client has the first (codeunit "BCS Nav Connection Mgt.", IsWebClient).
var webClientHost = regexp.MustCompile(`(?i)^https://(businesscentral\.dynamics\.com|[a-z0-9-]+\.bc\.dynamics\.com)(/|$)`)

// testURL requires an address of the web client, without other parameters and short enough with the company.
func (co company) testURL(sent string) error {
	if strings.ContainsAny(baseOf(sent), "?#") {
		return ownError(ownWebClientURL, sent)
	}
	if base := baseOf(sent); base != "" && !webClientHost.MatchString(base) {
		return ownError(ownWebClientURLForeign, sent)
	}
	if own := co.ownURL(sent); len([]rune(own)) > maxURL {
		return ownError(ownWebClientURLLong, own, maxURL)
	}
	return nil
}

// ours reports whether a row of nav_connection is this company's: it has the company's name and an address that
// this company uses. A company of the same name in another environment has a different address.
func (co company) ours(row store.Row, sent string) bool {
	address := row.String(columnNavURL)
	return row.Equal(columnNavName, co.name) && (sameBase(address, co.webClientURL()) || sent != "" && sameBase(address, sent))
}

// sent is the address remembered for this company. One that was remembered in another environment, from which this one was
// copied, is none: its row belongs there (Remembered).
func (co company) sent(setup store.Row) string {
	if in := setup.String(columnSentIn); in != "" && !sameBase(in, co.webClientURL()) {
		return ""
	}
	return setup.String(columnSent)
}

// deleteOwnRows deletes this company's rows. The base application deletes the row whose URL is in the setup.
func (co company) deleteOwnRows(setup store.Row) {
	t := co.dataverse().table(setNavConnections)
	for _, row := range t.Where(func(r store.Row) bool { return co.ours(r, co.sent(setup)) }) {
		t.Delete(t.Key(row))
	}
}

// ownRow is the address of this company's row in nav_connection, existing or future (RestoreOwnUrl).
func (co company) ownRow(setup store.Row) string {
	sent := co.sent(setup)
	row, ok := co.dataverse().first(setNavConnections, func(r store.Row) bool { return co.ours(r, sent) })
	if ok {
		return row.String(columnNavURL)
	}
	return co.ownURL(sent)
}

// writeNavConnection creates or updates the row of a URL (SetCRMNAVConnectionUrl); rows of other URLs stay.
func (co company) writeNavConnection(address string) {
	address = co.withCompany(address)
	d := co.dataverse()
	t := d.table(setNavConnections)
	row, ok := t.First(func(r store.Row) bool { return r.String(columnNavURL) == address })
	if !ok {
		author := co.connectsAs()
		d.insert(setNavConnections, store.Row{columnNavURL: address, columnNavName: co.name, "_createdby_value": author, columnModifiedBy: author})
		return
	}
	if row.String(columnNavName) != co.name {
		t.Update(t.Key(row), store.Row{columnNavName: co.name, columnModifiedBy: co.connectsAs(), "modifiedon": co.world.Timestamp()})
	}
}

// connectsAs is the id of the Dataverse user that the Sales connection acts as, or nil if there is none.
func (co company) connectsAs() any {
	setup, _ := co.setup(setSalesSetup)
	if user, ok := co.dataverse().userByEmail(setup.String("userName")); ok {
		return user[columnIntegrationUserID]
	}
	return nil
}

// deleteNavConnection deletes the row of a URL (RemoveCRMNAVConnectionUrl).
func (co company) deleteNavConnection(address string) {
	address = co.withCompany(address)
	t := co.dataverse().table(setNavConnections)
	if row, ok := t.First(func(r store.Row) bool { return r.String(columnNavURL) == address }); ok {
		t.Delete(t.Key(row))
	}
}

// firstNavURL is what RefreshFromCRMConnectionInformation reads: the first row, whichever company it belongs to.
func (co company) firstNavURL() (string, bool) {
	row, ok := co.dataverse().first(setNavConnections, func(store.Row) bool { return true })
	return row.String(columnNavURL), ok
}

// writeOwnURL writes this company's row and the setup's field, deletes this company's rows with other addresses,
// including the one remembered so far, and remembers the address sent (codeunit "BCS Nav Connection Mgt.",
// WriteOwnUrl).
func (co company) writeOwnURL(id, sent, remembered string) {
	own := co.ownURL(sent)
	t := co.dataverse().table(setNavConnections)
	for _, row := range t.Where(func(r store.Row) bool { return co.ours(r, remembered) && r.String(columnNavURL) != own }) {
		t.Delete(t.Key(row))
	}
	co.writeNavConnection(own)
	co.update(setSalesSetup, id, store.Row{columnURL: own, columnSent: baseOf(sent), columnSentIn: baseOf(co.webClientURL())})
}
