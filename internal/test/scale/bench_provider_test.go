// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// Terraform starts the benchmark's test binary as the provider, under the provider's name. It runs the program that the variable
// names, and writes what that has used to a file. The provider that does nothing is the test binary again, under another name.
const (
	providerName    = "terraform-provider-bcsales"
	idleName        = "provider-that-does-nothing"
	providerProgram = "BCSALES_BENCH_PROVIDER"
	usageFile       = "BCSALES_BENCH_USAGE"
)

// usage is what one provider process has used.
type usage struct {
	CPU  time.Duration `json:"cpu"`
	Peak int64         `json:"peak"` // of memory, in bytes
}

// role returns the main function of a process that is not to run tests; nil for one that is.
func role() func() error {
	switch name := filepath.Base(os.Args[0]); {
	case strings.HasPrefix(name, providerName):
		return launch
	case name == idleName:
		return serveIdle
	}
	return nil
}

// launch runs a provider.
func launch() error {
	child := exec.CommandContext(context.Background(), os.Getenv(providerProgram))
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := child.Run() // Terraform sees how it ends
	if child.ProcessState == nil {
		return fmt.Errorf("starting the provider: %w", err)
	}
	used, ok := child.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("the system does not say what the provider has used")
	}
	return appendUsage(os.Getenv(usageFile), used)
}

// serveIdle serves the provider that does nothing.
func serveIdle() error {
	if err := logging.Quiet(); err != nil {
		return fmt.Errorf("serving: %w", err)
	}
	err := tf6server.Serve("registry.terraform.io/bcsales/bcsales", func() tfprotov6.ProviderServer { return idle{provider.Server("bench", nil)} })
	if err != nil {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

func appendUsage(path string, used *syscall.Rusage) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the usage: %w", err)
	}
	// Linux gives the peak in KiB.
	err = json.NewEncoder(file).Encode(usage{CPU: cpu(used), Peak: used.Maxrss << 10})
	return errors.Join(err, file.Close())
}

func cpu(used *syscall.Rusage) time.Duration {
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// idle is a provider of the same schema that does nothing: the floor of what Terraform's protocol costs.
type idle struct{ tfprotov6.ProviderServer }

func (idle) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (idle) ReadResource(_ context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: r.CurrentState, Private: r.Private, NewIdentity: r.CurrentIdentity}, nil
}

func (idle) PlanResourceChange(_ context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: r.ProposedNewState, PlannedPrivate: r.PriorPrivate, PlannedIdentity: r.PriorIdentity}, nil
}

func (idle) ApplyResourceChange(_ context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return &tfprotov6.ApplyResourceChangeResponse{NewState: r.PlannedState, Private: r.PlannedPrivate, NewIdentity: r.PlannedIdentity}, nil
}
