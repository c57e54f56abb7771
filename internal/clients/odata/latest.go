// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// What the services answer to a write that names an older version of the row.
const (
	// codeEntityChanged is Business Central's, with 409
	// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/dynamics-error-codes).
	codeEntityChanged = "Request_EntityChanged"
	// codeVersionMismatch is Dataverse's ConcurrencyVersionMismatch, with 412
	// (https://learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency).
	codeVersionMismatch = "0x80060882"
)

// IsChanged reports whether a write was refused because somebody else has changed the row since it was read.
func IsChanged(err error) bool { return HasCode(err, codeEntityChanged, codeVersionMismatch) }

// maxWrites bounds how often a row is written that changes again and again.
const maxWrites = 10

// WriteLatest writes to a row in the version that look has read. look judges the row too: it reports whether anything is
// left to write, or refuses to overwrite what somebody else has written. After a write that was refused because the row
// has changed in between, it looks again, and gives up after ten writes. It also looks again after one that the answer to a
// batch leaves out. Errors: those of look and of write, and the context's.
func WriteLatest[T any](ctx context.Context, look func(ctx context.Context) (row T, left bool, err error), write func(ctx context.Context, row T) error) error {
	for changed := 0; ; {
		row, left, err := look(ctx)
		if err != nil || !left {
			return err
		}
		err = write(ctx, row)
		if IsChanged(err) {
			changed++
		}
		if !IsChanged(err) && !transport.IsUnanswered(err) || changed == maxWrites {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// LookFrom returns a look for [WriteLatest] that begins with a row that the operation has read already, and reads it again
// after that. judge judges each row that is there.
func LookFrom[T any](row T, read func(ctx context.Context) (row T, found bool, err error), judge func(ctx context.Context, row T) (left bool, err error)) func(ctx context.Context) (T, bool, error) {
	again := false
	return func(ctx context.Context) (T, bool, error) {
		if again {
			now, found, err := read(ctx)
			if err != nil || !found {
				return now, false, err
			}
			row = now
		}
		again = true
		left, err := judge(ctx, row)
		return row, left, err
	}
}
