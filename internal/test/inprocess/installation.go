// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"fmt"
	"sync"
)

// installation is the providers of a workspace. Each command starts them again, but reads their schemas only
// once: building those of a whole provider takes longer than most commands.
type installation struct {
	factories   map[string]Factory
	parallelism int

	mu    sync.Mutex
	known map[string]*description
}

func install(factories map[string]Factory) *installation {
	return &installation{factories: factories, parallelism: parallelism, known: map[string]*description{}}
}

// start starts a provider.
func (i *installation) start(ctx context.Context, kind string) (*Session, error) {
	factory, ok := i.factories[kind]
	if !ok {
		return nil, fmt.Errorf("there is no provider %s", kind)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if described := i.known[kind]; described != nil {
		server, err := factory()
		if err != nil {
			return nil, fmt.Errorf("starting the provider: %w", err)
		}
		return &Session{server, described}, nil
	}
	session, err := Start(ctx, factory)
	if err != nil {
		return nil, err
	}
	i.known[kind] = session.description
	return session, nil
}
