// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// writes is how many changes are under way at the same time: as many as travel in one batch.
const writes = 100

// worker carries changes out and keeps count of what was done.
type worker struct {
	couplings
	team string // the owning team's id; empty when memberships are left alone

	mu    sync.Mutex
	owned owned
	done  map[string]entry
	left  map[string]bool // codes whose coupling and membership an interrupted apply left
	stay  []string        // codes whose coupling another resource of this run has taken up
}

func (w *worker) note(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

// apply carries the changes out. Everything that can be done is done: an error of one coupling does not stop the others.
func (w *worker) apply(ctx context.Context, ch changes) error {
	for code, kept := range ch.kept {
		w.done[code] = kept.entry
	}
	err := forEach(ctx, ch.removed, writes, func(ctx context.Context, row businesscentral.RecordCoupling) error {
		if _, again := ch.coupled[texts.Code(row.RecordKey)]; again {
			return w.remove(ctx, row)
		}
		done, err := w.Remove(ctx, w.object(row.RecordID), func() error { return w.remove(ctx, row) })
		if !done && err == nil {
			w.note(func() { w.stay = append(w.stay, texts.Code(row.RecordKey)) })
		}
		return err
	})
	if err != nil {
		return err
	}
	joining, err := w.toJoin(ctx, ch.coupled)
	if err != nil {
		return err
	}
	return forEach(ctx, ch.coupled, writes, func(ctx context.Context, c change) error {
		p := w.pair(c.salesperson.ID, c.user.ID)
		p.joining = joining[c.code]
		var err error
		if c.now == nil {
			err = p.couple(ctx)
		} else {
			_, err = p.recouple(ctx, c.now.DataverseID, func(context.Context, businesscentral.RecordCoupling) error { return nil })
		}
		if err != nil {
			return fmt.Errorf("coupling the salesperson %s: %w", c.code, err)
		}
		w.note(func() {
			w.done[c.code] = c.entry
			w.owned.made(c.code)
		})
		return nil
	})
}

// toJoin returns the codes of the salespeople whose users become members of the owning team with the coupling.
func (w *worker) toJoin(ctx context.Context, coupled map[string]change) (map[string]bool, error) {
	joining := map[string]bool{}
	if w.team == "" {
		return joining, nil
	}
	err := forEach(ctx, coupled, lookups, func(ctx context.Context, c change) error {
		member, err := w.dv.IsTeamMember(ctx, w.team, c.user.ID)
		w.note(func() { joining[c.code] = err == nil && !member })
		return err
	})
	return joining, first(err)
}

func (w *worker) remove(ctx context.Context, row businesscentral.RecordCoupling) error {
	err := w.bc.UncoupleRecord(ctx, w.companyID, row)
	if odata.IsChanged(err) {
		err = w.pair(row.RecordID, row.DataverseID).uncouple(ctx)
	}
	if err != nil {
		return fmt.Errorf("removing the coupling of the salesperson %s: %w", row.RecordKey, err)
	}
	w.note(func() { w.owned.made(texts.Code(row.RecordKey)) })
	return nil
}

// join makes the users members of the owning team.
func (w *worker) join(ctx context.Context, all map[string]wanted) error {
	return forEach(ctx, all, writes, func(ctx context.Context, one wanted) error {
		if err := w.TakeUp(ctx, membership(w.team, one.user.ID)); err != nil {
			return err
		}
		member, err := w.dv.IsTeamMember(ctx, w.team, one.user.ID)
		if err == nil && member && w.left[one.code] {
			w.note(func() { w.owned.joined(one.user.ID) })
		}
		if err != nil || member {
			return err
		}
		err = w.dv.AddTeamMember(ctx, w.team, one.user.ID)
		if err == nil || odata.IsAnswerLost(err) || ctx.Err() != nil {
			// Also a membership whose answer was lost is remembered.
			w.note(func() { w.owned.joined(one.user.ID) })
		}
		return err
	})
}

// leave ends the memberships that were made here, but for the users who stay.
func (w *worker) leave(ctx context.Context, op *framework.Operation[salespeopleModel], stay map[string]wanted) error {
	leaving := map[string]string{}
	for _, user := range w.owned.Members {
		leaving[user] = user
	}
	for _, one := range stay {
		delete(leaving, strings.ToLower(one.user.ID))
	}
	if len(leaving) == 0 {
		return nil
	}
	company, found, err := w.dv.SharedCompany(ctx, w.companyID)
	if err != nil || !found || company.OwningTeamID == "" {
		return err
	}
	stays, err := keepElsewhere(ctx, op, company, slices.Sorted(maps.Keys(leaving))...)
	if err != nil {
		return err
	}
	if stays {
		w.owned.Members = slices.DeleteFunc(w.owned.Members, func(user string) bool { return leaving[user] != "" })
		return nil
	}
	return forEach(ctx, leaving, writes, func(ctx context.Context, user string) error {
		if _, err := w.Remove(ctx, membership(company.OwningTeamID, user), func() error {
			return w.dv.RemoveTeamMember(ctx, company.OwningTeamID, user)
		}); err != nil {
			return err
		}
		w.note(func() { w.owned.left(user) })
		return nil
	})
}

// settle brings the memberships in line.
func (w *worker) settle(ctx context.Context, op *framework.Operation[salespeopleModel], all map[string]wanted) error {
	if w.team == "" {
		return w.leave(ctx, op, nil)
	}
	if err := w.join(ctx, all); err != nil {
		return err
	}
	return w.leave(ctx, op, all)
}

func warnKept(op *framework.Operation[salespeopleModel], codes []string) {
	if len(codes) > 0 {
		op.Keep("the couplings of the salespeople "+strings.Join(codes, ", "), framework.FoundBefore)
	}
}
