// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"os/exec"
	"syscall"
	"testing"
)

func TestOwnGroup(t *testing.T) {
	t.Parallel()

	command := exec.CommandContext(t.Context(), "sleep", "60")
	ownGroup(command)

	if err := command.Start(); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = command.Wait() })

	group, err := syscall.Getpgid(command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}

	if group != command.Process.Pid {
		t.Errorf("the program is in the group %d, which a Ctrl-C on the terminal reaches", group)
	}
}
