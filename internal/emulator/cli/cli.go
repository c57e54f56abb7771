// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package cli is the emulator as a command, which two programs offer.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// Run runs the command with the arguments until the context ends. The error is [flag.ErrHelp] after it printed the help that the
// arguments ask for.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) (failed error) {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	options := emulator.Options{Listen: s.listen, Latency: s.latency, EnforceLimits: s.enforce, Speed: s.speed, Repeat: s.repeat, ControlToken: s.controlToken, Environments: s.environments}
	if s.seed != "" {
		data, err := os.ReadFile(s.seed)
		if err != nil {
			return fmt.Errorf("reading the seed: %w", err)
		}
		options.Seed, options.SeedName = data, s.seed
	}
	record := &recordFile{name: s.record, stderr: stderr}
	if s.record != "" {
		options.Record = record
		defer func() { failed = errors.Join(failed, record.close()) }()
	}
	if s.envFile != "" {
		options.CAFile = s.envFile + ".ca.pem"
	}
	e, err := emulator.New(ctx, options)
	if err != nil {
		return err
	}
	if s.record != "" {
		if err := record.open(); err != nil {
			return errors.Join(err, e.Close()) //nolint:contextcheck // closing has a deadline of its own
		}
	}
	return serve(ctx, e, s.envFile, stdout)
}

//nolint:contextcheck // Close comes after the context has ended and has a deadline of its own
func serve(ctx context.Context, e *emulator.Emulator, envFile string, stdout io.Writer) error {
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
