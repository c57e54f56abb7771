// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Mutate seeds faults in the product and prints those that no test notices. Every fault of the packages is built into
// one test binary per package, each behind its number, so that trying one costs a run of the tests and no compilation.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

type options struct {
	count       int
	atOnce      int
	seed        uint64
	long        bool
	limit       time.Duration
	kind, tests string
	at          string
	folders     []string
}

func main() {
	var o options
	flag.IntVar(&o.count, "count", 300, "how many faults to try")
	flag.IntVar(&o.atOnce, "at-once", 4, "how many faults to try at the same time; most tests wait more than they compute")
	flag.BoolVar(&o.long, "long", false, "run all tests, where those of -short find nothing")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "the seed of the choice")
	flag.DurationVar(&o.limit, "limit", time.Hour, "when to stop")
	flag.StringVar(&o.kind, "kind", "", "only faults of this kind, e.g. \"lost error\"")
	flag.StringVar(&o.at, "at", "", "only faults at these places, separated by commas, e.g. internal/framework/plan.go:107")
	flag.StringVar(&o.tests, "tests", "", "more packages whose tests to run, separated by commas")
	flag.Parse()
	o.folders = flag.Args()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // stop has been called.
	}
}

func run(ctx context.Context, o options) error {
	ctx, cancel := context.WithTimeout(ctx, o.limit)
	defer cancel()
	scratch, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return fmt.Errorf("making a folder for the seeded source: %w", err)
	}
	defer os.RemoveAll(scratch)
	module, err := exec.CommandContext(ctx, "go", "list", "-m").Output()
	if err != nil {
		return fmt.Errorf("finding the module: %w", err)
	}
	overlay, faults, err := instrument(string(bytes.TrimSpace(module)), scratch, o.folders)
	if err != nil {
		return err
	}
	chosen := choose(o, faults)
	suites, err := compileAll(ctx, scratch, overlay, o, chosen)
	if err != nil {
		return err
	}
	fmt.Printf("%d of %d faults, seed %d\n", len(chosen), len(faults), o.seed)
	return try(ctx, suites, chosen, o.atOnce)
}

// compileAll returns the suites, the fastest first. Packages in which a race is to be seeded have those with the race detector too.
func compileAll(ctx context.Context, scratch, overlay string, o options, chosen []fault) ([]*suite, error) {
	var suites []*suite
	add := func(folder string, race bool) error {
		some, err := compile(ctx, scratch, overlay, folder, race, o.long)
		for _, s := range some {
			fmt.Printf("%-45s reaches %d faults in %s\n", s, len(s.reached), s.took.Round(time.Millisecond))
		}
		suites = append(suites, some...)
		return err
	}
	for _, folder := range testFolders(o) {
		if err := add(folder, false); err != nil {
			return nil, err
		}
	}
	for _, folder := range o.folders {
		if !slices.ContainsFunc(chosen, func(f fault) bool { return f.races() && filepath.Dir(f.place) == filepath.Clean(folder) }) {
			continue
		}
		if err := add(folder, true); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(suites, func(a, b *suite) int { return int(a.took - b.took) })
	return suites, nil
}

func testFolders(o options) []string {
	folders := slices.Clone(o.folders)
	for folder := range strings.SplitSeq(o.tests, ",") {
		if folder != "" {
			folders = append(folders, folder)
		}
	}
	return folders
}

func choose(o options, faults []fault) []fault {
	places := strings.Split(o.at, ",")
	faults = slices.DeleteFunc(slices.Clone(faults), func(f fault) bool {
		return o.kind != "" && f.kind != o.kind || o.at != "" && !slices.Contains(places, f.place)
	})
	random := rand.New(rand.NewPCG(o.seed, 0)) //nolint:gosec // A choice that can be repeated.
	random.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
	return faults[:min(o.count, len(faults))]
}

// try prints each fault that no test notices, and how many were noticed. Those with which the tests only do not end are
// printed as well: a busy machine may be the reason. Out of time, it says so after the same figures.
func try(ctx context.Context, suites []*suite, chosen []fault, atOnce int) error {
	var (
		mu                  sync.Mutex
		found, hangs, tried int
	)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, f := range chosen {
		group.Go(func() error {
			result, reached, err := notice(ctx, suites, f)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			tried++
			switch {
			case result == endless:
				found++
				hangs++
				fmt.Printf("no end:   %d %s: %s: %s\n", f.number, f.place, f.kind, f.code)
			case result == failed:
				found++
			case reached:
				fmt.Printf("survives: %d %s: %s: %s\n", f.number, f.place, f.kind, f.code)
			default:
				fmt.Printf("not run:  %d %s: %s: %s\n", f.number, f.place, f.kind, f.code)
			}
			return nil
		})
	}
	err := group.Wait()
	fmt.Printf("%d of %d found, %d of them because the tests did not end\n", found, tried, hangs)
	return err //nolint:wrapcheck // it names the fault
}

func notice(ctx context.Context, suites []*suite, f fault) (result outcome, reached bool, err error) {
	for _, s := range suites {
		if !s.reached[f.number] || s.race != f.races() {
			continue
		}
		result, err = s.try(ctx, f)
		if result != passed || err != nil {
			return result, true, err
		}
		reached = true
	}
	return passed, reached, nil
}
