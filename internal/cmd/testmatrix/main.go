// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command testmatrix runs a sample of the acceptance tests with each program that the documentation calls tested, and prints a table:
// the Terraform that is installed, the newest that the Go module proxy offers, OpenTofu, and the Terraform that
// BCSALES_NEWEST_TERRAFORM names, if it is set. Programs that it builds are kept in the user's cache folder.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

// newest names a Terraform that runs queries and actions.
const newest = "BCSALES_NEWEST_TERRAFORM"

var errFailed = errors.New("tests failed")

func main() {
	tests := flag.String("run", "", "the tests to run, as for go test")
	folder := flag.String("package", "internal/test/acceptance", "the folder of the tests")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	if err := matrix(ctx, *folder, *tests); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "testmatrix:", err)
		os.Exit(1) //nolint:gocritic // stop has been called.
	}
}

func matrix(ctx context.Context, folder, tests string) error {
	clis, err := programs(ctx)
	if err != nil {
		return err
	}

	work, err := os.MkdirTemp("", "bcsales-matrix-")
	if err != nil {
		return fmt.Errorf("creating a folder for the tests: %w", err)
	}
	defer os.RemoveAll(work)

	binary := filepath.Join(work, "tests.exe")

	build := exec.CommandContext(ctx, "go", "test", "-c", "-o", binary, "./"+folder)
	build.Stderr = os.Stderr

	if err := build.Run(); err != nil {
		return fmt.Errorf("building the tests: %w", err)
	}

	rows := make([]row, 0, len(clis))

	for _, cli := range clis {
		fmt.Fprintln(os.Stderr, "Testing with", cli)

		one, err := try(ctx, cli, binary, folder, tests)
		if err != nil {
			return err
		}

		rows = append(rows, one)
	}

	fmt.Print(table(rows))

	for _, one := range rows {
		if one.failed > 0 || one.passed == 0 {
			return errFailed
		}
	}

	return nil
}

// programs are those of the matrix, built where they are not there yet.
func programs(ctx context.Context) ([]terraformcli.CLI, error) {
	options := terraformcli.Options{Log: os.Stderr}

	installed, err := terraformcli.Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("finding the installed program: %w", err)
	}

	clis := []terraformcli.CLI{installed}

	for _, kind := range []terraformcli.Kind{terraformcli.Terraform, terraformcli.OpenTofu} {
		built, err := terraformcli.Build(ctx, kind, options)
		if err != nil {
			return nil, fmt.Errorf("building %s: %w", kind, err)
		}

		clis = append(clis, built)
	}

	if path := os.Getenv(newest); path != "" {
		named, err := terraformcli.Inspect(ctx, path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", newest, err)
		}

		clis = append(clis, named)
	}

	return clis, nil
}

// try runs the tests with the program.
func try(ctx context.Context, cli terraformcli.CLI, binary, folder, tests string) (row, error) {
	variables, err := cli.TestEnvironment()
	if err != nil {
		return row{}, fmt.Errorf("preparing the environment: %w", err)
	}

	begun := time.Now()
	command := exec.CommandContext(ctx, binary, "-test.v", "-test.timeout=60m", "-test.parallel=2", "-test.run="+tests)
	command.Dir = folder
	command.Env = append(os.Environ(), variables...)

	if cli.RunsActions() {
		command.Env = append(command.Env, newest+"="+cli.Path)
	}

	var output strings.Builder

	command.Stdout, command.Stderr = &output, &output
	failure := command.Run()
	one := read(output.String())
	one.program, one.seconds, one.whole = cli, time.Since(begun).Seconds(), cli.RunsActions()

	if exit, ok := errors.AsType[*exec.ExitError](failure); failure != nil && !ok {
		return row{}, fmt.Errorf("running the tests: %w", cmp.Or[error](exit, failure))
	}

	if failure != nil {
		one.failed = max(one.failed, 1)
		fmt.Fprintln(os.Stderr, output.String())
	}

	return one, nil
}
