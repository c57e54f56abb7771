// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const recordCouplings = "recordCouplings"

// ResultFailure is the result of a synchronization that failed.
const ResultFailure Option = "Failure"

// The numbers of tables whose couplings the provider looks at. Those of units of measure go when unit group mapping is
// turned on, the other three kinds of units when it is turned off (BCApps, codeunit CRM Integration Management).
const (
	TableSalesperson           int64 = 13
	TableUnitOfMeasure         int64 = 204
	TableResourceUnitOfMeasure int64 = 205
	TableUnitGroup             int64 = 5400
	TableItemUnitOfMeasure     int64 = 5404
)

// RecordCoupling is a row of table 5331 "CRM Integration Record": one record of Business Central and its partner in
// Dataverse. It is addressed by table and record, because re-coupling makes a new row with another id.
type RecordCoupling struct {
	// ETag is the version of the row.
	ETag string `json:"@odata.etag"`
	// ID is the row's SystemId.
	ID string `json:"id"`
	// TableID is the number of the record's table.
	TableID int64 `json:"tableId"`
	// RecordID is the record's SystemId.
	RecordID string `json:"recordId"`
	// RecordKey is the record's primary key for people to read, such as a salesperson's code.
	RecordKey string `json:"recordKey"`
	// DataverseID is the partner's id in Dataverse.
	DataverseID string `json:"dataverseId"`
	// LastSynchResult is what became of the last synchronization from Dataverse: blank, Success or Failure. LastSynchCRMResult
	// is that of the last one towards Dataverse.
	LastSynchResult    Option `json:"lastSynchResult"`
	LastSynchCRMResult Option `json:"lastSynchCrmResult"`
	// LastSynchModifiedOn and LastSynchCRMModifiedOn are the changes of the record and of the row in Dataverse that were
	// synchronized last; zero when none was.
	LastSynchModifiedOn    time.Time `json:"lastSynchModifiedOn"`
	LastSynchCRMModifiedOn time.Time `json:"lastSynchCrmModifiedOn"`
	// Skipped means that synchronization leaves the record out after failures.
	Skipped bool `json:"skipped"`
	// CreatedByCaller reports whether the provider's own identity made the row.
	CreatedByCaller bool `json:"createdByCaller"`
	// Mark says which configuration coupled the two.
	Mark string `json:"mark"`
}

// RecordCouplingQuery selects couplings; empty fields do not restrict.
type RecordCouplingQuery struct {
	TableID int64
	// TableIDs are several tables.
	TableIDs    []int64
	RecordID    string
	DataverseID string
	// Trouble is what must be wrong with them.
	Trouble CouplingTrouble
	// Latest puts those first whose row in Dataverse was changed last when it was synchronized.
	Latest bool
	// Top bounds how many are read; 0 is all of them.
	Top int
}

func (q RecordCouplingQuery) filter() string {
	var terms []string
	if q.TableID != 0 {
		terms = append(terms, odata.Eq("tableId", odata.Int(q.TableID)))
	}
	if len(q.TableIDs) > 0 {
		tables := make([]odata.Literal, len(q.TableIDs))
		for i, id := range q.TableIDs {
			tables[i] = odata.Int(id)
		}
		terms = append(terms, odata.In("tableId", tables...))
	}
	if q.RecordID != "" {
		terms = append(terms, odata.Eq("recordId", odata.GUID(q.RecordID)))
	}
	if q.DataverseID != "" {
		terms = append(terms, odata.Eq("dataverseId", odata.GUID(q.DataverseID)))
	}
	if q.Trouble != NoTrouble {
		terms = append(terms, q.Trouble.filter())
	}
	return odata.And(terms...)
}

// RecordCouplings reads the couplings that match q.
func (c *Client) RecordCouplings(ctx context.Context, companyID string, q RecordCouplingQuery) ([]RecordCoupling, error) {
	query := odata.Query{Filter: q.filter(), Top: q.Top}
	if q.Latest {
		query.OrderBy = "lastSynchCrmModifiedOn desc"
	}
	return companionList[RecordCoupling](ctx, c, companyID, recordCouplings, query)
}

// EachRecordCoupling yields the couplings that match q as their pages arrive.
func (c *Client) EachRecordCoupling(ctx context.Context, companyID string, q RecordCouplingQuery) iter.Seq2[RecordCoupling, error] {
	return companionEach[RecordCoupling](ctx, c, companyID, recordCouplings, odata.Query{Filter: q.filter(), Top: q.Top})
}

// CountRecordCouplings counts the couplings of a table's records, of whatever table.
func (c *Client) CountRecordCouplings(ctx context.Context, companyID string, tableID int64) (int, error) {
	if _, err := c.Connector(ctx, companyID); err != nil {
		return 0, err
	}
	n, err := odata.Count(ctx, c.companion, inCompany(companyID, recordCouplings), "id", RecordCouplingQuery{TableID: tableID}.filter())
	if err != nil {
		return 0, fmt.Errorf("counting %s: %w", recordCouplings, err)
	}
	return n, nil
}

// RecordCoupling reads the coupling of one record; false when it has none. Several are a [SeveralCouplingsError].
func (c *Client) RecordCoupling(ctx context.Context, companyID string, tableID int64, recordID string) (RecordCoupling, bool, error) {
	rows, err := c.RecordCouplings(ctx, companyID, RecordCouplingQuery{TableID: tableID, RecordID: recordID})
	if err != nil {
		return RecordCoupling{}, false, err
	}
	return only(rows)
}

// CoupleRecord couples a record with a row of Dataverse. Business Central refuses when either is coupled already. Joining says
// that the row is a user who becomes a member of the owning team with it: see [Client.CameWithMembership].
func (c *Client) CoupleRecord(ctx context.Context, companyID string, tableID int64, recordID, dataverseID string, joining bool) (RecordCoupling, error) {
	body := struct {
		TableID     int64  `json:"tableId"`
		RecordID    string `json:"recordId"`
		DataverseID string `json:"dataverseId"`
		Mark        string `json:"mark"`
	}{tableID, recordID, dataverseID, c.marks.of(joining)}
	row, err := companionInsert[RecordCoupling](ctx, c, companyID, recordCouplings, body, shownOf(tableID, recordID, dataverseID))
	c.coupled(companyID, RecordCoupling{TableID: tableID, RecordID: recordID, DataverseID: dataverseID}, row, err)
	return row, err
}

// RecoupleRecord gives the record of a coupling another partner, as [Client.CoupleRecord] does, and returns the new row. It works on the version of
// the coupling that was read: see [odata.IsChanged].
func (c *Client) RecoupleRecord(ctx context.Context, companyID string, coupling RecordCoupling, dataverseID string, joining bool) (RecordCoupling, error) {
	body := struct {
		DataverseID string `json:"dataverseId"`
		Mark        string `json:"mark"`
	}{dataverseID, c.marks.of(joining)}
	row, err := companionUpdate[RecordCoupling](ctx, c, companionRow{companyID, recordCouplings, coupling.ID}, rowVersion{
		etag: coupling.ETag, shows: shownOf(coupling.TableID, coupling.RecordID, dataverseID),
	}, body)
	c.ForgetRecordCoupling(companyID, coupling.TableID, coupling.RecordID, coupling.DataverseID)
	c.coupled(companyID, RecordCoupling{TableID: coupling.TableID, RecordID: coupling.RecordID, DataverseID: dataverseID}, row, err)
	return row, err
}

// shownOf is what the answer to a coupling shows: the two that were coupled, in a row that has an id.
func shownOf(tableID int64, recordID, dataverseID string) map[string]string {
	return map[string]string{"id": "", "tableId": strconv.FormatInt(tableID, 10), "recordId": recordID, "dataverseId": dataverseID}
}

// UncoupleRecord removes a coupling in the version that was read: see [odata.IsChanged]. One that is gone already is no error.
func (c *Client) UncoupleRecord(ctx context.Context, companyID string, coupling RecordCoupling) error {
	defer c.ForgetRecordCoupling(companyID, coupling.TableID, coupling.RecordID, coupling.DataverseID)
	return companionDelete(ctx, c, companionRow{companyID, recordCouplings, coupling.ID}, coupling.ETag)
}
