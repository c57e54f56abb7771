// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// synchronized configures only the initial synchronization.
func synchronized(lines ...string) func(g *guide) string {
	return func(g *guide) string {
		return g.env.ProviderConfig() + oneResource("bcsales_initial_synchronization.this", []string{
			fmt.Sprintf("company_id = %q", companyID), `mappings = ["CURRENCY", "CUSTOMER"]`,
		}, lines)
	}
}

// namedRows changes the rows of a company's set that have the value in the column.
func namedRows(set, column string, value any, changes acctest.Row) func(env *acctest.Env) {
	return func(env *acctest.Env) {
		for _, row := range env.Rows(companySet(set)) {
			if row[column] == value {
				env.Patch(companySet(set), fmt.Sprint(row["id"]), changes)
			}
		}
	}
}

// synchronizationTexts are the texts of the review and of the jobs.
func synchronizationTexts() []provoked {
	const (
		generate, start = `generateFullSynchronizationReview$`, `startFullSynchronization$`
		review          = "Somebody changed the review of the full synchronization during the run"
		fix             = "Fix the first errors"
		matched         = `match_fields = { CUSTOMER = ["E-Mail"] }`
	)
	account := func(env *acctest.Env) {
		env.Insert(dataverseSet("accounts"), acctest.Row{"name": "Somebody", "emailaddress1": "nobody@contoso.example", "customertypecode": 3, "statecode": 0})
	}
	starting := func(change func(env *acctest.Env)) during { return during{http.MethodPost, start, change} }
	fresh := func(env *acctest.Env) {
		withoutRows("fullSynchronizationLines")(env)
		for _, row := range env.Rows(dataverseSet("accounts")) {
			env.Delete(dataverseSet("accounts"), fmt.Sprint(row["accountid"]))
		}
	}
	// directed configures a mapping with a direction.
	directed := func(mapping, direction string) func(g *guide) string {
		return func(g *guide) string {
			return g.env.ProviderConfig() + oneResource("bcsales_table_mapping.text", []string{fmt.Sprintf("company_id = %q", companyID), fmt.Sprintf("name = %q", mapping), fmt.Sprintf("direction = %q", direction)}, nil)
		}
	}
	return []provoked{
		{
			name: "option mapping both ways", texts: []string{"textOptionBothWays"}, before: running, config: directed("PAYMENT TERMS", "bidirectional"),
			want: "Option mappings can only synchronize from integration table or to integration table.", remedy: "Correct what the service names, and run terraform apply again.",
			again: []provoked{{
				name: "direction of no field", texts: []string{"textFieldDirection"}, config: directed("CURRENCY", "from_dataverse"),
				want: "You must set the direction of at least one enabled integration field mapping to '", remedy: "Correct what the service names, and run terraform apply again.",
			}},
		},
		{
			name: "review during another run", texts: []string{"ownReviewRunning"}, before: running, config: synchronized(), want: "A full synchronization of this company is still running.", remedy: "Wait until the synchronization that somebody else started has finished",
			during: during{http.MethodPost, generate, func(env *acctest.Env) {
				env.Insert(companySet("fullSynchronizationLines"), acctest.Row{"name": "VENDOR", "recommendation": "Full Synchronization", "jobQueueEntryStatus": "In Process"})
				env.Insert(companySet("jobQueueEntries"), acctest.Row{"objectIdToRun": 5339, "parameterString": "VENDOR", "status": "In Process", "emulatorFullSynchronization": true})
			}},
			repair: func(env *acctest.Env) {
				fresh(env)
				env.Delete(companySet("jobQueueEntries"), fmt.Sprint(env.Find(companySet("jobQueueEntries"), "parameterString", "VENDOR")["id"]))
			},
			again: []provoked{
				{name: "review emptied during the run", texts: []string{"ownReviewFirst"}, during: starting(withoutRows("fullSynchronizationLines")), want: "There are no review lines.", remedy: review},
				{
					name: "line removed during the run", texts: []string{"ownMappingUnknown"}, want: "the review has no line CUSTOMER.", remedy: review,
					during: starting(namedRows("fullSynchronizationLines", "name", "CUSTOMER", acctest.Row{"name": "OTHER"})),
				},
				{
					name: "dependency added during the run", texts: []string{"ownDependency"}, want: "CUSTOMER depends on ITEM-PRODUCT, which is neither named nor finished.", remedy: review,
					during: starting(func(env *acctest.Env) {
						namedRows("fullSynchronizationLines", "name", "ITEM-PRODUCT", acctest.Row{"recommendation": "Full Synchronization"})(env)
						namedRows("fullSynchronizationLines", "name", "CUSTOMER", acctest.Row{"dependencyFilter": "ITEM-PRODUCT"})(env)
					}),
				},
				{
					name: "connection turned off during the run", texts: []string{"ownDataverseOff"}, during: starting(firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": false})), repair: firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": true}),
					want: "The Dataverse connection is not enabled.", remedy: "Enable the connection with bcsales_dataverse_connection_setup",
				},
			},
		},
		{
			name: "records without a match", texts: []string{"textNoMatchFound"}, before: running, change: account, config: synchronized(matched), want: "because no unique uncoupled matching entity was found in", remedy: fix, repair: fresh,
			again: []provoked{
				{
					name: "match fields removed during the run", texts: []string{"textNoMatchFields"}, change: account, repair: fresh, want: "You must specify which fields on the table mapping 'Customer - Dataverse Account' should be used for match-based coupling.", remedy: fix,
					during: starting(namedRows("fieldMappings", "mappingName", "CUSTOMER", acctest.Row{"useForMatchBasedCoupling": false})),
				},
			},
		},
		{
			name: "customer whose salesperson is not coupled", texts: []string{"textMustBeCoupled"}, before: running, config: synchronized(), want: "Salesperson/Purchaser JO must be coupled to a  row.", remedy: fix,
			change: func(env *acctest.Env) {
				firstRow("dataverseConnectionSetups", acctest.Row{"ownershipModel": "Person"})(env)
				env.Insert(companySet("customers"), acctest.Row{"number": "T00001", "displayName": "Texts", "email": "texts@contoso.example", "salespersonCode": "JO"})
			},
		},
		{
			name: "connection that Business Central turned off", texts: []string{"textInsufficientPrivilege"}, first: synchronized(`on_error = "warn"`), config: synchronized(`on_error = "warn"`, `triggers = { again = "1" }`),
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				running(t, env)
				env.Before(http.MethodPost, start, func() { setRoles(env) })
			},
			want: "was disabled because integration user " + arrangedEmail + " has insufficient privileges to run the synchronization.", remedy: "bcsales_sales_connection_setup with enabled = true",
		},
	}
}
