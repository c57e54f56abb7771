// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Recommendations of the full synchronization review.
const (
	fullSynchronization = "Full Synchronization"
	coupleRecords       = "Couple Records"
	noRecordsFound      = "No Records Found"
)

// salespeopleMapping is the mapping of salespeople and users, which the model Team does not have.
const salespeopleMapping = "SALESPEOPLE"

const (
	columnLineJob    = "jobQueueEntryId"
	columnLineStatus = "jobQueueEntryStatus"
	columnToJob      = "toIntegrationTableJobId"
	columnToStatus   = "toIntegrationTableJobStatus"
	columnFromJob    = "fromIntegrationTableJobId"
	columnFromStatus = "fromIntegrationTableJobStatus"
	blank            = " "
)

// generateReview is DeleteAll(true) and Generate() of table 5373 "CRM Full Synch. Review Line"
// (BCApps CRMFullSynchReviewLine.Table.al), as the assisted setup calls them.
func generateReview(c *odatasvc.Context, _ store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if !co.enabled(setDataverseSetup) {
		return nil, ownError(ownDataverseOff)
	}
	if co.reviewRunning() {
		return nil, ownError(ownReviewRunning)
	}
	co.remove(setLines, func(store.Row) bool { return true })
	for _, line := range co.proposals() {
		delete(line, columnID) // that of the mapping; a stored line has its own
		maps.Copy(line, store.Row{
			columnLineJob: emptyGUID, columnLineStatus: blank,
			columnToJob: emptyGUID, columnToStatus: blank, columnFromJob: emptyGUID, columnFromStatus: blank,
		})
		co.insert(setLines, line)
	}
	co.log(change{object: objectSynchronization, operation: "generateFullSynchronizationReview"})
	return nil, nil
}

// proposalSet shows the lines that a new review would have, and stores none (codeunit "BCS Full Synch. Mgt.", Propose).
func proposalSet() odatasvc.Set {
	return odatasvc.Set{Rows: func(c *odatasvc.Context) []store.Row {
		if c.Company == "" || !companyOf(c).enabled(setDataverseSetup) {
			return nil
		}
		return companyOf(c).proposals()
	}}
}

// proposals are the lines that Generate makes, each with the id of its mapping.
func (co company) proposals() []store.Row {
	var lines []store.Row
	for _, row := range co.table(setMappings).All() {
		m, ok := mappingNamed(row.String("name"))
		if !ok || !co.reviewed(m) {
			continue
		}
		lines = append(lines, store.Row{
			columnID: row.String(columnID), "name": m.Name, "dependencyFilter": row.String("dependencyFilter"), "direction": lineDirection(row.String("direction")),
			"recommendation": co.recommend(m),
		})
	}
	return lines
}

// reviewed reports whether Generate creates a line for a mapping.
func (co company) reviewed(m mapping) bool {
	if m.Name == salespeopleMapping && !co.person() {
		return false
	}
	sales, _ := co.setup(setSalesSetup)
	if !sales.Bool(columnEnabled) {
		return !m.Sales
	}
	switch m.Name {
	case "SOLINE-ORDERDETAIL", "POSTEDSALESLINE-INV":
		return false
	case "SALESORDER-ORDER":
		return sales.Bool(columnBidi)
	}
	return true
}

func lineDirection(direction string) string {
	switch direction {
	case toInt:
		return lineTo
	case toBC:
		return lineBC
	}
	return both
}

// recommend follows GetInitialSynchRecommendation.
func (co company) recommend(m mapping) string {
	d := co.dataverse()
	records := co.table(tableOf(m.Table).set).Len()
	rows := d.table(tableOf(m.Table).remote).Len() // whatever the mapping's filters say
	switch {
	case m.Name == salespeopleMapping:
		return fullSynchronization
	case m.Name == "CURRENCY":
		all := d.table(setTransactionCurrency).All()
		if len(all) == 1 && isOne(all[0]["exchangerate"]) {
			return fullSynchronization
		}
		return coupleRecords
	case m.Option:
		if records == 0 {
			return noRecordsFound
		}
		return coupleRecords
	case m.RemoteTable == tableAccount || m.RemoteTable == tableDataverseContact: // these are counted within the filters
		rows = len(co.remoteRows(m))
	case m.RemoteTable == tableUomSchedule || m.RemoteTable == tableUom: // every organization has one unit group
		rows = d.table("uomschedules").Len() - 1
	}
	switch {
	case records == 0 && rows <= 0:
		return noRecordsFound
	case records > 0 && rows > 0:
		return coupleRecords
	}
	return fullSynchronization
}

func isOne(v any) bool {
	switch n := v.(type) {
	case int64:
		return n == 1
	case float64:
		return n == 1
	case nil:
		return true
	}
	return false
}

// line returns a review line by its name.
func (co company) line(name string) (store.Row, bool) {
	return co.table(setLines).First(func(r store.Row) bool { return r.String("name") == name })
}

// reviewRunning reports whether a job of the review is waiting or running; a line that merely
// shows another line's job does not count.
func (co company) reviewRunning() bool {
	for _, row := range co.table(setLines).All() {
		line := row.Clone()
		completeLine(co.c, line)
		switch line.String(columnLineStatus) {
		case jobReady, jobInProcess, jobWaiting:
			return true
		}
	}
	return false
}

// satisfied reports whether a line allows the lines that depend on it to start.
func satisfied(line store.Row) bool {
	return line.String(columnLineStatus) == jobFinished || line.String("recommendation") == noRecordsFound
}

// parseNames splits the names of a mappingNames parameter. Names contain spaces, so they are separated by commas,
// semicolons, newlines or the vertical bar of AL filters.
func parseNames(text string) []string {
	var out []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|\n\r", r) }) {
		if name = strings.ToUpper(strings.TrimSpace(name)); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
