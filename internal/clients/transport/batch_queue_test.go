// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
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
