// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package world holds what the emulated services share: one mutex, one store, one clock, and asynchronous work.
package world

import (
	"math/rand/v2"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Config holds what the services have to know about each other.
type Config struct {
	TenantID     string
	Environment  string  // Business Central environment name
	ClientID     string  // application (client) id of the provider's own application
	ClientSecret string  // accepted for every seeded service principal
	RequestToken string  // accepted by the issuers for pipelines and machines
	Origin       string  // https://127.0.0.1:PORT, set once the listener is bound
	Speed        float64 // divides the duration of asynchronous work; 0 means 1
	Latency      time.Duration
	Enforce      bool   // documented service limits are enforced
	Companion    string // version of the companion extension, "" if it is not installed

	// IgnoreContinueOnError makes a $batch stop at its first error whatever the client prefers.
	IgnoreContinueOnError bool
}

// World is the state behind all services, as one environment of Business Central sees it. Every exported method but Lock and
// Do must be called with the world locked.
type World struct {
	Store  *store.Store
	Config Config

	*shared
}

// shared is what the environments of Business Central share.
type shared struct {
	mu      sync.Mutex
	now     func() time.Time
	skew    time.Duration
	pending []work // in order of their due times once sorted
	sorted  bool
	ids     *rand.ChaCha8 // nil for random ids
	tick    time.Duration // how far the clock advances with each request
	seq     int
}

type work struct {
	due  time.Time
	seq  int
	name string
	run  func()
}

// New creates a world with a store.
func New(s *store.Store, c Config) *World {
	if c.Speed <= 0 {
		c.Speed = 1
	}
	return &World{Store: s, Config: c, shared: &shared{now: time.Now}}
}

// In returns the world as another environment of Business Central sees it: with rows of its own, and with the same
// Dataverse, directory and clock.
func (w *World) In(environment string) *World {
	other := &World{Store: w.Store.In(environment), Config: w.Config, shared: w.shared}
	other.Config.Environment = environment
	return other
}

// Lock locks the world and runs the asynchronous work that has become due.
func (w *World) Lock() {
	w.mu.Lock()
	w.skew += w.tick
	w.runDue()
}

// Unlock unlocks the world and keeps what has been written.
func (w *World) Unlock() {
	w.Store.Forget()
	w.mu.Unlock()
}

// Do runs f with the world locked.
func (w *World) Do(f func()) {
	w.Lock()
	defer w.Unlock()
	f()
}

// Now is the wall clock in UTC plus Advance.
func (w *World) Now() time.Time { return w.now().Add(w.skew).UTC() }

// Timestamp is Now in whole seconds, in the format of the services.
func (w *World) Timestamp() string { return w.Now().Truncate(time.Second).Format(time.RFC3339) }

// Instant is Now in milliseconds, as Business Central keeps the times of its jobs.
func (w *World) Instant() string { return w.Now().Format("2006-01-02T15:04:05.000Z07:00") }

// Advance advances the clock and runs what becomes due, for tests that do not want to wait.
func (w *World) Advance(d time.Duration) {
	w.skew += d
	w.runDue()
}

// After schedules asynchronous work. It runs, in order of its due time, at the start of the first request after d
// divided by the configured speed.
func (w *World) After(d time.Duration, name string, f func()) {
	w.seq++
	w.sorted = false
	w.pending = append(w.pending, work{due: w.Now().Add(w.scaled(d)), seq: w.seq, name: name, run: f})
}

// Pending counts the scheduled work whose name has the prefix.
func (w *World) Pending(prefix string) int {
	n := 0
	for _, p := range w.pending {
		if strings.HasPrefix(p.name, prefix) {
			n++
		}
	}
	return n
}

// Cancel drops the scheduled work with exactly that name and returns how much it dropped.
func (w *World) Cancel(name string) int {
	kept := w.pending[:0:0]
	for _, p := range w.pending {
		if p.name != name {
			kept = append(kept, p)
		}
	}
	n := len(w.pending) - len(kept)
	w.pending = kept
	return n
}

// CancelAll drops all scheduled work.
func (w *World) CancelAll() { w.pending = nil }

func (w *World) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) / w.Config.Speed)
}

func (w *World) runDue() {
	for {
		if !w.sorted {
			sort.SliceStable(w.pending, func(i, j int) bool {
				if !w.pending[i].due.Equal(w.pending[j].due) {
					return w.pending[i].due.Before(w.pending[j].due)
				}
				return w.pending[i].seq < w.pending[j].seq
			})
			w.sorted = true
		}
		if len(w.pending) == 0 || w.pending[0].due.After(w.Now()) {
			return
		}
		next := w.pending[0]
		w.pending = w.pending[1:]
		next.run()
	}
}
