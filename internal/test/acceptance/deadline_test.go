// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// impatient gives every resource two seconds to read and to plan: enough for a busy machine.
func impatient(config string) string {
	return regexp.MustCompile(`(?m)^(resource "bcsales_.*\{)$`).ReplaceAllString(config, "$1\n  timeouts = { read = \"2s\" }")
}

// TestDeadlines lets a service hang, and drip: no plan and no refresh takes longer than its resources' timeouts, and every error
// names the call, the service and what was waited for.
func TestDeadlines(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	env := acctest.New(t)
	config := impatient(deletionGuide(t, env).config())
	w := workspaceOf(env.Factories())
	planned := func(what string, w *inprocess.Workspace) {
		t.Helper()
		begun := time.Now()
		_, err := w.Plan(t.Context(), config, inprocess.Mode{})
		took := time.Since(begun)
		if err == nil || took > 20*time.Second {
			t.Errorf("%s: %v after %v", what, err, took)
			return
		}
		for report := range strings.SplitSeq(err.Error(), "Error: ") {
			if strings.TrimSpace(report) == "" {
				continue
			}
			for _, part := range []string{" at ", "timeout ended while waiting for", "What to do: "} {
				if !strings.Contains(report, part) {
					t.Errorf("%s: %q is not in:\n%s", what, part, report)
				}
			}
		}
	}
	hang := func(api string) acctest.Fault { return acctest.Fault{API: api, Action: "hang"} }
	for _, api := range []string{acctest.Dataverse, acctest.BusinessCentral, "entra"} {
		env.Faults(hang(api))
		planned("a plan to create while "+api+" hangs", w.Clone())
	}
	env.Faults()
	plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
	if err == nil {
		err = w.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, api := range []string{acctest.Dataverse, acctest.BusinessCentral} {
		env.Faults(hang(api))
		planned("a refresh while "+api+" hangs", w.Clone())
		env.Faults(acctest.Fault{API: api, Method: "GET", Action: "drip", Delay: "200ms"})
		planned("a refresh while "+api+" drips", w.Clone())
	}
	env.Faults()
}
