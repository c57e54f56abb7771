// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// endFirst ends the first operation instead of the service, as soon as its import job is there.
func endFirst(env *acctest.Env, operation, job acctest.Row) func() {
	return func() {
		go func() {
			for range 200 {
				time.Sleep(50 * time.Millisecond)
				running, log := env.Rows(operations), env.Rows(jobs)
				if len(running) == 0 || len(log) == 0 {
					continue
				}
				if job != nil {
					env.Patch(jobs, log[0]["importjobid"].(string), job)
				}
				env.Patch(operations, running[0]["asyncoperationid"].(string), operation)
				return
			}
		}()
	}
}

// TestFailedOperation expects the reason why the service gave up, from the operation and from the import log.
func TestFailedOperation(t *testing.T) {
	t.Parallel()
	const log = `<importexportxml><solutionManifests><solutionManifest><result result="failure" errorcode="0x80048033" errortext="The import failed."/></solutionManifest></solutionManifests>` +
		`<entities><entity LocalizedName="Company"><result result="failure" errorcode="0x80040216" errortext="The column is too long."/></entity></entities></importexportxml>`
	for name, test := range map[string]struct {
		operation, job acctest.Row
		want           string
	}{
		"failed": {
			operation: acctest.Row{"statecode": 3, "statuscode": 31, "errorcode": -2147188685, "message": "An error occurred while importing a Solution."},
			job:       acctest.Row{"data": log},
			want:      `(?s)import\s+of\s+the\s+solution\s+` + baseName + `\s+failed.*An\s+error\s+occurred\s+while\s+importing\s+a\s+Solution.\s+\(code\s+0x80048033\).*The\s+import\s+failed.*entity\s+Company:\s+The\s+column\s+is\s+too\s+long.*See\s+history`,
		},
		"canceled": {
			operation: acctest.Row{"statecode": 3, "statuscode": 32},
			want:      `was\s+canceled\s+by\s+somebody`,
		},
		"too new": {
			operation: acctest.Row{"statecode": 3, "statuscode": 31, "errorcode": -2147188632, "friendlymessage": "You can only import solutions with a package version of 9.2"},
			want:      `(?s)package\s+version\s+of\s+9.2.*newer\s+version\s+of\s+Dataverse`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithSpeed(15))
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps: []resource.TestStep{{
					PreConfig:   endFirst(env, test.operation, test.job),
					Config:      config(env, file(pack(t, samples.BaseIntegration("1.0.0.0")))),
					ExpectError: regexp.MustCompile(test.want),
				}},
			})
		})
	}
}

// TestOperationGone: an import whose operation Dataverse no longer has may have succeeded, which the next apply finds out.
func TestOperationGone(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	configuration := config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             started(env, "ImportSolutionAsync", 1),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{
						API: acctest.Dataverse, Method: http.MethodGet, Path: `/asyncoperations\(`, Action: "status", Status: http.StatusNotFound, Times: 1,
						Body: map[string]any{"error": map[string]string{"code": "0x80040217", "message": "asyncoperation With Id = 1 Does Not Exist"}},
					})
				},
				Config:      configuration,
				ExpectError: regexp.MustCompile(`(?s)import\s+of\s+the\s+solution\s+is\s+gone.*no\s+longer\s+has\s+the\s+asynchronous\s+operation.*What\s+to\s+do:\s+Run\s+terraform\s+apply\s+again`),
			},
			{Config: configuration},
		},
	})
}

// TestConcurrencyInOperation tries again when an accepted operation failed because of another one.
func TestConcurrencyInOperation(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithSpeed(40))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             started(env, "ImportSolutionAsync", 2),
		Steps: []resource.TestStep{{
			PreConfig: endFirst(env, acctest.Row{"statecode": 3, "statuscode": 31, "errorcode": -2147020463, "message": "at the same time"}, nil),
			Config:    config(env, file(pack(t, samples.BaseIntegration("1.0.0.0")))),
			Check:     installed(env, "1.0.0.0"),
		}},
	})
}

// TestSerializedImports sends no start into a running import of the same provider.
func TestSerializedImports(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	var text strings.Builder
	for i := range 3 {
		fmt.Fprintf(&text, "resource \"bcsales_solution\" \"s%d\" {\n  file = %q\n}\n", i, pack(t, samples.Solution{UniqueName: fmt.Sprintf("solution_%d", i), Version: "1.0.0.0"}))
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config: env.ProviderConfig() + text.String(),
				Check: func(*terraform.State) error {
					for _, count := range env.Requests() {
						if strings.HasSuffix(count.Route, "/ImportSolutionAsync") && count.Count != 3 {
							return fmt.Errorf("%d starts, want 3", count.Count)
						}
					}
					return started(env, "ImportSolutionAsync", 3)(nil)
				},
			},
			{Config: env.ProviderConfig() + text.String(), PlanOnly: true},
		},
	})
}
