// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/solutionzip"
)

// Resources that remedies want besides the guide's. What is forgotten stays when the guide is applied again.
const (
	teamBaseRole = `
resource "bcsales_security_role_assignment" "team_base" {
  team_id = bcsales_dataverse_company.this.team_id
  role_id = "` + baseRole + `"
}
`
	mappingOn = `
resource "bcsales_table_mapping" "on" {
  company_id              = bcsales_initial_synchronization.this.company_id
  name                    = "SALESPEOPLE"
  synchronization_enabled = true
}
`
)

func replacing(old, replacement string) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		if !strings.Contains(config, old) {
			t.Fatalf("the guide does not say %q", old)
		}
		return strings.Replace(config, old, replacement, 1)
	}
}

func adding(block string) edit {
	return func(_ *testing.T, config string) string { return config + block }
}

// salesSetting adds an argument to the Sales connection.
func salesSetting(argument string) edit {
	const company = "bcsales_dataverse_connection_setup.this.company_id\n"
	return replacing(company, company+"  "+argument+"\n")
}

// matching names the e-mail address to match the mapping's records by.
func matching(mappings ...string) edit {
	const company = "bcsales_salesperson_couplings.this.company_id\n"
	fields := make([]string, len(mappings))
	for i, mapping := range mappings {
		field := "E-Mail"
		if mapping == "ITEM-PRODUCT" {
			field = "No."
		}
		fields[i] = fmt.Sprintf("%q = [%q]", mapping, field)
	}
	return replacing(company, company+"  match_fields = { "+strings.Join(fields, ", ")+" }\n")
}

// again runs the full synchronization again.
func again(value string) edit {
	const company = "bcsales_salesperson_couplings.this.company_id\n"
	return replacing(company, company+"  triggers = { again = \""+value+"\" }\n")
}

func both(first, second edit) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		return second(t, first(t, config))
	}
}

// importing adds the import of a package, before roles are given.
func importing(solution solutionzip.Solution) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		file, err := solution.WriteFile(t.TempDir())
		must(t, err)
		config = strings.ReplaceAll(config, "\n  role_id =", "\n  depends_on = [bcsales_solution.remedy]\n  role_id =")
		config = strings.Replace(config, "\n  company_name =", "\n  depends_on = [bcsales_solution.remedy]\n  company_name =", 1)
		return config + fmt.Sprintf("\nresource \"bcsales_solution\" \"remedy\" {\n  file = %q\n}\n", filepath.ToSlash(file))
	}
}

// companion addresses a row of the companion extension's API in a company.
func (s service) companion(company, path string) string {
	env := s.Emulator().Env()
	return env["BCSALES_BUSINESS_CENTRAL_URL"] + "/v2.0/" + env["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"] + "/api/bcsales/integration/v1.0/companies(" + company + ")/" + path
}

func (s service) standard(path string) string {
	env := s.Emulator().Env()
	return env["BCSALES_BUSINESS_CENTRAL_URL"] + "/v2.0/" + env["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"] + "/api/v2.0/companies(" + cronus + ")/" + path
}

// call sends a request to a service, as the provider's identity.
func (s service) call(method, address string, body any) {
	s.t.Helper()
	env := s.Emulator().Env()
	scope := "https://api.businesscentral.dynamics.com/.default"
	if strings.Contains(address, "/api/data/") {
		scope = env["BCSALES_DATAVERSE_URL"] + "/.default"
	}
	var grant struct {
		Token string `json:"access_token"`
	}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {env["BCSALES_CLIENT_ID"]}, "client_secret": {env["BCSALES_CLIENT_SECRET"]}, "scope": {scope}}
	answer := s.send(http.MethodPost, env["BCSALES_AUTHORITY_URL"]+"/"+env["BCSALES_TENANT_ID"]+"/oauth2/v2.0/token", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []byte(form.Encode()))
	must(s.t, json.Unmarshal(answer, &grant))
	header := http.Header{"Authorization": {"Bearer " + grant.Token}, "If-Match": {"*"}}
	header["OData-Version"], header["OData-MaxVersion"] = []string{"4.0"}, []string{"4.0"}
	var content []byte
	if body != nil {
		encoded, err := json.Marshal(body)
		must(s.t, err)
		content = encoded
		header.Set("Content-Type", "application/json")
	}
	s.send(method, address, header, content)
}

func (s service) send(method, address string, header http.Header, body []byte) []byte {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, address, bytes.NewReader(body))
	must(s.t, err)
	request.Header = header
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

// clock is a time as the services write it: in whole seconds.
func clock(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// synchronize runs the mapping by the companion's action and waits for its job.
func (s service) synchronize(mapping string) {
	s.t.Helper()
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second))) // a later second, so that its job is the latest
	since := clock(time.Now())
	id := s.row(inCompany("tableMappings"), "name", mapping)["id"]
	s.call(http.MethodPost, s.companion(cronus, fmt.Sprintf("tableMappings(%v)/Microsoft.NAV.synchronize", id)), map[string]any{})
	for range 100 {
		for _, job := range s.Rows(inCompany("synchronizationJobs")) {
			if job["mappingName"] == mapping && fmt.Sprint(job["startDateTime"]) >= since && job["finishDateTime"] != nil {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.t.Fatalf("no job of %s has run", mapping)
}
