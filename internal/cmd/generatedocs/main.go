// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command generatedocs writes docs/ from the provider's schemas, templates/ and examples/ with tfplugindocs.
//
// It gets the schemas from the provider directly. Terraform's `providers schema` omits what its version does not
// support (identities before 1.12, actions before 1.14), so the pages would depend on the version of Terraform.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
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

	schemas, err := describe(ctx, provider.Server("dev", nil))
	if err != nil {
		return err
	}

	content, err := json.Marshal(schemas)
	if err != nil {
		return fmt.Errorf("writing the schemas: %w", err)
	}

	folder, err := os.MkdirTemp("", "bcsales-docs-")
	if err != nil {
		return fmt.Errorf("creating a folder for the schemas: %w", err)
	}
	defer os.RemoveAll(folder)

	path := filepath.Join(folder, "schemas.json")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return fmt.Errorf("writing the schemas: %w", err)
	}

	command := exec.CommandContext(ctx, generator, "generate", "--provider-name", providerName, "--providers-schema", path)
	command.Stdout = os.Stdout
	command.Stderr = os.Stderr

	if err := command.Run(); err != nil {
		return fmt.Errorf("running %s: %w", generator, err)
	}

	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return fmt.Errorf("reading which release the pages are pinned to: %w", err)
	}

	return finishAll("docs", release(string(changelog)))
}
