// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import "strings"

// Problem is one thing that is wrong with, or worth knowing about, the configuration.
type Problem struct {
	// Attribute is the argument of the provider block that it is about; empty for the block as a whole. A dot leads
	// into an object: "endpoints.graph".
	Attribute string
	// Summary is one line.
	Summary string
	// Detail says what was found where and what to do.
	Detail string
}

// Problems is the error of Resolve: everything that is wrong, not just the first.
type Problems []Problem

// Error lists the problems.
func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, problem := range p {
		texts[i] = problem.Summary + ": " + problem.Detail
	}
	return strings.Join(texts, "\n")
}
