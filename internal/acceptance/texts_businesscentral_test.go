// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// businessCentralTexts are the texts of the emulated Business Central that a configuration provokes here.
func businessCentralTexts() []provoked {
	mapping := func(lines string) func(g *guide) string {
		return func(g *guide) string {
			g = g.connected()
			g.set("bcsales_table_mapping.text", "company_id = bcsales_sales_connection_setup.this.company_id\n"+lines)
			return g.config()
		}
	}
	connections := func(g *guide) string { return g.connected().config() }
	reading := func(env *acctest.Env) {
		permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS", "BCS READ")
	}
	administering := func(env *acctest.Env) {
		permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS", "BCS READ", "BCS ADMINISTER")
	}
	const administers = "the companion extension's permission set"
	return slices.Concat(dataverseSetupTexts(), salesSetupTexts(), couplingTexts(), synchronizationTexts(), []provoked{
		{
			name: "setups without the permission set to administer", texts: []string{"ownPermission"}, before: func(_ *testing.T, env *acctest.Env) { reading(env) },
			config: connections, want: `You cannot create the Dataverse connection setup: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "mapping without the permission set to administer", texts: []string{"ownPermission"}, first: connections, change: reading, repair: administering,
			config: mapping(`name = "CUSTOMER"` + "\ndirection = \"to_dataverse\""), want: `You cannot change a table mapping: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "coupling without the permission set to administer", texts: []string{"ownPermission"}, first: connections, change: reading, repair: administering,
			config: func(g *guide) string { return g.clone().drop("bcsales_initial_synchronization.this").config() },
			want:   `You cannot couple a record: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "mapping without a job", texts: []string{"ownMappingJob"}, first: connections,
			config: mapping("name = \"OPPORTUNITY\"\nsynchronization_enabled = true"), want: "OPPORTUNITY", remedy: "What to do: ",
		},
		{
			name: "submitted orders", texts: []string{"textSubmittedOrders"}, first: connections, want: "You cannot disable CRM sales order integration", remedy: "Fulfil or cancel the submitted orders in Sales first",
			change: func(env *acctest.Env) {
				env.Insert(dataverseSet("salesorders"), acctest.Row{"salesorderid": textUnit, "statecode": 1, "statuscode": 3})
			},
			config: func(g *guide) string {
				g = g.connected()
				g.set("bcsales_sales_connection_setup.this", salesSetup(map[string]string{"legacy_sales_orders": "false", "auto_create_sales_orders": "false"}))
				return g.config()
			},
		},
		{
			name: "business unit of another company", texts: []string{"ownBusinessUnitTaken"}, config: connections, want: "is already coupled to another company of this environment", remedy: "Give each company its own business unit",
			first: func(g *guide) string {
				return g.connected().drop("bcsales_sales_connection_setup.this").drop("bcsales_dataverse_connection_setup.this").config()
			},
			change: func(env *acctest.Env) {
				const other = "00000c77-0000-4000-8000-000000000077"
				unit := ""
				for _, row := range env.Rows(dataverseSet("businessunits")) {
					if row["_parentbusinessunitid_value"] == rootUnitID && strings.HasPrefix(fmt.Sprint(row["name"]), "CRONUS") {
						unit = fmt.Sprint(row["businessunitid"])
					}
				}
				env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": other, "name": "Other"})
				env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: other}, acctest.Row{"businessUnitId": unit, "businessUnitName": "Shared"})
			},
		},
		{
			name: "synchronization of customers whose salesperson is not coupled", texts: []string{"textMustBeCoupled"}, want: "must be coupled to a", remedy: "What to do: ",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(companySet("customers"), acctest.Row{"number": "T00001", "displayName": "Texts", "email": "texts@contoso.example", "salespersonCode": "JO"})
			},
			config: func(g *guide) string {
				g = g.clone().drop("bcsales_salesperson_coupling.jim").drop("bcsales_salesperson_coupling.lina")
				g.set("bcsales_initial_synchronization.this", "company_id = bcsales_sales_connection_setup.this.company_id\nmatch_fields = { CUSTOMER = [\"E-Mail\", \"Name\"] }\ncreate_unmatched = [\"CUSTOMER\"]")
				return g.config()
			},
		},
	})
}

// businessCentralElsewhere names the tests of the services that provoke a text of Business Central through Terraform, as file:test.
func businessCentralElsewhere() map[string]string {
	return map[string]string{
		"textMayNotInstall":      "extension/extension_test.go:TestRefusals",
		"textNotAnExtension":     "extension/extension_test.go:TestRefusals",
		"textSuperOfApplication": "permissionset/assignment_test.go:TestRefusals",
		"textMayNotGrant":        "permissionset/assignment_test.go:TestRefusals",
	}
}

// businessCentralUnprovoked are the texts of Business Central that no configuration can provoke, by the reason.
func businessCentralUnprovoked() map[string][]string {
	return map[string][]string{
		"the schema or its validators refuse the value before anything is sent": {
			"ownURLEmpty", "ownURLHTTPS", "ownURLOrigin", "ownUserName", "ownOwnershipModel", "ownConsent", "ownAutoCreate",
			"ownBidirectional", "ownBusinessUnit", "ownBusinessUnitMissing",
		},
		"the provider checks it before the first write and words it itself, with the service's words": {
			"ownURLHost", "ownNoAnswer", "textConnectionNotAnswered", "ownSolution", "ownSolutionVersion", "ownUserMissing", "ownUserDisabled",
			"ownUserNoRoles", "ownUserAdministrator", "ownUserBaseRole", "ownRoleMissing", "ownCompanyMissing", "ownTeamMissing", "ownUnitMissing",
			"ownUnitDiffers", "ownRoleMissingInUnit", "ownTeamRole", "ownSalesSolution", "ownDataverseOff", "ownEnableFailed", "textUserDisabled",
			"textUserNoRoles", "textUserAdministrator", "textUserSalesRoles", "textLCYMissing", "textBaseCurrency", "textBaseCurrencyNotFound", "textLCYNotInDataverse",
			"ownRecordMissing", "ownRecordCoupled", "ownRowCoupled", "textNoMatchFields", "textLastCompany", "textCurrentCompany", "textSeveralRoles",
			"textMayNotManage",
		},
		"the provider orders its calls so that it cannot happen; only another client in between can": {
			"ownChangeWhileEnabled", "ownDataverseExists", "ownDataverseDelete", "ownDataverseTestDisabled", "ownDataverseReset", "ownSalesOn", "ownSalesStillOn",
			"ownSalesExists", "ownSalesDelete", "ownSalesReset", "ownRunID", "ownReviewFirst", "ownReviewRunning", "ownMappingUnknown",
			"ownDependency", "textUserNotSpecified", "textInstalled", "textNotInstalled", "textUnpublishUsed", "textContentEmpty",
		},
		"the provider's types cannot say it": {
			"ownTable", "ownRecordEmpty", "ownRowEmpty", "ownMatchPriority",
		},
		"it is a line in a synchronization's log that fails no run": {
			"textNoMatchFound", "textCompanyOfPerson",
		},
		"it is the reason that Business Central leaves in a setup that it turned off by itself": {
			"textInsufficientPrivilege",
		},
		"the caller must be the last administrator itself, and the provider leaves what it found": {
			"textLastSuper",
		},
	}
}
