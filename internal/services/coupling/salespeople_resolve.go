// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// lookups is how many look-ups may wait at the same time; the shared readers join them into few requests.
const lookups = 100

// wanted is a coupling that is to exist: a salesperson and a user who both exist.
type wanted struct {
	entry
	salesperson businesscentral.Salesperson
	user        dataverse.SalesUser
}

// forEach runs work for every code at the same time and returns all errors, in the order of the codes.
func forEach[V any](ctx context.Context, rows map[string]V, atOnce int, work func(ctx context.Context, row V) error) error {
	codes := slices.Sorted(maps.Keys(rows))
	errs := make([]error, len(codes))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, code := range codes {
		group.Go(func() error {
			errs[i] = work(ctx, rows[code])
			return nil
		})
	}
	_ = group.Wait() // the work's errors are in errs
	return errors.Join(errs...)
}

// expect says that so many couplings will be looked at, so that many are read together from the first.
func (c couplings) expect(n int) {
	c.dv.ExpectSalesUsers(n)
	c.dv.ExpectTeamMembers(n)
	c.bc.ExpectSalespeople(c.companyID, n)
}

// users looks up the users with the ids; those who do not exist are left out.
func (c couplings) users(ctx context.Context, ids map[string]string) (map[string]dataverse.SalesUser, error) {
	found := map[string]dataverse.SalesUser{}
	var mu sync.Mutex
	err := forEach(ctx, ids, lookups, func(ctx context.Context, id string) error {
		user, ok, err := c.dv.SalesUser(ctx, id)
		if ok {
			mu.Lock()
			defer mu.Unlock()
			found[strings.ToLower(user.ID)] = user
		}
		return err
	})
	return found, first(err)
}

// first returns the first of joined errors: look-ups fail together and for one reason.
func first(err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()[0]
	}
	return err
}

// resolve finds the salespeople and the users of the entries. In a plan what does not exist yet is left out.
func (c couplings) resolve(ctx context.Context, entries map[string]entry, planning bool) (map[string]wanted, error) {
	found := map[string]wanted{}
	var mu sync.Mutex
	c.expect(len(entries))
	err := forEach(ctx, entries, lookups, func(ctx context.Context, e entry) error {
		w, ok, err := c.resolveOne(ctx, e, planning)
		if ok {
			mu.Lock()
			defer mu.Unlock()
			found[e.code] = w
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, oneEach(found)
}

func (c couplings) resolveOne(ctx context.Context, e entry, planning bool) (wanted, bool, error) {
	if !e.known {
		return wanted{}, false, nil
	}
	user, found, err := e.user().find(ctx, c.dv)
	if err == nil && !found && e.managed {
		user, found, err = c.renamedUser(ctx, e)
	}
	if err != nil || !found && planning {
		return wanted{}, false, about(err)
	}
	var lacking []error
	if !found {
		lacking = append(lacking, about(e.user().missing()))
	} else if unfit := e.user().check(user); unfit != nil {
		lacking = append(lacking, about(unfit))
	}
	who := salespersonRef{code: e.code}
	salesperson, found, err := who.find(ctx, c.bc, c.companyID)
	if err != nil {
		if planning {
			err = ignoreMissing(err)
		}
		return wanted{}, false, errors.Join(append(lacking, err)...)
	}
	if !found && !planning {
		lacking = append(lacking, about(who.missing(c.companyID)))
	}
	if len(lacking) > 0 {
		return wanted{}, false, errors.Join(lacking...)
	}
	return wanted{entry: e, salesperson: salesperson, user: user}, found, nil
}

// about points a problem with one entry at the map.
func about(err error) error {
	if problem, ok := errors.AsType[*framework.Problem](err); ok {
		return problem.At("couplings")
	}
	return err
}

// oneEach refuses two entries that mean the same user, once by id and once by e-mail address.
func oneEach(all map[string]wanted) error {
	codes := map[string]string{}
	for _, code := range slices.Sorted(maps.Keys(all)) {
		user := all[code].user
		id := strings.ToLower(user.ID)
		if other, twice := codes[id]; twice {
			return framework.Errorf("A user is named twice", "A user can be coupled to one salesperson only: keep one of the two.",
				"%s and %s both refer to the user %s (%s).", other, code, user.FullName, user.ID).At("couplings")
		}
		codes[id] = code
	}
	return nil
}
