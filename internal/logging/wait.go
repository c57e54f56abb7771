// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging

import (
	"context"
	"maps"
	"strings"
	"sync"
	"time"
)

// How long something is waited for before a line says so, and how often one follows.
const (
	waitBegins  = time.Second
	waitGoesOn  = time.Minute
	waitMessage = "Waiting"
)

// Wait logs one wait: when it has lasted a second, when its reason changes, and once a minute. What a reason has in parentheses are
// details, such as the ids of the last answer, and does not make it another one.
type Wait struct {
	fields  map[string]any
	began   time.Time
	written time.Time
	reason  string
}

// NewWait begins a wait; the fields are those of each of its lines.
func NewWait(fields map[string]any) *Wait { return &Wait{fields: fields, began: time.Now()} }

// For says what is waited for now.
func (w *Wait) For(ctx context.Context, reason string) {
	now := time.Now()
	plain, _, _ := strings.Cut(reason, " (")
	if reason == "" || now.Sub(w.began) < waitBegins || plain == w.reason && now.Sub(w.written) < waitGoesOn {
		return
	}
	w.reason, w.written = plain, now
	line(ctx, reason, w.began, w.fields)
}

// line writes how long something has been waited for, and until when it will be.
func line(ctx context.Context, reason string, began time.Time, fields map[string]any) {
	all := maps.Clone(fields)
	if all == nil {
		all = map[string]any{}
	}
	all["waiting_for"], all["elapsed_s"] = strings.TrimPrefix(reason, "waiting for "), int(time.Since(began).Seconds())
	if deadline, ok := ctx.Deadline(); ok {
		all["deadline"] = deadline.UTC().Format(time.RFC3339)
	}
	Info(ctx, waitMessage, all)
}

// Watch logs a wait that goes on until the returned function is called.
func Watch(ctx context.Context, reason string, fields map[string]any) (stop func()) {
	w := &watch{ctx: ctx, reason: reason, fields: fields, began: time.Now()}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(waitBegins, w.write)
	return w.stop
}

// watch is a wait that writes its own lines.
type watch struct {
	ctx    context.Context //nolint:containedctx // it is that of the wait, as is the watch
	reason string
	fields map[string]any
	began  time.Time

	mu    sync.Mutex
	timer *time.Timer
	ended bool
}

func (w *watch) write() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return
	}
	line(w.ctx, w.reason, w.began, w.fields)
	w.timer.Reset(waitGoesOn)
}

// stop ends the lines: none follows it.
func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	w.timer.Stop()
}
