// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// The sample that runs unless BCSALES_TEST_KILLS and BCSALES_TEST_INTERRUPTS ask for more: always the same one, so that a failure is
// that of a change.
const (
	sampledKills      = 2
	sampledInterrupts = 1
	sampledSeed       = 7
	killsVariable     = "BCSALES_TEST_KILLS"
)

// getUpdate is a resolution that is no default of a mapping, as it stands on the wire.
const getUpdate = "Get_x0020_Update_x0020_from_x0020_Integration"

// TestKills kills or interrupts applies at their n-th request, n at random over the whole apply, and lets the next one through: it
// succeeds, leaves an empty plan and both connections on, and a mapping that a person customized stays as it is. Creation
// and both directions of a change of the running integration take turns. BCSALES_TEST_SEED repeats a sample.
func TestKills(t *testing.T) {
	t.Parallel()
	kills, interrupts := numberFrom(t, killsVariable, sampledKills), numberFrom(t, "BCSALES_TEST_INTERRUPTS", sampledInterrupts)
	otherwise := sampledSeed
	if kills+interrupts > sampledKills+sampledInterrupts {
		otherwise = int(time.Now().Unix())
	}
	seed := uint64(numberFrom(t, "BCSALES_TEST_SEED", otherwise))
	t.Logf("%d kills, %d interrupts, BCSALES_TEST_SEED=%d", kills, interrupts, seed)
	random := rand.New(rand.NewPCG(seed, seed))
	signals := append(slices.Repeat([]syscall.Signal{syscall.SIGKILL}, kills), slices.Repeat([]syscall.Signal{syscall.SIGINT}, interrupts)...)
	random.Shuffle(len(signals), func(i, j int) { signals[i], signals[j] = signals[j], signals[i] })
	env := acctest.New(t)
	g := newGuide(t, env)
	before, after := g.config(), changedModel(g).config()
	w := newWorkspace(t, before)
	ended, most := 0, [3]int{200, 80, 80} // requests of each kind of apply; a too large n lets it end, and is lowered
	for i, signal := range signals {
		kind := i % 3
		w.write([]string{before, after, before}[kind])
		n := 1 + random.IntN(most[kind])
		env.ResetRequests()
		if w.endedAt(env, n, signal) {
			ended++
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
	t.Logf("%d of %d applies were killed or interrupted", ended, len(signals))
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

// endedAt applies, and sends terraform and the provider a signal at the n-th request; false if they ended before.
func (w *workspace) endedAt(env *acctest.Env, n int, signal syscall.Signal) bool {
	w.t.Helper()
	var output bytes.Buffer
	command := exec.CommandContext(w.t.Context(), builtIn.cli.Path, "apply", "-auto-approve", "-no-color")
	command.Dir, command.Env = w.dir, w.environ()
	command.Stdout, command.Stderr = &output, &output
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the provider is in terraform's process group
	if err := command.Start(); err != nil {
		w.t.Fatalf("terraform apply: %v", err)
	}
	env.AtRequest(n, func() { _ = syscall.Kill(-command.Process.Pid, signal) })
	err := command.Wait()
	env.AtRequest(0, nil)
	if err == nil {
		return false
	}
	status, ok := command.ProcessState.Sys().(syscall.WaitStatus)
	stopped := ok && status.Signaled() || signal == syscall.SIGINT && strings.Contains(output.String(), "Interrupt received")
	if !stopped {
		w.t.Fatalf("terraform apply failed before the signal %v: %v\n%s", signal, err, output.String())
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
