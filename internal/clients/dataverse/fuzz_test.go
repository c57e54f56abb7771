// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// FuzzParseImportLog reads texts as the log of an import job: it ends, with a log or an error.
func FuzzParseImportLog(f *testing.F) {
	f.Fuzz(func(_ *testing.T, data string) {
		_, _ = dataverse.ParseImportLog(data)
	})
}
