// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// table names a table of one company.
type table struct {
	company string
	id      int64
}

// end is one of the two ends of a coupling: a record, or its partner in Dataverse.
type end struct {
	partner bool
	id      string
}

func recordEnd(id string) end { return end{id: strings.ToLower(id)} }

func partnerEnd(id string) end { return end{partner: true, id: strings.ToLower(id)} }

// couplingsOf reads the couplings of a table by either end.
func (s *shared) couplingsOf(companyID string, tableID int64) *bulk.Reader[end, []RecordCoupling] {
	return s.couplings.In(table{strings.ToLower(companyID), tableID})
}

// SharedRecordCoupling is [Client.RecordCoupling] that the resources of a run share.
func (c *Client) SharedRecordCoupling(ctx context.Context, companyID string, tableID int64, recordID string) (RecordCoupling, bool, error) {
	rows, _, err := c.shared.couplingsOf(companyID, tableID).Get(ctx, recordEnd(recordID))
	if err != nil {
		return RecordCoupling{}, false, err
	}
	return only(rows)
}

// SharedRecordCouplings reads the couplings of a table's records, as the resources of a run share them, in the order of the
// records' keys.
func (c *Client) SharedRecordCouplings(ctx context.Context, companyID string, tableID int64) ([]RecordCoupling, error) {
	ends, err := c.shared.couplingsOf(companyID, tableID).Rows(ctx, func(at end) bool { return !at.partner })
	var rows []RecordCoupling
	for _, couplings := range ends {
		rows = append(rows, couplings...)
	}
	slices.SortStableFunc(rows, func(a, b RecordCoupling) int {
		return cmp.Or(strings.Compare(a.RecordKey, b.RecordKey), strings.Compare(a.RecordID, b.RecordID))
	})
	return rows, err
}

// SharedCouplingsOfPartner reads the couplings of a table's records with a row of Dataverse, as the resources of a run
// share them.
func (c *Client) SharedCouplingsOfPartner(ctx context.Context, companyID string, tableID int64, dataverseID string) ([]RecordCoupling, error) {
	rows, _, err := c.shared.couplingsOf(companyID, tableID).Get(ctx, partnerEnd(dataverseID))
	return rows, err
}

// IsCoupled reports whether Business Central refused to couple two because either is coupled already.
func IsCoupled(err error) bool {
	answer, ok := errors.AsType[*odata.Error](err)
	if !ok {
		return false
	}
	code, _ := SplitCode(answer.Message)
	return code == CodeRecordCoupled || code == CodeDataverseRowCoupled
}

// ForgetRecordCoupling makes the next shared look-up of either end ask Business Central: for an answer that must not be from
// before somebody else's change. Writes through the client need no such call.
func (c *Client) ForgetRecordCoupling(companyID string, tableID int64, recordID, dataverseID string) {
	reader := c.shared.couplingsOf(companyID, tableID)
	reader.Forget(recordEnd(recordID))
	reader.Forget(partnerEnd(dataverseID))
}

// coupled shares the row that the service answered to a write. An answer that does not hold both ends, or none, shows
// nothing: then either end is asked for again.
func (c *Client) coupled(companyID string, wanted, row RecordCoupling, err error) {
	if err != nil || row.ID == "" || row.ETag == "" || row.TableID != wanted.TableID ||
		!strings.EqualFold(row.RecordID, wanted.RecordID) || !strings.EqualFold(row.DataverseID, wanted.DataverseID) {
		c.ForgetRecordCoupling(companyID, wanted.TableID, wanted.RecordID, wanted.DataverseID)
		return
	}
	reader := c.shared.couplingsOf(companyID, wanted.TableID)
	reader.Put(recordEnd(row.RecordID), []RecordCoupling{row})
	reader.Put(partnerEnd(row.DataverseID), []RecordCoupling{row})
}

func (c *Client) couplingSource(in table) bulk.Source[end, []RecordCoupling] {
	read := func(ctx context.Context, filter string) (map[end][]RecordCoupling, error) {
		rows, err := companionList[RecordCoupling](ctx, c, in.company, recordCouplings, odata.Query{
			Filter: odata.And(odata.Eq("tableId", odata.Int(in.id)), filter),
		})
		indexed := make(map[end][]RecordCoupling, 2*len(rows))
		for _, row := range rows {
			for _, at := range []end{recordEnd(row.RecordID), partnerEnd(row.DataverseID)} {
				indexed[at] = append(indexed[at], row)
			}
		}
		return indexed, err
	}
	return bulk.Source[end, []RecordCoupling]{
		Request: "GET recordCouplings at Business Central",
		MaxKeys: sharedKeys, Run: &c.run,
		Some: func(ctx context.Context, ends []end) (map[end][]RecordCoupling, error) {
			var records, partners []string
			for _, one := range ends {
				if one.partner {
					partners = append(partners, one.id)
				} else {
					records = append(records, one.id)
				}
			}
			rows := map[end][]RecordCoupling{}
			// Business Central allows no "or" between two fields.
			for column, ids := range map[string][]string{"recordId": records, "dataverseId": partners} {
				if len(ids) == 0 {
					continue
				}
				found, err := read(ctx, odata.AnyOf(column, odata.GUID, ids))
				if err != nil {
					return nil, err
				}
				for at, couplings := range found {
					if at.partner == (column == "dataverseId") {
						rows[at] = couplings
					}
				}
			}
			return rows, nil
		},
		All: func(ctx context.Context, _ []string) (map[end][]RecordCoupling, error) { return read(ctx, "") },
		Settled: func(_ []RecordCoupling, found bool) bool {
			_, coupling := c.shared.coupling.Load(in.company)
			return found || !coupling
		},
	}
}
