// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command generatedocs writes docs/ from the provider's schemas, templates/ and examples/ with tfplugindocs. It reads the
// schemas with whichever of Terraform and OpenTofu this machine has.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/bcsales/terraform-provider-bcsales/internal/terraformcli"
)

func main() {
	generator := flag.String("tfplugindocs", "tfplugindocs", "the tfplugindocs program")
	flag.Parse()

	if err := generate(*generator); err != nil {
		fmt.Fprintln(os.Stderr, "generatedocs:", err)
		os.Exit(1)
	}
}

func generate(generator string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	options := terraformcli.Options{Log: os.Stderr}

	cli, err := terraformcli.Obtain(ctx, options)
	if err != nil {
		return fmt.Errorf("obtaining terraform or tofu: %w", err)
	}

	folder, err := os.MkdirTemp("", "bcsales-docs-")
	if err != nil {
		return fmt.Errorf("making a folder for the schema: %w", err)
	}
	defer os.RemoveAll(folder)

	provider, err := terraformcli.BuildProvider(ctx, folder, options)
	if err != nil {
		return fmt.Errorf("building the provider: %w", err)
	}

	schema, err := cli.ProviderSchema(ctx, provider)
	if err != nil {
		return fmt.Errorf("reading the schema: %w", err)
	}

	path := filepath.Join(folder, "schema.json")
	if err := os.WriteFile(path, schema, 0o600); err != nil {
		return fmt.Errorf("writing the schema: %w", err)
	}

	command := exec.CommandContext(ctx, generator, "generate", "--provider-name", "bcsales", "--providers-schema", path)
	command.Stdout = os.Stdout
	command.Stderr = os.Stderr

	if err := command.Run(); err != nil {
		return fmt.Errorf("running %s: %w", generator, err)
	}

	return nil
}
