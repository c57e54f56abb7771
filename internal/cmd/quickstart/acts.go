// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

// Exit codes of `plan -detailed-exitcode`.
const (
	planEmpty   = 0
	planChanges = 2
)

// The stand-ins for Microsoft's solutions, and how much faster than the services the emulator's jobs run.
const (
	baseVersion   = "1.2.0.0"
	salesVersion  = "10.0.0.0"
	emulatorSpeed = "60"
)

var errSeed = errors.New("the emulator's demo tenant lacks what the quickstart needs")

// startEmulator is the second act.
func (s *stage) startEmulator(ctx context.Context) error {
	arguments := []string{"--listen", "127.0.0.1:0", "--speed", emulatorSpeed}
	if s.settings.record != "" {
		arguments = append(arguments, "--record", s.settings.record)
	}

	emulator, err := startProgram(ctx, s.emulatorProgram(), filepath.Join(s.folder, "emulator.env"), arguments...)
	if err != nil {
		return err
	}

	s.emulator = emulator
	s.sayf("listening on %s", emulator.url)

	for name, value := range emulator.environment {
		s.variables = append(s.variables, name+"="+value)
	}

	company, err := s.company(ctx)
	if err != nil {
		return err
	}

	application, err := s.integrationApplication(ctx)
	if err != nil {
		return err
	}

	s.sayf("company %s, its salespeople, and the Sales users of a demo tenant are there; nothing is integrated", company["name"])

	base, err := samples.BaseIntegration(baseVersion).WriteFile(s.folder)
	if err != nil {
		return fmt.Errorf("generating the base solution: %w", err)
	}

	sales, err := samples.SalesIntegration(salesVersion).WriteFile(s.folder)
	if err != nil {
		return fmt.Errorf("generating the Sales solution: %w", err)
	}

	s.sayf("generated stand-ins for Microsoft's solutions %s and %s", samples.BaseIntegrationName, samples.SalesIntegrationName)

	s.variables = append(s.variables,
		fmt.Sprintf("TF_VAR_company_name=%v", company["name"]),
		"TF_VAR_dataverse_url="+emulator.environment["BCSALES_DATAVERSE_URL"],
		"TF_VAR_integration_application_id="+application,
		"TF_VAR_base_solution_file="+base,
		"TF_VAR_sales_solution_file="+sales,
	)

	return nil
}

// apply is the third act.
func (s *stage) apply(ctx context.Context) error {
	if err := s.terraform(ctx, nothing, 0, "init", "-input=false"); err != nil {
		return err
	}

	if err := s.terraform(ctx, progress(), 0, "apply", "-auto-approve", "-input=false"); err != nil {
		return err
	}

	return s.showResult(ctx)
}

// showResult prints what the apply has added to Dataverse, as the emulator reports it.
func (s *stage) showResult(ctx context.Context) error {
	company, err := s.company(ctx)
	if err != nil {
		return err
	}

	couplings, err := s.emulator.rows(ctx, fmt.Sprintf("businesscentral/recordCouplings?company=%v", company["id"]))
	if err != nil {
		return err
	}

	accounts, err := s.emulator.rows(ctx, "dataverse/accounts")
	if err != nil {
		return err
	}

	s.sayf("now %d records of %s are coupled with rows in Dataverse, and Sales has %d accounts", len(couplings), company["name"], len(accounts))

	return nil
}

// planNothing is the fourth act.
func (s *stage) planNothing(ctx context.Context) error {
	return s.terraform(ctx, changes, planEmpty, "plan", "-detailed-exitcode", "-input=false")
}

// planDrift is the fifth act.
func (s *stage) planDrift(ctx context.Context) error {
	company, err := s.company(ctx)
	if err != nil {
		return err
	}

	setups, err := s.emulator.rows(ctx, fmt.Sprintf("businesscentral/salesConnectionSetups?company=%v", company["id"]))
	if err != nil {
		return err
	}

	if len(setups) != 1 {
		return fmt.Errorf("%w: %d Sales connection setups instead of one", errAnswer, len(setups))
	}

	path := fmt.Sprintf("businesscentral/salesConnectionSetups/%v?company=%v", setups[0]["id"], company["id"])
	if err := s.emulator.change(ctx, path, map[string]any{"itemAvailabilityEnabled": false}); err != nil {
		return err
	}

	s.sayf("somebody turned item availability off in %s", company["name"])

	return s.terraform(ctx, changes, planChanges, "plan", "-detailed-exitcode", "-input=false")
}

// repair is the sixth act.
func (s *stage) repair(ctx context.Context) error {
	if err := s.terraform(ctx, progress(), 0, "apply", "-auto-approve", "-input=false"); err != nil {
		return err
	}

	return s.planNothing(ctx)
}

// destroy is the seventh act.
func (s *stage) destroy(ctx context.Context) error {
	return s.terraform(ctx, progress(), 0, "destroy", "-auto-approve", "-input=false")
}

// company is the demo tenant's first company.
func (s *stage) company(ctx context.Context) (map[string]any, error) {
	companies, err := s.emulator.rows(ctx, "businesscentral/companies")
	if err != nil {
		return nil, err
	}

	if len(companies) == 0 {
		return nil, fmt.Errorf("%w: a company", errSeed)
	}

	return companies[0], nil
}

// integrationApplication is the client id of an Entra application other than the provider's own.
func (s *stage) integrationApplication(ctx context.Context) (string, error) {
	principals, err := s.emulator.rows(ctx, "graph/servicePrincipals")
	if err != nil {
		return "", err
	}

	for _, principal := range principals {
		if id, ok := principal["appId"].(string); ok && id != s.emulator.environment["BCSALES_CLIENT_ID"] {
			return id, nil
		}
	}

	return "", fmt.Errorf("%w: an application for Business Central to sign in with", errSeed)
}
