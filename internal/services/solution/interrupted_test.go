// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestInterruptedAfterImport stops the apply when the import has ended and nobody has seen it: the solution is recorded, unless what
// is installed is another version or cannot be read.
func TestInterruptedAfterImport(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		installed string
		faults    []acctest.Fault
		recorded  bool
	}{
		"ended":            {installed: "1.0.0.0", recorded: true},
		"an older version": {installed: "0.9.0.0"},
		"not installed":    {},
		"unread": {installed: "1.0.0.0", faults: []acctest.Fault{
			{API: acctest.Dataverse, Method: http.MethodGet, Path: "/solutions$", Action: "status", Status: http.StatusForbidden},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithSpeed(30))
			ctx, cancel := context.WithCancel(t.Context())
			w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
			plan, err := w.Plan(ctx, config(env, file(pack(t, samples.BaseIntegration("1.0.0.0")))), inprocess.Mode{})
			if err != nil {
				t.Fatal(err)
			}
			env.Before(http.MethodGet, `/asyncoperations\(`, func() {
				if tc.installed != "" {
					env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": tc.installed, "ismanaged": true})
				}
				env.Faults(tc.faults...)
				cancel()
			})
			if err := w.Apply(ctx, plan); err == nil || !strings.Contains(err.Error(), "create the solution") {
				t.Errorf("the apply ended with %v", err)
			}
			if _, recorded := w.Attributes()[address]; recorded != tc.recorded {
				t.Errorf("recorded: %t", recorded)
			}
		})
	}
}
