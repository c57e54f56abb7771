// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package version_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// FuzzParse reads texts as versions: what is accepted is written in a way that is read as the same one.
func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := version.Parse(text)
		if err != nil {
			return
		}
		if again, err := version.Parse(parsed.String()); err != nil || again.Compare(parsed) != 0 {
			t.Errorf("%q is %s, read again %s: %v", text, parsed, again, err)
		}
	})
}
