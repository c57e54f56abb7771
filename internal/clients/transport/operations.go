// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"sync"
	"time"
)

// Terraform takes the longer to begin an operation the more resources it manages, and the slower the machine is: on average 10 to 40 ms
// with 1,000 of them, and 60 to 180 ms with 5,000, during which it keeps the processor busy. In smaller runs, and for operations that
// begin once in a while, waiting for others would only cost time.
const (
	// manyOperations is how many have begun in a run in which requests wait for those of others.
	manyOperations = 20
	// slowestPace is the longest time between the beginnings of two operations for which a request waits for those of others.
	slowestPace = 500 * time.Millisecond
	// patientFor is how many times its pace Terraform may take to begin an operation: it pauses to collect its garbage.
	patientFor = 4
	// longestGap is what counts of the time between two of them: one pause does not change the pace.
	longestGap = 2 * slowestPace
	// longestWait is how long a request waits for them at most: as long as it takes to begin ten at the slowest pace.
	longestWait = 10 * slowestPace
)

// Operations counts the operations of a run that change something, each of which sends one request of a kind at a time. Terraform
// runs as many of them at a time as -parallelism says, and begins one when another has ended.
type Operations struct {
	mu        sync.Mutex
	now, most int
	all       int           // that have begun
	begun     time.Time     // when the last one began
	pace      time.Duration // the time between two that begin, of late
}

type operationsKey struct{}

// Begin counts one more until end is called. A batch leaves early when each operation has a request waiting in it.
func (o *Operations) Begin(ctx context.Context) (_ context.Context, end func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now++
	o.all++
	o.most = max(o.most, o.now)
	at := time.Now()
	if !o.begun.IsZero() {
		o.pace += (min(at.Sub(o.begun), longestGap) - o.pace) / 8
	}
	o.begun = at
	return context.WithValue(ctx, operationsKey{}, o), func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.now--
	}
}

// operationsOf returns those that the caller is one of; nil for none.
func operationsOf(ctx context.Context) *Operations {
	o, _ := ctx.Value(operationsKey{}).(*Operations)
	return o
}

// allAre reports whether n are as many as there ever were at a time. Fewer may be those that Terraform is about to begin.
func (o *Operations) allAre(n int) bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return n > 1 && n >= o.most
}

// patience returns how long a request waits for others after the last one came, and in all, instead of quiet and most: in a large run
// as long as it may take Terraform to begin the operations that it still can.
func (o *Operations) patience(quiet, most time.Duration) (_, _ time.Duration) {
	if o == nil {
		return quiet, most
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.all < manyOperations || o.pace > slowestPace {
		return quiet, most
	}
	others := o.most - 1
	return max(quiet, o.pace*time.Duration(min(patientFor, others))), max(most, min(2*o.pace*time.Duration(others), longestWait))
}
