// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// errVersion is wrapped by the errors about invalid versions.
var errVersion = errors.New("not a version")

// version is major, minor and patch; what follows a hyphen (alpha, dev) is ignored.
type version [3]int

func parseVersion(text string) (version, error) {
	number, _, _ := strings.Cut(strings.TrimPrefix(text, "v"), "-")
	parts := strings.Split(number, ".")

	var result version
	if len(parts) != len(result) {
		return version{}, fmt.Errorf("%w: %q", errVersion, text)
	}

	for i, part := range parts {
		value, err := strconv.Atoi(part)
		if err != nil || value < 0 {
			return version{}, fmt.Errorf("%w: %q", errVersion, text)
		}

		result[i] = value
	}

	return result, nil
}

func (v version) less(other version) bool {
	return slices.Compare(v[:], other[:]) < 0
}

func (v version) String() string {
	return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2])
}
