// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"slices"
	"testing"
	"time"
)

// endless is a clock with which no wait ends.
type endless struct{}

func (endless) Now() time.Time { return time.Time{} }

func (endless) Sleep(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// TestABatchLeavesWhenEverybodyWaits: as many requests as there ever were at the same time wait for nobody else. Requests that wait
// while others are on their way are not everybody.
func TestABatchLeavesWhenEverybodyWaits(t *testing.T) {
	t.Parallel()
	at := Batch{URL: "https://contoso.example/$batch"}
	sent, answer := make(chan int), make(chan struct{})
	queues := &batchQueues{
		clock: endless{}, most: 100, known: map[Batch]*batchQueue{at: {peak: 3}},
		send: func(_ context.Context, _ string, members []*member) {
			sent <- len(members)
			<-answer
		},
	}
	join := func(n int) (last *member) {
		for range n {
			last = queues.join(t.Context(), at, make([]BatchPart, 1))
		}
		return last
	}
	leaves := func(m *member) bool {
		queues.mu.Lock()
		defer queues.mu.Unlock()
		return m.in.closed
	}
	if leaves(join(2)) {
		t.Error("two left without the third")
	}
	first := join(1)
	if !leaves(first) || <-sent != 3 {
		t.Fatal("the three who were there before did not leave together")
	}
	if leaves(join(2)) {
		t.Error("two left while three were on their way")
	}
	answer <- struct{}{}
	if _, err := first.wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if second := join(1); !leaves(second) || <-sent != 3 {
		t.Error("the next three did not leave together")
	}
	answer <- struct{}{}
}

// TestAFirstBatchWaitsForOthers: nobody knows yet how many there are.
func TestAFirstBatchWaitsForOthers(t *testing.T) {
	t.Parallel()
	at := Batch{URL: "https://contoso.example/$batch"}
	queues := &batchQueues{clock: endless{}, most: 100, known: map[Batch]*batchQueue{at: {}}}
	for range 3 {
		queues.join(t.Context(), at, make([]BatchPart, 1))
	}
	queue := queues.known[at]
	if queue.open == nil || len(queue.open.members) != 3 {
		t.Error("a batch left before anybody knew how many there are")
	}
	for _, m := range slices.Clone(queue.open.members) {
		m.in.part(m)
	}
	if queue.present != 0 || queue.peak != 0 {
		t.Errorf("after all left the batch: %d present, peak %d", queue.present, queue.peak)
	}
}
