// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseEnvironment(t *testing.T) {
	t.Parallel()

	got := parseEnvironment("export A=b\n\nexport C='d e'\r\nexport F='it'\\''s=1'\nnothing\nexport G=\n")
	want := map[string]string{"A": "b", "C": "d e", "F": "it's=1", "G": ""}

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
}

func TestReadyLine(t *testing.T) {
	t.Parallel()

	ready := &readyLine{prefix: "listening on ", found: make(chan string, 1)}

	for _, part := range []string{"warning\nlist", "ening on https://127", ".0.0.1:1\nlistening on again\n"} {
		if n, err := ready.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}

	if address := <-ready.found; address != "https://127.0.0.1:1" {
		t.Errorf("address = %q", address)
	}
}

func TestLineFilter(t *testing.T) {
	t.Parallel()

	var output bytes.Buffer

	filter := &lineFilter{output: &output, keep: progress}
	for _, part := range []string{"noise\nbcsales_x.y: Creation compl", "ete after 0s [id=1]\nApply complete! Resources: 1 added"} {
		if _, err := filter.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}

	filter.flush()

	want := "      bcsales_x.y: Creation complete after 0s [id=1]\n      Apply complete! Resources: 1 added\n"
	if diff := cmp.Diff(want, output.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}

	output.Reset()
	filter.showHidden()

	if !bytes.HasPrefix(output.Bytes(), []byte("\nnoise\n")) {
		t.Errorf("hidden output = %q", output.String())
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()

	for _, line := range []string{
		"  # bcsales_sales_connection_setup.this will be updated in-place",
		"      ~ item_availability = false -> true",
		"Plan: 0 to add, 1 to change, 0 to destroy.",
		"No changes. Your infrastructure matches",
	} {
		if !changes(line) {
			t.Errorf("%q is not shown", line)
		}
	}

	for _, line := range []string{"        id = \"1\"", "    }", "data.bcsales_companies.all: Reading..."} {
		if changes(line) {
			t.Errorf("%q is shown", line)
		}
	}
}

func TestStartProgramReportsWhatHappened(t *testing.T) {
	t.Parallel()

	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for the emulator is a shell script")
	}

	folder := t.TempDir()

	write := func(name, script string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}

		return path
	}

	ends := write("ends", "exit 3\n")
	if _, err := startProgram(t.Context(), ends, filepath.Join(folder, "env")); !errors.Is(err, errEnded) {
		t.Errorf("error = %v", err)
	}

	noFile := write("nofile", "echo 'listening on https://127.0.0.1:1'\nexec sleep 60\n")
	if _, err := startProgram(t.Context(), noFile, filepath.Join(folder, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error = %v", err)
	}

	if _, err := startProgram(t.Context(), filepath.Join(folder, "absent"), ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error = %v", err)
	}
}
