// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"encoding/json"
	"net/http"
	"strings"
)

// codeConcurrency is how Graph refuses a change because another one of the same object is under way. Its message asks to wait
// briefly and to try again.
const codeConcurrency = "Directory_ConcurrencyViolation"

// TryAgain recognizes an answer of Graph after which the same request may succeed, see transport.Options. Nothing was
// executed then.
func TryAgain(status int, body []byte) (again, refused bool) {
	if status != http.StatusConflict {
		return false, false
	}
	var answer struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	conflict := json.Unmarshal(body, &answer) == nil && strings.EqualFold(answer.Error.Code, codeConcurrency)
	return conflict, conflict
}
