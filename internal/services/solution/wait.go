// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"errors"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

func busyCodes() []string {
	return []string{dataverse.CodeSolutionConcurrency, dataverse.CodeApplicationLock, dataverse.CodeSelfBlocked}
}

func isBusyCode(code string) bool {
	return slices.ContainsFunc(busyCodes(), func(busy string) bool { return strings.EqualFold(busy, code) })
}

func busyText(answer string) string {
	return "waiting for another solution operation in the environment (" + shorten(answer) + ")"
}

// busy returns the error that makes [transport.Poll] look again when the service refused because of another operation,
// else nil. The service may say when: Dataverse answers 429, mostly without a Retry-After.
func busy(err error) error {
	api, ok := errors.AsType[*odata.Error](err)
	if !ok || !isBusyCode(api.Code) {
		return nil
	}
	later := &transport.Later{Waiting: busyText(err.Error()), After: api.RetryAfter}
	if later.After > 0 {
		later.Waiting += ", which Dataverse asks to look for again after " + later.After.String()
	}
	return later
}
