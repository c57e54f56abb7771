// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// lookAgain is how long may be looked for the outcome of a write whose answer was lost.
const lookAgain = 30 * time.Second

// pair is a record of Business Central and the row of Dataverse that it is, or is to be, coupled with.
type pair struct {
	bc          *businesscentral.Client
	companyID   string
	table       int64
	recordID    string
	dataverseID string
	// name describes a row of Dataverse; its id does where name is nil.
	name func(ctx context.Context, id string) string
}

// current returns the record's coupling; callers at the same time share requests.
func (p pair) current(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
	now, found, err := p.bc.SharedRecordCoupling(ctx, p.companyID, p.table, p.recordID)
	return now, found, p.several(ctx, err)
}

// latest returns the record's coupling as it is now.
func (p pair) latest(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
	now, found, err := p.bc.RecordCoupling(ctx, p.companyID, p.table, p.recordID)
	return now, found, p.several(ctx, err)
}

func (p pair) is(coupling businesscentral.RecordCoupling) bool {
	return strings.EqualFold(coupling.DataverseID, p.dataverseID)
}

// rival returns the coupling of another record with the same row of Dataverse.
func (p pair) rival(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
	rows, err := p.bc.RecordCouplings(ctx, p.companyID, businesscentral.RecordCouplingQuery{TableID: p.table, DataverseID: p.dataverseID})
	for _, row := range rows {
		if !strings.EqualFold(row.RecordID, p.recordID) {
			return row, true, err
		}
	}
	return businesscentral.RecordCoupling{}, false, err
}

// couple makes the coupling.
func (p pair) couple(ctx context.Context) error {
	defer p.bc.ForgetRecordCoupling(p.companyID, p.table, p.recordID)
	_, err := p.bc.CoupleRecord(ctx, p.companyID, p.table, p.recordID, p.dataverseID)
	return p.settle(ctx, err)
}

// recouple gives the record the row instead of the one with the id before, and reports whether it did. It refuses what
// somebody else has coupled since, and with what conflict returns.
func (p pair) recouple(ctx context.Context, before string, conflict func(ctx context.Context, now businesscentral.RecordCoupling) error) (done bool, err error) {
	err = businesscentral.WriteLatest(ctx, func(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
		now, found, err := p.latest(ctx)
		switch {
		case err != nil:
			return now, false, err
		case !found:
			return now, false, framework.Errorf("The coupling is gone", "Run terraform apply again: it recreates the coupling.",
				"Company %s has no coupling of the record %s any more.", p.companyID, p.recordID)
		case p.is(now):
			return now, false, nil
		case !strings.EqualFold(now.DataverseID, before):
			return now, false, p.changed(ctx, now, before)
		}
		return now, true, conflict(ctx, now)
	}, func(ctx context.Context, now businesscentral.RecordCoupling) error {
		_, err := p.bc.RecoupleRecord(ctx, p.companyID, now, p.dataverseID)
		p.bc.ForgetRecordCoupling(p.companyID, p.table, p.recordID)
		if businesscentral.IsChanged(err) {
			return err // by a synchronization, or by somebody whom the next look shows
		}
		err = p.settle(ctx, err)
		done = err == nil
		return err
	})
	return done, err
}

// settle finds out what became of a write whose answer was lost, even when the operation was interrupted in between:
// what was made and is not remembered would be taken for found by the next run.
func (p pair) settle(ctx context.Context, err error) error {
	if err == nil || !odata.IsAnswerLost(err) && ctx.Err() == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookAgain)
	defer cancel()
	if now, found, lookErr := p.latest(ctx); lookErr == nil && found && p.is(now) {
		return nil
	}
	return err
}

// uncouple removes the coupling of the two. A coupling that is gone is no error; one with another partner is somebody
// else's.
func (p pair) uncouple(ctx context.Context) error {
	return businesscentral.WriteLatest(ctx, func(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
		now, found, err := p.latest(ctx)
		switch {
		case businesscentral.IsCompanyNotFound(err):
			return now, false, nil
		case err == nil && found && !p.is(now):
			return now, false, p.changed(ctx, now, p.dataverseID)
		}
		return now, found, err
	}, func(ctx context.Context, now businesscentral.RecordCoupling) error {
		defer p.bc.ForgetRecordCoupling(p.companyID, p.table, p.recordID)
		return p.bc.UncoupleRecord(ctx, p.companyID, now)
	})
}
