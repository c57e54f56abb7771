// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command quickstart demonstrates the provider on a machine that has nothing but Go: it sets up the integration of
// one company against the emulator, shows that nothing is left to do, finds and repairs a setting that somebody
// changed, and removes everything again.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	record := flag.String("record", "", "write the HTTP traffic to this file, one JSON object a line")
	verbose := flag.Bool("verbose", false, "show everything that terraform prints")
	flag.Parse()

	if err := play(settings{record: *record, verbose: *verbose}); err != nil {
		fmt.Fprintln(os.Stderr, "\nquickstart failed:", err)
		os.Exit(1)
	}
}

const introduction = `Microsoft's guide "Integrating with Dynamics 365 Sales" for one company, against an emulator on this machine.
What Terraform prints is shortened; make quickstart QUICKSTART_ARGS=-verbose shows all of it.`

// settings are the command line's values.
type settings struct {
	record  string
	verbose bool
}

// play runs the seven acts in order. Whatever happens, it ends the programs that it
// started and removes the files that it wrote.
func play(settings settings) (err error) {
	// A closed terminal or pipe must not leave programs and files behind either.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	defer stop()

	stage, err := newStage(settings, os.Stdout)
	if err != nil {
		return err
	}

	defer func() {
		if closeErr := stage.close(); err == nil {
			err = closeErr
		}
	}()

	acts := []struct {
		title string
		play  func(context.Context) error
	}{
		{"Find Terraform or OpenTofu, and build the provider and the emulator", stage.build},
		{"Start the emulator of Microsoft Entra, Graph, Dataverse and Business Central", stage.startEmulator},
		{"Apply examples/quickstart: the whole guide for one company", stage.apply},
		{"Plan again: nothing is left to do", stage.planNothing},
		{"Change a setting behind Terraform's back, and plan: the change is found", stage.planDrift},
		{"Apply again: the change is repaired", stage.repair},
		{"Destroy", stage.destroy},
	}

	stage.printf("%s\n", introduction)

	var afterBuilds time.Time

	for i, act := range acts {
		started := time.Now()

		if i == 1 {
			afterBuilds = started
		}

		stage.printf("\n=== Act %d of %d: %s\n", i+1, len(acts), act.title)

		err := act.play(ctx)
		if ctx.Err() != nil {
			// The signal caused whatever failed.
			err = context.Cause(ctx)
		}

		if err != nil {
			return fmt.Errorf("act %d (%s): %w", i+1, act.title, err)
		}

		stage.printf("    (%.1f s)\n", time.Since(started).Seconds())
	}

	stage.printf("\nQuickstart finished: all %d acts, %.1f s after the builds.\n", len(acts), time.Since(afterBuilds).Seconds())
	stage.printf("The configuration is in %s; docs/guides/rehearsal.md says how to try your own.\n", example)

	return nil
}
