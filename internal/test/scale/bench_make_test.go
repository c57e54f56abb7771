// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// mostAlone is the largest model that is measured with sharing off. The others are names of models: eachModel is the one whose
// requests the page lists.
const (
	mostAlone  = 1000
	eachModel  = "one resource each"
	aloneModel = "one resource each, sharing off"
	idleModel  = "provider that does nothing"
	dataModel  = "terraform_data"
)

// TestBench is what make bench runs: models of the sizes that BCSALES_BENCH lists, over the emulator with the services' limits
// and a delay, beside baselines. It writes the tables into the page that BCSALES_BENCH_PAGE names.
func TestBench(t *testing.T) { //nolint:paralleltest // nothing else may run beside it
	sizes := os.Getenv("BCSALES_BENCH")
	if sizes == "" {
		t.Skip("make bench runs it")
	}
	b := &bench{t: t, shared: build(t), alone: build(t, "-tags=bcsales_alone")}
	for field := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		b.model(n)
	}
	for _, n := range []int{1, 10, 50} {
		b.companies(n)
	}
	if path := os.Getenv("BCSALES_BENCH_PAGE"); path != "" {
		writePage(t, path, b.results)
	}
}

// build builds the provider.
func build(t *testing.T, flags ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), providerName)
	arguments := append(append([]string{"build"}, flags...), "-o", program, "github.com/bcsales/terraform-provider-bcsales")
	if output, err := exec.CommandContext(t.Context(), "go", arguments...).CombinedOutput(); err != nil {
		t.Fatalf("building the provider: %v\n%s", err, output)
	}
	return program
}

// result is what one step of a model cost with one of the providers.
type result struct {
	n           int
	model, step string
	parallelism int
	requests    int
	routes      counts
	refused     int64
	measured    measured
}

type bench struct {
	t             *testing.T
	shared, alone string
	results       []result
}

// model measures a model of n couplings.
func (b *bench) model(n int) {
	b.services(n, eachModel, b.shared, usual, each)
	b.services(n, "one resource each, 100 at a time", b.shared, 100, each)
	b.services(n, "one resource for all", b.shared, usual, func(env *acctest.Env, n int) string { return together(env, n, "") })
	if n <= mostAlone {
		b.services(n, aloneModel, b.alone, usual, each)
	}
	env := tenant(b.t, 0, 0)
	b.baseline(n, idleModel, each(env, n))
	b.baseline(n, dataModel, fmt.Sprintf("resource \"terraform_data\" \"this\" {\n  for_each = %s\n  input    = each.value\n}\n", pairs(n, func(i int) string { return id("ac", i) })))
}

// services measures a provider that talks to the emulator.
func (b *bench) services(n int, model, program string, parallelism int, config func(env *acctest.Env, n int) string) {
	refused := &acctest.Refusals{}
	env := tenant(b.t, n, 0, acctest.WithLimits(refused), acctest.WithLatency(latency))
	w := newTerraform(b.t, program, parallelism, config(env, n))
	step := func(name string, code int, arguments ...string) {
		b.step(env, refused, w, result{n: n, model: model, step: name, parallelism: parallelism}, code, arguments...)
	}
	step("create", 0, "apply", "-auto-approve")
	step("plan without changes", 0, "plan", "-detailed-exitcode")
	couplings := acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: cronus}
	for _, row := range env.Rows(couplings)[:max(1, n/100)] {
		env.Delete(couplings, fmt.Sprint(row["id"]))
	}
	step("plan with 1 % drift", 2, "plan", "-detailed-exitcode")
	step("destroy", 0, "destroy", "-auto-approve")
}

// step measures one command, which must end with the code.
func (b *bench) step(env *acctest.Env, refused *acctest.Refusals, w *terraform, r result, code int, arguments ...string) {
	before := refused.Count()
	r.routes = count(b.t, env, r.step, func() error {
		r.measured = w.run(code, arguments...)
		return nil
	})
	r.refused = refused.Count() - before
	r.requests = r.routes.sent()
	b.note(r)
}

// baseline measures what needs no service.
func (b *bench) baseline(n int, model, config string) {
	w := newTerraform(b.t, "", usual, config)
	for _, step := range []struct {
		name      string
		arguments []string
	}{
		{"create", []string{"apply", "-auto-approve"}},
		{"plan without changes", []string{"plan", "-detailed-exitcode"}},
		{"destroy", []string{"destroy", "-auto-approve"}},
	} {
		b.note(result{n: n, model: model, step: step.name, parallelism: usual, measured: w.run(0, step.arguments...)})
	}
}

func (b *bench) note(r result) {
	b.t.Logf("%d, %s, %s: %d requests, %d of them refused with 429, %+v", r.n, r.model, r.step, r.requests, r.refused, r.measured)
	b.results = append(b.results, r)
}
