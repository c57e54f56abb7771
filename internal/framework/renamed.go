// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// formerKey is the private state key of the names that the object of an attribute had while it was managed.
func formerKey(attribute string) string { return "former_" + attribute }

// Renamed remembers in a refresh, where somebody else has renamed what the attribute names, the name in state: a
// configuration that still has it means the same object. Before is empty where the state has no name.
func (op *Operation[M]) Renamed(ctx context.Context, attribute, before, now string, same func(a, b string) bool) error {
	if before == "" || same(before, now) {
		return nil
	}
	names, err := op.FormerNames(ctx, attribute)
	if err != nil || slices.Contains(names, before) {
		return err
	}
	value, err := json.Marshal(append(names, before))
	if err != nil {
		return fmt.Errorf("recording the former name: %w", err)
	}
	return op.SetPrivate(ctx, formerKey(attribute), value)
}

// WasNamed reports whether the object of the attribute had the name before somebody else renamed it.
func (op *Operation[M]) WasNamed(ctx context.Context, attribute, name string, same func(a, b string) bool) (bool, error) {
	names, err := op.FormerNames(ctx, attribute)
	return slices.ContainsFunc(names, func(former string) bool { return same(former, name) }), err
}

// FormerNames returns the names that the object of the attribute had before somebody else renamed it, the last one last.
func (op *Operation[M]) FormerNames(ctx context.Context, attribute string) ([]string, error) {
	value := op.Private(ctx, formerKey(attribute))
	if len(value) == 0 {
		return nil, nil
	}
	var names []string
	if err := json.Unmarshal(value, &names); err != nil {
		return nil, fmt.Errorf("reading the former names: %w", err)
	}
	return names, nil
}
