// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"net/http"
	"strings"

	"github.com/google/uuid"
)

// EntityID returns the id of the entity that an answer created, from its OData-EntityId header:
// https://…/systemusers(6f1c…). False if there is none.
func EntityID(h http.Header) (string, bool) {
	value := h.Get("OData-EntityId")
	if value == "" {
		value = h.Get("Location")
	}
	open := strings.LastIndexByte(value, '(')
	if open < 0 || !strings.HasSuffix(value, ")") {
		return "", false
	}
	id, err := uuid.Parse(value[open+1 : len(value)-1])
	if err != nil {
		return "", false
	}
	return id.String(), true
}
