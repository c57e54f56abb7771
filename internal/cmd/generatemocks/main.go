// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command generatemocks writes the values that a mock of the provider gives to computed attributes, from the provider's
// schemas: generatemocks FILE. Terraform's own inventions are texts of eight letters, which no argument accepts that takes
// a GUID, an address or one of several words.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

var errUsage = errors.New("usage: generatemocks FILE")

func main() {
	if err := write(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generatemocks:", err)
		os.Exit(1)
	}
}

func write(ctx context.Context, arguments []string) error {
	if len(arguments) != 1 {
		return errUsage
	}

	content, err := generate(ctx)
	if err != nil {
		return err
	}

	if err := os.WriteFile(arguments[0], content, 0o644); err != nil {
		return fmt.Errorf("writing the mocks: %w", err)
	}

	return nil
}
