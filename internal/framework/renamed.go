// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
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
	return op.Remember(ctx, formerKey(attribute), append(names, before))
}

// WasNamed reports whether the object of the attribute had the name before somebody else renamed it.
func (op *Operation[M]) WasNamed(ctx context.Context, attribute, name string, same func(a, b string) bool) (bool, error) {
	names, err := op.FormerNames(ctx, attribute)
	return slices.ContainsFunc(names, func(former string) bool { return same(former, name) }), err
}

// FormerNames returns the names that the object of the attribute had before somebody else renamed it, the last one last.
func (op *Operation[M]) FormerNames(ctx context.Context, attribute string) (names []string, err error) {
	_, err = op.Recall(ctx, formerKey(attribute), &names)
	return names, err
}
