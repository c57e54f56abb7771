// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package readiness tells whether the integration of a company is set up as Business Central demands, and what to do
// where it is not.
package readiness

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
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
	look      func(f *facts) (outcome, error)
}

// checks lists all checks, in the order in which the guide takes the steps.
func checks() []check {
	groups := [][]check{
		environmentChecks(), solutionChecks(), userChecks(), companyChecks(), unitChecks(), currencyChecks(),
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

// examine runs all checks. It never fails: what cannot be looked at is a result too.
func examine(f *facts) []result {
	all := checks()
	results := make([]result, 0, len(all))
	for _, c := range all {
		found, err := c.look(f)
		if err != nil {
			found = unexamined(err)
		}
		f.failed = f.failed || found.status == statusFail
		results = append(results, result{c, found})
	}
	return results
}

// unmet is the error of a fact that cannot be known because of something that another check reports.
type unmet struct{ why string }

func (u unmet) Error() string { return u.why }

// unexamined tells why a check could not be made: it is skipped when another check reports the reason, and fails when a
// service refuses to tell.
func unexamined(err error) outcome {
	if reported, ok := errors.AsType[unmet](err); ok {
		return outcome{status: statusSkipped, detail: reported.why}
	}
	found := outcome{statusFail, "This could not be checked: " + err.Error() + ".", "Run the plan again; when it stays, ask the service's support with the request id."}
	var problem *framework.Problem
	var api *odata.Error
	switch {
	case errors.As(err, &problem) && problem.Remedy != "":
		found.remedy = problem.Remedy
	case framework.LacksPermission(err), errors.As(err, &api) && api.StatusCode == http.StatusUnauthorized:
		found.remedy = "Give the provider's identity the permissions that this data source names in its documentation."
	}
	return found
}
