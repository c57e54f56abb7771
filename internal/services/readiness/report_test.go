// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"context"
	"maps"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const dataSource = "bcsales_integration_readiness"

// found is one check of a report.
type found struct{ status, detail, remedy string }

// report is what the data source returns.
type report struct {
	ready  bool
	order  []string
	checks map[string]found
}

// bad returns the checks that fail or warn.
func (r report) bad() map[string]found {
	bad := maps.Clone(r.checks)
	maps.DeleteFunc(bad, func(_ string, f found) bool { return f.status == "pass" || f.status == "skipped" })
	return bad
}

// read reads the data source without Terraform in between, with a provider of its own.
func read(t *testing.T, env *acctest.Env, company string, variables map[string]string) report {
	t.Helper()
	return readWithin(t.Context(), t, env, company, variables)
}

func readWithin(ctx context.Context, t *testing.T, env *acctest.Env, company string, variables map[string]string) report {
	t.Helper()
	session := env.Session(variables, nil) //nolint:contextcheck // it takes the test's context
	config, err := session.DataSource(dataSource, map[string]any{"company_id": company})
	must(t, err)
	state, answer := session.Read(ctx, dataSource, config)
	if answer.Failed() {
		t.Fatal(answer.Errors())
	}
	return newReport(state)
}

func newReport(state cty.Value) report {
	r := report{ready: state.GetAttr("ready").True(), checks: map[string]found{}}
	for _, row := range state.GetAttr("checks").AsValueSlice() {
		text := func(name string) string {
			if value := row.GetAttr(name); !value.IsNull() {
				return value.AsString()
			}
			return ""
		}
		r.order = append(r.order, text("id"))
		r.checks[text("id")] = found{text("status"), text("detail"), text("remedy")}
	}
	return r
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
