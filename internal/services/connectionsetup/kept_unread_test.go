// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"testing"
)

// brokenVault is a private state that cannot be read, or holds what no version has written.
type brokenVault struct {
	text string
	err  error
}

func (v brokenVault) Private(context.Context, string) ([]byte, error)  { return []byte(v.text), v.err }
func (v brokenVault) SetPrivate(context.Context, string, []byte) error { return v.err }

// TestKept_unread turns no connection on without the settings that a failed update kept: enabling would reset them for good.
func TestKept_unread(t *testing.T) {
	t.Parallel()
	s := newSetups(answering(t, func(string) []any { return []any{} }), someCompany)
	if _, err := s.mappings.withKept(t.Context(), false); err != nil {
		t.Fatalf("without a vault: %v", err)
	}
	unread := errors.New("unread")
	for name, v := range map[string]brokenVault{"unread": {err: unread}, "no JSON": {text: "no JSON"}, "nothing": {}} {
		s.mappings.vault = v
		if _, err := s.mappings.withKept(t.Context(), false); (err == nil) != (name == "nothing") || v.err != nil && !errors.Is(err, unread) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
