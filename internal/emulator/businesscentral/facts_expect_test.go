// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// jobOf expects what the one job of a mapping in a direction counted, for example "modified 1 failed 2".
func jobOf(mapping, direction, counted string) step {
	return func(s *scene) {
		s.t.Helper()
		var got []string
		for _, job := range s.list(in(cronus, setSynchJobs)) {
			if job["mappingName"] != mapping || job["direction"] != direction {
				continue
			}
			var counts []string
			for _, action := range []string{"inserted", "modified", "unchanged", "skipped", "failed", "coupled"} {
				if n, _ := job[action].(float64); n != 0 {
					counts = append(counts, fmt.Sprintf("%s %v", action, n))
				}
			}
			got = append(got, strings.Join(counts, " "))
		}
		s.equal("jobs of "+mapping+" "+direction, fmt.Sprintf("%q", got), fmt.Sprintf("%q", []string{counted}))
	}
}

// errorsAre expects the errors of the last run.
func errorsAre(texts ...string) step {
	return func(s *scene) {
		s.t.Helper()
		got := []string{}
		for _, e := range s.list(in(cronus, setSynchErrors)) {
			got = append(got, fmt.Sprint(e["errorMessage"]))
		}
		slices.Sort(got)
		slices.Sort(texts)
		s.equal("errors", fmt.Sprintf("%q", got), fmt.Sprintf("%q", texts))
	}
}

// recordIs and rowIs expect values of a record and of a row of Dataverse.
func recordIs(set, id string, want store.Row) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.table(set).Get(id)
		s.values("record of "+set, found, ok, want)
	}
}

func rowIs(set, id string, want store.Row) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.world.Store.Table(store.Dataverse, set).Get(id)
		s.values("row of "+set, found, ok, want)
	}
}

func (s *scene) values(what string, found store.Row, ok bool, want store.Row) {
	s.t.Helper()
	if !ok {
		s.equal(what, "none", want)
		return
	}
	for column, value := range want {
		s.equal(what+", "+column, fmt.Sprintf("%v", found[column]), fmt.Sprintf("%v", value))
	}
}

// recordsAre and rowsAre expect one column of all rows of a set, in order.
func recordsAre(set, column string, want ...string) step {
	return func(s *scene) { s.t.Helper(); s.column(s.table(set).All(), set, column, want) }
}

func rowsAre(set, column string, want ...string) step {
	return func(s *scene) {
		s.t.Helper()
		s.column(s.world.Store.Table(store.Dataverse, set).All(), set, column, want)
	}
}

func (s *scene) column(rows []store.Row, set, column string, want []string) {
	s.t.Helper()
	got := []string{}
	for _, r := range rows {
		text := ""
		if r[column] != nil {
			text = fmt.Sprint(r[column])
		}
		got = append(got, text)
	}
	slices.Sort(got)
	slices.Sort(want)
	s.equal(column+" of "+set, fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
}

// coupling expects the results of a coupling from and to Dataverse, and whether it is skipped.
func couplingIs(record, from, to string, skipped bool) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.table(setCouplings).First(func(r store.Row) bool { return r.Equal("recordId", record) })
		if !ok {
			s.equal("coupling", "none", record)
			return
		}
		s.equal("coupling", fmt.Sprintf("%q %q %v", found.String("lastSynchResult"), found.String("lastSynchCrmResult"), found.Bool("skipped")), fmt.Sprintf("%q %q %v", from, to, skipped))
	}
}

func noCoupling(record string) step {
	return func(s *scene) {
		s.t.Helper()
		s.equal("couplings", len(s.table(setCouplings).By("recordId", record)), 0)
	}
}

// pair couples the customer with an account and sends it there once, after which both are alike.
func pair(model string) step {
	return all(
		enabled(model),
		row("accounts", store.Row{"accountid": oneAccount, "name": "Name", "address1_city": "City", "customertypecode": int64(3), "statecode": int64(0)}),
		coupled(18, customerOne, oneAccount),
		set("CUSTOMER", store.Row{"direction": "ToIntegrationTable"}), synchronized("CUSTOMER"), set("CUSTOMER", store.Row{"direction": "Bidirectional"}),
	)
}

// customer and account change the pair; both does.
func customer(changes store.Row) step { return here("customers", customerOne, changes) }
func account(changes store.Row) step  { return there("accounts", oneAccount, changes) }

func customerIs(want store.Row) step { return recordIs("customers", customerOne, want) }
func accountIs(want store.Row) step  { return rowIs("accounts", oneAccount, want) }

const (
	toDataverse   = "ToIntegrationTable"
	fromDataverse = "FromIntegrationTable"
)
