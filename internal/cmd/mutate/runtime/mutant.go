// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package runtime switches the faults that mutate builds into a test binary. Only instrumented source imports it.
package runtime

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

// The environment variables through which mutate speaks to a test binary.
const (
	// EnvActive is the number of the fault that is on. Without it the product behaves as written.
	EnvActive = "BCSALES_MUTANT"
	// EnvReached is the file to which the number of each fault that a test reaches is added.
	EnvReached = "BCSALES_MUTANT_REACHED"
)

//nolint:gochecknoglobals // One fault is on for the life of a process that exists only to try it.
var (
	active, _ = strconv.Atoi(os.Getenv(EnvActive))
	reached   = os.Getenv(EnvReached)
	seen      sync.Map
)

// On reports whether the fault n is on, and records that its place was reached.
func On(n int) bool {
	if reached != "" {
		if _, again := seen.LoadOrStore(n, true); !again {
			record(n)
		}
	}
	return n == active
}

func record(n int) {
	f, err := os.OpenFile(reached, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	if _, err := fmt.Fprintln(f, n); err != nil {
		panic(err)
	}
	if err := f.Close(); err != nil {
		panic(err)
	}
}

// Error returns err, or nil while the fault n is on.
func Error(n int, err error) error {
	if On(n) {
		return nil
	}
	return err
}

// Done returns done, or a channel that never closes while the fault n is on.
func Done(n int, done <-chan struct{}) <-chan struct{} {
	if On(n) {
		return nil
	}
	return done
}

// WithTimeout is context.WithTimeout, without the timeout while the fault n is on.
func WithTimeout(n int, ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) { //nolint:revive // The number comes first, as in every function here.
	if On(n) {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, d)
}

// WithDeadline is context.WithDeadline, without the deadline while the fault n is on.
func WithDeadline(n int, ctx context.Context, t time.Time) (context.Context, context.CancelFunc) { //nolint:revive // The number comes first, as in every function here.
	if On(n) {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, t)
}

// Compare reports whether a stands to b as op says. While the fault n is on, the border belongs to the other side.
func Compare[T cmp.Ordered](n int, op string, a, b T) bool {
	on := On(n)
	switch op {
	case "<":
		return a < b || on && a == b
	case "<=":
		return a < b || !on && a == b
	case ">":
		return a > b || on && a == b
	default:
		return a > b || !on && a == b
	}
}
