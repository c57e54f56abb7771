// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Codes of https://learn.microsoft.com/graph/errors and https://learn.microsoft.com/graph/resolve-auth-errors.
const (
	codeBadRequest = "Request_BadRequest"
	codeSameKey    = "Request_MultipleObjectsWithSameKeyValue"
	codeNotFound   = "Request_ResourceNotFound"
)

func bad(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, codeBadRequest, format, args...)
}

func absent(id string) error {
	return odatasvc.Errorf(http.StatusNotFound, codeNotFound, "Resource '%s' does not exist or one of its queried reference-property objects are not present.", id)
}

func required(property, resource string) error {
	return bad("A value is required for property '%s' of resource '%s'.", property, resource)
}

func invalid(property, resource string) error {
	return bad("Invalid value specified for property '%s' of resource '%s'.", property, resource)
}

func sameValue(property string) error {
	return bad("Another object with the same value for property %s already exists.", property)
}
