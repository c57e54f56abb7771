// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraformenv prints, as lines for a shell to evaluate, the environment that the provider's tests need. It finds
// terraform or tofu on this machine and obtains one if there is none:
//
//	env="$(go run ./internal/cmd/terraformenv)" && eval "$env" && go test ./...
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

func main() {
	if err := printEnvironment(); err != nil {
		fmt.Fprintln(os.Stderr, "terraformenv:", err)
		os.Exit(1)
	}
}

func printEnvironment() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	cli, err := terraformcli.Obtain(ctx, terraformcli.Options{Log: os.Stderr})
	if err != nil {
		return fmt.Errorf("obtaining terraform or tofu: %w", err)
	}

	variables, err := cli.TestEnvironment()
	if err != nil {
		return fmt.Errorf("preparing the environment: %w", err)
	}

	fmt.Fprintln(os.Stderr, "Using", cli)

	for _, variable := range variables {
		name, value, _ := strings.Cut(variable, "=")
		fmt.Printf("export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}

	return nil
}
