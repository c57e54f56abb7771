// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import "context"

type collectKey struct{}

// WithCollector returns a context in which a client hands its requests to the collector instead of sending them.
func WithCollector[C any](ctx context.Context, collector *C) context.Context {
	return context.WithValue(ctx, collectKey{}, collector)
}

// CollectorOf returns the collector of the context; nil for none.
func CollectorOf[C any](ctx context.Context) *C {
	collector, _ := ctx.Value(collectKey{}).(*C)
	return collector
}

// detach returns the context of a request that several callers share: none of them may cancel or collect it for the others.
func detach(ctx context.Context) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), collectKey{}, nil)
}
