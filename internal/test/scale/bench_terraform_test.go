// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// latency is that of the emulator in the benchmark.
const latency = 50 * time.Millisecond

// shown is how many bytes of the output of a command that failed are shown.
const shown = 4000

// terraform is a folder in which Terraform works with one of the providers.
type terraform struct {
	t           *testing.T
	dir         string
	work        string   // the folder with the configuration
	environment []string // variables besides the process's own
	program     string   // of the provider
	parallelism int
}

// newTerraform returns a folder with the configuration; without a program, that of the provider that does nothing.
func newTerraform(t *testing.T, program string, parallelism int, config string) *terraform {
	t.Helper()
	dir := t.TempDir()
	w := &terraform{t: t, dir: dir, work: dir, program: program, parallelism: parallelism}
	self, err := os.Executable()
	if err == nil {
		err = os.Mkdir(filepath.Join(w.dir, "providers"), 0o700)
	}
	if err == nil {
		err = errors.Join(os.Symlink(self, filepath.Join(w.dir, "providers", providerName)), os.Symlink(self, w.file(idleName)))
	}
	if program == "" {
		w.program = w.file(idleName)
	}
	overrides := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"bcsales/bcsales\" = %q\n  }\n}\n", filepath.Join(w.dir, "providers"))
	config = "terraform {\n  required_providers {\n    bcsales = { source = \"bcsales/bcsales\" }\n  }\n}\n" + config
	err = errors.Join(err, os.WriteFile(w.file("terraformrc"), []byte(overrides), 0o600), os.WriteFile(w.file("main.tf"), []byte(config), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *terraform) file(name string) string { return filepath.Join(w.dir, name) }

// measured is what one command has cost. Terraform's CPU is without the provider's.
type measured struct {
	Wall      time.Duration `json:"wall"`
	Terraform time.Duration `json:"terraform"`
	Provider  time.Duration `json:"provider"`
	Peak      int64         `json:"peak"` // of the provider's memory, in bytes
}

func (w *terraform) command(arguments ...string) *exec.Cmd {
	command := exec.CommandContext(w.t.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), arguments...)
	command.Dir = w.work
	command.Env = append(append(os.Environ(), w.environment...),
		"TF_CLI_CONFIG_FILE="+w.file("terraformrc"), "CHECKPOINT_DISABLE=1", providerProgram+"="+w.program, usageFile+"="+w.file("usage"))
	return command
}

// get finds the modules of the configuration.
func (w *terraform) get() {
	w.t.Helper()
	if output, err := w.command("get", "-no-color").CombinedOutput(); err != nil {
		w.t.Fatalf("terraform get: %v\n%s", err, output)
	}
}

// run runs a step. One that ends with another code than it should is an error.
func (w *terraform) run(s step) (measured, error) {
	_ = os.Remove(w.file("usage"))
	command := w.command(append(s.arguments, "-no-color", "-input=false", fmt.Sprintf("-parallelism=%d", w.parallelism))...)
	start := time.Now()
	output, err := command.CombinedOutput()
	m := measured{Wall: time.Since(start)}
	if command.ProcessState == nil {
		return m, fmt.Errorf("starting Terraform: %w", err)
	}
	if got := command.ProcessState.ExitCode(); got != s.code {
		return m, fmt.Errorf("terraform %s ended with %d:\n%s", strings.Join(s.arguments, " "), got, output[max(0, len(output)-shown):])
	}
	if used, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.Terraform = cpu(used) // with that of the providers, which it has waited for
	}
	lines, err := os.ReadFile(w.file("usage"))
	if err != nil && !os.IsNotExist(err) {
		return m, fmt.Errorf("reading what the provider used: %w", err)
	}
	for line := range bytes.Lines(lines) {
		var one usage
		if err := json.Unmarshal(line, &one); err != nil {
			return m, fmt.Errorf("reading what the provider used: %w", err)
		}
		m.Provider += one.CPU
		m.Peak = max(m.Peak, one.Peak)
	}
	m.Terraform -= m.Provider
	return m, nil
}
