// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

func TestHandover(t *testing.T) {
	t.Parallel()
	clients := ready()
	runs, others, numbers := framework.Handover[string]{Name: "runs"}, framework.Handover[string]{Name: "others"}, framework.Handover[int]{Name: "runs"}
	runs.Leave(clients, "a", "first")
	runs.Leave(clients, "a", "second")
	if value, ok := runs.Take(clients, "b"); ok {
		t.Errorf("another key took %q", value)
	}
	if value, ok := others.Take(clients, "a"); ok {
		t.Errorf("another store took %q", value)
	}
	if value, ok := numbers.Take(clients, "a"); ok {
		t.Errorf("another type took %d", value)
	}
	if value, ok := runs.Take(ready(), "a"); ok {
		t.Errorf("another provider took %q", value)
	}
	if value, ok := runs.Take(clients, "a"); !ok || value != "second" {
		t.Errorf("took %q, %t", value, ok)
	}
	if value, ok := runs.Take(clients, "a"); ok {
		t.Errorf("took %q twice", value)
	}
}
