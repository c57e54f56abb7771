// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Codes from https://learn.microsoft.com/graph/errors and https://learn.microsoft.com/graph/resolve-auth-errors.
const (
	codeBadRequest = "Request_BadRequest"
	codeDenied     = "Authorization_RequestDenied"
	codeSameKey    = "Request_MultipleObjectsWithSameKeyValue"
	codeNotFound   = "Request_ResourceNotFound"
)

func bad(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, codeBadRequest, format, args...)
}

func absent(id string) error {
	return odatasvc.Errorf(http.StatusNotFound, codeNotFound, textNoResource, id)
}

func required(property, resource string) error {
	return bad(textValueRequired, property, resource)
}

func invalid(property, resource string) error {
	return bad(textValueInvalid, property, resource)
}

func sameValue(property string) error {
	return bad(textSameValue, property)
}
