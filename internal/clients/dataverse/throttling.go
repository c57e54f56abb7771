// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"encoding/json"
	"slices"
	"strings"
)

// Throttles reports whether the body of a 429 speaks of the service protection limits, which hold for everything that the
// caller sends, or does not say what it speaks of. Dataverse answers 429 for other reasons too, such as a solution
// operation in progress ([CodeSolutionConcurrency]), which concern the one request only.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
func Throttles(body []byte) bool {
	var answer struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return true
	}
	code := strings.ToLower(strings.TrimSpace(answer.Error.Code))
	// "0x0" and no code are how the service says that it has none.
	return slices.Contains([]string{"", "0x0", "0x80072321", "0x80072322", "0x80072326"}, code)
}
