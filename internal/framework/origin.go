// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "context"

// originKey is the private state key that says how the object came under management.
const originKey = "origin"

// origin says whether an object is the resource's own. What is not decided counts as made: an imported object does.
type origin string

const (
	undecided origin = ""
	found     origin = `"found"` // it existed before: destroy leaves it in place
	made      origin = `"made"`  // the resource makes it, or made it
)

// Found remembers that the object existed before, so that destroy leaves it in place.
func (op *Operation[M]) Found(ctx context.Context) error {
	if op.wrote {
		return op.Made(ctx)
	}
	return op.setOrigin(ctx, found)
}

// Made remembers that what was found before is the resource's own now, so that destroy removes it.
func (op *Operation[M]) Made(ctx context.Context) error { return op.setOrigin(ctx, made) }

// Making says that the write that follows makes the object, unless it was found. When the write is interrupted, Recover
// looks for the object and takes it for the resource's own.
func (op *Operation[M]) Making(ctx context.Context) {
	if !op.WasFound(ctx) {
		op.origin = made
	}
}

// WasFound reports whether the object existed before it came under management. An imported object counts as made.
func (op *Operation[M]) WasFound(ctx context.Context) bool {
	if op.origin != undecided {
		return op.origin == found
	}
	return origin(op.Private(ctx, originKey)) == found
}

func (op *Operation[M]) setOrigin(ctx context.Context, o origin) error {
	op.origin = o
	return op.SetPrivate(ctx, originKey, []byte(o))
}

type takenUpKey struct{}

// Existed says that the object is nothing that a creation makes, although destroy ends something of it: a person's user, for example.
func (op *Operation[M]) Existed() { op.existed = true }

// ReportTakenUp returns a context whose creation reports whether it took up an object that existed before. Who refuses its result
// afterwards must leave such an object out of the state, as a creation that fails does, see leaveFound.
func ReportTakenUp(ctx context.Context) (_ context.Context, takenUp func() bool) {
	var was bool
	return context.WithValue(ctx, takenUpKey{}, &was), func() bool { return was }
}

func reportTakenUp[M any](ctx context.Context, op *Operation[M]) {
	if was, ok := ctx.Value(takenUpKey{}).(*bool); ok {
		*was = op.origin == found || op.existed
	}
}
