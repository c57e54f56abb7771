// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// latency is that of the simulated services.
const latency = 50 * time.Millisecond

// simulation is a run of Terraform whose operations each make or end a membership and a coupling.
type simulation struct {
	operations, atATime int
	// first and last are how long Terraform takes on average to begin the first operation and the last one. It begins one after the other.
	first, last time.Duration
	// inTurn is whether the membership ends before the coupling does, instead of both at the same time.
	inTurn bool
}

// run returns the requests that reach the services, and how long the run takes.
func (s simulation) run(t *testing.T) (requests int, wall time.Duration) {
	t.Helper()
	var sent atomic.Int64
	answer := func(requests int64) {
		sent.Add(requests)
		time.Sleep(latency)
	}
	// The membership is read back: in its batch, or by a request of its own.
	kinds := []struct {
		queues *batchQueues
		alone  int64 // requests
	}{
		{&batchQueues{most: MultipartBatch{}.MaxParts()}, 2},
		{&batchQueues{most: JSONBatch{}.MaxParts()}, 1},
	}
	for _, kind := range kinds {
		kind.queues.clock, kind.queues.known = SystemClock{}, map[Batch]*batchQueue{}
		kind.queues.send = func(context.Context, string, []*member) { answer(1) }
	}
	var operations Operations
	operate := func() {
		ctx, end := operations.Begin(t.Context())
		defer end()
		var both sync.WaitGroup
		for _, kind := range kinds {
			both.Go(func() {
				m := kind.queues.join(ctx, Batch{}, make([]BatchPart, kind.alone))
				if m != nil {
					if _, err := m.wait(ctx); err != nil {
						t.Error(err)
					}
				}
				if m == nil || m.alone {
					answer(kind.alone)
				}
			})
			if s.inTurn {
				both.Wait()
			}
		}
		both.Wait()
	}

	var (
		terraform = make(chan struct{}, 1) // taken while it begins an operation; simulated time stands still at a mutex
		begun     int
		random    = rand.New(rand.NewPCG(1, 2)) // the same each time
		group     sync.WaitGroup
	)
	begin := func() bool {
		terraform <- struct{}{}
		defer func() { <-terraform }()
		if begun == s.operations {
			return false
		}
		begun++
		average := s.first + (s.last-s.first)*time.Duration(begun)/time.Duration(s.operations)
		// The sum of two exponential delays: mostly about the average, now and then several times as long.
		time.Sleep(time.Duration((random.ExpFloat64() + random.ExpFloat64()) / 2 * float64(average)))
		return true
	}
	start := time.Now()
	for range s.atATime {
		group.Go(func() {
			for begin() {
				operate()
			}
		})
	}
	group.Wait()
	wall = time.Since(start)
	time.Sleep(longestWait) // the gatherings end
	return int(sent.Load()), wall
}

// TestRequestsOfARun are few, however slow Terraform is, and waiting for others takes little time.
func TestRequestsOfARun(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for name, tc := range map[string]struct {
		of       simulation
		requests int
		// waits is the most that the run may take longer than Terraform needs to begin its operations.
		waits time.Duration
	}{
		"a hundred":                      {simulation{100, 10, 3 * ms, 4 * ms, false}, 25, time.Second},
		"a thousand":                     {simulation{1000, 10, 3 * ms, 10 * ms, false}, 215, 7 * time.Second},
		"ended":                          {simulation{1000, 10, 10 * ms, 3 * ms, true}, 235, 13 * time.Second},
		"slowly":                         {simulation{1000, 10, 8 * ms, 40 * ms, false}, 215, 7 * time.Second},
		"slowly, ended":                  {simulation{1000, 10, 40 * ms, 8 * ms, true}, 235, 13 * time.Second},
		"very slowly":                    {simulation{1000, 10, 20 * ms, 60 * ms, false}, 225, 7 * time.Second},
		"very slowly, ended":             {simulation{1000, 10, 60 * ms, 20 * ms, true}, 235, 13 * time.Second},
		"a hundred at a time":            {simulation{1000, 100, 3 * ms, 10 * ms, false}, 35, 2 * time.Second},
		"a hundred at a time, ended":     {simulation{1000, 100, 10 * ms, 3 * ms, true}, 35, 2 * time.Second},
		"a hundred at a time, slowly":    {simulation{1000, 100, 20 * ms, 60 * ms, false}, 80, 2 * time.Second},
		"five thousand":                  {simulation{5000, 10, 5 * ms, 60 * ms, false}, 1050, 35 * time.Second},
		"five thousand, slowly":          {simulation{5000, 10, 20 * ms, 400 * ms, false}, 1200, 70 * time.Second},
		"five thousand, slowly, ended":   {simulation{5000, 10, 400 * ms, 20 * ms, true}, 1250, 70 * time.Second},
		"one at a time waits for nobody": {simulation{300, 1, 20 * ms, 20 * ms, false}, 900, 300 * (latency + batchQuiet + latency)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				requests, wall := tc.of.run(t)
				terraform := (tc.of.first + tc.of.last) / 2 * time.Duration(tc.of.operations)
				t.Logf("%d requests; %s, of which Terraform takes %s", requests, wall, terraform)
				if requests > tc.requests || wall > terraform+tc.waits {
					t.Errorf("want at most %d requests, and %s longer than Terraform takes", tc.requests, tc.waits)
				}
			})
		})
	}
}
