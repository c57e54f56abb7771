// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package world

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// Tick is how far the clock of a repeatable world advances with each request.
const Tick = time.Second

// beginning is when the clock of a repeatable world starts.
func beginning() time.Time { return time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC) }

// Repeat derives ids and times from a number: the clock advances only by a [Tick] with each request, and ids come
// from a generator with that seed. Two worlds with the same number and the same sequence of requests are identical.
func (w *World) Repeat(number uint64) {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], number)
	w.ids = rand.NewChaCha8(seed)
	w.now, w.tick = beginning, Tick
}

// NewID returns a new GUID in lower case.
func (w *World) NewID() string {
	if w.ids == nil {
		return uuid.NewString()
	}
	id, err := uuid.NewRandomFromReader(w.ids)
	if err != nil { // the generator never ends
		return uuid.NewString()
	}
	return id.String()
}

// Wall is the wall clock in UTC plus Advance, for signatures by outsiders, such as assertions.
func (w *World) Wall() time.Time {
	if w.ids == nil {
		return w.Now()
	}
	return time.Now().UTC()
}
