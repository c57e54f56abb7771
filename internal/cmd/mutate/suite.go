// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/mutate/runtime"
)

var failures = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// suite is the tests of one package, compiled once with every fault built in.
type suite struct {
	folder, binary string
	reached        map[int]bool
	// skipped are the tests that fail without a fault.
	skipped []string
	// took is how long the tests run without a fault.
	took time.Duration
}

// compile builds the tests of a folder and runs them without a fault, to learn which faults they reach.
func compile(ctx context.Context, scratch, overlay, folder string, race bool) (*suite, error) {
	s := &suite{folder: folder, binary: filepath.Join(scratch, strings.ReplaceAll(folder, "/", "-")+".test"), reached: map[int]bool{}}
	build := exec.CommandContext(ctx, "go", "test", "-c", fmt.Sprintf("-race=%t", race), "-overlay", overlay, "-o", s.binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling the tests of %s: %w\n%s", folder, err, out)
	}
	if _, err := os.Stat(s.binary); errors.Is(err, os.ErrNotExist) {
		return s, nil // a package without tests
	}
	record := s.binary + ".reached"
	if err := s.measure(ctx, record); err != nil {
		return nil, err
	}
	content, err := os.ReadFile(record)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("reading what the tests of %s reach: %w", folder, err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("reading what the tests of %s reach: %w", folder, err)
		}
		s.reached[n] = true
	}
	return s, nil
}

// measure runs the tests without a fault. Tests that fail so, as those that measure time do on a busy machine, prove
// nothing about a fault: they are left out, and the rest is run again.
func (s *suite) measure(ctx context.Context, record string) error {
	for {
		begin := time.Now()
		out, err := s.run(ctx, runtime.EnvReached+"="+record, 10*time.Minute)
		s.took = time.Since(begin)
		if err == nil {
			return nil
		}
		failed := failures.FindAllSubmatch(out, -1)
		if len(failed) == 0 {
			return fmt.Errorf("the tests of %s fail without a fault: %w\n%s", s.folder, err, out)
		}
		for _, name := range failed {
			fmt.Printf("left out, since it fails without a fault: %s of %s\n", name[1], s.folder)
			s.skipped = append(s.skipped, string(name[1]))
		}
		if err := os.Remove(record); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("measuring the tests of %s again: %w", s.folder, err)
		}
	}
}

// finds reports whether the tests fail, or do not end in time, with a fault on.
func (s *suite) finds(ctx context.Context, f fault) (bool, error) {
	// A busy machine is slower than it was when the time was taken.
	limit, variable := 10*time.Second+4*s.took, fmt.Sprintf("%s=%d", runtime.EnvActive, f.number)
	out, err := s.run(ctx, variable, limit)
	if err != nil && ctx.Err() == nil {
		// A test that fails now and then has found nothing.
		_, err = s.run(ctx, variable, limit, failedAlone(out)...)
	}
	if ctx.Err() != nil {
		return false, fmt.Errorf("trying fault %d: %w", f.number, ctx.Err())
	}
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) && !errors.Is(err, exec.ErrWaitDelay) {
		return false, fmt.Errorf("trying fault %d: %w", f.number, err)
	}
	return err != nil, nil
}

// failedAlone returns the arguments that run only the tests that failed; all are run after an end that names none.
func failedAlone(out []byte) []string {
	found := failures.FindAllSubmatch(out, -1)
	if found == nil {
		return nil
	}
	names := make([]string, 0, len(found))
	for _, name := range found {
		names = append(names, string(name[1]))
	}
	return []string{"-test.run=^(" + strings.Join(names, "|") + ")$"}
}

func (s *suite) run(ctx context.Context, variable string, limit time.Duration, more ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	// The tests wait more than they compute.
	arguments := slices.Concat([]string{"-test.short", "-test.failfast", "-test.parallel=8", "-test.skip=^(" + strings.Join(s.skipped, "|") + ")$"}, more)
	test := exec.CommandContext(ctx, s.binary, arguments...)
	test.Dir, test.Env, test.WaitDelay = s.folder, append(os.Environ(), variable), time.Second
	return test.CombinedOutput() //nolint:wrapcheck // the caller tells its errors apart
}
