// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestInitialList lists the company that has run a full synchronization, and says so when it cannot be seen whether a company has.
func TestInitialList(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": "00000c77-0000-4000-8000-000000000077", "name": "Other"})
	const kind = "bcsales_initial_synchronization"
	listed := func() (names []string, said inprocess.Diagnostics) {
		session := f.Session(nil, nil)
		config, err := session.ListConfig(kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		said = session.List(t.Context(), kind, inprocess.Listing{Config: config}, func(one inprocess.Listed) bool {
			names = append(names, one.Name)
			return true
		})
		return names, said
	}
	unread := func(path string) {
		f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: path, Action: "status", Status: http.StatusBadRequest})
	}
	unread(`/companies\(00000c77.*/fullSynchronizationLines$`) // a company that is not connected has none
	if names, said := listed(); said.Failed() || len(names) > 0 {
		t.Errorf("before the first run: %v, %s", names, said.Errors())
	}
	unread("/fullSynchronizationLines$")
	if names, said := listed(); !strings.Contains(said.Errors(), "400 Bad Request") {
		t.Errorf("the lines are unread: %v, %q", names, said.Errors())
	}
	f.Faults()
	f.Patch(inCompany("salesConnectionSetups"), fmt.Sprint(f.Rows(inCompany("salesConnectionSetups"))[0]["id"]), acctest.Row{"lastRunId": runBefore})
	if names, said := listed(); said.Failed() || !slices.Equal(names, []string{"CRONUS: latest full synchronization"}) {
		t.Errorf("after a run: %v, %s", names, said.Errors())
	}
	unread("/salesConnectionSetups$")
	if names, said := listed(); !strings.Contains(said.Errors(), "400 Bad Request") {
		t.Errorf("the setup is unread: %v, %q", names, said.Errors())
	}
}
