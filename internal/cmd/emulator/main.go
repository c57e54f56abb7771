// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command emulator serves Microsoft Entra, Microsoft Graph, Dataverse and Business Central on
// loopback, for rehearsals and tests of the bcsales provider.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "emulator:", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (failed error) {
	flags := flag.NewFlagSet("emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", "127.0.0.1:0", "loopback `address` to serve on")
	seed := flags.String("seed", "", "seed `file` (JSON); without it there is a demo tenant")
	record := flags.String("record", "", "`file` to record the exchanges in, one JSON object a line")
	latency := flags.Duration("latency", 0, "time that every request takes longer")
	enforce := flags.Bool("enforce-limits", false, "enforce the documented service limits")
	envFile := flags.String("env-file", "", "`file` to write the provider's environment to, for a shell to source")
	speed := flags.Float64("speed", 1, "divides the duration of asynchronous work")
	if err := flags.Parse(args); err != nil {
		return err //nolint:wrapcheck // flag has printed it
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if !(*speed > 0) || math.IsInf(*speed, 0) || *latency < 0 { // not greater than 0: NaN too
		return errors.New("--speed must be a number greater than 0, and --latency must not be negative")
	}
	options := emulator.Options{Listen: *listen, Latency: *latency, EnforceLimits: *enforce, Speed: *speed}
	if *seed != "" {
		data, err := os.ReadFile(*seed)
		if err != nil {
			return fmt.Errorf("reading the seed: %w", err)
		}
		options.Seed = data
	}
	if *record != "" {
		file, err := os.OpenFile(*record, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("opening the record: %w", err)
		}
		defer func() { failed = errors.Join(failed, file.Close()) }()
		options.Record = file
	}
	if *envFile != "" {
		options.CAFile = *envFile + ".ca.pem"
	}
	return serve(ctx, options, *envFile, stdout)
}

//nolint:contextcheck // Close comes after the context has ended and has a deadline of its own
func serve(ctx context.Context, options emulator.Options, envFile string, stdout io.Writer) error {
	e, err := emulator.New(ctx, options)
	if err != nil {
		return err
	}
	e.Start()
	if envFile != "" {
		if err := writeEnvironment(envFile, e.Env()); err != nil {
			return errors.Join(err, e.Close())
		}
	}
	if _, err := fmt.Fprintln(stdout, "listening on "+e.URL()); err != nil {
		return errors.Join(fmt.Errorf("printing the address: %w", err), e.Close())
	}
	select {
	case <-ctx.Done():
	case <-e.Done():
	}
	stopped := make(chan error, 1)
	go func() { stopped <- e.Close() }()
	select {
	case err := <-stopped:
		return err
	case <-time.After(10 * time.Second):
		return errors.New("the server did not stop in time")
	}
}
