// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// endless is a clock with which no wait ends.
type endless struct{}

func (endless) Now() time.Time { return time.Time{} }

func (endless) Sleep(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// TestABatchLeavesWhenEveryOperationWaits: nobody else can come. Fewer than there were at a time wait for those that Terraform begins
// next, and a request that belongs to no operation says nothing.
func TestABatchLeavesWhenEveryOperationWaits(t *testing.T) {
	t.Parallel()
	at := Batch{URL: "https://contoso.example/$batch"}
	sent := make(chan int, 1)
	queues := &batchQueues{
		clock: endless{}, most: 100, known: map[Batch]*batchQueue{at: {}},
		send: func(_ context.Context, _ string, members []*member) { sent <- len(members) },
	}
	var operations Operations
	join := func(ctx context.Context) (leaves bool) {
		m := queues.join(ctx, at, make([]BatchPart, 1))
		queues.mu.Lock()
		defer queues.mu.Unlock()
		return m.in.closed
	}
	one, endOne := operations.Begin(t.Context())
	two, endTwo := operations.Begin(t.Context())
	three, endThree := operations.Begin(t.Context())
	if join(one) || join(two) {
		t.Error("two left without the third")
	}
	if !join(three) || <-sent != 3 {
		t.Error("three of three did not leave together")
	}
	endOne()
	endTwo()
	endThree()

	next, end := operations.Begin(t.Context())
	defer end()
	for range 2 {
		if !join(next) {
			continue
		}
		t.Error("fewer than before left, though Terraform is about to begin others")
	}
	if join(t.Context()) {
		t.Error("a request of no operation let the batch leave")
	}
}

// TestABatchWaitsForOperationsThatBeginSlowly in a large run, but not for those that begin once in a while.
func TestABatchWaitsForOperationsThatBeginSlowly(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		rounds int           // of operations
		most   int           // at a time
		gap    time.Duration // between two that begin
		want   int           // requests in the last batch
	}{
		"at once":                {5, 10, 0, 10},
		"quickly":                {5, 10, 10 * time.Millisecond, 10},
		"a crowd":                {5, 100, 9 * time.Millisecond, 100},
		"slowly":                 {5, 10, 60 * time.Millisecond, 10},
		"at the slowest pace":    {5, 10, 400 * time.Millisecond, 10},
		"slowly, in a small run": {1, 10, 60 * time.Millisecond, 1},
		"once in a while":        {5, 10, 600 * time.Millisecond, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				at := Batch{URL: "https://contoso.example/$batch"}
				var size int
				queues := &batchQueues{clock: SystemClock{}, most: 100, known: map[Batch]*batchQueue{at: {hope: batchHope}}}
				queues.send = func(context.Context, string, []*member) {}
				var operations Operations
				for range tc.rounds {
					members := make([]*member, tc.most)
					var ends []func()
					for i := range members {
						ctx, end := operations.Begin(t.Context())
						ends = append(ends, end)
						members[i] = queues.join(ctx, at, make([]BatchPart, 1))
						time.Sleep(tc.gap)
					}
					for _, m := range members {
						<-m.in.done
					}
					size = members[0].in.present
					for _, end := range ends {
						end()
					}
				}
				time.Sleep(longestWait) // the gatherings end
				if size != tc.want {
					t.Errorf("%d, want %d", size, tc.want)
				}
			})
		})
	}
}

// TestAKindThatWaitedInVainStopsWaiting longer than in a small run, until requests of the kind have come together again.
func TestAKindThatWaitedInVainStopsWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		at := Batch{URL: "https://contoso.example/$batch"}
		queues := &batchQueues{clock: SystemClock{}, most: 100, known: map[Batch]*batchQueue{}}
		queues.send = func(context.Context, string, []*member) {}
		ctx := context.WithValue(t.Context(), operationsKey{}, &Operations{all: manyOperations, pace: 100 * time.Millisecond, most: 10})
		if queues.join(ctx, at, make([]BatchPart, 1)) != nil {
			t.Error("the first was held back")
		}
		for i, tc := range []struct {
			together int
			want     time.Duration
		}{
			{1, 400 * time.Millisecond},
			{1, 400 * time.Millisecond},
			{1, batchQuiet},
			{1, batchQuiet},
			{2, batchQuiet},
			{1, 400 * time.Millisecond},
			{2, 400 * time.Millisecond},
			{1, 400 * time.Millisecond},
			{1, 400 * time.Millisecond},
			{1, batchQuiet},
		} {
			begun := time.Now()
			var last *member
			for range tc.together {
				last = queues.join(ctx, at, make([]BatchPart, 1))
			}
			<-last.in.done
			if waited := time.Since(begun); waited != tc.want {
				t.Errorf("%d: %d waited %s, want %s", i, tc.together, waited, tc.want)
			}
		}
	})
}

// TestPace is that between operations: the first one has none.
func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := &Operations{}
		for _, want := range []time.Duration{0, 10 * time.Millisecond, 18750 * time.Microsecond, longestGap/8 + 16406250} {
			_, end := o.Begin(t.Context())
			end()
			if o.pace != want || o.now != 0 {
				t.Errorf("%s between operations, %d of them; want %s", o.pace, o.now, want)
			}
			time.Sleep(80 * time.Millisecond)
			if o.all == 3 {
				time.Sleep(time.Hour)
			}
		}
	})
}

// TestPatience is bounded, and ends with the pace.
func TestPatience(t *testing.T) {
	t.Parallel()
	const quiet, most = 50 * time.Millisecond, 300 * time.Millisecond
	for name, tc := range map[string]struct {
		of                  *Operations
		wantQuiet, wantMost time.Duration
	}{
		"no operations":   {nil, quiet, most},
		"few so far":      {&Operations{all: manyOperations - 1, pace: 40 * time.Millisecond, most: 10}, quiet, most},
		"quick":           {&Operations{all: manyOperations, pace: 10 * time.Millisecond, most: 10}, quiet, most},
		"slow":            {&Operations{all: manyOperations, pace: 40 * time.Millisecond, most: 10}, 160 * time.Millisecond, 720 * time.Millisecond},
		"a hundred":       {&Operations{all: manyOperations, pace: 40 * time.Millisecond, most: 100}, 160 * time.Millisecond, longestWait},
		"the slowest":     {&Operations{all: manyOperations, pace: slowestPace, most: 12}, 4 * slowestPace, longestWait},
		"once in a while": {&Operations{all: manyOperations, pace: slowestPace + 1, most: 10}, quiet, most},
		"two at a time":   {&Operations{all: manyOperations, pace: 160 * time.Millisecond, most: 2}, 160 * time.Millisecond, 320 * time.Millisecond},
		"one at a time":   {&Operations{all: manyOperations, pace: 40 * time.Millisecond, most: 1}, quiet, most},
	} {
		if q, m := tc.of.patience(quiet, most); q != tc.wantQuiet || m != tc.wantMost {
			t.Errorf("%s: %s and %s", name, q, m)
		}
	}
}

// TestOperationsAreShared: some begin and end while others are looked at.
func TestOperationsAreShared(t *testing.T) {
	t.Parallel()
	var o Operations
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				_, end := o.Begin(t.Context())
				o.allAre(2)
				o.patience(0, 0)
				end()
			}
		})
	}
	group.Wait()
	if o.now != 0 || o.all != 400 {
		t.Errorf("%d of %d operations go on", o.now, o.all)
	}
}

// TestAllLeaveABatchAtOnce, before it is sent: nobody stays in it.
func TestAllLeaveABatchAtOnce(t *testing.T) {
	t.Parallel()
	at := Batch{URL: "https://contoso.example/$batch"}
	queues := &batchQueues{clock: endless{}, most: 100, known: map[Batch]*batchQueue{at: {}}}
	members := make([]*member, 50)
	for i := range members {
		members[i] = queues.join(t.Context(), at, make([]BatchPart, 1))
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var group sync.WaitGroup
	for _, m := range members {
		group.Go(func() {
			if sent, err := m.wait(gone); sent || !errors.Is(err, context.Canceled) {
				t.Errorf("sent %t, %v", sent, err)
			}
		})
	}
	group.Wait()
	if g := members[0].in; len(g.members) != 0 || g.parts != 0 {
		t.Errorf("%d requests of %d stay", g.parts, len(g.members))
	}
}

// TestABatchLeavesBeforeItIsTooLarge: a request of two parts that finds room for one begins the next batch.
func TestABatchLeavesBeforeItIsTooLarge(t *testing.T) {
	t.Parallel()
	at := Batch{URL: "https://contoso.example/$batch"}
	sent := make(chan int, 1)
	queues := &batchQueues{
		clock: endless{}, most: 5, known: map[Batch]*batchQueue{at: {}},
		send: func(_ context.Context, _ string, members []*member) { sent <- len(members) },
	}
	first := queues.join(t.Context(), at, make([]BatchPart, 2))
	queues.join(t.Context(), at, make([]BatchPart, 2))
	third := queues.join(t.Context(), at, make([]BatchPart, 2))
	<-first.in.done
	if n := <-sent; n != 2 || third.in == first.in || third.in.parts != 2 {
		t.Errorf("%d left together, and the next batch has %d parts", n, third.in.parts)
	}
}
