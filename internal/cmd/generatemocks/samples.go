// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import "github.com/zclconf/go-cty/cty"

const (
	someTime    = "2026-01-02T03:04:05Z"
	companyName = "CRONUS"
	mappingName = "CUSTOMER"
	personName  = "Jim Olive"
	personEmail = "jim.olive@contoso.example"

	integrationEmail = "integration@contoso.example"
)

// null is the value of what a healthy company does not have.
func null() cty.Value { return cty.NullVal(cty.String) }

// samples are values of attributes of single types, which differ from what their names or descriptions say.
func samples() map[string]cty.Value {
	return map[string]cty.Value{
		"bcsales_business_units.business_units.name":                  cty.StringVal(unitName()),
		"bcsales_companies.companies.name":                            cty.StringVal(companyName),
		"bcsales_dataverse_company.team_name":                         cty.StringVal(unitName()),
		"bcsales_dataverse_connection_setup.user_name":                cty.StringVal(integrationEmail),
		"bcsales_extension.name":                                      cty.StringVal("Business Central Sales Connector"),
		"bcsales_extension.publisher":                                 cty.StringVal("bcsales"),
		"bcsales_initial_synchronization.status":                      cty.StringVal("succeeded"),
		"bcsales_integration_readiness.checks.id":                     cty.StringVal("companion"),
		"bcsales_integration_readiness.checks.scope":                  cty.StringVal("environment"),
		"bcsales_integration_user.access_mode":                        null(),
		"bcsales_integration_user.full_name":                          cty.StringVal("# Business Central integration"),
		"bcsales_integration_user.internal_email_address":             cty.StringVal(integrationEmail),
		"bcsales_integration_user.is_licensed":                        cty.False,
		"bcsales_license_skus.license_skus.service_plans.name":        cty.StringVal("DYN365_ENTERPRISE_SALES"),
		"bcsales_license_skus.license_skus.service_plans.status":      cty.StringVal("Success"),
		"bcsales_permission_set_assignment.company_id":                null(),
		"bcsales_sales_connection_setup.user_name":                    cty.StringVal(integrationEmail),
		"bcsales_salespeople.salespeople.display_name":                cty.StringVal(personName),
		"bcsales_salesperson_matches.matches.display_name":            cty.StringVal(personName),
		"bcsales_salesperson_matches.couplings":                       cty.ObjectVal(map[string]cty.Value{"JO": cty.StringVal(guid("system_user_id"))}),
		"bcsales_security_roles.security_roles.name":                  cty.StringVal("Salesperson"),
		"bcsales_synchronization_jobs.synchronization_jobs.inserted":  cty.NumberIntVal(1),
		"bcsales_synchronization_jobs.synchronization_jobs.direction": cty.StringVal("to_dataverse"),
		"bcsales_table_mappings.table_mappings.name":                  cty.StringVal(mappingName),
		"bcsales_teams.teams.name":                                    cty.StringVal(unitName()),
	}
}

// unitName is the name of a company's own business unit.
func unitName() string { return companyName + " (" + guid("company_id") + ")" }

// texts are values of attributes that mean the same in every type.
func texts() map[string]cty.Value {
	return map[string]cty.Value{
		"authentication_type":     cty.StringVal("Office365"),
		"base_currency_code":      cty.StringVal("EUR"),
		"business_central_url":    cty.StringVal("https://businesscentral.dynamics.com/Production"),
		"business_profile_id":     null(),
		"business_unit_name":      cty.StringVal(unitName()),
		"destination_record":      null(),
		"source_record":           null(),
		"code":                    cty.StringVal("JO"),
		"crm_version":             cty.StringVal("9.2.0.0"),
		"detail":                  cty.StringVal("As it should be."),
		"disable_reason":          null(),
		"display_name":            cty.StringVal(companyName),
		"email":                   cty.StringVal(personEmail),
		"environment_url":         cty.StringVal("https://contoso.crm4.dynamics.com"),
		"first_error":             null(),
		"friendly_name":           cty.StringVal("Business Central integration"),
		"full_name":               cty.StringVal(personName),
		"internal_email_address":  cty.StringVal(personEmail),
		"job_title":               null(),
		"last_error":              null(),
		"last_error_occurred_at":  null(),
		"mapping":                 cty.StringVal(mappingName),
		"message":                 null(),
		"name":                    cty.StringVal(mappingName),
		"permission_set_id":       cty.StringVal("D365 READ"),
		"phone_number":            null(),
		"publisher":               cty.StringVal("microsoftdynamics"),
		"record_key":              cty.StringVal("10000"),
		"remedy":                  null(),
		"role_name":               cty.StringVal("Salesperson"),
		"salesperson_code":        cty.StringVal("JO"),
		"scope":                   cty.StringVal("System"),
		"sku_part_number":         cty.StringVal("DYN365_ENTERPRISE_SALES"),
		"system_user_email":       cty.StringVal(personEmail),
		"table":                   cty.StringVal("customer"),
		"title":                   cty.StringVal("The companion extension is installed"),
		"unique_name":             cty.StringVal("bcbi_CdsBaseIntegration"),
		"user_name":               cty.StringVal(personEmail),
		"version":                 cty.StringVal("1.2.0.0"),
		"parent_business_unit_id": cty.StringVal(guid("root_business_unit_id")),
	}
}

// ids name, by the path of an id in a list, the argument of other types that takes it.
func ids() map[string]string {
	return map[string]string{
		"business_units.id":               "business_unit_id",
		"companies.id":                    "company_id",
		"license_skus.service_plans.id":   "service_plan_id",
		"salespeople.id":                  "salesperson_id",
		"security_roles.id":               "role_id",
		"security_roles.root_role_id":     "role_id",
		"security_roles.business_unit_id": "business_unit_id",
		"synchronization_jobs.id":         "job_id",
		"system_users.id":                 "system_user_id",
		"teams.id":                        "team_id",
	}
}

// healthy names what is true in a company that is set up.
func healthy() map[string]bool {
	return map[string]bool{
		"enabled": true, "is_licensed": true, "is_managed": true, "ready": true, "solution_installed": true, "synchronization_enabled": true,
	}
}

// numberOf returns how many there are, or the number of a table.
func numberOf(name string) cty.Value {
	return cty.NumberIntVal(map[string]int64{
		"available_units": 9, "consumed_units": 1, "enabled_units": 10, "entry_no": 1, "integration_table_id": 5341, "match_field_count": 1, "table_id": 18,
	}[name])
}
