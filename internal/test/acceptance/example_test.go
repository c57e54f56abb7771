// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// exampleWorkspace copies examples/ and returns a workspace in one of its folders, with the variables that the emulator
// writes for a shell, stand-ins for Microsoft's solutions, and the modules that the example calls.
func exampleWorkspace(t *testing.T, env *acctest.Env, example string) *workspace {
	t.Helper()
	w := newWorkspace(t, "")
	root := w.dir
	if err := os.Remove(filepath.Join(root, "main.tf")); err != nil {
		t.Fatalf("removing the empty configuration: %v", err)
	}
	if err := os.CopyFS(root, os.DirFS(filepath.Join("..", "..", "..", "examples"))); err != nil {
		t.Fatalf("copying the examples: %v", err)
	}
	w.dir = filepath.Join(root, filepath.FromSlash(example))
	w.environment = maps.Clone(env.Emulator().Env())
	w.environment["TF_VAR_dataverse_url"] = env.Emulator().URL()
	w.environment["TF_VAR_integration_application_id"] = applicationID
	w.environment["TF_VAR_base_solution_file"] = writeSolution(t, root, samples.BaseIntegration("1.2.0.0"))
	w.environment["TF_VAR_sales_solution_file"] = writeSolution(t, root, samples.SalesIntegration("1.3.0.0"))
	w.must("get")
	return w
}

func writeSolution(t *testing.T, folder string, s samples.Solution) string {
	t.Helper()
	path, err := s.WriteFile(folder)
	if err != nil {
		t.Fatalf("generating a solution package: %v", err)
	}
	return filepath.ToSlash(path)
}

// variable sets an input variable of the workspace's configuration.
func (w *workspace) variable(name string, value any) {
	w.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		w.t.Fatalf("writing the variable %s: %v", name, err)
	}
	w.environment["TF_VAR_"+name] = strings.Trim(string(text), `"`)
}

// planned reads the plan saved in the file plan.
func (w *workspace) planned() savedPlan {
	w.t.Helper()
	command := exec.CommandContext(w.t.Context(), builtIn.cli.Path, "show", "-json", "-no-color", "plan")
	command.Dir, command.Env = w.dir, w.environ()
	output, err := command.Output()
	if err != nil {
		w.t.Fatalf("terraform show: %v", err)
	}
	var plan savedPlan
	if err := json.Unmarshal(output, &plan); err != nil {
		w.t.Fatalf("reading the plan: %v", err)
	}
	return plan
}
