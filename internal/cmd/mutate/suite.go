// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/mutate/runtime"
)

var (
	failures  = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)
	testNames = regexp.MustCompile(`(?m)^Test\w+`)
)

// atOnceWithout is how many tests run at the same time while nothing is on.
const atOnceWithout = 4

// suite is the tests of one package, compiled once with every fault built in.
type suite struct {
	folder, binary string
	// short leaves out what -short leaves out, and race adds the race detector.
	short, race bool
	tests       []reaching
	// reached are the faults that one of the tests reaches.
	reached map[int]bool
	// took is how long the tests run one after the other without a fault.
	took time.Duration
}

func (s *suite) String() string {
	name := s.folder
	if !s.short {
		name += ", all"
	}
	if s.race {
		name += ", -race"
	}
	return name
}

// reaching is a test, and the faults that it reaches.
type reaching struct {
	name   string
	faults map[int]bool
	took   time.Duration
}

// compile builds the tests of a folder and runs them without a fault, to learn which faults they reach. With long there is
// a second suite, of all tests of the folder.
func compile(ctx context.Context, scratch, overlay, folder string, race, long bool) ([]*suite, error) {
	binary := filepath.Join(scratch, fmt.Sprintf("%s-%t.test", strings.ReplaceAll(folder, "/", "-"), race))
	build := exec.CommandContext(ctx, "go", "test", "-c", fmt.Sprintf("-race=%t", race), "-overlay", overlay, "-o", binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling the tests of %s: %w\n%s", folder, err, out)
	}
	if _, err := os.Stat(binary); errors.Is(err, os.ErrNotExist) {
		return nil, nil // a package without tests
	}
	suites := []*suite{{folder: folder, binary: binary, short: true, race: race}}
	if long {
		suites = append(suites, &suite{folder: folder, binary: binary, race: race})
	}
	for _, s := range suites {
		if err := s.learn(ctx); err != nil {
			return nil, err
		}
	}
	if long {
		suites[1].leaveOut(suites[0])
	}
	return suites, nil
}

// leaveOut leaves out the tests that do in another suite what they do in this one: they reach the same faults in the same time.
func (s *suite) leaveOut(other *suite) {
	s.tests = slices.DeleteFunc(s.tests, func(test reaching) bool {
		return slices.ContainsFunc(other.tests, func(o reaching) bool {
			return o.name == test.name && maps.Equal(o.faults, test.faults) && test.took < 2*o.took
		})
	})
	s.reached, s.took = map[int]bool{}, 0
	for _, test := range s.tests {
		maps.Copy(s.reached, test.faults)
		s.took += test.took
	}
}

// learn runs each test without a fault, to learn which faults it reaches. Tests that fail so, as those that measure time do
// on a busy machine, prove nothing about a fault: they are left out.
func (s *suite) learn(ctx context.Context) error {
	list, err := s.run(ctx, "", time.Minute, "-test.list=.")
	if err != nil {
		return fmt.Errorf("listing the tests of %s: %w\n%s", s.folder, err, list)
	}
	var mu sync.Mutex
	s.reached = map[int]bool{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnceWithout)
	for _, name := range testNames.FindAllString(string(list), -1) {
		group.Go(func() error {
			test, err := s.measure(ctx, name)
			if err != nil || test == nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			s.tests = append(s.tests, *test)
			s.took += test.took
			maps.Copy(s.reached, test.faults)
			return nil
		})
	}
	return group.Wait() //nolint:wrapcheck // it names the test
}

// measure returns nil for a test that fails.
func (s *suite) measure(ctx context.Context, name string) (*reaching, error) {
	record := fmt.Sprintf("%s.%s.short=%t.reached", s.binary, name, s.short)
	begin := time.Now()
	_, err := s.run(ctx, runtime.EnvReached+"="+record, 10*time.Minute, only(name))
	if ctx.Err() != nil {
		return nil, fmt.Errorf("running %s of %s: %w", name, s.folder, ctx.Err())
	}
	if err != nil {
		fmt.Printf("left out, since it fails without a fault: %s of %s\n", name, s.folder)
		return nil, nil //nolint:nilnil // It is left out.
	}
	test := &reaching{name: name, faults: map[int]bool{}, took: time.Since(begin)}
	content, err := os.ReadFile(record)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("reading what %s of %s reaches: %w", name, s.folder, err)
	}
	for line := range strings.Lines(string(content)) {
		n, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			return nil, fmt.Errorf("reading what %s of %s reaches: %w", name, s.folder, err)
		}
		test.faults[n] = true
	}
	return test, nil
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
	var (
		names []string
		took  time.Duration
	)
	for _, test := range s.tests {
		if test.faults[f.number] {
			names, took = append(names, test.name), took+test.took
		}
	}
	// A busy machine is slower than it was when the time was taken.
	limit, variable := 10*time.Second+4*took, fmt.Sprintf("%s=%d", runtime.EnvActive, f.number)
	out, err := s.run(ctx, variable, limit, only(names...))
	if err != nil && ctx.Err() == nil {
		// A test that fails now and then has found nothing.
		if failed := failedIn(out); len(failed) > 0 {
			names = failed
		}
		_, err = s.run(ctx, variable, limit, only(names...))
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

// failedIn returns the tests that failed; none after an end that names none.
func failedIn(out []byte) []string {
	found := failures.FindAllSubmatch(out, -1)
	names := make([]string, 0, len(found))
	for _, name := range found {
		names = append(names, string(name[1]))
	}
	return names
}

// only is the argument that runs only the named tests.
func only(names ...string) string { return "-test.run=^(" + strings.Join(names, "|") + ")$" }

func (s *suite) run(ctx context.Context, variable string, limit time.Duration, more ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	// The tests wait more than they compute.
	arguments := slices.Concat([]string{fmt.Sprintf("-test.short=%t", s.short), "-test.failfast", "-test.parallel=8"}, more)
	test := exec.CommandContext(ctx, s.binary, arguments...)
	test.Dir, test.Env, test.WaitDelay = s.folder, append(os.Environ(), variable), time.Second
	out, err := test.CombinedOutput()
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return out, err
}
