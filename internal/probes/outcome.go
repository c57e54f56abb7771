// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// accepted is the outcome of a request that the service has carried out.
const accepted = "accepted"

// outcome adds what a service has answered to a request: that it was accepted, or status and code of the refusal. An error
// that is no answer to the question is returned: the service did not answer, or the caller may not ask.
func (a *Answer) outcome(fact string, err error) error {
	if err == nil {
		a.addf("%s: %s", fact, accepted)
		return nil
	}
	refused, ok := errors.AsType[*odata.Error](err)
	switch {
	case !ok || refused.GaveUp != nil:
		return err
	case refused.StatusCode == http.StatusUnauthorized || refused.StatusCode == http.StatusForbidden:
		return fmt.Errorf("the identity lacks a right: %w", err)
	}
	a.addf("%s: %s", fact, strings.TrimSpace(fmt.Sprintf("%d %s", refused.StatusCode, refused.Code)))
	if refused.Message != "" {
		a.Notes = append(a.Notes, fact+": "+odata.Bounded(refused.Message, maxNote))
	}
	return nil
}

// maxNote is how many characters of a service's text the report shows.
const maxNote = 300
