// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

// example is the configuration that the acts use, relative to the repository's root.
const example = "examples/quickstart"

// interruptTimeout is how long terraform may take to end after an interrupt.
const interruptTimeout = 30 * time.Second

// stage is what the acts share. Everything it writes is in one temporary folder.
type stage struct {
	settings settings
	output   io.Writer
	// folder is removed at the end; work in it is a copy of the example, where terraform runs.
	folder, work string

	cli       terraformcli.CLI
	cliConfig string
	emulator  *emulator
	// variables are terraform's additional environment variables: credentials and input variables.
	variables []string
}

func newStage(settings settings, output io.Writer) (*stage, error) {
	folder, err := os.MkdirTemp("", "bcsales-quickstart-")
	if err != nil {
		return nil, fmt.Errorf("creating a working folder: %w", err)
	}

	return &stage{settings: settings, output: output, folder: folder, work: filepath.Join(folder, "configuration")}, nil
}

func (s *stage) close() error {
	var err error
	if s.emulator != nil {
		err = s.emulator.stop()
	}

	if removeErr := os.RemoveAll(s.folder); removeErr != nil {
		err = errors.Join(err, fmt.Errorf("removing the working folder: %w", removeErr))
	}

	return err
}

func (s *stage) printf(format string, arguments ...any) {
	fmt.Fprintf(s.output, format, arguments...)
}

// sayf prints one line about what the act does.
func (s *stage) sayf(format string, arguments ...any) {
	s.printf("    "+format+"\n", arguments...)
}

// build is the first act.
func (s *stage) build(ctx context.Context) error {
	options := terraformcli.Options{Log: s.output}

	cli, err := terraformcli.Obtain(ctx, options)
	if err != nil {
		return fmt.Errorf("obtaining terraform or tofu: %w", err)
	}

	s.cli = cli
	s.sayf("found %s", cli)

	provider, err := terraformcli.BuildProvider(ctx, s.folder, options)
	if err != nil {
		return fmt.Errorf("building the provider: %w", err)
	}

	s.sayf("built the provider")

	if s.cliConfig, err = terraformcli.Mirror(s.folder, provider, cli.Kind); err != nil {
		return fmt.Errorf("putting the provider where `init` finds it: %w", err)
	}

	command := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-ldflags", terraformcli.Stripped, "-o", s.emulatorProgram(), "./internal/cmd/emulator")
	command.Stdout = s.output
	command.Stderr = s.output

	if err := command.Run(); err != nil {
		return fmt.Errorf("building the emulator: %w", err)
	}

	s.sayf("built the emulator")

	if err := os.CopyFS(s.work, os.DirFS(filepath.FromSlash(example))); err != nil {
		return fmt.Errorf("copying %s (run this in the root of the repository): %w", example, err)
	}

	return nil
}

func (s *stage) emulatorProgram() string {
	// The suffix is needed on Windows and does no harm elsewhere.
	return filepath.Join(s.folder, "emulator.exe")
}

// terraform runs the program in the work folder and shows the chosen lines of its output, or everything if
// requested or if the exit code is not the expected one.
func (s *stage) terraform(ctx context.Context, choose selection, want int, arguments ...string) error {
	s.sayf("$ %s %s", s.cli.Kind, strings.Join(arguments, " "))

	command := exec.CommandContext(ctx, s.cli.Path, append(arguments, "-no-color")...)
	command.Dir = s.work
	command.Env = append(terraformcli.Environ(os.Environ(), s.cliConfig), s.variables...)
	ownGroup(command)
	// Terraform saves its state before it ends on an interrupt.
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = interruptTimeout

	shown := &lineFilter{output: s.output, choose: choose}
	if s.settings.verbose {
		shown.choose = everything
	}

	command.Stdout = shown
	command.Stderr = shown

	err := command.Run()
	shown.flush()

	if ctx.Err() != nil {
		return fmt.Errorf("running %s %s: %w", s.cli.Kind, arguments[0], context.Cause(ctx))
	}

	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("running %s %s: %w", s.cli.Kind, arguments[0], err)
	}

	if code := command.ProcessState.ExitCode(); code != want {
		shown.showHidden()

		return fmt.Errorf("%w: %s %s ended with %d instead of %d", errExitCode, s.cli.Kind, arguments[0], code, want)
	}

	return nil
}

var errExitCode = errors.New("unexpected exit code")
