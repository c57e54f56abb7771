// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package version reads and compares the versions of solutions and extensions.
package version

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Version is the version of a solution or an extension: major, minor, build and revision.
// Omitted parts are 0, so 1.2 equals 1.2.0.0.
type Version [4]int32

// Parse parses one to four numbers separated by periods.
func Parse(text string) (Version, error) {
	var v Version
	parts := strings.Split(strings.TrimSpace(text), ".")
	if len(parts) > len(v) {
		return Version{}, fmt.Errorf("the version %q has more than four parts", text)
	}
	for i, part := range parts {
		number, err := strconv.ParseInt(part, 10, 32)
		if err != nil || number < 0 || part[0] == '+' {
			return Version{}, fmt.Errorf("the version %q is not of the form 1.2.3.4", text)
		}
		v[i] = int32(number)
	}
	return v, nil
}

// Compare is negative if v is older than other, 0 if they are equal, and positive if v is newer.
func (v Version) Compare(other Version) int { return slices.Compare(v[:], other[:]) }

// String is the version with all four parts.
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d.%d", v[0], v[1], v[2], v[3]) }

// AtLeast reports whether text is a valid version equal to wanted or newer.
func AtLeast(text string, wanted Version) bool {
	v, err := Parse(text)
	return err == nil && v.Compare(wanted) >= 0
}

// Same reports whether two texts are the same version, such as 1.2 and 1.2.0.0. A text that is no version is the same only
// as itself.
func Same(a, b string) bool {
	x, err := Parse(a)
	if err != nil {
		return a == b
	}
	y, err := Parse(b)
	return err == nil && x == y
}
