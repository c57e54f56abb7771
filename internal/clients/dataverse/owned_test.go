// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

func TestDescribeOwned(t *testing.T) {
	t.Parallel()
	got := dataverse.DescribeOwned([]dataverse.OwnedCount{{Set: "accounts", Count: 4999}, {Set: "contacts", Count: 5000}})
	if want := "4999 accounts, 5000 or more contacts"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
