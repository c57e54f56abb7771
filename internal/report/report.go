// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package report has what the checks of readiness found, and its forms for people.
package report

import "slices"

// Statuses of a finding.
const (
	Pass    = "pass"
	Warn    = "warn"
	Fail    = "fail"
	Skipped = "skipped"
)

// What a finding is about: the environment, whose findings are the same for all its companies, or one company.
const (
	OfEnvironment = "environment"
	OfCompany     = "company"
)

// Finding is the result of a check.
type Finding struct {
	// ID is the same in every version.
	ID string `json:"id"`
	// Title is the condition that has to hold.
	Title string `json:"title"`
	// Scope is OfEnvironment or OfCompany.
	Scope string `json:"scope"`
	// Status is one of Pass, Warn, Fail and Skipped.
	Status string `json:"status"`
	Detail string `json:"detail"`
	// Remedy is empty if there is nothing to do.
	Remedy string `json:"remedy,omitempty"`
	// Unexamined reports that the check failed because it could not be made.
	Unexamined bool `json:"unexamined,omitempty"`
}

// Company is what the checks of a company found.
type Company struct {
	Name     string    `json:"name"`
	Findings []Finding `json:"findings"`
}

// Ready reports whether no check failed.
func (c Company) Ready() bool { return c.count(Fail) == 0 }

func (c Company) count(status string) (n int) {
	for _, f := range c.Findings {
		if f.Status == status {
			n++
		}
	}
	return n
}

// own returns the findings that concern only this company.
func (c Company) own() []Finding {
	return slices.DeleteFunc(slices.Clone(c.Findings), func(f Finding) bool { return f.Scope != OfCompany })
}
