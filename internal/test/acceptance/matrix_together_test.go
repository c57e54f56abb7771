// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// together couples, and gives memberships and roles, several at a time, and takes all of them away again: then writes travel in
// batches.
func (m *matrix) together(before *moment) []*operation {
	var blocks strings.Builder
	blocks.WriteString("\nresource \"bcsales_salesperson_couplings\" \"together\" {\n  company_id = bcsales_sales_connection_setup.this.company_id\n" +
		"  couplings = { JO = \"jim.olive@contoso.example\", LT = \"lina.townsend@contoso.example\", OF = \"otis.falls@contoso.example\" }\n}\n")
	for i, user := range []string{userJim, userLina, userOtis} {
		fmt.Fprintf(&blocks, "resource \"bcsales_team_membership\" \"together%d\" {\n  team_id        = bcsales_dataverse_company.this.team_id\n  system_user_id = %q\n}\n", i, user)
		fmt.Fprintf(&blocks, "resource \"bcsales_security_role_assignment\" \"together%d\" {\n  system_user_id = %q\n  role_id        = \"6f960e32-a72b-e511-80d9-3863bb349780\"\n  depends_on     = [bcsales_solution.sales]\n}\n", i, user)
	}
	after := m.now(before.config+patient(blocks.String()), before.state.Clone())
	create := &operation{name: "creating several", from: before, to: after, together: true}
	create.calls = m.recorded(func() { m.must(after.state, after.config) })
	create.times = m.times()
	*after = *m.now(after.config, after.state)
	destroy := &operation{name: "destroying several", from: after, together: true}
	destroy.calls = m.recorded(func() { m.must(after.state.Clone(), before.config) })
	destroy.times = m.times()
	destroy.to = m.now(before.config, before.state)
	m.restore(before)
	for _, o := range []*operation{create, destroy} {
		o.calls = slices.DeleteFunc(o.calls, func(e acctest.Exchange) bool {
			// Whether a batch forms depends on time. What breaks the connection of one of its parts breaks it as a whole.
			return e.Method == http.MethodGet || strings.HasSuffix(path(e), "/$batch")
		})
	}
	return []*operation{create, destroy}
}

// times returns how often each call was recorded since the last reset.
func (m *matrix) times() map[string]int {
	times := map[string]int{}
	for _, e := range m.traffic.Exchanges(m.t) {
		times[e.Method+" "+pattern(e)]++
	}
	return times
}

// repeated reports whether an operation that changes several objects makes a call for each of them.
func (m *matrix) repeated(o *operation, call acctest.Exchange) bool {
	return o.times[call.Method+" "+pattern(call)] > 1
}

// outcome is how a run ended, without what differs from cell to cell.
func outcome(err error) string {
	if err == nil {
		return "success"
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	text = regexp.MustCompile(`[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`).ReplaceAllString(text, "ID")
	text = regexp.MustCompile(`\d+`).ReplaceAllString(text, "N")
	return text[:min(len(text), 160)]
}
