// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// The demo company's other customers.
const (
	customerSecond = "000000cf-0000-4000-8000-000000000002"
	customerThird  = "000000cf-0000-4000-8000-000000000003"
)

// TestTwoWayChanges works on both sides after the first synchronization, as people do: a change of one side arrives on the
// other, a conflict and a deleted record fail and are skipped, and none of it changes the plan. Readiness names the records and
// says why, and the action that it names brings them back. The configuration is the guide's in one module: examples/complete
// makes the same resources in modules, which need the real program.
func TestTwoWayChanges(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	env := acctest.New(t, acctest.WithoutRecord())
	s := &twoWay{t, env, workspaceOf(env.Factories()), newGuide(t, env).config()}
	s.apply()
	s.ready("pass")

	here := func(customer, name string) {
		env.Patch(companySet("customers"), customer, acctest.Row{"displayName": name})
	}
	there := func(account, name string) {
		env.Patch(dataverseSet("accounts"), account, acctest.Row{"name": name})
	}
	first, second, third := s.partner(customerFirst), s.partner(customerSecond), s.partner(customerThird)

	here(customerFirst, "Renamed here")
	there(second, "Renamed there")
	s.synchronize()
	s.names("account", first, "Renamed here")
	s.names("customer", customerSecond, "Renamed there")
	s.ready("pass")

	s.nextSecond()
	here(customerFirst, "Conflict here")
	there(first, "Conflict there")
	env.Delete(dataverseSet("accounts"), third)
	here(customerThird, "Without an account")
	s.synchronize()
	s.ready("fail", "10000", "30000")
	s.synchronize()
	s.names("customer", customerFirst, "Conflict here")
	s.names("account", first, "Conflict there")
	s.ready("fail", "Business Central skips these records: ", "10000 (from Dataverse and towards Dataverse: ", "30000 (towards Dataverse: ", "one or both values have changed since the last synchronization", "is coupled to a deleted record", "bcsales_retry_skipped_records")

	retry := func(deleted string) string {
		return env.Invoke("bcsales_retry_skipped_records", map[string]any{"company_id": companyID, "deleted_records": deleted}).Errors
	}
	if got := retry("keep"); !says(got, "Skipped records failed again") || !says(got, "Customer: 10000") {
		t.Errorf("retrying a conflict that nobody resolved: %q", got)
	}
	s.config += "\n" + mappingExample(t)
	s.apply()
	if got := retry("uncouple"); got != "" {
		t.Errorf("retrying a conflict that a strategy resolves: %q", got)
	}
	s.names("customer", customerFirst, "Conflict there")
	if s.coupling(customerThird) != nil {
		t.Error("the customer whose account was deleted is still coupled")
	}
	// The side that the strategy passed over keeps its failure until the next run.
	s.ready("fail", "10000 (towards Dataverse: ")
	s.synchronize()
	s.ready("pass")

	// After send_update_to_dataverse has resolved a conflict, none makes the next change here one: the documentation says so.
	strategy := func(from, to string) {
		s.config = strings.Replace(s.config, strconv.Quote(from), strconv.Quote(to), 1)
		s.apply()
	}
	strategy("get_update_from_dataverse", "send_update_to_dataverse")
	s.nextSecond()
	here(customerFirst, "Second conflict here")
	there(first, "Second conflict there")
	s.synchronize()
	s.names("account", first, "Second conflict here")
	s.ready("pass")
	strategy("send_update_to_dataverse", "none")
	here(customerFirst, "Changed later")
	s.synchronize()
	s.names("account", first, "Second conflict here")
	s.ready("fail", "one or both values have changed since the last synchronization")
}

// mappingExample is the example of bcsales_table_mapping, for the guide's company.
func mappingExample(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../examples/resources/bcsales_table_mapping/resource.tf")
	if err != nil {
		t.Fatal(err)
	}
	example := strings.Replace(string(text), `"6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"`, "bcsales_initial_synchronization.this.company_id", 1)
	if example == string(text) || !strings.Contains(example, `= "get_update_from_dataverse"`) {
		t.Fatalf("the example is another one:\n%s", example)
	}
	return example
}

// twoWay is the guide's configuration, applied.
type twoWay struct {
	*testing.T
	env       *acctest.Env
	workspace *inprocess.Workspace
	config    string
}

func (s *twoWay) apply() {
	s.Helper()
	plan, err := s.workspace.Plan(s.Context(), s.config, inprocess.Mode{})
	if err == nil {
		err = s.workspace.Apply(s.Context(), plan)
	}
	if err != nil {
		s.Fatal(err)
	}
}

// synchronize runs the mapping of customers as the recurring job does.
func (s *twoWay) synchronize() {
	s.Helper()
	if got := s.env.Invoke("bcsales_synchronize_table_mapping", map[string]any{"company_id": companyID, "name": "CUSTOMER"}); got.Errors != "" {
		s.Fatal(got.Errors)
	}
	once := func(job acctest.Row) bool { return job["recurringJob"] != true && job["parameterString"] == "CUSTOMER" }
	for deadline := time.Now().Add(10 * time.Second); slices.ContainsFunc(s.env.Rows(companySet("jobQueueEntries")), once); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.Fatal("the synchronization does not end")
		}
	}
}

// ready fails the test unless the plan is empty and readiness reports the coupled records so, in these words.
func (s *twoWay) ready(want string, words ...string) {
	s.Helper()
	plan, err := s.workspace.Plan(s.Context(), s.config, inprocess.Mode{})
	if err != nil {
		s.Fatal(err)
	}
	if !plan.Empty() {
		s.Error("what people did to records changes the plan")
	}
	session := s.env.Session(nil, nil)
	given, err := session.DataSource("bcsales_integration_readiness", map[string]any{"company_id": companyID})
	if err != nil {
		s.Fatal(err)
	}
	state, answer := session.Read(s.Context(), "bcsales_integration_readiness", given)
	if answer.Failed() {
		s.Fatal(answer.Errors())
	}
	var report string
	for _, check := range state.GetAttr("checks").AsValueSlice() {
		one := check.AsValueMap()
		if one["id"].AsString() != "failed_records" {
			continue
		}
		report = one["status"].AsString() + ": " + one["detail"].AsString()
		if remedy := one["remedy"]; !remedy.IsNull() {
			report += " " + remedy.AsString()
		}
	}
	if !strings.HasPrefix(report, want+": ") {
		s.Errorf("readiness, which should %s: %s", want, report)
	}
	for _, text := range words {
		if !strings.Contains(report, text) {
			s.Errorf("readiness does not say %q:\n%s", text, report)
		}
	}
}

// coupling returns the coupling of a customer; nil when it has none.
func (s *twoWay) coupling(customer string) acctest.Row {
	s.Helper()
	for _, row := range s.env.Rows(companySet("recordCouplings")) {
		if row["recordId"] == customer {
			return row
		}
	}
	return nil
}

// partner returns the account that a customer is coupled with.
func (s *twoWay) partner(customer string) string {
	s.Helper()
	row := s.coupling(customer)
	if row == nil {
		s.Fatalf("the first synchronization did not couple the customer %s", customer)
	}
	return fmt.Sprint(row["dataverseId"])
}

// names fails the test unless the record has the name.
func (s *twoWay) names(kind, id, want string) {
	s.Helper()
	set, key, column := companySet("customers"), "id", "displayName"
	if kind == "account" {
		set, key, column = dataverseSet("accounts"), "accountid", "name"
	}
	if got := s.env.Find(set, key, id)[column]; got != want {
		s.Errorf("the %s is named %v, want %s", kind, got, want)
	}
}

// nextSecond waits until a second begins: Dataverse counts in seconds, so that what changes in the second of a synchronization is
// not seen as a change after it.
func (s *twoWay) nextSecond() {
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
}
