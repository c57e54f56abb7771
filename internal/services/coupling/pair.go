// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
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
	// joining says that the user becomes a member of the owning team with the coupling.
	joining bool
	// seen is the record's coupling as the operation has just read it; nil for none. The first change takes it.
	seen *businesscentral.RecordCoupling
	// name describes a row of Dataverse; its id does where name is nil.
	name func(ctx context.Context, id string) string
}

// current returns the record's coupling, as this run has seen it.
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

// toChange returns the record's coupling before a change of it. What this run has seen will do if it is the one that is
// expected: the write names its version. Anything else is looked at again.
func (p pair) toChange(ctx context.Context, partner string) (businesscentral.RecordCoupling, bool, error) {
	if p.seen != nil && p.seen.ID != "" {
		seen := *p.seen
		*p.seen = businesscentral.RecordCoupling{}
		if strings.EqualFold(seen.DataverseID, partner) {
			return seen, true, nil
		}
	}
	now, found, _ := p.current(ctx)
	if found && strings.EqualFold(now.DataverseID, partner) {
		return now, true, nil
	}
	return p.latest(ctx)
}

// forget makes the next look at either end of the pair ask Business Central.
func (p pair) forget() { p.bc.ForgetRecordCoupling(p.companyID, p.table, p.recordID, p.dataverseID) }

// rival returns the coupling of another record with the same row of Dataverse, as this run has seen it.
func (p pair) rival(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
	rows, err := p.bc.SharedCouplingsOfPartner(ctx, p.companyID, p.table, p.dataverseID)
	for _, row := range rows {
		if !strings.EqualFold(row.RecordID, p.recordID) {
			return row, true, err
		}
	}
	return businesscentral.RecordCoupling{}, false, err
}

// coupleUnless couples the two unless look shows that they are, or refuses. Look goes by what this run has seen: what it
// refuses, and what Business Central refuses, is judged again by what there is now. It reports whether it coupled them, and
// calls making, unless that is nil, right before.
func (p pair) coupleUnless(ctx context.Context, look func() (coupled bool, err error), making func(ctx context.Context)) (made bool, err error) {
	coupled, err := look()
	if _, refused := errors.AsType[*framework.Problem](err); refused {
		p.forget()
		coupled, err = look()
	}
	if err != nil || coupled {
		return false, err
	}
	if making != nil {
		making(ctx)
	}
	err = p.couple(ctx)
	if !businesscentral.IsCoupled(err) {
		return err == nil, err
	}
	// The refused write made this run ask again.
	if coupled, other := look(); coupled && other == nil {
		return false, nil // somebody else was faster
	}
	return false, err
}

// couple makes the coupling. A request that a batch's answer leaves out is sent again once a look has shown that it was not
// executed.
func (p pair) couple(ctx context.Context) error {
	for {
		_, err := p.bc.CoupleRecord(ctx, p.companyID, p.table, p.recordID, p.dataverseID, p.joining)
		undone, err := p.settle(ctx, err)
		if !undone || !transport.IsUnanswered(err) || ctx.Err() != nil {
			return err
		}
	}
}

// recouple gives the record the row instead of the one with the id before, and reports whether it did. It refuses what
// somebody else has coupled since, and with what conflict returns.
func (p pair) recouple(ctx context.Context, before string, conflict func(ctx context.Context, now businesscentral.RecordCoupling) error) (done bool, err error) {
	err = odata.WriteLatest(ctx, func(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
		now, found, err := p.toChange(ctx, before)
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
		_, err := p.bc.RecoupleRecord(ctx, p.companyID, now, p.dataverseID, p.joining)
		if odata.IsChanged(err) {
			return err // by a synchronization, or by somebody whom the next look shows
		}
		_, err = p.settle(ctx, err)
		done = err == nil
		return err
	})
	return done, err
}

// settle finds out what became of a write whose answer was lost, even when the operation was interrupted in between:
// what was made and is not remembered would be taken for found by the next run. undone is whether a look shows that the write
// was not executed.
func (p pair) settle(ctx context.Context, err error) (undone bool, _ error) {
	if err == nil || !odata.IsAnswerLost(err) && ctx.Err() == nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookAgain)
	defer cancel()
	// The write made this run ask again; the many whom the answer to a batch left out do so together.
	now, _, lookErr := p.current(ctx)
	if p.is(now) {
		return false, nil
	}
	return lookErr == nil, err
}

// uncouple removes the coupling of the two. A coupling that is gone is no error; one with another partner is somebody
// else's.
func (p pair) uncouple(ctx context.Context) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (businesscentral.RecordCoupling, bool, error) {
		now, found, err := p.toChange(ctx, p.dataverseID)
		switch {
		case businesscentral.IsCompanyNotFound(err):
			return now, false, nil
		case found && !p.is(now):
			return now, false, p.changed(ctx, now, p.dataverseID)
		}
		return now, found, err
	}, func(ctx context.Context, now businesscentral.RecordCoupling) error {
		return p.bc.UncoupleRecord(ctx, p.companyID, now)
	})
}
