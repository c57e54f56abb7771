// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/probes"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// What the demo tenant has for the probes that need an application.
const (
	demoApplicationID   = "0000001a-0000-4000-8000-000000000001"
	demoApplicationUser = "TERRAFORM"
)

// hurry divides the duration of the emulator's asynchronous work.
const hurry = 1000

// reference is an emulator whose answers are what the provider assumes.
type reference struct {
	emulator *emulator.Emulator
	lab      *probes.Lab
}

// startReference starts an emulator with the demo tenant in which both integration solutions are installed.
func startReference(ctx context.Context) (*reference, error) {
	document, err := integrated()
	if err != nil {
		return nil, err
	}
	e, err := emulator.New(ctx, emulator.Options{Seed: document, SeedName: "the demo tenant", Speed: hurry})
	if err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}
	e.Start()
	r := &reference{emulator: e}
	environment := e.Env()
	connected, err := provider.Connect(ctx, version, func(name string) (string, bool) {
		value, found := environment[name]
		return value, found
	})
	if err != nil {
		r.close() //nolint:contextcheck // it has a deadline of its own
		return nil, fmt.Errorf("connecting to the emulator: %w", err)
	}
	r.lab = &probes.Lab{
		Dataverse: connected.Dataverse, BusinessCentral: connected.BusinessCentral,
		ApplicationID: demoApplicationID, UserName: demoApplicationUser,
	}
	return r, nil
}

// close stops the emulator, whose end nobody waits for.
func (r *reference) close() { _ = r.emulator.Close() }

// integrated is the seed of the demo tenant with the integration solutions.
func integrated() ([]byte, error) {
	var document map[string]map[string]any
	if err := json.Unmarshal(seed.Demo(), &document); err != nil {
		return nil, fmt.Errorf("reading the demo tenant: %w", err)
	}
	document["dataverse"]["solutions"] = []map[string]any{
		{"uniquename": dataverse.BaseIntegrationSolution, "version": "1.2.0.0", "ismanaged": true},
		{"uniquename": dataverse.SalesIntegrationSolution, "version": "1.3.0.0", "ismanaged": true},
	}
	seeded, err := json.Marshal(document)
	if err != nil {
		return nil, fmt.Errorf("writing the demo tenant: %w", err)
	}
	return seeded, nil
}
