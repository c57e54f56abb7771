// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package world

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// Tick is how far the clock of a world that repeats itself moves with every request.
const Tick = time.Second

// beginning is when the clock of such a world begins.
func beginning() time.Time { return time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC) }

// Repeat makes ids and times follow from a number: the clock stands still but for a [Tick] at every request, and ids come
// from a generator with that seed. Two worlds with the same number and the same requests, one after the other, are the same.
func (w *World) Repeat(number uint64) {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], number)
	w.ids = rand.NewChaCha8(seed)
	w.now, w.tick = beginning, Tick
}

// NewID returns a fresh GUID in lower case.
func (w *World) NewID() string {
	if w.ids == nil {
		return uuid.NewString()
	}
	id, err := uuid.NewRandomFromReader(w.ids)
	if err != nil { // the generator has no end
		return uuid.NewString()
	}
	return id.String()
}

// Wall is the wall clock in UTC, moved on by Advance: for what outsiders sign, such as assertions.
func (w *World) Wall() time.Time {
	if w.ids == nil {
		return w.Now()
	}
	return time.Now().UTC()
}
