// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"errors"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// dialogError is how a web service reports AL's Error(): code Application_DialogException.
func dialogError(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Application_DialogException", format, args...)
}

// fieldError is a failed TestField.
func fieldError(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Application_FieldValidationException", format, args...)
}

// existsError refuses a row whose primary key already exists.
func existsError(table, field, value string) error {
	return odatasvc.Errorf(http.StatusConflict, "Internal_EntityWithSameKeyExists",
		"The record in table %s already exists. Identification fields and values: %s='%s'", table, field, value)
}

// relationError refuses a value that the related table does not contain.
func relationError(field, table, value string) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Internal_InvalidTableRelation",
		"The field %s of table %s contains a value (%s) that cannot be found in the related table.", field, table, value)
}

// permissionError refuses what the caller's permission sets do not cover.
func permissionError(object string) error {
	return odatasvc.Errorf(http.StatusForbidden, "Authorization_InsufficientPermissions",
		"Sorry, the current permissions prevented the action. (%s)", object)
}

// messageOf is what AL's GetLastErrorText returns.
func messageOf(err error) string {
	if refusal, ok := errors.AsType[*odatasvc.Error](err); ok {
		return refusal.Message
	}
	return err.Error()
}
