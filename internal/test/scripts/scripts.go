// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package scripts writes the shell scripts that stand in for programs in tests.
package scripts

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Write writes an executable file and returns its path.
//
// No process starts while the file is open for writing. A child that inherited it would keep it open until it has
// started its own program, and Linux refuses to run such a file ("text file busy", golang/go#22315).
func Write(tb testing.TB, folder, name, script string) string {
	tb.Helper()

	path := filepath.Join(folder, name)

	syscall.ForkLock.RLock()
	err := os.WriteFile(path, []byte(script), 0o700) //nolint:gosec // it must be executable
	syscall.ForkLock.RUnlock()

	if err != nil {
		tb.Fatal(err)
	}

	return path
}
