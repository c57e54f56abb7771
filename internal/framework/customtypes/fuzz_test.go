// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package customtypes

import (
	"testing"

	"github.com/google/uuid"
)

func FuzzGUID(f *testing.F) {
	for _, text := range []string{"6F7A1C9E-2B4D-4E83-9C50-1D2E3F4A5B6C", "{6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c}", "6f7a1c9e2b4d4e839c501d2e3f4a5b6c", "", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if IsGUID(text) {
			if _, err := uuid.Parse(NewGUID(text).Canonical()); err != nil {
				t.Errorf("%q became %q", text, NewGUID(text).Canonical())
			}
		}
	})
}
