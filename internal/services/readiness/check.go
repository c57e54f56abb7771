// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package readiness reports whether the integration of a company is set up as Business Central requires, and what to do
// where it is not.
package readiness

import (
	"context"
	"fmt"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/report"
)

// The statuses of checks, and what checks are about.
const (
	statusPass    = report.Pass
	statusWarn    = report.Warn
	statusFail    = report.Fail
	statusSkipped = report.Skipped

	ofEnvironment = report.OfEnvironment
	ofCompany     = report.OfCompany
)

// outcome is what a check found.
type outcome struct {
	status, detail, remedy string
	// unexamined reports that the check could not be made.
	unexamined bool
}

func pass(format string, args ...any) (outcome, error) {
	return outcome{status: statusPass, detail: fmt.Sprintf(format, args...)}, nil
}

func fail(remedy, format string, args ...any) (outcome, error) {
	return outcome{status: statusFail, detail: fmt.Sprintf(format, args...), remedy: remedy}, nil
}

func warn(remedy, format string, args ...any) (outcome, error) {
	return outcome{status: statusWarn, detail: fmt.Sprintf(format, args...), remedy: remedy}, nil
}

func skip(format string, args ...any) (outcome, error) {
	return outcome{status: statusSkipped, detail: fmt.Sprintf(format, args...)}, nil
}

// check is one thing that has to be so. Its id is stable: configurations refer to it.
type check struct {
	id, title, scope string
	look             func(ctx context.Context, f *facts) (outcome, error)
}

// checks lists all checks, in the order in which the guide takes the steps.
func checks() []check { return append(readingChecks(), testChecks()...) }

// readingChecks are those that only read.
func readingChecks() []check {
	return slices.Concat(
		environmentChecks(), companionChecks(), solutionChecks(), userChecks(), companyChecks(), unitChecks(), currencyChecks(),
		connectionChecks(), salespeopleChecks(), mappingChecks(), jobChecks(), recordChecks(),
	)
}
