// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestRecordCouplings_dataSource lists both results and the error of each coupling, and narrows the list by each argument.
func TestRecordCouplings_dataSource(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	for _, row := range []acctest.Row{
		{"tableId": 13, "recordId": jim, "dataverseId": userJim},
		{
			"tableId": 18, "recordId": customer, "dataverseId": account, "lastSynchResult": "Success", "lastSynchCrmResult": "Failure",
			"lastSynchModifiedOn": "2026-04-01T08:00:00Z", "lastSynchCrmModifiedOn": "2026-04-01T09:00:00Z",
		},
		{"tableId": 18, "recordId": another, "dataverseId": account2, "lastSynchResult": "Failure", "skipped": true},
	} {
		f.Insert(inCompany("recordCouplings"), row)
	}
	key := f.Find(inCompany("recordCouplings"), "recordId", customer)["recordKey"].(string)
	for i, source := range []string{"Customer: " + key, "Vendor: " + key, "Dataverse Account: " + account2} {
		f.Insert(inCompany("synchronizationErrors"), acctest.Row{
			"entryNo": i + 1, "sourceRecord": source, "message": "No currency.", "dateTime": "2026-04-01T10:00:00Z",
		})
	}
	const at = "data.bcsales_record_couplings."
	source := func(name, lines string) string {
		return `
data "bcsales_record_couplings" "` + name + `" {
  company_id = "` + cronus + `"
  ` + lines + `
}
`
	}
	list := func(name, attribute, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr(at+name, "record_couplings."+attribute, value)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.factories,
		Steps: []resource.TestStep{
			{
				Config: f.ProviderConfig() + source("all", "") + source("salespeople", `table = "salesperson"`) + source("customers", `table = "customer"`) +
					source("failed", "failed = true") + source("skipped", "skipped = true") + source("either", "failed = true\nskipped = true") + source("one", "limit = 1") +
					source("one_of_either", "failed = true\nskipped = true\nlimit = 1"),
				Check: resource.ComposeAggregateTestCheckFunc(
					list("all", "#", "3"), list("salespeople", "#", "1"), list("customers", "#", "2"), list("failed", "#", "2"),
					list("skipped", "#", "1"), list("either", "#", "2"), list("one", "#", "1"), list("one_of_either", "#", "1"),
					list("salespeople", "0.table", "salesperson"), list("salespeople", "0.record_key", "JO"), list("salespeople", "0.dataverse_id", userJim),
					resource.TestCheckNoResourceAttr(at+"salespeople", "record_couplings.0.from_dataverse_result"),
					resource.TestCheckNoResourceAttr(at+"salespeople", "record_couplings.0.last_error"),
					resource.TestCheckTypeSetElemNestedAttrs(at+"customers", "record_couplings.*", map[string]string{
						"table": "customer", "table_id": "18", "record_id": customer, "record_key": key, "dataverse_id": account, "skipped": "false",
						"from_dataverse_result": "Success", "from_dataverse_modified_at": "2026-04-01T08:00:00Z",
						"to_dataverse_result": "Failure", "to_dataverse_modified_at": "2026-04-01T09:00:00Z",
						"last_error": "No currency.", "last_error_occurred_at": "2026-04-01T10:00:00Z",
					}),
					list("skipped", "0.record_id", another), list("skipped", "0.from_dataverse_result", "Failure"), list("skipped", "0.last_error", "No currency."),
				),
			},
			{Config: f.ProviderConfig() + source("wrong", `table = "client"`), ExpectError: regexp.MustCompile(`must be one of`)},
		},
	})
}

// TestRecordCouplings_unread: what cannot be read is not shown as a company without couplings, or as couplings without errors.
func TestRecordCouplings_unread(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userJim)
	session := f.Session(nil, nil)
	config, err := session.DataSource("bcsales_record_couplings", map[string]any{"company_id": cronus})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/recordCouplings$", "/synchronizationErrors$"} {
		f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: path, Action: "status", Status: http.StatusBadRequest})
		if _, said := session.Read(t.Context(), "bcsales_record_couplings", config); !strings.Contains(said.Errors(), "400 Bad Request") {
			t.Errorf("%s: %q", path, said.Errors())
		}
	}
}
