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
	// short leaves out what -short leaves out.
	short bool
}

// compile builds the tests of a folder and runs them without a fault, to learn which faults they reach. With long there is
// a second suite, of all tests of the folder.
func compile(ctx context.Context, scratch, overlay, folder string, race, long bool) ([]*suite, error) {
	binary := filepath.Join(scratch, strings.ReplaceAll(folder, "/", "-")+".test")
	build := exec.CommandContext(ctx, "go", "test", "-c", fmt.Sprintf("-race=%t", race), "-overlay", overlay, "-o", binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling the tests of %s: %w\n%s", folder, err, out)
	}
	if _, err := os.Stat(binary); errors.Is(err, os.ErrNotExist) {
		return nil, nil // a package without tests
	}
	suites := []*suite{{folder: folder, binary: binary, short: true}}
	if long {
		suites = append(suites, &suite{folder: folder, binary: binary})
	}
	for _, s := range suites {
		if err := s.learn(ctx); err != nil {
			return nil, err
		}
	}
	return suites, nil
}

// learn runs the tests without a fault, to learn which faults they reach.
func (s *suite) learn(ctx context.Context) error {
	record := fmt.Sprintf("%s.short=%t.reached", s.binary, s.short)
	if err := s.measure(ctx, record); err != nil {
		return err
	}
	content, err := os.ReadFile(record)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("reading what the tests of %s reach: %w", s.folder, err)
	}
	s.reached = map[int]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			return fmt.Errorf("reading what the tests of %s reach: %w", s.folder, err)
		}
		s.reached[n] = true
	}
	return nil
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

// outcome is what the tests say of a fault.
type outcome int

const (
	passed outcome = iota
	failed
	endless // They do not end in time.
)

// try runs the tests with a fault on.
func (s *suite) try(ctx context.Context, f fault) (outcome, error) {
	// A busy machine is slower than it was when the time was taken.
	limit, variable := 10*time.Second+4*s.took, fmt.Sprintf("%s=%d", runtime.EnvActive, f.number)
	out, err := s.run(ctx, variable, limit)
	if err != nil && ctx.Err() == nil {
		// A test that fails now and then has found nothing.
		_, err = s.run(ctx, variable, limit, failedAlone(out)...)
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return passed, fmt.Errorf("trying fault %d: %w", f.number, ctx.Err())
	case err == nil:
		return passed, nil
	case errors.Is(err, context.DeadlineExceeded):
		return endless, nil
	case errors.As(err, &exit), errors.Is(err, exec.ErrWaitDelay):
		return failed, nil
	default:
		return passed, fmt.Errorf("trying fault %d: %w", f.number, err)
	}
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
	arguments := slices.Concat([]string{fmt.Sprintf("-test.short=%t", s.short), "-test.failfast", "-test.parallel=8", "-test.skip=^(" + strings.Join(s.skipped, "|") + ")$"}, more)
	test := exec.CommandContext(ctx, s.binary, arguments...)
	test.Dir, test.Env, test.WaitDelay = s.folder, append(os.Environ(), variable), time.Second
	out, err := test.CombinedOutput()
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return out, err //nolint:wrapcheck // the caller tells its errors apart
}
