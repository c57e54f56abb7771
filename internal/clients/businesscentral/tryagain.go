// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"bytes"
	"net/http"
)

// textPageUpdated begins the text with which Business Central refuses requests for a page that it has just compiled
// (https://github.com/microsoft/AL/issues/5091). The platform gives it no code of its own.
const textPageUpdated = "Sorry, we just updated this page"

// TryAgain recognizes an answer of Business Central after which the same request may succeed, see transport.Options. What an
// action had already written by then is not known, so that refused is never true.
func TryAgain(status int, body []byte) (again, refused bool) {
	return status == http.StatusBadRequest && bytes.Contains(body, []byte(textPageUpdated)), false
}
