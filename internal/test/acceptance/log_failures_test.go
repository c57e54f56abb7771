// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// failure is an apply that a service refuses, and what support finds in its log.
type failure struct {
	arrange func(t *testing.T, env *acctest.Env)
	config  func(g *guide) string
	// want is in the diagnostic.
	want string
	// line is the message of the line that the diagnostic's ids lead to, at INFO; fields are what it has besides.
	line   string
	fields map[string]string
	// waits is whether a line says what was waited for, and until when.
	waits bool
}

// failures are those that most people meet first.
func failures() map[string]failure {
	wrong := "wr0ng-s3cret-of-a-test"
	return map[string]failure{
		"wrong secret": {
			config: func(g *guide) string {
				return strings.ReplaceAll(companiesOnly(g), g.env.Emulator().ClientSecret(), wrong)
			},
			want: "AADSTS7000215", line: "Sign-in failed", fields: map[string]string{"method": "client secret"},
		},
		"missing permission": {
			arrange: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				arrange(t, env)
				permit(env, "D365 AUTOMATION", "BCS READ")
			},
			config: dataverseOnly(),
			want:   "BCS Administer", line: "HTTP request", fields: map[string]string{"company_id": companyID, "service": "Business Central", "method": "POST"},
		},
		"locked solution": {
			arrange: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("asyncoperations"), acctest.Row{
					"asyncoperationid": "0000f0f0-0000-4000-8000-000000000001", "messagename": "ImportSolutionAsync", "operationtype": 54, "statecode": 2, "statuscode": 20,
				})
			},
			config: func(g *guide) string {
				return g.block("bcsales_solution", fmt.Sprintf("file = %q\ntimeouts = { create = \"3s\" }", g.base))
			},
			want: "0x80071151", line: "HTTP request", fields: map[string]string{"service": "Dataverse", "unique_name": "bcbi_CdsBaseIntegration"}, waits: true,
		},
		"missing companion": {
			arrange: func(_ *testing.T, env *acctest.Env) {
				world := env.Emulator().World()
				world.Do(func() { world.Config.Companion = "" })
			},
			config: func(g *guide) string {
				return g.env.ProviderConfig() + oneResource("bcsales_table_mapping.text", []string{fmt.Sprintf("company_id = %q", companyID), `name = "CUSTOMER"`, `direction = "to_dataverse"`}, nil)
			},
			want: "companion extension", line: "HTTP request", fields: map[string]string{"company_id": companyID, "name": "CUSTOMER", "method": "GET"},
		},
		"refused coupling": {
			arrange: running, config: recordCoupling(fmt.Sprintf("record_id = %q", accountID)),
			want: "does not exist in table 18", line: "HTTP request", fields: map[string]string{"company_id": companyID, "record_id": accountID, "method": "POST"},
		},
	}
}

// TestFailuresInTheLog: the ids in a diagnostic lead to one line at INFO, which names the object, the service and what it answered,
// and the log names the run, the provider and the caller, and no secret.
func TestFailuresInTheLog(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, f := range failures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if f.arrange != nil {
				f.arrange(t, env)
			}
			g := &guide{t: t, env: env}
			if f.waits {
				path, err := samples.BaseIntegration("1.2.0.0").WriteFile(t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				g.base = filepath.ToSlash(path)
			}
			var log lockedLog
			ctx := tflogtest.RootLogger(t.Context(), &log)
			w := workspaceOf(env.Factories())
			plan, err := w.Plan(ctx, f.config(g), inprocess.Mode{})
			if err == nil {
				err = w.Apply(ctx, plan)
			}
			if err == nil || !strings.Contains(err.Error(), f.want) {
				t.Fatalf("it ended with %v", err)
			}
			t.Logf("%v", err)
			lines, decoding := tflogtest.MultilineJSONDecode(&log.text)
			if decoding != nil {
				t.Fatal(decoding)
			}
			lines = slices.DeleteFunc(lines, func(line map[string]any) bool { return line["@level"] == "debug" || line["@level"] == "trace" })
			f.check(t, env, err.Error(), lines)
		})
	}
}

// What a diagnostic says for support: a service's code, id and time, or Microsoft Entra's.
var (
	supported = regexp.MustCompile(`\(code ([^,()]+), request id ([^,()]+)|(AADSTS\d+): .*\(trace id ([^,()]+), correlation id `)
	answered  = regexp.MustCompile(`Answered at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.`)
)

func (f failure) check(t *testing.T, env *acctest.Env, diagnostic string, lines []map[string]any) {
	t.Helper()
	found := supported.FindStringSubmatch(strings.Join(strings.Fields(diagnostic), " "))
	if found == nil || !f.waits && !answered.MatchString(diagnostic) {
		t.Fatalf("no ids or no time in %s", diagnostic)
	}
	code, id := found[1]+found[3], found[2]+found[4]
	joined, configured, waits := 0, 0, 0
	for _, line := range lines {
		t.Logf("%v", line)
		text := fmt.Sprint(line)
		if strings.Contains(text, env.Emulator().ClientSecret()) || strings.Contains(text, "wr0ng-s3cret") || strings.Contains(text, "eyJ") {
			t.Fatalf("a line shows a secret: %v", line)
		}
		holdsFields(t, line, "run_id")
		switch {
		case line["@message"] == "Configured":
			configured++
			holdsFields(t, line, "version", "method", "tenant_id", "client_id", "dataverse", "business_central")
		case line["@message"] == "Waiting":
			waits++
			holdsFields(t, line, "waiting_for", "elapsed_s", "deadline")
		case line["@message"] == f.line && line["request_id"] == id && line["code"] == code:
			joined++
			holdsFields(t, line, "status", "duration_ms")
			if f.line == "HTTP request" {
				holdsFields(t, line, "host", "path", "attempt", "client_request_id")
			}
			for field, want := range f.fields {
				if line[field] != want {
					t.Errorf("%s is %v, want %s", field, line[field], want)
				}
			}
		}
	}
	if joined != 1 || configured == 0 || f.waits != (waits > 0) {
		t.Errorf("%d lines with code %s and request id %s, configured %d times, %d waits", joined, code, id, configured, waits)
	}
}
