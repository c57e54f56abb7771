// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/solutionzip"
)

// faults is the table: at least one row for every check. Each group gets an emulator of its own.
func faults() map[string][]fault {
	return map[string][]fault{
		"environment": environmentFaults(), "solutions": solutionFaults(), "user": userFaults(), "company": companyFaults(),
		"connections": connectionFaults(), "people": peopleFaults(), "synchronization": synchronizationFaults(),
	}
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
		{"company", "gone", "fail", answer(`/api/v2\.0/companies\([^)]*\)$`, 404, `{"error":{"code":"Internal_CompanyNotFound","message":"The company does not exist."}}`), byHand, nil},
		{"companion_extension", "not installed", "fail", answer(`/api/bcsales/`, 404, `{"error":{"code":"BadRequest_NotFound","message":"Resource not found for the segment 'bcsales'."}}`), byHand, nil},
		{"companion_extension", "too old", "fail", answer(`/connectors`, 200, `{"value":[{"id":"000000ee-0000-4000-8000-000000000001","version":"0.9.0.0","capabilities":""}]}`), byHand, nil},
		{"caller_roles", "no customizer", "warn", role(customizerTemplate), byHand, nil},
		{"dataverse_environment", "another", "fail", setups(acctest.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"}), apply, nil},
	}
}

func solutionFaults() []fault {
	without := func(name string) func(s service) remedy {
		return func(s service) remedy {
			return s.remove(inDataverse("solutions"), s.row(inDataverse("solutions"), "uniquename", name))
		}
	}
	return []fault{
		{"base_solution", "missing", "fail", without("bcbi_CdsBaseIntegration"), apply, []edit{importing(solutionzip.BaseIntegration("2.0.0.0"))}},
		{"base_solution", "old", "fail", func(s service) remedy {
			return s.patch(inDataverse("solutions"), s.row(inDataverse("solutions"), "uniquename", "bcbi_CdsBaseIntegration"), acctest.Row{"version": "0.9.0.0"})
		}, apply, []edit{importing(solutionzip.BaseIntegration("2.0.0.0"))}},
		{"sales_solution", "missing", "fail", without("MicrosoftDynamicsNavIntegration"), apply, []edit{importing(solutionzip.SalesIntegration("2.0.0.0"))}},
		{"base_role", "deleted", "fail", func(s service) remedy { return s.deleteRole(baseRole) }, apply, []edit{importing(solutionzip.BaseIntegration("2.0.0.1"))}},
		{"sales_roles", "deleted", "fail", func(s service) remedy { return s.deleteRole(userRole) }, apply, []edit{importing(solutionzip.SalesIntegration("2.0.0.1"))}},
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
		{"integration_user", "missing", "fail", user(acctest.Row{"internalemailaddress": "moved@contoso.example"}), apply, nil},
		{"integration_user", "twice", "fail", func(s service) remedy { return s.insert(inDataverse("systemusers"), twin) }, apply, []edit{replacing("integration@contoso.example", "connector@contoso.example")}},
		{"integration_user_enabled", "disabled", "fail", user(acctest.Row{"isdisabled": true}), apply, nil},
		{"integration_user_base_role", "lost", "fail", lose(baseRole), apply, nil},
		{"integration_user_sales_roles", "administrator lost", "fail", lose(administratorRole), apply, nil},
		{"integration_user_sales_roles", "user lost", "fail", lose(userRole), apply, nil},
		{"integration_user_not_administrator", "administrator", "fail", func(s service) remedy {
			return s.insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": s.integrationUser()["systemuserid"], "roleid": s.rootRole(adminTemplate)["roleid"]})
		}, byHand, nil},
		{"integration_user_business_unit", "moved", "fail", func(s service) remedy {
			unit := s.row(inDataverse("businessunits"), "_parentbusinessunitid_value", rootUnit)
			return s.patch(inDataverse("systemusers"), s.integrationUser(), acctest.Row{"_businessunitid_value": unit["businessunitid"]})
		}, apply, []edit{replacing("integration@contoso.example\"\n", "integration@contoso.example\"\n  business_unit_id = \""+rootUnit+"\"\n")}},
		{"integration_user_application", "two users", "fail", func(s service) remedy { return s.insert(inDataverse("systemusers"), other) }, byHand, nil},
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
		{"company_row", "missing", "fail", func(s service) remedy { return s.remove(rows, s.only(rows)) }, apply, nil},
		{"owning_team", "missing", "fail", row(acctest.Row{"_bcbi_defaultowningteam_value": nowhere}), apply, nil},
		{"company_row_owner", "another", "fail", func(s service) remedy {
			row(acctest.Row{"_ownerid_value": userJim})(s)
			return func() {
				company := s.only(rows)
				s.call(http.MethodPatch, fmt.Sprintf("%s/api/data/v9.2/bcbi_companies(%v)", s.Emulator().Env()["BCSALES_DATAVERSE_URL"], company["bcbi_companyid"]),
					map[string]any{"ownerid@odata.bind": fmt.Sprintf("/teams(%v)", company["_bcbi_defaultowningteam_value"])})
			}
		}, follow, nil},
		{"owning_team_base_role", "lost", "fail", lose(baseRole), apply, []edit{adding(teamBaseRole)}},
		{"owning_team_sales_roles", "lost", "fail", lose(userRole), apply, nil},
		{"business_unit", "another name", "fail", func(s service) remedy {
			return s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitName": "Contoso"})
		}, apply, nil},
		{"business_unit", "another id", "fail", func(s service) remedy {
			return s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitId": rootUnit})
		}, apply, nil},
		{"business_unit_enabled", "disabled", "fail", unit(acctest.Row{"isdisabled": true}), byHand, nil},
		{"business_unit_level", "deeper", "fail", func(s service) remedy {
			between := s.insert(units, acctest.Row{"businessunitid": nowhere, "name": "Between", "_parentbusinessunitid_value": rootUnit})
			moved := s.patch(units, s.row(units, "businessunitid", s.only(inCompany("dataverseConnectionSetups"))["businessUnitId"]), acctest.Row{"_parentbusinessunitid_value": nowhere})
			return func() { moved(); between() }
		}, byHand, nil},
		{"business_unit_own", "another", "fail", func(s service) remedy {
			named := unit(acctest.Row{"name": "Shared"})(s)
			setup := s.patch(inCompany("dataverseConnectionSetups"), s.only(inCompany("dataverseConnectionSetups")), acctest.Row{"businessUnitName": "Shared"})
			return func() { named(); setup() }
		}, byHand, nil},
		{"business_unit_shared", "shared", "fail", func(s service) remedy {
			setups := acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: nowhere}
			s.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": nowhere, "name": "Other"})
			own := s.only(inCompany("dataverseConnectionSetups"))
			other := s.Insert(setups, acctest.Row{"environmentUrl": own["environmentUrl"], "businessUnitId": own["businessUnitId"], "businessUnitName": own["businessUnitName"]})
			return func() {
				s.call(http.MethodPatch, s.companion(nowhere, fmt.Sprintf("dataverseConnectionSetups(%v)", other["id"])), map[string]any{"businessUnitId": nowhere, "businessUnitName": "Other"})
			}
		}, follow, nil},
		{"local_currency", "none", "fail", information(acctest.Row{"currencyCode": ""}), byHand, nil},
		{"local_currency_in_dataverse", "unknown", "fail", information(acctest.Row{"currencyCode": "CHF"}), byHand, nil},
		{"base_currency", "no exchange rate", "warn", information(acctest.Row{"currencyCode": "USD"}), byHand, nil},
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
		{"dataverse_connection", "disabled", "fail", change(dataverse, acctest.Row{"isEnabled": false, "disableReason": "Somebody turned it off."}), apply, nil},
		{"dataverse_connection", "no reason", "fail", change(dataverse, acctest.Row{"isEnabled": false}), apply, nil},
		{"sales_connection", "disabled", "fail", change(sales, acctest.Row{"isEnabled": false, "disableReason": "The integration user has insufficient privileges."}), apply, nil},
		{"sales_connection", "missing", "fail", func(s service) remedy { return s.remove(sales, s.only(sales)) }, apply, []edit{matching("CUSTOMER")}},
		{"connection_details", "another user", "fail", change(sales, acctest.Row{"userName": "old@contoso.example"}), undone, nil},
		{"sales_order_settings", "automatic without legacy", "fail", change(sales, acctest.Row{"autoCreateSalesOrders": true}), apply, []edit{salesSetting("auto_create_sales_orders = false")}},
		{"sales_links", "lost", "warn", func(s service) remedy {
			return s.remove(inDataverse("nav_connections"), s.only(inDataverse("nav_connections")))
		}, undone, nil},
		{"dataverse_connection_test", "refused", "fail", refuse("dataverseConnectionSetups"), byHand, nil},
		{"sales_connection_test", "refused", "fail", refuse("salesConnectionSetups"), byHand, nil},
	}
}

func peopleFaults() []fault {
	users, couplings := inDataverse("systemusers"), inCompany("recordCouplings")
	return []fault{
		{"salespeople_coupled", "customer of another", "fail", func(s service) remedy {
			s.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": "ZZ", "displayName": "Ada Admin", "email": "ada.admin@contoso.example"})
			return s.patch(inCompany("customers"), s.row(inCompany("customers"), "id", customerFirst), acctest.Row{"salespersonCode": "ZZ"})
		}, apply, nil},
		{"coupled_users", "disabled", "fail", func(s service) remedy {
			return s.patch(users, s.row(users, "systemuserid", userJim), acctest.Row{"isdisabled": true})
		}, byHand, nil},
		{"coupled_users", "unlicensed", "fail", func(s service) remedy {
			return s.patch(users, s.row(users, "systemuserid", userJim), acctest.Row{"islicensed": false})
		}, byHand, nil},
		{"coupled_users_in_team", "left", "warn", func(s service) remedy {
			team := s.only(inDataverse("bcbi_companies"))["_bcbi_defaultowningteam_value"]
			return s.remove(inDataverse("teammemberships"), s.link("teammemberships", "teamid", team, "systemuserid", userJim))
		}, apply, nil},
		{"sales_users_coupled", "not coupled", "fail", func(s service) remedy {
			s.Insert(inDataverse("accounts"), acctest.Row{"accountid": nowhere, "name": "Fourth Coffee", "statecode": 0, "customertypecode": 3, "_ownerid_value": userOtis, "_owninguser_value": userOtis})
			return s.remove(couplings, s.row(couplings, "recordId", personOtis))
		}, apply, nil},
		{"sales_users_coupled", "owner of an opportunity", "fail", func(s service) remedy {
			s.Insert(inDataverse("opportunities"), acctest.Row{"opportunityid": nowhere, "name": "Fabrikam", "statecode": 0, "_ownerid_value": userLina, "_owninguser_value": userLina})
			return s.remove(couplings, s.row(couplings, "dataverseId", userLina))
		}, apply, nil},
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
		{"table_mappings", "missing", "fail", func(s service) remedy { return s.remove(mappings, s.row(mappings, "name", "VENDOR")) }, undone, nil},
		{"match_fields", "none", "fail", func(s service) remedy {
			return line("CUSTOMER", acctest.Row{"recommendation": "Couple Records", "jobQueueEntryStatus": " "})(s)
		}, apply, []edit{both(matching("CUSTOMER"), again("1"))}},
		{"jobs_on_hold", "on hold", "warn", job(acctest.Row{"status": "On Hold"}), apply, []edit{adding(mappingOn)}},
		{"jobs_in_error", "in error", "fail", func(s service) remedy {
			job(acctest.Row{"status": "Error", "errorMessage": "The user does not exist."})(s)
			return func() { s.restart(s.row(jobs, "status", "Error")) }
		}, follow, nil},
		{"jobs_in_error", "one that runs once", "fail", func(s service) remedy {
			return s.insert(jobs, acctest.Row{"objectTypeToRun": "Codeunit", "objectIdToRun": 5359, "description": "Coupling CUSTOMER", "status": "Error", "errorMessage": "No.", "recurringJob": false})
		}, byHand, nil},
		{"initial_synchronization", "failed", "fail", line("CUSTOMER", acctest.Row{"toIntegrationTableJobStatus": "Error"}), apply, []edit{again("2")}},
		{"match_fields", "none, without a review", "fail", func(s service) remedy {
			for _, row := range s.Rows(inCompany("fullSynchronizationLines")) {
				s.remove(inCompany("fullSynchronizationLines"), row)
			}
			s.Insert(inCompany("contacts"), acctest.Row{"number": "CT900", "displayName": "Zoe"})
			s.Insert(inCompany("items"), acctest.Row{"number": "900", "displayName": "Bicycle"})
			s.Insert(inDataverse("contacts"), acctest.Row{"contactid": nowhere, "fullname": "Zoe", "statecode": 0, "_parentcustomerid_value": nowhere})
			s.Insert(inDataverse("products"), acctest.Row{"productid": nowhere, "name": "Bicycle", "statecode": 0, "producttypecode": 1})
			if detail := read(s.t, s.Env, cronus, nil).checks["match_fields"].detail; !strings.Contains(detail, "by: CONTACT, ITEM-PRODUCT") {
				s.t.Errorf("without a review: %s", detail)
			}
			return nil
		}, apply, []edit{matching("CONTACT", "ITEM-PRODUCT")}},
		{"failed_jobs", "failed", "fail", func(s service) remedy {
			s.Insert(inCompany("synchronizationJobs"), acctest.Row{
				"jobId": nowhere, "mappingName": "CUSTOMER", "direction": "ToIntegrationTable", "type": "Synchronization",
				"startDateTime": clock(time.Now()), "finishDateTime": clock(time.Now()), "failed": 1,
			})
			s.Insert(inCompany("synchronizationErrors"), acctest.Row{"entryNo": 9999, "jobId": nowhere, "sourceRecord": "Customer: 10000", "message": "No currency."})
			return func() { s.synchronize("CUSTOMER") }
		}, follow, nil},
		{"failed_records", "failed", "fail", customer(acctest.Row{"lastSynchResult": "Failure"}), byHand, nil},
		{"skipped_records", "skipped", "warn", customer(acctest.Row{"skipped": true}), byHand, nil},
	}
}
