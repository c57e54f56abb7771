// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// faults is the table: at least one row for every check.
func faults() []fault {
	return slices.Concat(environmentFaults(), solutionFaults(), userFaults(), companyFaults(), connectionFaults(), peopleFaults(), synchronizationFaults())
}

func environmentFaults() []fault {
	answer := func(path string, status int, body string) func(s service) remedy {
		return func(s service) remedy {
			s.Faults(acctest.Fault{API: acctest.BusinessCentral, Path: path, Action: "status", Status: status, Body: body})
			return func() { s.Faults() }
		}
	}
	setups := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy {
			first := s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), changes)
			second := s.patch(inCompany("salesConnectionSetups"), s.only(inCompany("salesConnectionSetups")), changes)
			return func() { first(); second() }
		}
	}
	role := func(template string) func(s service) remedy {
		return func(s service) remedy {
			own := s.row(inDataverse("systemusers"), "applicationid", s.Emulator().Env()["BCSALES_CLIENT_ID"])
			return s.remove(inDataverse("systemuserrolescollection"),
				s.link("systemuserrolescollection", "systemuserid", own["systemuserid"], "roleid", s.rootRole(template)["roleid"]))
		}
	}
	return []fault{
		{"company", "gone", "fail", answer(`/api/v2\.0/companies\([^)]*\)$`, 404, `{"error":{"code":"Internal_CompanyNotFound","message":"The company does not exist."}}`)},
		{"companion_extension", "not installed", "fail", answer(`/api/bcsales/`, 404, `{"error":{"code":"BadRequest_NotFound","message":"Resource not found for the segment 'bcsales'."}}`)},
		{"companion_extension", "too old", "fail", answer(`/connectors`, 200, `{"value":[{"id":"000000ee-0000-4000-8000-000000000001","version":"0.9.0.0","capabilities":""}]}`)},
		{"caller_roles", "no customizer", "warn", role(customizerTemplate)},
		{"dataverse_environment", "another", "fail", setups(acctest.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"})},
	}
}

func solutionFaults() []fault {
	without := func(name string) func(s service) remedy {
		return func(s service) remedy {
			return s.remove(inDataverse("solutions"), s.row(inDataverse("solutions"), "uniquename", name))
		}
	}
	return []fault{
		{"base_solution", "missing", "fail", without("bcbi_CdsBaseIntegration")},
		{"base_solution", "old", "fail", func(s service) remedy {
			return s.patch(inDataverse("solutions"), s.row(inDataverse("solutions"), "uniquename", "bcbi_CdsBaseIntegration"), acctest.Row{"version": "0.9.0.0"})
		}},
		{"sales_solution", "missing", "fail", without("MicrosoftDynamicsNavIntegration")},
		{"base_role", "deleted", "fail", func(s service) remedy { return s.deleteRole(baseRole) }},
		{"sales_roles", "deleted", "fail", func(s service) remedy { return s.deleteRole(userRole) }},
	}
}

func userFaults() []fault {
	user := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy { return s.patch(inDataverse("systemusers"), s.integrationUser(), changes) }
	}
	lose := func(role string) func(s service) remedy {
		return func(s service) remedy {
			return s.remove(inDataverse("systemuserrolescollection"), s.link("systemuserrolescollection", "systemuserid", s.integrationUser()["systemuserid"], "roleid", role))
		}
	}
	twin := acctest.Row{"systemuserid": nowhere, "fullname": "Twin", "internalemailaddress": "integration@contoso.example"}
	other := acctest.Row{"systemuserid": nowhere, "fullname": "Other", "internalemailaddress": "other@contoso.example", "applicationid": applicationID}
	return []fault{
		{"integration_user", "missing", "fail", user(acctest.Row{"internalemailaddress": "moved@contoso.example"})},
		{"integration_user", "twice", "fail", func(s service) remedy { return s.insert(inDataverse("systemusers"), twin) }},
		{"integration_user_enabled", "disabled", "fail", user(acctest.Row{"isdisabled": true})},
		{"integration_user_base_role", "lost", "fail", lose(baseRole)},
		{"integration_user_sales_roles", "administrator lost", "fail", lose(administratorRole)},
		{"integration_user_sales_roles", "user lost", "fail", lose(userRole)},
		{"integration_user_not_administrator", "administrator", "fail", func(s service) remedy {
			return s.insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": s.integrationUser()["systemuserid"], "roleid": s.rootRole(adminTemplate)["roleid"]})
		}},
		{"integration_user_business_unit", "moved", "fail", func(s service) remedy {
			unit := s.row(inDataverse("businessunits"), "_parentbusinessunitid_value", rootUnit)
			return s.patch(inDataverse("systemusers"), s.integrationUser(), acctest.Row{"_businessunitid_value": unit["businessunitid"]})
		}},
		{"integration_user_application", "two users", "fail", func(s service) remedy { return s.insert(inDataverse("systemusers"), other) }},
	}
}

func companyFaults() []fault {
	rows, units := inDataverse("bcbi_companies"), inDataverse("businessunits")
	row := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy { return s.patch(rows, s.only(rows), changes) }
	}
	unit := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy {
			return s.patch(units, s.row(units, "_parentbusinessunitid_value", rootUnit), changes)
		}
	}
	lose := func(root string) func(s service) remedy {
		return func(s service) remedy {
			team := s.only(rows)["_bcbi_defaultowningteam_value"]
			for _, role := range s.Rows(inDataverse("roles")) {
				if role["_parentrootroleid_value"] != root {
					continue
				}
				for _, link := range s.Rows(inDataverse("teamrolescollection")) {
					if link["teamid"] == team && link["roleid"] == role["roleid"] {
						return s.remove(inDataverse("teamrolescollection"), link)
					}
				}
			}
			s.t.Fatalf("the team does not have the role %s", root)
			return nil
		}
	}
	information := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy {
			return s.patch(inCompany("companyInformation"), s.only(inCompany("companyInformation")), changes)
		}
	}
	return []fault{
		{"company_row", "missing", "fail", func(s service) remedy { return s.remove(rows, s.only(rows)) }},
		{"owning_team", "missing", "fail", row(acctest.Row{"_bcbi_defaultowningteam_value": nowhere})},
		{"company_row_owner", "another", "fail", row(acctest.Row{"_ownerid_value": userJim})},
		{"owning_team_base_role", "lost", "fail", lose(baseRole)},
		{"owning_team_sales_roles", "lost", "fail", lose(userRole)},
		{"business_unit", "another name", "fail", func(s service) remedy {
			return s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitName": "Contoso"})
		}},
		{"business_unit", "another id", "fail", func(s service) remedy {
			return s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitId": rootUnit})
		}},
		{"business_unit_enabled", "disabled", "fail", unit(acctest.Row{"isdisabled": true})},
		{"business_unit_level", "deeper", "fail", func(s service) remedy {
			between := s.insert(units, acctest.Row{"businessunitid": nowhere, "name": "Between", "_parentbusinessunitid_value": rootUnit})
			moved := s.patch(units, s.row(units, "businessunitid", s.only(inCompany("dataverseConnectionSetups"))["businessUnitId"]), acctest.Row{"_parentbusinessunitid_value": nowhere})
			return func() { moved(); between() }
		}},
		{"business_unit_own", "another", "fail", func(s service) remedy {
			named := unit(acctest.Row{"name": "Shared"})(s)
			setup := s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitName": "Shared"})
			return func() { named(); setup() }
		}},
		{"local_currency", "none", "fail", information(acctest.Row{"currencyCode": ""})},
		{"local_currency_in_dataverse", "unknown", "fail", information(acctest.Row{"currencyCode": "CHF"})},
		{"base_currency", "no exchange rate", "warn", information(acctest.Row{"currencyCode": "USD"})},
	}
}

func connectionFaults() []fault {
	dataverse, sales := inCompany("dataverseConnectionSetups"), inCompany("salesConnectionSetups")
	change := func(set acctest.Set, changes acctest.Row) func(s service) remedy {
		return func(s service) remedy { return s.patch(set, s.only(set), changes) }
	}
	refuse := func(set string) func(s service) remedy {
		return func(s service) remedy {
			s.Faults(acctest.Fault{API: acctest.BusinessCentral, Path: set + `.*testConnection`, Action: "status", Status: 400, Body: `{"error":{"code":"Application_DialogException","message":"The connection setup cannot be validated."}}`})
			return func() { s.Faults() }
		}
	}
	return []fault{
		{"dataverse_connection", "disabled", "fail", change(dataverse, acctest.Row{"isEnabled": false, "disableReason": "Somebody turned it off."})},
		{"dataverse_connection", "no reason", "fail", change(dataverse, acctest.Row{"isEnabled": false})},
		{"sales_connection", "disabled", "fail", change(sales, acctest.Row{"isEnabled": false, "disableReason": "The integration user has insufficient privileges."})},
		{"sales_connection", "missing", "fail", func(s service) remedy { return s.remove(sales, s.only(sales)) }},
		{"connection_details", "another user", "fail", change(sales, acctest.Row{"userName": "old@contoso.example"})},
		{"sales_order_settings", "automatic without legacy", "fail", change(sales, acctest.Row{"autoCreateSalesOrders": true})},
		{"sales_links", "lost", "warn", func(s service) remedy {
			return s.remove(inDataverse("nav_connections"), s.only(inDataverse("nav_connections")))
		}},
		{"dataverse_connection_test", "refused", "fail", refuse("dataverseConnectionSetups")},
		{"sales_connection_test", "refused", "fail", refuse("salesConnectionSetups")},
	}
}

func peopleFaults() []fault {
	users, couplings := inDataverse("systemusers"), inCompany("recordCouplings")
	return []fault{
		{"salespeople_coupled", "customer of another", "fail", func(s service) remedy {
			person := s.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": "ZZ", "displayName": "Zoe Zimmer"})
			customer := s.patch(inCompany("customers"), s.row(inCompany("customers"), "id", customerFirst), acctest.Row{"salespersonCode": "ZZ"})
			return func() { customer(); s.Delete(inCompany("salespeoplePurchasers"), person["id"].(string)) }
		}},
		{"coupled_users", "disabled", "fail", func(s service) remedy {
			return s.patch(users, s.row(users, "systemuserid", userJim), acctest.Row{"isdisabled": true})
		}},
		{"coupled_users", "unlicensed", "fail", func(s service) remedy {
			return s.patch(users, s.row(users, "systemuserid", userJim), acctest.Row{"islicensed": false})
		}},
		{"coupled_users_in_team", "left", "warn", func(s service) remedy {
			team := s.only(inDataverse("bcbi_companies"))["_bcbi_defaultowningteam_value"]
			return s.remove(inDataverse("teammemberships"), s.link("teammemberships", "teamid", team, "systemuserid", userJim))
		}},
		{"sales_users_coupled", "not coupled", "fail", func(s service) remedy {
			s.Insert(inDataverse("accounts"), acctest.Row{"accountid": nowhere, "name": "Fourth Coffee", "statecode": 0, "customertypecode": 3, "_ownerid_value": userOtis, "_owninguser_value": userOtis})
			coupling := s.remove(couplings, s.row(couplings, "recordId", personOtis))
			return func() { coupling(); s.Delete(inDataverse("accounts"), nowhere) }
		}},
	}
}

func synchronizationFaults() []fault {
	jobs, mappings := inCompany("jobQueueEntries"), inCompany("tableMappings")
	job := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy { return s.patch(jobs, s.row(jobs, "recurringJob", true), changes) }
	}
	line := func(name string, changes acctest.Row) func(s service) remedy {
		return func(s service) remedy {
			return s.patch(inCompany("fullSynchronizationLines"), s.row(inCompany("fullSynchronizationLines"), "name", name), changes)
		}
	}
	customer := func(changes acctest.Row) func(s service) remedy {
		return func(s service) remedy {
			return s.patch(inCompany("recordCouplings"), s.row(inCompany("recordCouplings"), "recordId", customerFirst), changes)
		}
	}
	return []fault{
		{"table_mappings", "missing", "fail", func(s service) remedy { return s.remove(mappings, s.row(mappings, "name", "VENDOR")) }},
		{"match_fields", "none", "fail", func(s service) remedy {
			reviewed := line("CUSTOMER", acctest.Row{"recommendation": "Couple Records", "jobQueueEntryStatus": " "})(s)
			return func() {
				for _, row := range s.Rows(inCompany("fieldMappings")) {
					if row["mappingName"] == "CUSTOMER" && row["fieldName"] == "E-Mail" {
						s.patch(inCompany("fieldMappings"), row, acctest.Row{"useForMatchBasedCoupling": true})
					}
				}
				if now := read(s.t, s.Env, cronus, nil).checks["match_fields"]; now.status != "pass" {
					s.t.Errorf("after naming match fields: %v", now)
				}
				reviewed()
			}
		}},
		{"jobs_on_hold", "on hold", "warn", job(acctest.Row{"status": "On Hold"})},
		{"jobs_in_error", "in error", "fail", job(acctest.Row{"status": "Error", "errorMessage": "The user does not exist."})},
		{"initial_synchronization", "failed", "fail", line("CUSTOMER", acctest.Row{"toIntegrationTableJobStatus": "Error"})},
		{"failed_jobs", "failed", "fail", func(s service) remedy {
			made := s.Insert(inCompany("synchronizationJobs"), acctest.Row{
				"jobId": nowhere, "mappingName": "CUSTOMER", "direction": "ToIntegrationTable", "type": "Synchronization",
				"startDateTime": "2099-01-01T00:00:00Z", "finishDateTime": "2099-01-01T00:01:00Z", "failed": 1,
			})
			failure := s.Insert(inCompany("synchronizationErrors"), acctest.Row{"entryNo": 9999, "jobId": nowhere, "sourceRecord": "Customer: 10000", "message": "No currency."})
			return func() {
				s.Delete(inCompany("synchronizationJobs"), made["id"].(string))
				s.Delete(inCompany("synchronizationErrors"), failure["id"].(string))
			}
		}},
		{"failed_records", "failed", "fail", customer(acctest.Row{"lastSynchResult": "Failure"})},
		{"skipped_records", "skipped", "warn", customer(acctest.Row{"skipped": true})},
	}
}
