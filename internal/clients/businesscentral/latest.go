// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

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
