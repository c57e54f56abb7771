// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/report"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m)) }

// execute runs the command line with the emulator's variables, of which the given ones override some; an empty one is unset.
func execute(ctx context.Context, env *acctest.Env, variables map[string]string, args ...string) (stdout, stderr string, err error) {
	environment := maps.Clone(env.Emulator().Env())
	maps.Copy(environment, variables)
	root := newRoot(func(name string) (string, bool) { //nolint:contextcheck // the command has the context that it is executed with
		value := environment[name]
		return value, value != ""
	})
	var out, said bytes.Buffer
	root.SetOut(&out)
	root.SetErr(&said)
	root.SetArgs(args)
	err = root.ExecuteContext(ctx)
	return out.String(), said.String(), err
}

// TestDoctor examines a tenant in which nothing is set up, in each format.
func TestDoctor(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	for format, want := range map[string][]string{
		"text":     {"CRONUS: not ready", "  fail: The base integration solution is installed\n", "What to do: ", " passed, "},
		"markdown": {"| CRONUS | no | ", "## Environment\n", "| The base integration solution is installed | fail | ", "## CRONUS\n"},
	} {
		stdout, stderr, err := execute(t.Context(), env, nil, "doctor", "--company", "cronus", "--format", format)
		if bad := findings(0); !errors.As(err, &bad) || bad != 1 || !strings.Contains(stderr, "Endpoints are overridden") {
			t.Errorf("%s: %v, %q", format, err, stderr)
		}
		for _, text := range want {
			if !strings.Contains(stdout, text) {
				t.Errorf("%s lacks %q:\n%s", format, text, stdout)
			}
		}
	}
	stdout, _, err := execute(t.Context(), env, nil, "doctor", "--format", "json")
	var all struct {
		Companies []report.Company `json:"companies"`
	}
	if decoding := json.Unmarshal([]byte(stdout), &all); decoding != nil {
		t.Fatalf("%v, %v:\n%s", err, decoding, stdout)
	}
	if bad := findings(0); !errors.As(err, &bad) || len(all.Companies) == 0 || int(bad) != len(all.Companies) {
		t.Errorf("%v of %d companies", err, len(all.Companies))
	}
	for _, c := range all.Companies {
		if len(c.Findings) < 40 || c.Name == "" {
			t.Errorf("%q has %d findings", c.Name, len(c.Findings))
		}
	}
}

// TestDoctorCannotTell: what says nothing about a company is neither of the other verdicts.
func TestDoctorCannotTell(t *testing.T) {
	t.Parallel()
	const secret = "wr0ng-s3cret-value"
	env := acctest.New(t)
	for name, tc := range map[string]struct {
		variables map[string]string
		args      []string
		want      string
	}{
		"unknown company": {args: []string{"--company", "Nobody"}, want: `there is no company "Nobody"; there are "`},
		"unknown format":  {args: []string{"--format", "yaml"}, want: "use text, markdown or json"},
		"no time":         {args: []string{"--timeout", "0s"}, want: "--timeout must be positive"},
		"argument":        {args: []string{"CRONUS"}, want: "CRONUS"},
		"no tenant":       {variables: map[string]string{"BCSALES_TENANT_ID": ""}, want: "BCSALES_TENANT_ID"},
		"no environment":  {variables: map[string]string{"BCSALES_BUSINESS_CENTRAL_ENVIRONMENT": ""}, want: "BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"},
		"no Dataverse":    {variables: map[string]string{"BCSALES_DATAVERSE_URL": ""}, want: "BCSALES_DATAVERSE_URL"},
		"wrong secret":    {variables: map[string]string{"BCSALES_CLIENT_SECRET": secret}, want: "AADSTS7000215"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr, err := execute(t.Context(), env, tc.variables, append([]string{"doctor"}, tc.args...)...)
			var bad findings
			if err == nil || errors.As(err, &bad) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v", err)
			}
			if all := stdout + stderr + err.Error(); strings.Contains(all, secret) {
				t.Errorf("it shows the secret: %s", all)
			}
		})
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	company := func(all ...report.Finding) report.Company { return report.Company{Name: "CRONUS", Findings: all} }
	pass, warn, skipped := report.Finding{Status: report.Pass}, report.Finding{Status: report.Warn}, report.Finding{Status: report.Skipped}
	failed, unexamined := report.Finding{Status: report.Fail}, report.Finding{Status: report.Fail, Unexamined: true}
	for name, tc := range map[string]struct {
		reports []report.Company
		want    error
	}{
		"ready":              {[]report.Company{company(pass, warn, skipped), company(pass)}, nil},
		"one is not":         {[]report.Company{company(pass), company(pass, failed)}, findings(1)},
		"no answer":          {[]report.Company{company(pass, unexamined)}, errUnexamined},
		"failed is stronger": {[]report.Company{company(unexamined), company(failed, unexamined)}, findings(1)},
	} {
		if got := verdict(tc.reports); !errors.Is(got, tc.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestEmulator starts the emulator by the command, and stops it.
func TestEmulator(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	if _, stderr, err := execute(t.Context(), env, nil, "emulator", "-h"); err != nil || !strings.Contains(stderr, "--env-file") {
		t.Errorf("%v: %s", err, stderr)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if stdout, _, err := execute(ended, env, nil, "emulator", "--speed", "100"); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("%v: %s", err, stdout)
	}
}
