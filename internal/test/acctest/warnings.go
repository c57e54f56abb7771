// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Warnings collects the provider's warnings in plans and applies, which terraform-plugin-testing ignores.
type Warnings struct {
	mu     sync.Mutex
	phases map[string][]string
}

// In returns the warnings of a phase, "read", "plan" or "apply", as one text.
func (w *Warnings) In(phase string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.phases[phase], "\n")
}

// Reset forgets the warnings so far.
func (w *Warnings) Reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.phases)
}

func (w *Warnings) add(phase string, diagnostics []*tfprotov6.Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityWarning {
			w.phases[phase] = append(w.phases[phase], d.Summary+": "+d.Detail)
		}
	}
}

// Warnings returns factories like [Env.Factories] whose warnings are collected.
func (e *Env) Warnings() (map[string]func() (tfprotov6.ProviderServer, error), *Warnings) {
	w := &Warnings{phases: map[string][]string{}}
	factories := e.Factories()
	for name, factory := range factories {
		factories[name] = func() (tfprotov6.ProviderServer, error) {
			server, err := factory()
			return listening{server, w}, err
		}
	}
	return factories, w
}

// listening is a provider server that records its warnings.
type listening struct {
	tfprotov6.ProviderServer
	warnings *Warnings
}

// PlanResourceChange plans and records the warnings.
func (l listening) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	resp, err := l.ProviderServer.PlanResourceChange(ctx, req)
	if resp != nil {
		l.warnings.add("plan", resp.Diagnostics)
	}
	return resp, err //nolint:wrapcheck // it only forwards
}

// ApplyResourceChange applies and records the warnings.
func (l listening) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := l.ProviderServer.ApplyResourceChange(ctx, req)
	if resp != nil {
		l.warnings.add("apply", resp.Diagnostics)
	}
	return resp, err //nolint:wrapcheck // it only forwards
}

// ReadResource refreshes and records the warnings.
func (l listening) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	resp, err := l.ProviderServer.ReadResource(ctx, req)
	if resp != nil {
		l.warnings.add("read", resp.Diagnostics)
	}
	return resp, err //nolint:wrapcheck // it only forwards
}
