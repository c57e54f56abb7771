// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFleetPipelines runs the script of the fleet's pipelines in a repository: it finds the company that a commit changes, and all of
// them after a change of the configuration, without a commit to compare with, and with one that is not there.
func TestFleetPipelines(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"bash", "git"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine", program)
		}
	}
	w := newWorkspace(t, "")
	for _, part := range []string{"fleet", "modules"} {
		if err := os.CopyFS(filepath.Join(w.dir, part), os.DirFS("../../../examples/"+part)); err != nil {
			t.Fatal(err)
		}
	}
	run := func(program string, arguments ...string) string {
		t.Helper()
		command := exec.CommandContext(t.Context(), program, arguments...)
		command.Dir, command.Env = w.dir, append(w.environ(), "PATH="+filepath.Dir(builtIn.cli.Path)+string(os.PathListSeparator)+os.Getenv("PATH"))
		output, err := command.Output()
		if err != nil {
			t.Fatalf("%s %v: %v", program, arguments, err)
		}
		return string(output)
	}
	commit := func() string {
		t.Helper()
		run("git", "add", "fleet/companies.yaml", "modules", "fleet/company")
		run("git", "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "A")
		return strings.TrimSpace(run("git", "rev-parse", "HEAD"))
	}
	edit := func(path, old, replacement string) {
		t.Helper()
		path = filepath.Join(w.dir, filepath.FromSlash(path))
		content, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, []byte(strings.ReplaceAll(string(content), old, replacement)), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	concerned := func(before string) []string {
		t.Helper()
		run("bash", "fleet/pipelines/changed.sh", before)
		var keys []string
		if err := json.Unmarshal([]byte(run("terraform", "-chdir=fleet/list", "output", "-json", "companies")), &keys); err != nil {
			t.Fatal(err)
		}
		return keys
	}
	all := []string{"adventure-works", "blue-yonder", "contoso"}
	run("git", "init", "-q")
	first := commit()
	edit("fleet/companies.yaml", "ownership_model: team", "ownership_model: person")
	second := commit()
	edit("modules/onboard-company/main.tf", "# Business unit", "# The business unit")
	third := commit()
	for _, row := range []struct {
		what, before string
		want         []string
	}{
		{"an entry and the configuration", first, all},
		{"the configuration", second, all},
		{"nothing", third, []string{}},
		{"no commit", "", all},
		{"a commit that is not there", strings.Repeat("0", 40), all},
	} {
		if diff := cmp.Diff(row.want, concerned(row.before)); diff != "" {
			t.Errorf("%s (- expected, + found):\n%s", row.what, diff)
		}
	}
	run("git", "checkout", "-q", second)
	if diff := cmp.Diff([]string{"blue-yonder"}, concerned(first)); diff != "" {
		t.Errorf("an entry (- expected, + found):\n%s", diff)
	}
}
