// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"encoding/json"
	"testing"
)

// textVault is a private state that holds a text.
type textVault string

func (v textVault) SetPrivate(context.Context, string, []byte) error { return nil }
func (v textVault) Remember(context.Context, string, any) error      { return nil }

func (v textVault) Recall(_ context.Context, _ string, into any) (bool, error) {
	if v == "" {
		return false, nil
	}
	return true, json.Unmarshal([]byte(v), into)
}

// TestKept_unread turns no connection on without the settings that a failed update kept: enabling would reset them for good.
func TestKept_unread(t *testing.T) {
	t.Parallel()
	s := newSetups(answering(t, func(string) []any { return []any{} }), someCompany)
	if _, err := s.mappings.withKept(t.Context(), false); err != nil {
		t.Fatalf("without a vault: %v", err)
	}
	for _, v := range []textVault{"no JSON", ""} {
		s.mappings.vault = v
		if _, err := s.mappings.withKept(t.Context(), false); (err == nil) != (v == "") {
			t.Errorf("%q: %v", v, err)
		}
	}
}
