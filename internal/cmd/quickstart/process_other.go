// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package main

import "os/exec"

// ownGroup does nothing: Windows sends Ctrl-C to every program of the console, and cannot send it to a single one.
func ownGroup(*exec.Cmd) {}
