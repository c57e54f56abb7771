// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package operations

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

const examples = "../../../examples/operations"

// script runs a script of the examples in a folder of its own, in which the programs of the folder bin come first.
type script struct {
	t      *testing.T
	folder string
	path   string
}

func newScript(t *testing.T, name string, programs map[string]string) script {
	t.Helper()

	for _, needed := range []string{"bash", "jq"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("the scripts need %s: %v", needed, err)
		}
	}

	path, err := filepath.Abs(filepath.Join(examples, name))
	if err != nil {
		t.Fatal(err)
	}

	s := script{t, t.TempDir(), path}

	for name, text := range programs {
		s.write(filepath.Join("bin", name), "#!/usr/bin/env bash\nset -euo pipefail\n"+text)
	}

	return s
}

func (s script) write(name, text string) {
	s.t.Helper()

	path := filepath.Join(s.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		s.t.Fatal(err)
	}

	scripts.Write(s.t, filepath.Dir(path), filepath.Base(path), text)
}

func (s script) read(name string) string {
	s.t.Helper()

	content, err := os.ReadFile(filepath.Join(s.folder, name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		s.t.Fatal(err)
	}

	return string(content)
}

// run returns the exit status and what was printed.
func (s script) run(arguments ...string) (int, string) {
	s.t.Helper()

	command := exec.CommandContext(s.t.Context(), "bash", append([]string{s.path}, arguments...)...)
	command.Dir = s.folder
	command.Env = []string{
		"PATH=" + filepath.Join(s.folder, "bin") + string(os.PathListSeparator) + os.Getenv("PATH"),
		"FOLDER=" + s.folder, "ORGANIZATION=https://dev.azure.com/contoso", "PROJECT=sales", "TMPDIR=" + s.folder,
	}

	output, err := command.CombinedOutput()

	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}

	return command.ProcessState.ExitCode(), string(output)
}

// terraform is a stand-in that ends plans with the status in the file status, and shows the plans in plan.json and refresh.json.
const terraform = `
case "$1" in
plan)
  for argument in "$@"; do case "$argument" in -out=*) out=${argument#-out=} ;; -refresh-only) refresh=1 ;; esac; done
  if [ -n "${refresh:-}" ]; then echo refresh >"$out"; exit 0; fi
  echo plan >"$out"
  echo "what Terraform says"
  exit "$(cat "$FOLDER/status")"
  ;;
show) cat "$FOLDER/$(cat "$3").json" ;;
esac
`

const (
	changed = `{"resource_changes": [
		{"address": "module.company[\"CRONUS\"].bcsales_table_mapping.this", "change": {"actions": ["update"]}},
		{"address": "bcsales_company.this", "change": {"actions": ["no-op"]}},
		{"address": "data.bcsales_integration_readiness.this", "change": {"actions": ["read"]}}]}`
	unchanged = `{"resource_changes": [{"address": "bcsales_company.this", "change": {"actions": ["no-op"]}}],
		"planned_values": {"outputs": {"readiness": {"value": "# Readiness\n"}}}}`
	unready = `{"checks": [{"status": "fail", "instances": [
		{"status": "fail", "problems": [{"message": "CRONUS is not ready:\n- A job failed."}]}, {"status": "pass"}]}],
		"planned_values": {"outputs": {"readiness": {"value": "# Readiness\n"}}}}`
)

// TestDriftPage: what the page says and how the script ends, for each kind of plan.
func TestDriftPage(t *testing.T) {
	t.Parallel()

	for name, test := range map[string]struct {
		status        string
		plan, refresh string
		want          int
		says          []string
		keepsSilent   []string
	}{
		"as configured":      {"0", unchanged, "", 0, []string{"Everything is as configured.", "# Readiness"}, []string{"Checks that failed"}},
		"drift":              {"2", changed, unchanged, 2, []string{"`module.company[\"CRONUS\"].bcsales_table_mapping.this` | update", "# Readiness"}, []string{"bcsales_company.this", "data.bcsales", "Checks that failed"}},
		"not ready":          {"0", unready, "", 2, []string{"Everything is as configured.", "## Checks that failed", "- A job failed."}, nil},
		"drift, not ready":   {"2", changed, unready, 2, []string{"| update |", "- A job failed.", "# Readiness"}, nil},
		"only outputs":       {"2", unchanged, unchanged, 0, []string{"Everything is as configured."}, nil},
		"the plan failed":    {"1", "", "", 1, []string{"Nothing is known"}, []string{"as configured"}},
		"without the output": {"0", `{}`, "", 0, []string{"Everything is as configured."}, []string{"null"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := newScript(t, "drift.sh", map[string]string{"terraform": terraform})
			s.write("status", test.status)
			s.write("plan.json", test.plan)
			s.write("refresh.json", test.refresh)

			status, output := s.run("page.md")
			page := s.read("page.md")

			if status != test.want {
				t.Errorf("it ended with %d, want %d: %s", status, test.want, output)
			}

			for _, words := range test.says {
				if !strings.Contains(page, words) {
					t.Errorf("the page lacks %q:\n%s", words, page)
				}
			}

			for _, words := range test.keepsSilent {
				if strings.Contains(page, words) {
					t.Errorf("the page says %q:\n%s", words, page)
				}
			}
		})
	}
}
