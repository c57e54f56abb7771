// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// dialogError is what a web-service caller sees of AL's Error(): code Application_DialogException.
func dialogError(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Application_DialogException", format, args...)
}

// fieldError is what a failed TestField raises.
func fieldError(format string, args ...any) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Application_FieldValidationException", format, args...)
}

// callbackError is what Confirm, Page.RunModal and interactive sign-in raise in a session without
// a client (DEV "Handling UI interaction when working with web services").
func callbackError(kind, text string) error {
	return &odatasvc.Error{
		Status: http.StatusBadRequest,
		Code:   "Application_CallbackNotAllowed",
		Message: fmt.Sprintf("Microsoft Dynamics 365 Business Central Server attempted to issue a client callback to %s: %s "+
			"Client callbacks are not supported on Microsoft Dynamics 365 Business Central Server.", kind, text),
	}
}

const showConfirmation = "show a confirmation dialog box"

func confirmError(question string) error { return callbackError(showConfirmation, question) }

// existsError is the refusal of a row whose primary key another row has.
func existsError(table, field, value string) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Internal_EntityWithSameKeyExists",
		"The record in table %s already exists. Identification fields and values: %s='%s'", table, field, value)
}

// relationError is the refusal of a value that the related table does not have.
func relationError(field, table, value string) error {
	return odatasvc.Errorf(http.StatusBadRequest, "Internal_InvalidTableRelation",
		"The field %s of table %s contains a value (%s) that cannot be found in the related table.", field, table, value)
}

// requiredError is the refusal of a create without a required property.
func requiredError(property string) error {
	return odatasvc.Errorf(http.StatusBadRequest, "BadRequest_RequiredParamNotProvided",
		"The required property %s must be provided.", property)
}

// permissionError is the refusal of what the caller's permission sets do not include.
func permissionError(object string) error {
	return odatasvc.Errorf(http.StatusForbidden, "Authorization_InsufficientPermissions",
		"Sorry, the current permissions prevented the action. (%s)", object)
}
