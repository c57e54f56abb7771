// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// The lines of the page between which the tables stand.
const (
	tablesBegin = "<!-- written by make bench -->\n"
	tablesEnd   = "<!-- end of what make bench writes -->\n"
)

// writePage writes the tables into the page.
func writePage(ctx context.Context, path string, rows []result) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading the page: %w", err)
	}
	before, rest, begins := strings.Cut(string(page), tablesBegin)
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !begins || !ends {
		return errors.New(path + " has no place for the tables")
	}
	on, err := machine(ctx)
	if err != nil {
		return err
	}
	text := before + tablesBegin + "\n" + on + tables(rows) + "\n" + tablesEnd + after
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// machine names what was measured on, and how busy it was.
func machine(ctx context.Context) (string, error) {
	version, err := exec.CommandContext(ctx, os.Getenv("TF_ACC_TERRAFORM_PATH"), "version").Output()
	if err != nil {
		return "", fmt.Errorf("asking Terraform for its version: %w", err)
	}
	name, _, _ := bytes.Cut(version, []byte("\n"))
	text := fmt.Sprintf("Measured on %s/%s with %d cores (%s), %s, %s.", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor(), name, time.Now().UTC().Format("2 January 2006"))
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		text += fmt.Sprintf(" The load of the machine at the end was %s.", strings.Fields(string(load))[0])
	}
	return text + "\n", nil
}

func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}
