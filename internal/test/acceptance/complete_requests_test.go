// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// What a plan of examples/complete without changes may cost: with one company, and for each further one.
const (
	firstCompanyRequests   = 40
	furtherCompanyRequests = 15
)

// expectRequests fails the test if the plan since the last reset cost more requests than it may with so many companies.
// Look-ups of one moment travel together, and a machine that is busy with other tests can set some apart, which never
// makes them fewer. The plan is therefore repeated, and the best one counts.
func expectRequests(t *testing.T, env *acctest.Env, w *workspace, companies int) {
	t.Helper()
	const attempts = 4
	most := firstCompanyRequests + (companies-1)*furtherCompanyRequests
	for attempt := range attempts {
		if attempt > 0 {
			env.ResetRequests()
			w.must("plan")
		}
		total, lines := requests(env)
		t.Logf("a plan of %d companies: %d requests\n%s", companies, total, lines)
		if total <= most {
			return
		}
	}
	t.Errorf("each of %d plans of %d companies costs more than %d requests", attempts, companies, most)
}

// requests returns how many requests reached the services since the last reset, the parts of a batch not counted, and
// how many each route got, the most first.
func requests(env *acctest.Env) (total int, byRoute string) {
	var lines []string
	for _, count := range env.Requests() {
		if count.API != acctest.Entra && !strings.HasSuffix(count.Route, "$batch/part") {
			total += count.Count
			lines = append(lines, fmt.Sprintf("%5d %s %s", count.Count, count.Method, count.Route))
		}
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	return total, strings.Join(lines, "\n")
}
