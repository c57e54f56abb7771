// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package cli

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
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
		done <- Run(ctx, []string{"--env-file", envFile, "--record", record, "--speed", "100"}, writer, io.Discard)
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
		{"--latency", "5"},
		{"--latency", "soon"},
		{"--seed-random", "0"},
		{"--seed-random", "x"},
		{"--nope"},
		{"--listen", "0.0.0.0:0"},
		{"--seed", "/nowhere/seed.json"},
		{"--record", "/nowhere/record"},
		{"--env-file", "/nowhere/env"},
	} {
		if err := Run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}

// TestRunSays checks the messages for wrong command lines and seeds, and the help.
func TestRunSays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	broken, record := filepath.Join(dir, "tenant.json"), filepath.Join(dir, "kept.jsonl")
	for name, content := range map[string]string{broken: "{\n\"graph\":{\"users\":[{\"nme\":1}]}}", record: "kept"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"--latency", "5"}, "a unit is missing: write 5s or 5ms"},
		{[]string{"--help"}, "What stays on disk"},
		{[]string{"--help"}, ".ca.pem"},
		{[]string{"--seed", broken, "--record", record}, broken + ":2: graph.users[0].nme: user has no such column"},
	} {
		var out strings.Builder
		err := Run(t.Context(), tc.args, io.Discard, &out)
		if said := out.String() + fmt.Sprint(err); !strings.Contains(said, tc.want) {
			t.Errorf("%v: %s", tc.args, said)
		}
	}
	if content, err := os.ReadFile(record); err != nil || string(content) != "kept" {
		t.Errorf("the record was opened before the seed was valid: %q %v", content, err)
	}
}

// TestRunStopsWhileItStarts: a signal takes effect even while a large seed is being read.
func TestRunStopsWhileItStarts(t *testing.T) {
	t.Parallel()
	seed := filepath.Join(t.TempDir(), "large.json")
	rows := strings.TrimSuffix(strings.Repeat("{},", 300000), ",")
	if err := os.WriteFile(seed, []byte(`{"dataverse":{"accounts":[`+rows+`]}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	began := time.Now()
	if err := Run(ctx, []string{"--seed", seed}, io.Discard, io.Discard); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it ended with %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestRunReportsTheFirstFailedRecord records to a full device.
func TestRunReportsTheFirstFailedRecord(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	var said strings.Builder
	go func() { done <- Run(ctx, []string{"--record", "/dev/full"}, writer, &said) }()
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	origin := strings.TrimPrefix(strings.TrimSpace(line), "listening on ")
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for range 2 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, origin+"/v1.0/users", nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
	}
	client.CloseIdleConnections()
	stop()
	if err := <-done; err == nil || !strings.Contains(err.Error(), "recording: ") {
		t.Errorf("it ended with %v", err)
	}
	if n := strings.Count(said.String(), "nothing more is recorded"); n != 1 {
		t.Errorf("said %d times: %s", n, said.String())
	}
}
