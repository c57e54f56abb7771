// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// attempt is one try of a creation.
type attempt struct {
	since int      // when it began; see claims.take
	keys  []string // of the private state that it has set
}

// untilSettled carries out a creation. When a deletion of the same run removes the object in between, it waits for the end
// of the deletion and begins again, from what is there then.
func (op *Operation[M]) untilSettled(ctx context.Context, create func() error) error {
	before := append(diag.Diagnostics(nil), *op.diags...)
	for {
		op.attempt = &attempt{since: op.claims.moment()}
		err := create()
		removed, ok := errors.AsType[*removedError](err)
		if !ok {
			op.attempt = nil
			return err
		}
		*op.diags = append(diag.Diagnostics(nil), before...)
		if err := op.takeBack(ctx); err != nil {
			return err
		}
		if err := removed.wait(ctx); err != nil {
			return err
		}
	}
}

// takeBack empties the private state again. What the attempt wrote is remembered: it may still be there.
func (op *Operation[M]) takeBack(ctx context.Context) error {
	op.wrote = op.wrote || op.origin == made
	op.origin = undecided
	for _, key := range op.attempt.keys {
		if diags := op.private.SetKey(ctx, key, nil); diags.HasError() {
			return DiagnosticsError(diags)
		}
	}
	return nil
}
