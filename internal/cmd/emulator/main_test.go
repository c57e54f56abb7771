// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	envFile, record := filepath.Join(dir, "it's.env"), filepath.Join(dir, "record.jsonl")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"--env-file", envFile, "--record", record, "--speed", "100"}, writer, io.Discard)
	}()
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	origin, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !ok || !strings.HasPrefix(origin, "https://127.0.0.1:") {
		t.Fatalf("printed %q", line)
	}
	info, err := os.Stat(envFile)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the environment file: %v %v", info, err)
	}
	// #nosec G204 -- the shell and the file are the test's own
	out, err := exec.CommandContext(t.Context(), "sh", "-c", `. "$1" && printf '%s|%s' "$BCSALES_DATAVERSE_URL" "$BCSALES_CA_CERTIFICATE_PATH"`, "sh", envFile).Output()
	if err != nil {
		t.Fatal(err)
	}
	url, ca, _ := strings.Cut(string(out), "|")
	if url != origin {
		t.Errorf("BCSALES_DATAVERSE_URL is %q, want %q", url, origin)
	}
	if _, err := os.Stat(ca); err != nil {
		t.Errorf("the CA certificate: %v", err)
	}
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it did not stop")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("files left: %v %v", entries, err)
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"extra"},
		{"--speed", "0"},
		{"--speed", "NaN"},
		{"--speed", "Inf"},
		{"--latency", "-1s"},
		{"--nope"},
		{"--listen", "0.0.0.0:0"},
		{"--seed", "/nowhere/seed.json"},
		{"--record", "/nowhere/record"},
		{"--env-file", "/nowhere/env"},
	} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}
