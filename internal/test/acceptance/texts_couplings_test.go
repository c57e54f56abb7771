// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// accountID is a Dataverse row that records are coupled with; a coupling does not check whether it exists.
const accountID = "000000ee-0000-4000-8000-000000000030"

// recordCoupling couples a customer with an account.
func recordCoupling(lines ...string) func(g *guide) string {
	return func(g *guide) string {
		return g.env.ProviderConfig() + oneResource("bcsales_record_coupling.text", []string{
			fmt.Sprintf("company_id = %q", companyID), `table = "customer"`, fmt.Sprintf("record_id = %q", customerFirst), fmt.Sprintf("dataverse_id = %q", accountID),
		}, lines)
	}
}

// coupledTo adds a coupling of a customer as another administrator does.
func coupledTo(customer, row string) func(env *acctest.Env) {
	return withRow("recordCouplings", func(*acctest.Env) acctest.Row {
		return acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": row}
	})
}

// couplingTexts are the texts of couplings and of table mappings.
func couplingTexts() []provoked {
	const customerSecond, other = "000000cf-0000-4000-8000-000000000002", "000000ee-0000-4000-8000-000000000031"
	beforeCoupling := func(method string, change func(env *acctest.Env)) during {
		return during{method, `recordCouplings`, change}
	}
	alone := withoutRows("recordCouplings")
	mapping := func(lines ...string) func(g *guide) string {
		return func(g *guide) string {
			return g.env.ProviderConfig() + oneResource("bcsales_table_mapping.text", []string{fmt.Sprintf("company_id = %q", companyID)}, lines)
		}
	}
	return []provoked{
		{
			name: "absent record", texts: []string{"ownRecordMissing"}, config: recordCoupling(fmt.Sprintf("record_id = %q", accountID)), want: "recordId {000000EE-0000-4000-8000-000000000030} does not exist in table 18.",
			remedy: "the id must be the SystemId of a record of that table",
			again: []provoked{
				{name: "record without an id", texts: []string{"ownRecordEmpty"}, config: recordCoupling(fmt.Sprintf("record_id = %q", emptyGUID)), want: "recordId is empty.", remedy: "Give the id (SystemId) of a record in record_id"},
				{name: "row without an id", texts: []string{"ownRowEmpty"}, config: recordCoupling(fmt.Sprintf("dataverse_id = %q", emptyGUID)), want: "dataverseId is empty.", remedy: "Give the id of a row in Dataverse in dataverse_id"},
				{name: "record coupled", texts: []string{"ownRecordCoupled"}, config: recordCoupling(), change: coupledTo(customerFirst, other), repair: alone, want: "is already coupled to " + other, remedy: "terraform import"},
				{name: "row coupled", texts: []string{"ownRowCoupled"}, config: recordCoupling(), change: coupledTo(customerSecond, accountID), repair: alone, want: "because the Dataverse record is already coupled to 20000", remedy: "terraform import"},
				{
					name: "record coupled during the run", texts: []string{"ownRecordCoupled"}, config: recordCoupling(), during: beforeCoupling(http.MethodPost, coupledTo(customerFirst, other)), repair: alone,
					want: "recordId: Customer: 10000 is already coupled to {000000EE-0000-4000-8000-000000000031}.", remedy: "Somebody coupled one of the two records during the run",
				},
				{
					name: "row coupled during the run", texts: []string{"ownRowCoupled"}, config: recordCoupling(), during: beforeCoupling(http.MethodPost, coupledTo(customerSecond, accountID)), repair: alone,
					want: "Cannot couple Customer: 10000 to this Dataverse record, because the Dataverse record is already coupled to Customer: 20000.", remedy: "Somebody coupled one of the two records during the run",
				},
			},
		},
		{
			name: "coupling changed during the run", first: recordCoupling(), config: recordCoupling(fmt.Sprintf("dataverse_id = %q", other)), during: beforeCoupling(http.MethodPatch, firstRow("recordCouplings", acctest.Row{"dataverseId": userJim})),
			want: "Business Central now shows it coupled to " + userJim, remedy: "Run terraform plan: it shows what Business Central has now",
		},
		{name: "mapping without a job", texts: []string{"ownMappingJob"}, before: running, config: mapping(`name = "OPPORTUNITY"`, "synchronization_enabled = true"), want: "the mapping OPPORTUNITY has no recurring job.", remedy: "Leave synchronization_enabled out for this mapping"},
		{
			name: "mapping synchronized without a connection", texts: []string{"ownDataverseOff"}, before: running, first: companiesOnly, change: firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": false}),
			invoke: action("bcsales_synchronize_table_mapping", "name", "CUSTOMER"), want: "The Dataverse connection is not enabled.", remedy: "Enable the connection with bcsales_dataverse_connection_setup",
		},
	}
}
