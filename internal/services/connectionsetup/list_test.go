// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestList lists the setups of the companies that have one, and says so when it cannot be seen whether one has.
func TestList(t *testing.T) {
	t.Parallel()
	f := connected(t, false)
	f.Insert(companies(), acctest.Row{"id": "00000c77-0000-4000-8000-000000000077", "name": "Other"})
	for kind, c := range map[string]struct{ set, name string }{
		"bcsales_dataverse_connection_setup": {"dataverseConnectionSetups", "CRONUS: connection to Dataverse"},
		"bcsales_sales_connection_setup":     {"salesConnectionSetups", "CRONUS: connection to Dynamics 365 Sales"},
	} {
		for _, readable := range []bool{true, false} {
			if !readable {
				f.Faults(unread(acctest.BusinessCentral, "/"+c.set+"$"))
			}
			session := f.Session(nil, nil)
			config, err := session.ListConfig(kind, nil)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			said := session.List(t.Context(), kind, inprocess.Listing{Config: config}, func(one inprocess.Listed) bool {
				names = append(names, one.Name)
				return true
			})
			f.Faults()
			if readable && (said.Failed() || !slices.Equal(names, []string{c.name})) || !readable && !strings.Contains(said.Errors(), "Not now") {
				t.Errorf("%s, readable %t: %v, %s", kind, readable, names, said.Errors())
			}
		}
	}
}
