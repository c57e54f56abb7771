// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"strconv"
	"strings"
)

// AcceptsBaseVersion reports whether Business Central works with this version of the base integration solution: it
// requires at least major version 1 (BCApps, codeunit CDS Integration Impl.).
func AcceptsBaseVersion(version string) bool {
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	return err == nil && n >= 1
}
