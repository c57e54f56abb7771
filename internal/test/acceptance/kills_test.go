// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// sampledKills is how many kills run unless BCSALES_TEST_KILLS says otherwise.
const sampledKills = 3

// getUpdate is a resolution that is no default of a mapping, as it stands on the wire.
const getUpdate = "Get_x0020_Update_x0020_from_x0020_Integration"

// TestKills kills applies at their n-th request, n at random over the whole apply, and lets the next one through: it
// succeeds, leaves an empty plan and both connections on, and a mapping that a person customized stays as it is. Creation
// and both directions of a change of the running integration take turns. BCSALES_TEST_SEED repeats a sample.
func TestKills(t *testing.T) {
	t.Parallel()
	number, seed := numberFrom(t, "BCSALES_TEST_KILLS", sampledKills), uint64(numberFrom(t, "BCSALES_TEST_SEED", int(time.Now().Unix())))
	t.Logf("%d kills, BCSALES_TEST_SEED=%d", number, seed)
	random := rand.New(rand.NewPCG(seed, seed))
	env := acctest.New(t)
	g := newGuide(t, env)
	before, after := g.config(), changedModel(g).config()
	w := newWorkspace(t, before)
	killed, most := 0, [3]int{200, 80, 80} // requests of each kind of apply; a too large n lets it end, and is lowered
	for i := range number {
		kind := i % 3
		w.write([]string{before, after, before}[kind])
		n := 1 + random.IntN(most[kind])
		env.ResetRequests()
		if w.killedAt(env, n) {
			killed++
		} else {
			most[kind] = n
		}
		w.apply()
		w.expectEmptyPlan()
		expectHealthy(t, env, i > 0 && kind > 0, n)
		if kind == 2 {
			w.destroy()
			continue
		}
		customer := env.Find(companySet("tableMappings"), "name", "CUSTOMER")
		env.Patch(companySet("tableMappings"), customer["id"].(string), acctest.Row{"updateConflictResolution": getUpdate})
	}
	if t.Failed() {
		t.Logf("%d of %d applies were killed, and not all converged: the errors above name the requests", killed, number)
		return
	}
	t.Logf("%d of %d applies were killed, all converged", killed, number)
}

// expectHealthy expects both connections on, no snapshot, and the customized mapping where there is one.
func expectHealthy(t *testing.T, env *acctest.Env, customized bool, n int) {
	t.Helper()
	for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
		if rows := env.Rows(companySet(set)); len(rows) != 1 || rows[0]["isEnabled"] != true {
			t.Errorf("killed at request %d: %s are %v", n, set, rows)
		}
	}
	if rows := env.Rows(companySet("mappingSnapshots")); len(rows) > 0 {
		t.Errorf("killed at request %d: the snapshot is still there: %v", n, rows)
	}
	customer := env.Find(companySet("tableMappings"), "name", "CUSTOMER")
	if customized && customer["updateConflictResolution"] != getUpdate {
		t.Errorf("killed at request %d: CUSTOMER lost its setting: %v", n, customer)
	}
}

// killedAt applies, and kills terraform and the provider at the n-th request; false if they ended before.
func (w *workspace) killedAt(env *acctest.Env, n int) bool {
	w.t.Helper()
	var output bytes.Buffer
	command := exec.CommandContext(w.t.Context(), builtIn.cli.Path, "apply", "-auto-approve", "-no-color")
	command.Dir, command.Env = w.dir, w.environ()
	command.Stdout, command.Stderr = &output, &output
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the provider is in terraform's process group
	if err := command.Start(); err != nil {
		w.t.Fatalf("terraform apply: %v", err)
	}
	env.AtRequest(n, func() { _ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) })
	err := command.Wait()
	env.AtRequest(0, nil)
	if err == nil {
		return false
	}
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		w.t.Fatalf("terraform apply failed before it was killed: %v\n%s", err, output.String())
	}
	return true
}

func numberFrom(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return n
}
