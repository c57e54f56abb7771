// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// unsaid stands where a service does not say what type an environment has.
const unsaid = "not said"

// Types are the types of the environments, as the services say them.
type Types struct{ Dataverse, BusinessCentral string }

// Permit returns the types of the environments, and an error unless experiments may write there: not where people work as far
// as the services say, and not while a service that might say it is away.
func Permit(ctx context.Context, l *Lab) (Types, error) {
	types := Types{unsaid, unsaid}
	if l.Dataverse != nil {
		kind, err := l.Dataverse.OrganizationType(ctx)
		if err := judge("Dataverse", string(kind), kind.Production(), err, &types.Dataverse); err != nil {
			return types, err
		}
	}
	if l.BusinessCentral != nil {
		kind, err := l.BusinessCentral.EnvironmentType(ctx)
		if err := judge("Business Central", string(kind), kind.Production(), err, &types.BusinessCentral); err != nil {
			return types, err
		}
	}
	return types, nil
}

// judge refuses an environment that people work in.
func judge(service, kind string, production bool, err error, into *string) error {
	switch {
	case isUnsaid(err) || err == nil && kind == "":
		return nil
	case err != nil:
		return fmt.Errorf("the type of the environment is not known: %w", err)
	case production:
		return fmt.Errorf("the environment of %s is of type %s: prove writes only in sandboxes", service, kind)
	}
	*into = kind
	return nil
}

// isUnsaid recognizes the answer of a service that does not say it, or not to this caller.
func isUnsaid(err error) bool {
	answer, ok := errors.AsType[*odata.Error](err)
	if !ok || answer.GaveUp != nil {
		return false
	}
	switch answer.StatusCode {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusNotImplemented:
		return true
	}
	return false
}
