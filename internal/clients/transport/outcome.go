// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"fmt"
	"net/http"
)

// outcome is how one attempt ended.
type outcome struct {
	answer *http.Response
	err    error
	// sent is whether the attempt reached the HTTP client.
	sent bool
}

// uncertain reports whether the attempt may have been executed.
func (o outcome) uncertain(c *call) bool {
	if o.answer != nil {
		return IsUncertain(o.answer.StatusCode)
	}
	return o.err != nil && o.sent && c.connected
}

// String is the outcome for the log.
func (o outcome) String() string {
	if o.answer != nil {
		return fmt.Sprintf("%d %s", o.answer.StatusCode, statusText(o.answer.StatusCode))
	}
	if o.err != nil {
		return WithoutURL(o.err).Error()
	}
	return ""
}
