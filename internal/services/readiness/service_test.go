// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

func inCompany(set string) acctest.Set { return of(cronus, set) }

func of(company, set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: company}
}

// key returns the key of a row.
func key(s acctest.Set, row acctest.Row) string {
	column := "id"
	if s.API == acctest.Dataverse {
		column = strings.TrimSuffix(s.Name, "s") + "id"
		irregular := map[string]string{
			"bcbi_companies": "bcbi_companyid", "transactioncurrencies": "transactioncurrencyid", "opportunities": "opportunityid",
			"systemuserrolescollection": "systemuserroleid", "teamrolescollection": "teamroleid",
		}
		if name, ok := irregular[s.Name]; ok {
			column = name
		}
	}
	return fmt.Sprint(row[column])
}

// service is an emulator with the whole guide applied, seen by another administrator.
type service struct {
	*acctest.Env
	t *testing.T
}

// set changes columns of a row.
func (s service) set(in acctest.Set, row, changes acctest.Row) {
	s.t.Helper()
	s.Patch(in, key(in, row), changes)
}

// remove deletes a row.
func (s service) remove(in acctest.Set, row acctest.Row) {
	s.t.Helper()
	s.Delete(in, key(in, row))
}

func (s service) only(in acctest.Set) acctest.Row {
	s.t.Helper()
	rows := s.Rows(in)
	if len(rows) == 0 {
		s.t.Fatalf("%s has no rows", in.Name)
	}
	return rows[0]
}

// link finds the row of an intersect table.
func (s service) link(set, left string, leftID any, right string, rightID any) acctest.Row {
	s.t.Helper()
	for _, row := range s.Rows(inDataverse(set)) {
		if row[left] == leftID && row[right] == rightID {
			return row
		}
	}
	s.t.Fatalf("%s links no %v and %v", set, leftID, rightID)
	return nil
}

func (s service) integrationUser() acctest.Row {
	s.t.Helper()
	return s.Find(inDataverse("systemusers"), "applicationid", applicationID)
}

// ownUser is the user of the provider's own application.
func (s service) ownUser() acctest.Row {
	s.t.Helper()
	return s.Find(inDataverse("systemusers"), "applicationid", s.Emulator().Env()["BCSALES_CLIENT_ID"])
}

// rootRole finds the role of a template in the root business unit.
func (s service) rootRole(template string) acctest.Row {
	s.t.Helper()
	for _, row := range s.Rows(inDataverse("roles")) {
		if row["_roletemplateid_value"] == template && row["_businessunitid_value"] == rootUnit {
			return row
		}
	}
	s.t.Fatalf("no role of the template %s", template)
	return nil
}

// team is the id of the company's owning team.
func (s service) team() any {
	s.t.Helper()
	return s.only(inDataverse("bcbi_companies"))["_bcbi_defaultowningteam_value"]
}

// unit is the company's business unit.
func (s service) unit() acctest.Row {
	s.t.Helper()
	team := s.Find(inDataverse("teams"), "teamid", s.team())
	return s.Find(inDataverse("businessunits"), "businessunitid", team["_businessunitid_value"])
}

// await waits for what happens in the background.
func (s service) await(what string, happened func() bool) {
	s.t.Helper()
	for range 200 {
		if happened() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatalf("there is still no %s", what)
}

// nextSecond waits until a second begins, and returns it in the format of the services.
func (s service) nextSecond() string {
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
	return clock(time.Now())
}

// clock is a time as the services write it: in whole seconds.
func clock(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

func (s service) businessCentral(route string) string {
	env := s.Emulator().Env()
	return env["BCSALES_BUSINESS_CENTRAL_URL"] + "/v2.0/" + env["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"] + "/api/" + route
}

// companion addresses a row of the companion extension's API.
func (s service) companion(path string) string {
	return s.businessCentral("bcsales/integration/v1.0/companies(" + cronus + ")/" + path)
}

// standard addresses a row of the standard API.
func (s service) standard(path string) string {
	return s.businessCentral("v2.0/companies(" + cronus + ")/" + path)
}

// automation addresses a row of the automation API.
func (s service) automation(path string) string {
	return s.businessCentral("microsoft/automation/v2.0/companies(" + cronus + ")/" + path)
}

// dataverse addresses a row of Dataverse's Web API.
func (s service) dataverse(path string) string { return s.Emulator().URL() + "/api/data/v9.2/" + path }

// send sends a request to a service, as an administrator.
func (s service) send(method, address string, body any) []byte {
	s.t.Helper()
	var content []byte
	if body != nil {
		encoded, err := json.Marshal(body)
		must(s.t, err)
		content = encoded
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, address, bytes.NewReader(content))
	must(s.t, err)
	audience := "https://api.businesscentral.dynamics.com"
	if strings.Contains(address, "/api/data/") {
		audience = s.Emulator().URL()
		request.Header["OData-Version"], request.Header["OData-MaxVersion"] = []string{"4.0"}, []string{"4.0"}
	}
	request.Header.Set("Authorization", "Bearer "+s.Emulator().Token(audience))
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	if method == http.MethodPatch || method == http.MethodDelete {
		request.Header.Set("If-Match", "*")
	}
	answer, err := s.Client().Do(request)
	must(s.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(s.t, err)
	if answer.StatusCode >= http.StatusBadRequest {
		s.t.Fatalf("%s %s: %s: %s", method, address, answer.Status, text)
	}
	return text
}
