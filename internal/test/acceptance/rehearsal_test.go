// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestRehearsal_allowList follows the rehearsal guide: a person edits the list of allowed environments, the
// provider refuses and readiness fails, the person allows the environment, and the log records all of it.
func TestRehearsal_allowList(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"sh", "curl", "grep", "cut"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine", program)
		}
	}
	text, err := os.ReadFile("../../../templates/guides/rehearsal.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "### The person who allows an environment\n")
	part, _, _ := strings.Cut(after, "\n### ")
	blocks := regexp.MustCompile("(?s)```shell\n(.*?)```").FindAllStringSubmatch(part, -1)
	if len(blocks) != 2 {
		t.Fatalf("the guide has %d blocks, want 2", len(blocks))
	}

	env := acctest.New(t)
	w := newWorkspace(t, newGuide(t, env).connected().config())
	report := newWorkspace(t, env.ProviderConfig()+fmt.Sprintf(`
data "bcsales_integration_readiness" "cronus" {
  company_id = %q
}

output "allowed" {
  value = [for c in data.bcsales_integration_readiness.cronus.checks : "${c.status}: ${c.remedy == null ? "" : c.remedy}" if c.id == "environment_allowed"][0]
}

output "log" {
  value = [for c in data.bcsales_integration_readiness.cronus.checks : "${c.status}: ${c.detail}" if c.id == "change_log"][0]
}
`, companyID))
	shell := func(script string) string {
		command := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(script, "terraform ", builtIn.cli.Path+" "))
		command.Dir = w.dir
		command.Env = append(w.environ(), "NO_PROXY=127.0.0.1", "TF_CLI_ARGS_apply=-no-color")
		for name, value := range env.Emulator().Env() {
			command.Env = append(command.Env, name+"="+value)
		}
		output, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		return strings.ReplaceAll(string(output), "│", "")
	}
	expect := func(output string, wants ...string) {
		t.Helper()
		for _, want := range wants {
			if !says(output, want) {
				t.Errorf("there is no %q in\n%s", want, output)
			}
		}
	}

	refused := shell(blocks[0][1] + "true\n")
	expect(refused, "is not on the list of Dataverse environments", "Let a person with the permission set BCS Approve add the address", "refused")
	report.apply()
	expect(report.must("output"), "fail: Let a person with the permission set BCS Approve", "pass: The last change was delete of allowedEnvironment")
	applied := shell(blocks[1][1])
	expect(applied, "Apply complete!", `"operation":"delete"`, `"objectName":"allowedEnvironment"`, `"userName":"ADMIN"`, `"operation":"consentAcknowledged"`, `"userName":"TERRAFORM"`)
	report.apply()
	expect(report.must("output"), "pass: ")
	w.destroy()
}

// TestRehearsal_shell runs the other blocks of the guide that call the control interface, without their calls of Terraform.
func TestRehearsal_shell(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"sh", "curl", "grep", "cut"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine", program)
		}
	}
	text, err := os.ReadFile("../../../templates/guides/rehearsal.md")
	if err != nil {
		t.Fatal(err)
	}
	seed, err := os.ReadFile("../../../examples/complete/tests/tenant.json")
	if err != nil {
		t.Fatal(err)
	}
	env := acctest.New(t, acctest.WithSeed(string(seed)))
	setups := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: "CRONUS"}
	env.Insert(setups, acctest.Row{"environmentUrl": env.Emulator().URL()})

	before, _, _ := strings.Cut(string(text), "### The person who allows an environment\n")
	_, after, _ := strings.Cut(string(text), "### Faults\n")
	var output strings.Builder
	for _, block := range regexp.MustCompile("(?s)```shell\n(.*?)```").FindAllStringSubmatch(before+after, -1) {
		script := regexp.MustCompile(`(?m)^terraform .*$`).ReplaceAllString(block[1], "true")
		if !strings.Contains(script, "curl ") {
			continue
		}
		command := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(script, "curl ", "curl --fail "))
		command.Env = append(os.Environ(), "NO_PROXY=127.0.0.1")
		for name, value := range env.Emulator().Env() {
			command.Env = append(command.Env, name+"="+value)
		}
		said, err := command.CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s\n%s", err, script, said)
		}
		output.Write(said)
	}
	if !strings.Contains(output.String(), "Adatum Corporation") {
		t.Errorf("the customers are not shown:\n%s", output.String())
	}
	if row := env.Rows(setups)[0]; row["autoProcessSalesQuotes"] != true {
		t.Errorf("the setting was not changed: %v", row)
	}
	var faults []any
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, env.Emulator().URL()+"/_emulator/faults", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := env.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&faults); err != nil || len(faults) != 2 {
		t.Errorf("faults = %v: %v", faults, err)
	}
}
