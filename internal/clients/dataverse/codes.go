// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"errors"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Error codes of the Web API that the client acts on.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
const (
	codeAbsent           = "0x80040217" // no row with the id
	codeKeyAbsent        = "0x80060891" // no row with the alternate key
	codeDuplicateRecord  = "0x80040237"
	codePayload          = "0x80048d19" // the body does not fit the table's definition
	codeInvalidReference = "0x80060888" // anything wrong with a URL or a related id
	codeWithoutVersions  = "0x8006088d" // OptimisticConcurrencyNotEnabled: the table compares no versions
	codeUserDisabled     = "0x80040225" // the caller, or the user that the request is about, is disabled
)

// isGone recognizes the service's own 404 for a row that does not exist. An update of such a row is answered with an empty
// code, which something in front of the service does not send
// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api).
func isGone(e *odata.Error) bool {
	if e.Code == "" {
		return e.CodeStated && strings.HasSuffix(strings.TrimRight(e.Message, " ."), "Does Not Exist")
	}
	return Absent(e.Code)
}

// Absent reports whether a code says, in a 404, that a row does not exist. An update says it without a code.
func Absent(code string) bool {
	switch strings.ToLower(code) {
	case codeAbsent, codeKeyAbsent, "":
		return true
	}
	return false
}

// IsUserDisabled reports whether Dataverse refused a request because the user with the id is disabled, which it names.
func IsUserDisabled(err error, userID string) bool {
	var refusal *odata.Error
	return errors.As(err, &refusal) && strings.EqualFold(refusal.Code, codeUserDisabled) && strings.Contains(strings.ToLower(refusal.Message), strings.ToLower(userID))
}

// isUnknownSegment recognizes the answer to an address of a table that the environment does not have, or has under another
// name.
func isUnknownSegment(err error) bool {
	return odata.IsStatus(err, http.StatusNotFound) && odata.HasCode(err, codeInvalidReference)
}
