// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command bcsales is for people who support and rehearse integrations of Business Central with Dynamics 365 Sales. It examines
// companies without a Terraform state, finds out what the services do, and serves the emulator.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the linker in releases.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := newRoot(os.LookupEnv).ExecuteContext(ctx)
	stop()
	if err == nil {
		return
	}
	if _, bad := errors.AsType[findings](err); bad {
		os.Exit(2)
	}
	if _, other := errors.AsType[differences](err); other {
		os.Exit(2)
	}
	fmt.Fprintln(os.Stderr, "bcsales:", err)
	os.Exit(1)
}
