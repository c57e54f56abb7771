// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
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

	filter := &lineFilter{output: &output, choose: progress()}
	for _, part := range []string{"noise\nbcsales_x.y: Creation compl", "ete after 0s [id=1]\r\nApply complete! Resources: 1 added"} {
		if _, err := filter.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}

	filter.flush()

	want := "      bcsales_x.y: Creation complete after 0s\n      Apply complete! Resources: 1 added\n"
	if diff := cmp.Diff(want, output.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}

	output.Reset()
	filter.showHidden()

	if !bytes.HasPrefix(output.Bytes(), []byte("\nnoise\n")) {
		t.Errorf("hidden output = %q", output.String())
	}
}

// chosen returns the lines of the text that are shown, in the form in which they are shown.
func chosen(choose selection, text string) string {
	var shown strings.Builder

	for line := range strings.Lines(text) {
		if line, show := choose(strings.TrimSuffix(line, "\n")); show {
			shown.WriteString(line + "\n")
		}
	}

	return shown.String()
}

func TestProgress(t *testing.T) {
	t.Parallel()

	got := chosen(progress(), `data.bcsales_companies.all: Read complete after 0s
bcsales_solution.base: Destroying... [id=base]
bcsales_solution.base: Destruction complete after 0s

Warning: The solution stays installed

The solution base 1.2.0.0 was left in place, as
deletion_policy says.

Warning: Endpoints are overridden

  with provider["registry.terraform.io/bcsales/bcsales"],
  on providers.tf line 2, in provider "bcsales":
   2: provider "bcsales" {}

Requests, and the tokens that go with them, are not sent to Microsoft's own
addresses:
  endpoints.authority = https://127.0.0.1:1 (BCSALES_AUTHORITY_URL)

(and one more similar warning elsewhere)

Warning: The coupling has no effect

  with bcsales_salesperson_coupling.this["JO"],
  on 5_salespeople.tf line 39, in resource "bcsales_salesperson_coupling" "this":
  39: resource "bcsales_salesperson_coupling" "this" {

Records belong to the team.

Destroy complete! Resources: 1 destroyed.
`)
	want := `bcsales_solution.base: Destruction complete after 0s
Warning: The solution stays installed
  The solution base 1.2.0.0 was left in place, as
  deletion_policy says.
Warning: The coupling has no effect
  Records belong to the team.
Destroy complete! Resources: 1 destroyed.
`

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()

	got := chosen(changes, `data.bcsales_companies.all: Reading...
  ~ update in-place

  # bcsales_sales_connection_setup.this will be updated in-place
  ~ resource "bcsales_sales_connection_setup" "this" {
      ~ crm_version       = "9.2" -> (known after apply)
        id                = "1"
      ~ item_availability = false -> true
    }

Plan: 0 to add, 1 to change, 0 to destroy.
`)
	want := `  # bcsales_sales_connection_setup.this will be updated in-place
  ~ resource "bcsales_sales_connection_setup" "this" {
      ~ item_availability = false -> true
Plan: 0 to add, 1 to change, 0 to destroy.
`

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}

func TestStartProgramReportsWhatHappened(t *testing.T) {
	t.Parallel()

	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for the emulator is a shell script")
	}

	folder := t.TempDir()

	ends := scripts.Write(t, folder, "ends", "#!/bin/sh\nexit 3\n")
	if _, err := startProgram(t.Context(), ends, filepath.Join(folder, "env")); !errors.Is(err, errEnded) {
		t.Errorf("error = %v", err)
	}

	noFile := scripts.Write(t, folder, "nofile", "#!/bin/sh\necho 'listening on https://127.0.0.1:1'\nexec sleep 60\n")
	if _, err := startProgram(t.Context(), noFile, filepath.Join(folder, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error = %v", err)
	}

	if _, err := startProgram(t.Context(), filepath.Join(folder, "absent"), ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error = %v", err)
	}
}
