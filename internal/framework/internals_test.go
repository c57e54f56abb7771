// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TestWhatARunRemembersIsShared by operations that run at the same time. Each part is tested alone: the locks of another would put
// its operations in an order, and the race detector would see no lost lock.
func TestWhatARunRemembersIsShared(t *testing.T) {
	t.Parallel()
	const workers, rounds = 8, 50
	atOnce := func(do func(round int)) {
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				for round := range rounds {
					do(round)
				}
			})
		}
		group.Wait()
	}
	t.Run("warnings", func(t *testing.T) {
		t.Parallel()
		clients := NewClients(ClientSet{})
		var news atomic.Int64
		atOnce(func(round int) {
			key := strconv.Itoa(round)
			if clients.Announce(key) {
				news.Add(1)
			}
			if !clients.Told(key) {
				t.Errorf("%s is forgotten", key)
			}
		})
		if got := news.Load(); got != rounds {
			t.Errorf("%d news", got)
		}
	})
	t.Run("claims", func(t *testing.T) {
		t.Parallel()
		clients := NewClients(ClientSet{})
		needed, removed := Object{Type: "thing", ID: "needed"}, Object{Type: "thing", ID: "removed"}
		atOnce(func(int) {
			if err := clients.TakeUp(t.Context(), needed); err != nil {
				t.Error(err)
			}
			if _, err := clients.Remove(t.Context(), removed, func() error { return nil }); err != nil {
				t.Error(err)
			}
			clients.claims.moment()
			clients.Release(needed)
		})
		if ended := clients.claims.moment(); ended != workers*rounds || clients.claims.of(needed).taken != 0 {
			t.Errorf("%d removals, taken up %d times", ended, clients.claims.of(needed).taken)
		}
	})
	t.Run("locks", func(t *testing.T) {
		t.Parallel()
		locks := newLocks()
		held := make([]int, rounds)
		atOnce(func(round int) {
			unlock, err := locks.Lock(t.Context(), strconv.Itoa(round))
			if err != nil {
				t.Error(err)
				return
			}
			held[round]++
			unlock()
		})
		for key, n := range held {
			if n != workers {
				t.Errorf("%d was held %d times", key, n)
			}
		}
	})
	t.Run("moves", func(t *testing.T) {
		t.Parallel()
		clients := NewClients(ClientSet{})
		atOnce(func(int) {
			clients.newcomers.staying(move{place{Environment: "a"}, place{Environment: "b"}})
			clients.newcomers.making(Graph)
		})
		if n := len(clients.newcomers.moves); n != workers*rounds {
			t.Errorf("%d moves", n)
		}
	})
}

// TestPrivateStateThatFails is an error of every operation that writes it.
func TestPrivateStateThatFails(t *testing.T) {
	t.Parallel()
	broken := privateMap{values: map[string][]byte{}, fail: true}
	fresh := func() *Operation[set] {
		return &Operation[set]{Clients: NewClients(ClientSet{}), private: broken, readable: broken, diags: &diag.Diagnostics{}}
	}
	for name, use := range map[string]func(op *Operation[set]) error{
		"what is written": func(op *Operation[set]) error { return op.SetPrivate(t.Context(), "x", nil) },
		"found":           func(op *Operation[set]) error { return op.Found(t.Context()) },
		"made":            func(op *Operation[set]) error { return op.Made(t.Context()) },
		"an attempt is taken back": func(op *Operation[set]) error {
			return op.untilSettled(t.Context(), func() error {
				op.attempt.keys = []string{"x"}
				return &removedError{object: Object{Type: "thing", ID: "a"}}
			})
		},
	} {
		if err := use(fresh()); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Errorf("%s: %v", name, err)
		}
	}
	none := &Operation[set]{}
	if value := none.Private(t.Context(), "x"); value != nil || none.SetPrivate(t.Context(), "x", nil) != nil || none.Save(t.Context(), set{}) != nil {
		t.Errorf("without a private state: %s", value)
	}
}

// TestTheOriginOfAnObject: what an attempt of this run has made is not found by the next one.
func TestTheOriginOfAnObject(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		first, then func(op *Operation[set]) error
		found       bool
	}{
		"found":               {nil, func(op *Operation[set]) error { return op.Found(t.Context()) }, true},
		"made":                {nil, func(op *Operation[set]) error { return op.Made(t.Context()) }, false},
		"made by an attempt":  {func(op *Operation[set]) error { return op.Made(t.Context()) }, func(op *Operation[set]) error { return op.Found(t.Context()) }, false},
		"found by an attempt": {func(op *Operation[set]) error { return op.Found(t.Context()) }, func(op *Operation[set]) error { return op.Found(t.Context()) }, true},
		"found, then changed": {nil, func(op *Operation[set]) error { defer op.Making(t.Context()); return op.Found(t.Context()) }, true},
		"found, then made":    {func(op *Operation[set]) error { return op.Found(t.Context()) }, func(op *Operation[set]) error { op.Making(t.Context()); return nil }, false},
	} {
		private := privateMap{values: map[string][]byte{}}
		op := &Operation[set]{Clients: NewClients(ClientSet{}), private: private, readable: private, diags: &diag.Diagnostics{}}
		attempts := 0
		err := op.untilSettled(t.Context(), func() error {
			if attempts++; attempts == 1 && tc.first != nil {
				op.diags.AddWarning("of the first attempt", "")
				return errors.Join(tc.first(op), &removedError{object: Object{Type: "thing", ID: "a"}})
			}
			return tc.then(op)
		})
		was := op.WasFound(t.Context())
		later := (&Operation[set]{readable: private}).WasFound(t.Context())
		if err != nil || was != tc.found || later != tc.found || len(*op.diags) > 0 || op.attempt != nil {
			t.Errorf("%s: %v, found: %v, later: %v, told: %v", name, err, was, later, *op.diags)
		}
	}
	op := &Operation[set]{Clients: NewClients(ClientSet{}), private: privateMap{values: map[string][]byte{}}, diags: &diag.Diagnostics{}}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := op.untilSettled(ended, func() error {
		return &removedError{Object{Type: "thing", ID: "a"}, make(chan struct{})}
	}); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "removed thing a") {
		t.Errorf("waiting for a removal: %v", err)
	}
}

// TestSaveSaysWhatFailed, and an object that is removed at the same time is not saved.
func TestSaveSaysWhatFailed(t *testing.T) {
	t.Parallel()
	failing := &Operation[set]{save: func(context.Context, set) (diags diag.Diagnostics) {
		diags.AddError("No such attribute", "x")
		return diags
	}}
	if err := failing.Save(t.Context(), set{}); err == nil || !strings.Contains(err.Error(), "saving the state: No such attribute") {
		t.Errorf("%v", err)
	}
	clients, object := NewClients(ClientSet{}), Object{Type: "thing", ID: "a"}
	saved := 0
	op := &Operation[set]{Clients: clients, attempt: &attempt{}, own: func(set) Object { return object }, save: func(context.Context, set) diag.Diagnostics { saved++; return nil }}
	if _, err := clients.Remove(t.Context(), object, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	if _, removed := errors.AsType[*removedError](op.Save(t.Context(), set{})); !removed || saved > 0 || op.saved != nil {
		t.Errorf("removed: %v, saved: %d", removed, saved)
	}
	op.own = nil // the parts are claimed one by one
	if err := op.Save(t.Context(), set{}); err != nil || saved != 1 {
		t.Errorf("%v, saved: %d", err, saved)
	}
	if config, err := op.Config(t.Context()); err != nil || !config.Name.Equal(types.String{}) {
		t.Errorf("without a configuration: %v, %v", config, err)
	}
}

// TestKeepUnseen says why something stays and what would let the next destroy see.
func TestKeepUnseen(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	refused := &odata.Error{Service: "Dataverse", StatusCode: http.StatusUnauthorized, Message: "No."}
	(&Operation[struct{}]{diags: &diags}).KeepUnseen("the team Sales", refused)
	if len(diags) != 1 || diags[0].Severity() != diag.SeverityWarning || diags[0].Summary() != "Left in place: the team Sales" ||
		!strings.Contains(diags[0].Detail(), "could not see who uses it") || !strings.Contains(diags[0].Detail(), "remove it by hand") {
		t.Errorf("%v", diags)
	}
	for status, want := range map[int]bool{http.StatusUnauthorized: true, http.StatusForbidden: true, http.StatusNotFound: false} {
		if got := IsRefused(&odata.Error{StatusCode: status}); got != want {
			t.Errorf("%d: %v", status, got)
		}
	}
}

// TestKeyConflict: only a row with other values is worded, with both values and the way to manage it.
func TestKeyConflict(t *testing.T) {
	t.Parallel()
	never := func(*dataverse.KeyConflictError) string { t.Error("called"); return "" }
	if err := KeyConflict(context.Canceled, never); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	conflict := &dataverse.KeyConflictError{Set: "teams", ID: "1", Column: "name", Got: "Käufer", Want: "Sales"}
	err := KeyConflict(fmt.Errorf("creating: %w", conflict), func(c *dataverse.KeyConflictError) string { return "terraform import " + c.ID })
	problem, ok := errors.AsType[*Problem](err)
	if !ok || !strings.Contains(problem.Detail, `teams(1) with name = "Käufer"`) || !strings.Contains(problem.Detail, `name = "Sales"`) || !strings.Contains(problem.Remedy, "terraform import 1") {
		t.Errorf("%v", err)
	}
}
