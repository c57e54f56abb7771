// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// isRefused expects a refusal with a text that contains a part.
func isRefused(r func(s *scene) request, part string) step {
	return func(s *scene) {
		s.t.Helper()
		a := s.do(r(s))
		s.equal("refused", a.status >= http.StatusBadRequest && strings.Contains(a.message, part), true)
		if s.t.Failed() {
			s.t.Logf("the answer is %d: %s", a.status, a.message)
		}
	}
}

func done(r func(s *scene) request) step { return func(s *scene) { s.must(r(s)) } }

func setupAction(set, name string) func(s *scene) request {
	return func(s *scene) request { return action(cronus, set, s.setupID(set), name) }
}

func enabling(s *scene) request { return enableDataverseRequest(cronus, s.setupID(setDataverseSetup)) }

func patched(set, body string) func(s *scene) request {
	return func(s *scene) request {
		return request{method: http.MethodPatch, path: in(cronus, set+"("+s.setupID(set)+")"), body: body}
	}
}

// created posts the Dataverse setup with valid values.
func created() step {
	return func(s *scene) { s.createDataverse(cronus, cronusUnit, "Team") }
}

func setupIs(set string, want store.Row) step {
	return func(s *scene) {
		s.t.Helper()
		s.values("setup", s.row(cronus, set, anyRow), true, want)
	}
}

func setupFacts() []fact {
	return []fact{
		{
			"139160 ServerAddressRequiredToEnable", "without an address nothing is turned on",
			[]step{func(s *scene) {
				s.must(request{method: http.MethodPost, path: in(cronus, setDataverseSetup), body: "{}"})
			}, isRefused(enabling, "environmentUrl"), setupIs(setDataverseSetup, store.Row{"isEnabled": false})},
		},
		{
			"139160 UserNameRequiredToEnable", "without a user name nothing is turned on",
			[]step{func(s *scene) {
				s.must(request{method: http.MethodPost, path: in(cronus, setDataverseSetup), body: `{"environmentUrl":"` + origin + `"}`})
			}, isRefused(enabling, "userName"), setupIs(setDataverseSetup, store.Row{"isEnabled": false})},
		},
		{
			"139160 WorkingConnectionRequiredToEnable", "without an environment that answers nothing is turned on",
			[]step{created(), func(s *scene) {
				s.put(cronus, setDataverseSetup, s.setupID(setDataverseSetup), store.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"})
			}, isRefused(enabling, "Dataverse"), setupIs(setDataverseSetup, store.Row{"isEnabled": false})},
		},
		{
			"139160 EnableConnectionShouldFailIfBaseCurrencyNotEqualLCY", "a local currency that Dataverse does not know, and has no rate",
			[]step{created(), here(setInformation, cronus, store.Row{"currencyCode": "GBP"}), isRefused(enabling, "base currency USD"), setupIs(setDataverseSetup, store.Row{"isEnabled": false})},
		},
		{
			"139160 DisableReasonCleanedOnConnectionEnable", "turning the connection on clears the reason why it was turned off",
			[]step{salesEnabled("Team", ""), done(setupAction(setSalesSetup, "disable")), func(s *scene) { s.put(cronus, setSalesSetup, s.sales, store.Row{"disableReason": "broken"}) }, done(setupAction(setSalesSetup, "enable")), setupIs(setSalesSetup, store.Row{"disableReason": "", "isEnabled": true})},
		},
		{
			"139160 CanTestConnectionWhenNotIsEnabled", "a connection can be tested while it is off",
			[]step{enabled("Team"), func(s *scene) { s.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"}) }, done(setupAction(setSalesSetup, "testConnection")), setupIs(setSalesSetup, store.Row{"isEnabled": false})},
		},
		{
			"139196 UrlValidationIsNotCaseSensitive", "an address in capitals is taken, and kept",
			[]step{created(), done(patched(setDataverseSetup, `{"environmentUrl":"https://CONTOSO.crm4.dynamics.com"}`)), setupIs(setDataverseSetup, store.Row{"environmentUrl": "https://CONTOSO.crm4.dynamics.com"})},
		},
		{
			"139160 UrlValidationWhenMissingHTTPS", "an address without https is refused",
			[]step{created(), isRefused(patched(setDataverseSetup, `{"environmentUrl":"http://contoso.crm4.dynamics.com"}`), "https")},
		},
	}
}

// jobIs expects the status of the recurring job of a mapping, "" for none.
func jobIs(mapping, status string) step {
	return func(s *scene) {
		s.t.Helper()
		found, _ := s.table(setJobQueue).First(func(r store.Row) bool {
			return r.String("recordIdToProcess") == mappingRecord(mapping) && r.Bool("recurringJob")
		})
		s.equal("job of "+mapping, found.String("status"), status)
	}
}

// jobOfCodeunit expects how many jobs run a codeunit.
func jobOfCodeunit(codeunit int64, n int) step {
	return func(s *scene) {
		s.t.Helper()
		s.equal("jobs of a codeunit", len(s.table(setJobQueue).Where(func(r store.Row) bool { return r.Int("objectIdToRun") == codeunit })), n)
	}
}

// shared expects the status of the jobs of the five mappings that both connections have.
func shared(status string) step {
	return all(jobIs("SALESPEOPLE", status), jobIs("CUSTOMER", status), jobIs("VENDOR", status), jobIs("CONTACT", status), jobIs("CURRENCY", status))
}

func jobFacts() []fact {
	sales := func(body string) func(s *scene) request { return patched(setSalesSetup, body) }
	orders := done(sales(`{"legacySalesOrders":true}`))
	return []fact{
		{"139160 EnableCRMJobQueueEntriesOnEnableCRMConnection", "jobs are Ready with the connection", []step{salesEnabled("Person", ""), shared("Ready"), jobIs("ITEM-PRODUCT", "Ready")}},
		{"139160 DisableCRMJobQueueEntriesOnDisableCRMConnection", "jobs that both setups have stay when only Sales is turned off", []step{salesEnabled("Person", ""), done(setupAction(setSalesSetup, "disable")), shared("Ready"), jobIs("ITEM-PRODUCT", "On Hold")}},
		{"139196 DisableJobQueueEntriesOnDisableConnection", "all jobs are On Hold without Dataverse", []step{enabled("Person"), done(setupAction(setDataverseSetup, "disable")), shared("On Hold")}},
		{"139160 AutoCreateSalesOrdersJobQueueEntryCreatedOnResetConfiguration", "orders are created by a job, as the setting says", []step{salesEnabled("Team", `{"legacySalesOrders":true,"autoCreateSalesOrders":true}`), done(setupAction(setSalesSetup, "resetConfiguration")), jobOfCodeunit(codeunitAutoCreate, 1)}},
		{"139160 AutoCreateSalesOrdersJobQueueEntryIsNotCreatedOnResetConfiguration", "no job without the setting", []step{salesEnabled("Team", `{"legacySalesOrders":true}`), done(setupAction(setSalesSetup, "resetConfiguration")), jobOfCodeunit(codeunitAutoCreate, 0)}},
		{"139160 EnablingAutoCreateSalesOrdersMakesJobQueueEntryCreated", "the setting makes the job", []step{salesEnabled("Team", ""), orders, done(sales(`{"autoCreateSalesOrders":true}`)), jobOfCodeunit(codeunitAutoCreate, 1)}},
		{"139160 DisablingAutoCreateSalesOrdersMakesJobQueueEntryDeleted", "without the setting the job goes", []step{salesEnabled("Team", `{"legacySalesOrders":true,"autoCreateSalesOrders":true}`), done(sales(`{"autoCreateSalesOrders":false}`)), jobOfCodeunit(codeunitAutoCreate, 0)}},
		{"139160 EnablingAutoProcessSalesQuotesMakesJobQueueEntryCreated", "the setting makes the job of quotes", []step{salesEnabled("Team", ""), done(sales(`{"autoProcessSalesQuotes":true}`)), jobOfCodeunit(codeunitAutoProcess, 1)}},
		{"139160 DisablingAutoProcessSalesQuotesMakesJobQueueEntryDeleted", "without the setting the job of quotes goes", []step{salesEnabled("Team", `{"autoProcessSalesQuotes":true}`), done(sales(`{"autoProcessSalesQuotes":false}`)), jobOfCodeunit(codeunitAutoProcess, 0)}},
		{"139160 EnableDisableCRMItemAvailabilityWebService", "the service of item availability follows the setting, and its job", []step{salesEnabled("Team", ""), done(sales(`{"itemAvailabilityEnabled":true}`)), jobOfCodeunit(codeunitAvailability, 1), done(sales(`{"itemAvailabilityEnabled":false}`)), jobOfCodeunit(codeunitAvailability, 0)}},
		{
			"139160 JobQueueEntriesDescription", "jobs are described by mapping and service",
			[]step{salesEnabled("Team", ""), func(s *scene) {
				found, _ := s.table(setJobQueue).First(func(r store.Row) bool { return r.String("recordIdToProcess") == mappingRecord("ITEM-PRODUCT") })
				s.equal("description", found.String("description"), " ITEM-PRODUCT - Dynamics 365 Sales synchronization job.")
			}},
		},
		{
			"139160 IsSOIntegrationEnabledDrillDown", "the legacy orders are the organization's switch",
			[]step{salesEnabled("Team", ""), orders, rowsAre("organizations", "issopintegrationenabled", "true")},
		},
		{
			"139189 T105_ActiveJobStateOnHoldWithInactivityTimeoutNonzeroPeriodIfNoRecordChangedBySync", "a run that changes nothing ends On Hold with Inactivity Timeout",
			[]step{enabled("Team"), restarted("CUSTOMER"), jobIs("CUSTOMER", "On Hold with Inactivity Timeout")},
		},
		{
			"139189 T106_ActiveJobsStaysActiveIfRecordIsChangedBySync", "a run that changes something stays Ready",
			[]step{pair("Team"), nameHere("Here"), restarted("CUSTOMER"), jobIs("CUSTOMER", "Ready"), accountIs(store.Row{"name": "Here"})},
		},
	}
}

// restarted runs the recurring job of a mapping.
func restarted(mapping string) step {
	return func(s *scene) {
		s.clear(setSynchJobs)
		job := s.row(cronus, setJobQueue, func(r store.Row) bool { return r.String("recordIdToProcess") == mappingRecord(mapping) })
		s.must(request{method: http.MethodPost, path: in(cronus, setJobQueue+"("+job.String("id")+")/Microsoft.NAV.restart"), service: s.standard})
		s.pass(10e9)
	}
}
