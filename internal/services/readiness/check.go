// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package readiness reports whether the integration of a company is set up as Business Central requires, and what to do
// where it is not.
package readiness

import (
	"context"
	"fmt"
)

// status is the result of a check.
type status string

const (
	statusPass    status = "pass"
	statusWarn    status = "warn"
	statusFail    status = "fail"
	statusSkipped status = "skipped"
)

// outcome is what a check found.
type outcome struct {
	status         status
	detail, remedy string
}

func pass(format string, args ...any) (outcome, error) {
	return outcome{status: statusPass, detail: fmt.Sprintf(format, args...)}, nil
}

func fail(remedy, format string, args ...any) (outcome, error) {
	return outcome{statusFail, fmt.Sprintf(format, args...), remedy}, nil
}

func warn(remedy, format string, args ...any) (outcome, error) {
	return outcome{statusWarn, fmt.Sprintf(format, args...), remedy}, nil
}

func skip(format string, args ...any) (outcome, error) {
	return outcome{status: statusSkipped, detail: fmt.Sprintf(format, args...)}, nil
}

// check is one thing that has to be so. Its id is stable: configurations refer to it.
type check struct {
	id, title string
	look      func(ctx context.Context, f *facts) (outcome, error)
}

// checks lists all checks, in the order in which the guide takes the steps.
func checks() []check {
	groups := [][]check{
		environmentChecks(), companionChecks(), solutionChecks(), userChecks(), companyChecks(), unitChecks(), currencyChecks(),
		connectionChecks(), salespeopleChecks(), mappingChecks(), jobChecks(), recordChecks(), testChecks(),
	}
	var all []check
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}

// result is a check with what it found.
type result struct {
	check
	outcome
}
