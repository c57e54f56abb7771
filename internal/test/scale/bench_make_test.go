// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// mostAlone is the largest model that is measured with sharing off, and in which Business Central refuses couplings.
const mostAlone = 1000

// Names of models. eachModel is the one whose requests the page lists.
const (
	eachModel     = "one resource each"
	crowdModel    = "one resource each, 100 at a time"
	togetherModel = "one resource for all"
	aloneModel    = "one resource each, sharing off"
	idleModel     = "provider that does nothing"
	dataModel     = "terraform_data"
	refusedModel  = "one resource each, 1 % refused"
	stoppedModel  = "one resource each, 1 % refused, the service stops there"
)

// Names of steps.
const (
	createStep  = "create"
	planStep    = "plan without changes"
	driftStep   = "plan with 1 % drift"
	destroyStep = "destroy"
)

// TestBench is what make bench runs: models of the sizes that BCSALES_BENCH lists, over the emulator with the services' limits
// and a delay, beside baselines, and examples/complete with as many companies as BCSALES_BENCH_COMPANIES lists. It writes the
// tables into the page that BCSALES_BENCH_PAGE names after each model, and keeps its results after each step, so that a run that ends
// early leaves what it measured. What takes longest, the creation with sharing off, comes last.
func TestBench(t *testing.T) { //nolint:paralleltest // nothing else may run beside it
	if os.Getenv("BCSALES_BENCH") == "" && os.Getenv("BCSALES_BENCH_COMPANIES") == "" {
		t.Skip("make bench runs it")
	}
	sizes, companies := numbers(t, "BCSALES_BENCH"), numbers(t, "BCSALES_BENCH_COMPANIES")
	b := &bench{
		t: t, page: os.Getenv("BCSALES_BENCH_PAGE"), results: results{path: os.Getenv("BCSALES_BENCH_RESULTS")},
		shared: build(t), alone: build(t, "-tags=bcsales_alone"),
	}
	if err := b.results.load(); err != nil {
		t.Fatal(err)
	}
	for _, n := range sizes {
		b.couplings(n)
	}
	for _, n := range companies {
		b.companies(n)
	}
	for _, n := range sizes {
		if n <= mostAlone {
			b.refusals(n)
		}
	}
	for _, n := range sizes {
		if n <= mostAlone {
			b.apart(n)
		}
	}
}

// numbers are those that a variable lists.
func numbers(t *testing.T, variable string) []int {
	t.Helper()
	var out []int
	for field := range strings.FieldsFuncSeq(os.Getenv(variable), func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatalf("%s: %v", variable, err)
		}
		out = append(out, n)
	}
	return out
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

type bench struct {
	t             *testing.T
	page          string
	shared, alone string
	results       results
}

// step is one command of a model.
type step struct {
	name      string
	code      int // with which the command ends
	arguments []string
	// before prepares it.
	before func()
}

func create() step { return step{name: createStep, arguments: []string{"apply", "-auto-approve"}} }

func replan() step { return step{name: planStep, arguments: []string{"plan", "-detailed-exitcode"}} }

func destroy() step { return step{name: destroyStep, arguments: []string{"destroy", "-auto-approve"}} }

// drift is a plan after one in a hundred couplings was deleted behind Terraform's back.
func drift(env *acctest.Env, n int) step {
	return step{name: driftStep, code: 2, arguments: []string{"plan", "-detailed-exitcode"}, before: func() {
		couplings := acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: cronus}
		for _, row := range env.Rows(couplings)[:max(1, n/100)] {
			env.Delete(couplings, fmt.Sprint(row["id"]))
		}
	}}
}

// couplings measures a model of n couplings in its variants, and the baselines.
func (b *bench) couplings(n int) {
	b.compare(n)
	b.measure(n, crowdModel, func(t *testing.T, c *cell) {
		env := c.tenant(t, n)
		c.run(newTerraform(t, b.shared, 100, each(env, n)), create(), replan(), drift(env, n), destroy())
	})
	b.measure(n, togetherModel, func(t *testing.T, c *cell) {
		env := c.tenant(t, n)
		c.run(newTerraform(t, b.shared, usual, together(env, n, "")), create(), replan(), drift(env, n), destroy())
	})
}

// rounds is how often models take turns that are compared.
const rounds = 3

// compare measures one resource each and, up to mostAlone, beside it the baselines that need no service. A machine is not equally fast
// all the time, so they take turns, and the shortest time of each step counts. Each turn has the whole of the services' limits.
func (b *bench) compare(n int) {
	b.t.Run(fmt.Sprintf("%d compared", n), func(t *testing.T) {
		turns, of := rounds, []string{eachModel, idleModel, dataModel}
		if n > mostAlone {
			turns, of = 1, of[:1]
		}
		for _, model := range of {
			b.results.begin(n, model)
		}
		for range turns {
			var all []contender
			for _, model := range of {
				all = append(all, b.contender(t, n, model))
			}
			inTurn := func(s step) {
				for _, c := range all {
					c.run(c.terraform, s)
				}
			}
			inTurn(create())
			inTurn(replan())
			all[0].run(all[0].terraform, drift(all[0].env, n))
			inTurn(destroy())
		}
	})
	b.publish()
}

// contender is a model that takes turns with others, in a workspace of its own.
type contender struct {
	*cell
	terraform *terraform
}

func (b *bench) contender(t *testing.T, n int, model string) contender {
	t.Helper()
	c := contender{cell: &cell{t: t, n: n, model: model, results: &b.results}}
	switch model {
	case eachModel:
		c.terraform = newTerraform(t, b.shared, usual, each(c.tenant(t, n), n))
	case idleModel:
		c.terraform = newTerraform(t, "", usual, each(tenant(t, 0, 0), n))
	default:
		config := fmt.Sprintf("resource \"terraform_data\" \"this\" {\n  for_each = %s\n  input    = each.value\n}\n", pairs(n, func(i int) string { return id("ac", i) }))
		c.terraform = newTerraform(t, "", usual, config)
	}
	return c
}

// refusals creates n couplings of which Business Central refuses one in a hundred: going on after it in a batch, and not.
func (b *bench) refusals(n int) {
	for _, stops := range []bool{false, true} {
		model := refusedModel
		if stops {
			model = stoppedModel
		}
		b.measure(n, model, func(t *testing.T, c *cell) {
			env := c.tenant(t, n)
			env.Emulator().World().Do(func() { env.Emulator().World().Config.IgnoreContinueOnError = stops })
			env.Faults(acctest.Fault{
				API: acctest.BusinessCentral, Method: http.MethodPost, Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest,
				Times: max(1, n/100), Skip: n / 10,
				Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": "Somebody refused it."}},
			})
			made := create()
			made.code = 1
			c.run(newTerraform(t, b.shared, usual, each(env, n)), made)
		})
	}
}

// apart measures n couplings with sharing off. Each step begins with the whole of the services' limits, which the steps before it
// would have used up.
func (b *bench) apart(n int) {
	b.measure(n, aloneModel, func(t *testing.T, c *cell) {
		for _, s := range []func(env *acctest.Env) step{
			func(*acctest.Env) step { return replan() },
			func(env *acctest.Env) step { return drift(env, n) },
			func(*acctest.Env) step { return destroy() },
		} {
			env := c.tenant(t, n)
			w := newTerraform(t, b.shared, usual, each(env, n))
			if _, err := w.run(create()); err != nil {
				t.Fatal(err)
			}
			w.program = b.alone
			c.run(w, s(env))
		}
		c.run(newTerraform(t, b.alone, usual, each(c.tenant(t, n), n)), create())
	})
}

// measure measures a model, and writes the page. What fails costs the others nothing.
func (b *bench) measure(n int, model string, run func(t *testing.T, c *cell)) {
	b.t.Run(fmt.Sprintf("%d %s", n, model), func(t *testing.T) {
		b.results.begin(n, model) // here, so that a run of some models keeps the others
		run(t, &cell{t: t, n: n, model: model, results: &b.results})
	})
	b.publish()
}

// publish writes the page with all results.
func (b *bench) publish() {
	b.t.Helper()
	err := b.results.save()
	if err == nil && b.page != "" {
		err = writePage(b.t.Context(), b.page, b.results.rows)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// cell is a model that is being measured.
type cell struct {
	t       *testing.T
	n       int
	model   string
	results *results
	env     *acctest.Env      // nil for a model without services
	refused *acctest.Refusals // what env refuses
}

// tenant starts the services of the model, with their limits.
func (c *cell) tenant(t *testing.T, n int) *acctest.Env {
	t.Helper()
	c.refused = &acctest.Refusals{}
	c.env = tenant(t, n, 0, acctest.WithLimits(c.refused), acctest.WithLatency(latency))
	return c.env
}

// run measures the steps, up to the first that fails. Of a step that was measured before, the shorter time counts.
func (c *cell) run(w *terraform, steps ...step) {
	c.t.Helper()
	for _, s := range steps {
		if s.before != nil {
			s.before()
		}
		r, err := c.once(w, s)
		r.Failed = err != nil
		c.results.keep(r)
		if err := errors.Join(err, c.results.save()); err != nil {
			c.t.Fatal(err)
		}
		c.t.Logf("%d, %s, %s: %d requests, %d of them refused with 429, %+v", c.n, c.model, s.name, r.Requests, r.Refused, r.Measured)
	}
}

// once runs a step.
func (c *cell) once(w *terraform, s step) (result, error) {
	c.t.Helper()
	r := result{N: c.n, Model: c.model, Step: s.name}
	var err error
	command := func() error {
		r.Measured, err = w.run(s)
		return nil
	}
	if c.env == nil {
		_ = command()
		return r, err
	}
	before := c.refused.Count()
	r.Routes = count(c.t, c.env, s.name, command)
	r.Requests, r.Refused = r.Routes.sent(), c.refused.Count()-before
	return r, err
}
