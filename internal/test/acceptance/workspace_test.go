// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// requirements contains the provider's address in the registry, which terraform itself needs.
const requirements = `
terraform {
  required_providers {
    bcsales = { source = "bcsales/bcsales" }
  }
}
`

// TestMain removes the built provider when all tests are done.
func TestMain(m *testing.M) {
	code := acctest.Main(m)
	if dir := builtIn.dir; dir != "" {
		_ = os.RemoveAll(dir) // a temporary folder, which the system clears anyway
	}
	os.Exit(code)
}

// builtIn is the provider for the command line tests, built once for all of them.
var builtIn struct {
	once   sync.Once
	dir    string
	cli    terraformcli.CLI
	config string
	err    error
}

func buildProvider() error {
	builtIn.once.Do(func() {
		ctx := context.Background()
		if builtIn.cli, builtIn.err = terraformcli.Find(ctx); builtIn.err != nil {
			return
		}
		if builtIn.dir, builtIn.err = os.MkdirTemp("", "bcsales-acceptance-"); builtIn.err != nil {
			return
		}
		program, err := terraformcli.BuildProvider(ctx, builtIn.dir, terraformcli.Options{Root: "."})
		if err != nil {
			builtIn.err = err
			return
		}
		builtIn.config, builtIn.err = terraformcli.Overrides(builtIn.dir, program)
	})
	return builtIn.err
}

// workspace is a folder in which terraform runs as for a user.
type workspace struct {
	t           *testing.T
	dir         string
	environment map[string]string
	program     string // instead of the one of all tests
}

func newWorkspace(t *testing.T, config string) *workspace {
	t.Helper()
	acctest.NeedsTerraform(t)
	if err := buildProvider(); err != nil {
		t.Fatalf("building the provider: %v", err)
	}
	w := &workspace{t: t, dir: t.TempDir()}
	w.write(config)
	return w
}

// write replaces the configuration.
func (w *workspace) write(config string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(requirements+config), 0o600); err != nil {
		w.t.Fatalf("writing the configuration: %v", err)
	}
}

// run runs terraform and returns its exit status and output.
func (w *workspace) run(arguments ...string) (int, string) {
	w.t.Helper()
	command := exec.CommandContext(w.t.Context(), cmp.Or(w.program, builtIn.cli.Path), append(arguments, "-no-color")...)
	command.Dir = w.dir
	command.Env = w.environ()
	output, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatalf("terraform %s: %v", strings.Join(arguments, " "), err)
	}
	return command.ProcessState.ExitCode(), string(output)
}

func (w *workspace) environ() []string {
	environment := terraformcli.Environ(os.Environ(), builtIn.config)
	for name, value := range w.environment {
		environment = append(environment, name+"="+value)
	}
	return environment
}

// must runs terraform and fails the test when it fails.
func (w *workspace) must(arguments ...string) string {
	w.t.Helper()
	status, output := w.run(arguments...)
	if status != 0 {
		w.t.Fatalf("terraform %s ended with %d:\n%s", strings.Join(arguments, " "), status, output)
	}
	return output
}

func (w *workspace) apply() string   { w.t.Helper(); return w.must("apply", "-auto-approve") }
func (w *workspace) destroy() string { w.t.Helper(); return w.must("destroy", "-auto-approve") }

// expectEmptyPlan fails the test when a plan has changes.
func (w *workspace) expectEmptyPlan() {
	w.t.Helper()
	if status, output := w.run("plan", "-detailed-exitcode"); status != 0 {
		w.t.Fatalf("a plan that should be empty ended with %d:\n%s", status, output)
	}
}

// attributes returns the attributes of every resource in the state, by address.
func (w *workspace) attributes() map[string]map[string]any {
	w.t.Helper()
	command := exec.CommandContext(w.t.Context(), builtIn.cli.Path, "show", "-json", "-no-color")
	command.Dir = w.dir
	command.Env = w.environ()
	output, err := command.Output()
	if err != nil {
		w.t.Fatalf("terraform show: %v", err)
	}
	var state struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Address string         `json:"address"`
					Values  map[string]any `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err := json.Unmarshal(output, &state); err != nil {
		w.t.Fatalf("reading the state: %v", err)
	}
	resources := map[string]map[string]any{}
	for _, r := range state.Values.RootModule.Resources {
		resources[r.Address] = r.Values
	}
	return resources
}
