// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// writes is how many changes are under way at the same time: as many as the largest batch takes, which is sent when it is full.
const writes = 200

// write carries out work that writes, so that the writes fill batches.
func write[V any](ctx context.Context, rows map[string]V, work func(ctx context.Context, row V) error) error {
	crowd := transport.NewCrowd(len(rows))
	return forEach(ctx, rows, writes, func(ctx context.Context, row V) error {
		ctx, done := crowd.Member(ctx)
		defer done()
		return work(ctx, row)
	})
}

// worker carries changes out and keeps count of what was done.
type worker struct {
	couplings
	team string // the owning team's id; empty when memberships are left alone

	mu    sync.Mutex
	owned owned
	done  map[string]entry
	left  map[string]bool // codes whose coupling and membership an interrupted apply left
	stay  []string        // codes whose coupling another resource of this run has taken up
	// joined are the memberships that were made, by the code of the coupling.
	joined map[string]joining
}

func (w *worker) note(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

// apply carries the changes out, and makes all users members of the team at the same time, so that both travel in half as many
// rounds. Everything that can be done is done: an error of one coupling does not stop the others.
func (w *worker) apply(ctx context.Context, ch changes, all map[string]wanted) error {
	for code, kept := range ch.kept {
		w.done[code] = kept.entry
	}
	err := write(ctx, ch.removed, func(ctx context.Context, row businesscentral.RecordCoupling) error {
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
	joining, err := w.toJoin(ctx, all)
	if err != nil {
		return err
	}
	joined := make(chan error, 1)
	go func() { joined <- w.join(ctx, joining) }()
	err = write(ctx, ch.coupled, func(ctx context.Context, c change) error { return w.couple(ctx, c, joining[c.code].absent) })
	return errors.Join(err, <-joined)
}

// couple carries one of the changes out. joining says that the user becomes a member of the owning team with the coupling.
func (w *worker) couple(ctx context.Context, c change, joining bool) error {
	p := w.pair(c.salesperson.ID, c.user.ID)
	p.joining = joining
	var err error
	if c.now == nil {
		err = p.couple(ctx)
	} else {
		seen := *c.now
		p.seen = &seen
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
}

// toJoin takes up the memberships of the owning team, if there is one, and finds out which are absent.
func (w *worker) toJoin(ctx context.Context, all map[string]wanted) (map[string]joining, error) {
	found := map[string]joining{}
	err := forEach(ctx, all, lookups, func(ctx context.Context, one wanted) error {
		j := toJoin(ctx, w.Clients, w.team, one.user.ID)
		w.note(func() {
			found[one.code] = j
			if j.taken && !j.absent && j.err == nil && w.left[one.code] {
				w.owned.joined(one.user.ID)
			}
		})
		return j.err
	})
	return found, first(err)
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

// join makes the users members of the owning team where they are not yet.
func (w *worker) join(ctx context.Context, all map[string]joining) error {
	type absentee struct {
		code string
		joining
	}
	absent := map[string]absentee{}
	for code, j := range all {
		if j.absent {
			absent[code] = absentee{code, j}
		}
	}
	return write(ctx, absent, func(ctx context.Context, one absentee) error {
		j := one.join(ctx, w.Clients)
		if j.made {
			w.note(func() {
				w.owned.joined(j.user)
				w.joined[one.code] = j
			})
		}
		return j.err
	})
}

// takeBack ends the memberships that were made for couplings which did not come about, or will not stay.
func (w *worker) takeBack(ctx context.Context, stays func(code string) bool) error {
	maps.DeleteFunc(w.joined, func(code string, _ joining) bool { return stays(code) })
	return write(ctx, w.joined, func(ctx context.Context, j joining) error {
		err := j.takeBack(ctx, w.Clients)
		if err == nil {
			w.note(func() { w.owned.left(j.user) })
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
	company, _, err := w.dv.SharedCompany(ctx, w.companyID)
	if err != nil || company.OwningTeamID == "" {
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
	return write(ctx, leaving, func(ctx context.Context, user string) error {
		if _, err := w.Remove(ctx, membership(company.OwningTeamID, user), func() error {
			return w.dv.RemoveTeamMember(ctx, company.OwningTeamID, user)
		}); err != nil {
			return err
		}
		w.note(func() { w.owned.left(user) })
		return nil
	})
}

// settle ends the memberships that are not wanted any more.
func (w *worker) settle(ctx context.Context, op *framework.Operation[salespeopleModel], all map[string]wanted) error {
	if w.team == "" {
		all = nil
	}
	return w.leave(ctx, op, all)
}

func warnKept(op *framework.Operation[salespeopleModel], codes []string) {
	if len(codes) > 0 {
		op.Keep("the couplings of the salespeople "+strings.Join(codes, ", "), framework.FoundBefore)
	}
}
