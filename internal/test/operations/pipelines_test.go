// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package operations

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// step is a step of a workflow.
type step struct {
	ID, Name, Run, Uses string
	With, Env           map[string]string
}

func parse(t *testing.T, name string, into any) string {
	t.Helper()

	content, err := os.ReadFile(filepath.Join(examples, name))
	if err != nil {
		t.Fatal(err)
	}

	decoder := yaml.NewDecoder(strings.NewReader(string(content)))
	decoder.KnownFields(true)

	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}

	return string(content)
}

// workflow is the part of a workflow's syntax that the examples use; another key is an error.
type workflow struct {
	Name        string
	On          map[string]any
	Permissions map[string]string
	Concurrency map[string]string
	Jobs        map[string]struct {
		RunsOn         string `yaml:"runs-on"`
		TimeoutMinutes int    `yaml:"timeout-minutes"`
		Environment    string
		Defaults       map[string]map[string]string
		Env            map[string]string
		Steps          []step
	}
}

// TestWorkflows: the workflows sign in without a secret, may only what they need, and pin what they use.
func TestWorkflows(t *testing.T) {
	t.Parallel()

	for name, permissions := range map[string][]string{
		"github/drift.yml":        {"contents: read", "id-token: write", "issues: write"},
		"github/pull-request.yml": {"contents: read", "id-token: write"},
	} {
		var w workflow

		source := parse(t, name, &w)

		var granted []string
		for what, right := range w.Permissions {
			granted = append(granted, what+": "+right)
		}

		if slices.Sort(granted); !slices.Equal(granted, permissions) {
			t.Errorf("%s may %q, want %q", name, granted, permissions)
		}

		if strings.Contains(source, "secrets.") {
			t.Errorf("%s uses a secret", name)
		}

		for job, one := range w.Jobs {
			if one.TimeoutMinutes == 0 || one.Environment == "" || one.Env["BCSALES_USE_OIDC"] != "true" {
				t.Errorf("%s: the job %s has no bound, no environment or no federation", name, job)
			}

			for _, s := range one.Steps {
				if s.Uses != "" && !regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40}$`).MatchString(s.Uses) {
					t.Errorf("%s: %s is not pinned", name, s.Uses)
				}
			}

			checkSteps(t, name, one.Steps)
		}
	}
}

// pipeline is the part of the syntax of Azure Pipelines that the example uses; another key is an error.
type pipeline struct {
	Trigger, PR string
	Schedules   []struct {
		Cron        string
		DisplayName string `yaml:"displayName"`
		Branches    map[string][]string
		Always      bool
	}
	Pool      map[string]string
	Variables []map[string]string
	Jobs      []struct {
		Job              string
		TimeoutInMinutes int `yaml:"timeoutInMinutes"`
		Steps            []struct {
			Checkout           string
			PersistCredentials *bool `yaml:"persistCredentials"`
			Task, Bash         string
			DisplayName        string `yaml:"displayName"`
			Inputs, Env        map[string]string
		}
	}
}

// TestAzurePipeline: the pipeline runs every morning, signs in by its service connection, and each step is one of the kinds that
// Azure Pipelines knows.
func TestAzurePipeline(t *testing.T) {
	t.Parallel()

	var p pipeline

	parse(t, "azure-devops/drift.yml", &p)

	if len(p.Schedules) != 1 || !p.Schedules[0].Always || !regexp.MustCompile(`^[\d*]+ [\d*]+ \S+ \S+ \S+$`).MatchString(p.Schedules[0].Cron) {
		t.Errorf("the schedule is %+v", p.Schedules)
	}

	if len(p.Jobs) != 1 || p.Jobs[0].TimeoutInMinutes == 0 {
		t.Fatalf("the jobs are %+v", p.Jobs)
	}

	var steps []step

	for _, s := range p.Jobs[0].Steps {
		kinds := 0

		for _, kind := range []string{s.Checkout, s.Task, s.Bash} {
			if kind != "" {
				kinds++
			}
		}

		if kinds != 1 {
			t.Errorf("a step is of %d kinds: %+v", kinds, s)
		}

		steps = append(steps, step{Run: s.Bash, Env: s.Env})
	}

	checkSteps(t, "azure-devops/drift.yml", steps)

	// A variable of the pipeline that a script sets or the group holds.
	known := regexp.MustCompile(`^(tenantId|clientId|serviceConnectionId|dataverseUrl|businessCentralEnvironment|driftStatus|(System|Build)\.\w+)$`)

	for _, s := range steps {
		text := s.Run + strings.Join(slices.Collect(maps.Values(s.Env)), " ")
		for _, match := range regexp.MustCompile(`\$\(([\w.]+)\)`).FindAllStringSubmatch(text, -1) {
			if !known.MatchString(match[1]) {
				t.Errorf("nothing sets the variable %s", match[1])
			}
		}
	}
}

// checkSteps: the scripts that steps call exist, and the variables that they set for the provider are its own.
func checkSteps(t *testing.T, name string, steps []step) {
	t.Helper()

	documented, err := os.ReadFile("../../../docs/index.md")
	if err != nil {
		t.Fatal(err)
	}

	for _, s := range steps {
		for _, called := range regexp.MustCompile(`\./([\w/-]+\.sh)`).FindAllStringSubmatch(s.Run, -1) {
			if _, err := os.Stat(filepath.Join(examples, called[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}

		for variable := range s.Env {
			if strings.HasPrefix(variable, "BCSALES_") && !strings.Contains(string(documented), "`"+variable+"`") {
				t.Errorf("%s: the provider has no variable %s", name, variable)
			}
		}
	}
}
