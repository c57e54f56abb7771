// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/probes"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// sandbox is an emulator that stands in for a tenant. Its answers to probes are not those of the contracts' requests.
func sandbox(t *testing.T, change func(dataverse, businessCentral map[string]any)) *acctest.Env {
	t.Helper()
	seeded, err := integrated()
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		var document map[string]map[string]any
		if err := json.Unmarshal(seeded, &document); err != nil {
			t.Fatal(err)
		}
		change(document["dataverse"], document["businesscentral"])
		if seeded, err = json.Marshal(document); err != nil {
			t.Fatal(err)
		}
	}
	return acctest.New(t, acctest.WithSeed(string(seeded)), acctest.WithoutRecord())
}

// writing are the arguments of a run that may write, with the probes.
func writing(ids ...string) []string {
	args := []string{"prove", "--environment", "production", "--write", "--application-id", demoApplicationID, "--application-user", demoApplicationUser}
	for _, id := range ids {
		args = append(args, "--probe", id)
	}
	return args
}

// nothingLeft fails if something that a probe made is still there.
func nothingLeft(t *testing.T, env *acctest.Env) {
	t.Helper()
	for _, set := range []string{"businessunits", "teams", "systemusers", "bcbi_companies"} {
		for _, row := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: set}) {
			if strings.Contains(fmt.Sprint(row), probes.Prefix) {
				t.Errorf("left in %s: %v", set, row)
			}
		}
	}
	for _, row := range env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "userPermissions"}) {
		if row["roleId"] == "D365 DYN CRM READ" {
			t.Errorf("left: %v", row)
		}
	}
}

// TestProveAgainstEmulator: the emulator answers as the provider assumes, to every probe.
func TestProveAgainstEmulator(t *testing.T) {
	t.Parallel()
	stdout, stderr, err := execute(t.Context(), acctest.New(t), nil, "prove", "--against", "emulator")
	if err != nil || stderr != "" {
		t.Errorf("%v, %q", err, stderr)
	}
	want := fmt.Sprintf("- %d as assumed, 0 different, 0 could not tell, 0 not run\n", len(probes.All()))
	if !strings.Contains(stdout, want) {
		t.Errorf("it lacks %q:\n%s", want, stdout)
	}
}

// TestProve runs every probe in a sandbox, and leaves it as it was. The page holds no id and no address unless it is asked to.
func TestProve(t *testing.T) {
	t.Parallel()
	env := sandbox(t, nil)
	stdout, _, err := execute(t.Context(), env, nil, writing()...)
	if err != nil {
		t.Errorf("%v:\n%s", err, stdout)
	}
	nothingLeft(t, env)
	identifying := regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-|https?://|127\.0\.0\.1|@[a-z]`)
	if found := identifying.FindString(stdout); found != "" {
		t.Errorf("it shows %q:\n%s", found, stdout)
	}
	if stdout, _, err = execute(t.Context(), env, nil, append(writing(), "--unmasked")...); err != nil || !identifying.MatchString(stdout) {
		t.Errorf("unmasked: %v:\n%s", err, stdout)
	}
	stdout, _, err = execute(t.Context(), env, nil, "prove")
	if err != nil || !strings.Contains(stdout, " not run\n") || strings.Contains(stdout, ", 0 not run\n") {
		t.Errorf("reading only: %v:\n%s", err, stdout)
	}
}

// TestProveDifferent: a service that answers in another way than the emulator is reported with both answers.
func TestProveDifferent(t *testing.T) {
	t.Parallel()
	status := func(method, path string, status, skip int) *acctest.Fault {
		f := &acctest.Fault{API: acctest.Dataverse, Method: method, Path: path, Action: "status", Status: status, Skip: skip}
		if status >= 400 {
			f.Body = map[string]any{"error": map[string]any{"code": "0x80040224", "message": "No, says 5b1f0c3a-4f8b-4b6e-9d38-6d1f0c0de365."}}
		}
		return f
	}
	for id, tc := range map[string]struct {
		seed  func(dataverse, businessCentral map[string]any)
		fault *acctest.Fault
		want  []string
	}{
		"batch-after-refusal": {
			seed: func(_, businessCentral map[string]any) {
				businessCentral["options"] = map[string]any{"ignoreContinueOnError": true}
			},
			want: []string{"- operation 2: no answer\n", "- operation 2: 200\n"},
		},
		"owning-team-property": {
			seed: func(dataverse, _ map[string]any) {
				dataverse["options"] = map[string]any{"navigationProperties": map[string]any{"bcbi_company": map[string]any{"bcbi_DefaultOwningTeam": "bcbi_defaultowningteam"}}}
			},
			want: []string{"- navigation property: bcbi_defaultowningteam\n", "- navigation property: bcbi_DefaultOwningTeam\n"},
		},
		"collation": {
			seed: func(dataverse, _ map[string]any) { dataverse["options"] = map[string]any{"accentSensitive": true} },
			want: []string{"- found by its name without the accent: false\n", "- found by its name without the accent: true\n"},
		},
		"sales-role-names": {
			fault: &acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: "/roles", Action: "status", Status: 200, Body: map[string]any{"value": []any{}}},
			want:  []string{"- role of the integration's user: no role has this id\n", "- role of the integration's user: Dynamics 365 Business Central Integration User\n"},
		},
		"role-privileges": {
			fault: &acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: "/roleprivilegescollection", Action: "status", Status: 200, Body: map[string]any{"value": []any{}}},
			want:  []string{"- create Invoice: false\n", "- create Invoice: true\n"},
		},
		"principals-by-root-role": {
			fault: status("GET", "/teams", 400, 0), want: []string{"- the filter of a team: 400 0x80040224\n", "- the filter of a team: accepted\n", "No, says {id}."},
		},
		"role-assigned-twice": {
			fault: status("POST", "teamroles_association", 204, 1), want: []string{"- the second time: accepted\n", "- the second time: 412 0x80040237\n"},
		},
		"role-not-assigned": {
			fault: status("DELETE", "teamroles_association", 204, 0), want: []string{"- removing it: accepted\n", "- removing it: 404 0x80040217\n"},
		},
		"company-of-team-without-role": {
			fault: status("POST", "bcbi_companies", 204, 0), want: []string{"- creating the row: accepted\n", "- creating the row: 400 "},
		},
		"versions-of-teams": {
			fault: status("PATCH", "/teams", 204, 1), want: []string{"- in an older version: accepted\n", "- in an older version: 412 0x80060882\n"},
		},
		"versions-of-business-units": {
			fault: status("PATCH", "/businessunits", 400, 0), want: []string{"- in the current version: 400 0x80040224\n"},
		},
		"versions-of-users": {
			fault: status("PATCH", "/systemusers", 204, 1), want: []string{"- in an older version: accepted\n", "- in an older version: 412 0x80060882\n"},
		},
		"user-id": {
			fault: status("POST", "/systemusers", 400, 0), want: []string{"- creating the user with an id: 400 0x80040224\n", "- creating the user with an id: accepted\n"},
		},
		"user-moved": {
			fault: status("PATCH", "/systemusers", 204, 0), want: []string{"- roles afterwards: 1\n", "- roles afterwards: 0\n"},
		},
		"permission-sets-of-applications": {
			fault: &acctest.Fault{
				API: acctest.BusinessCentral, Method: "POST", Path: "userPermissions", Action: "status", Status: 400,
				Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "No."}},
			},
			want: []string{"- giving the permission set: 400 Application_DialogException\n", "- giving the permission set: accepted\n"},
		},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			env := sandbox(t, tc.seed)
			if tc.fault != nil {
				tc.fault.Times = 1
				if tc.fault.Method == http.MethodGet {
					tc.fault.Times = 0
				}
				env.Faults(*tc.fault)
			}
			stdout, _, err := execute(t.Context(), env, nil, writing(id)...)
			if n := differences(0); !errors.As(err, &n) || n != 1 {
				t.Errorf("%v:\n%s", err, stdout)
			}
			for _, want := range tc.want {
				if !strings.Contains(stdout, want) {
					t.Errorf("it lacks %q:\n%s", want, stdout)
				}
			}
			env.Faults()
			nothingLeft(t, env)
		})
	}
}

// TestProveCannotTell: what stands in the way of an experiment says nothing about the service.
func TestProveCannotTell(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		seed  func(dataverse, businessCentral map[string]any)
		fault acctest.Fault
		args  []string
		want  string
	}{
		"no solution":  {seed: func(dataverse, _ map[string]any) { delete(dataverse, "solutions") }, args: writing("company-of-team-without-role"), want: "is not installed"},
		"no right":     {fault: acctest.Fault{Method: "POST", Path: "teamroles_association", Action: "status", Status: 403}, args: writing("role-assigned-twice"), want: "lacks a right"},
		"lost answer":  {fault: acctest.Fault{Method: "POST", Path: "/systemusers", Action: "reset_after", Times: 1}, args: writing("user-id"), want: "connection reset"},
		"no user":      {args: []string{"prove", "--environment", "Production", "--write", "--probe", "user-id"}, want: "--application-id"},
		"no user name": {args: []string{"prove", "--environment", "Production", "--write", "--probe", "permission-sets-of-applications"}, want: "--application-user"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sandbox(t, tc.seed)
			if tc.fault.Action != "" {
				env.Faults(tc.fault)
			}
			stdout, _, err := execute(t.Context(), env, nil, tc.args...)
			if !errors.Is(err, errUntold) || !strings.Contains(stdout, tc.want) {
				t.Errorf("%v:\n%s", err, stdout)
			}
			env.Faults()
			nothingLeft(t, env)
		})
	}
}

// TestProveRemoves after Ctrl-C, and says what it cannot remove.
func TestProveRemoves(t *testing.T) {
	t.Parallel()
	env := sandbox(t, nil)
	ctx, interrupt := context.WithCancel(t.Context())
	env.Before("POST", "teamroles_association", interrupt)
	stdout, _, err := execute(ctx, env, nil, writing()...)
	if !errors.Is(err, context.Canceled) || !strings.Contains(stdout, "could not tell") {
		t.Errorf("interrupted: %v:\n%s", err, stdout)
	}
	nothingLeft(t, env)

	env.Faults(acctest.Fault{Method: "DELETE", Path: "/teams", Action: "status", Status: 400, Body: map[string]any{"error": map[string]any{"code": "0x80040227", "message": "No."}}})
	stdout, stderr, err := execute(t.Context(), env, nil, writing("collation")...)
	if err == nil || !strings.Contains(stdout, "## What could not be removed\n") || !strings.Contains(stdout, "1. the team "+probes.Prefix) || !strings.Contains(stderr, "Not removed: the team") {
		t.Errorf("%v, %s:\n%s", err, stderr, stdout)
	}
}

// TestProveRefuses to write where people work, and flags that do not fit.
func TestProveRefuses(t *testing.T) {
	t.Parallel()
	typed := func(kind any) *acctest.Fault {
		return &acctest.Fault{
			Path: "RetrieveCurrentOrganization", Action: "status", Status: 200, Body: map[string]any{"Detail": map[string]any{"OrganizationType": kind}},
		}
	}
	for name, tc := range map[string]struct {
		fault *acctest.Fault
		args  []string
		want  string // empty for no refusal
	}{
		"production":           {typed("Customer"), writing("collation"), "of type Customer: prove writes only in sandboxes"},
		"production by number": {typed(4), writing("collation"), "of type Secondary"},
		"a type of tomorrow":   {typed("Fleet"), writing("collation"), "of type Fleet"},
		"sandbox":              {typed("CustomerTest"), writing("collation"), ""},
		"sandbox by number":    {typed(5), writing("collation"), ""},
		"no type":              {typed(nil), writing("collation"), "the type of the environment is not known"},
		"production, reading":  {typed("Customer"), []string{"prove"}, ""},
		"another environment":  {nil, []string{"prove", "--write", "--environment", "Sandbox"}, "another environment"},
		"no environment":       {nil, []string{"prove", "--write"}, "--write needs --environment"},
		"unknown probe":        {nil, []string{"prove", "--probe", "weather"}, `no probe "weather"`},
		"against what":         {nil, []string{"prove", "--against", "production"}, "--against"},
		"against and more":     {nil, []string{"prove", "--against", "emulator", "--environment", "Production"}, "--against needs no other flag"},
		"no time":              {nil, []string{"prove", "--timeout", "0s"}, "--timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sandbox(t, nil)
			if tc.fault != nil {
				env.Faults(*tc.fault)
			}
			stdout, _, err := execute(t.Context(), env, nil, tc.args...)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("%v:\n%s", err, stdout)
			}
			env.Faults()
			nothingLeft(t, env)
		})
	}
}

func TestProveList(t *testing.T) {
	t.Parallel()
	stdout, _, err := execute(t.Context(), acctest.New(t), nil, "prove", "--list")
	if err != nil || strings.Count(stdout, "\n") != len(probes.All()) || !strings.Contains(stdout, "collation ") {
		t.Errorf("%v:\n%s", err, stdout)
	}
}

// TestIntegrated: the demo tenant keeps its own rows.
func TestIntegrated(t *testing.T) {
	t.Parallel()
	if seeded, err := integrated(); err != nil || len(seeded) < len(seed.Demo())/3 {
		t.Errorf("%d bytes: %v", len(seeded), err)
	}
}
