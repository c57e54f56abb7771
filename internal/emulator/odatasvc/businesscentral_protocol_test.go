// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestBusinessCentralProtocol checks what public responses show about If-Match, keys, addresses and streams.
func TestBusinessCentralProtocol(t *testing.T) {
	t.Parallel()
	fresh := func(t *testing.T) *bench {
		t.Helper()
		b := newBench(t, store.BusinessCentral)
		companies(b)
		return b
	}
	company := "/companies(" + cronus + ")"
	people := company + "/salespeoplePurchasers"
	one := people + "(" + jim + ")"
	token := "Could not validate the client concurrency token required by the service. Please provide a valid token in the client request."
	run(t, fresh, []exchange{
		{name: "PATCH without If-Match", method: "PATCH", path: one, body: `{"displayName":"x"}`, status: 400, code: "BadRequest_InvalidToken", has: []string{token}},
		{name: "PUT without If-Match", method: "PUT", path: one, body: `{"displayName":"x"}`, status: 400, code: "BadRequest_InvalidToken", has: []string{token}},
		{name: "If-Match that is not a token", method: "PATCH", path: one, body: `{"displayName":"x"}`, headers: []string{"If-Match: 7"}, status: 400, code: "BadRequest_InvalidToken", has: []string{token}},
		{name: "PATCH with *", method: "PATCH", path: one, body: `{"displayName":"x"}`, headers: []string{"If-Match: *"}, status: 200},
		{name: "DELETE without If-Match", method: "DELETE", path: one, status: 204},
		{name: "DELETE of another version", method: "DELETE", path: one, headers: []string{`If-Match: W/"JzE5OzE7MTswMDsn"`}, status: 409, code: "Request_EntityChanged"},
		{name: "missing page", path: company + "/nosuch", status: 404, code: "BadRequest_NotFound", has: []string{"No HTTP resource was found that matches the request URI 'https://127.0.0.1:4433/v2.0/t/Production/api/v2.0" + company + "/nosuch'."}},
		{name: "missing page outside of a company", path: "/nosuch", status: 404, code: "BadRequest_NotFound", has: []string{"No HTTP resource was found"}},
		{name: "unknown member of a row", path: one + "/nosuch", status: 404, code: "BadRequest_NotFound", has: []string{"Resource not found for the segment 'nosuch'."}},
	})
	t.Run("ETag", func(t *testing.T) {
		t.Parallel()
		b := fresh(t)
		tag, _ := b.get(one).object()["@odata.etag"].(string)
		plain, err := base64.StdEncoding.DecodeString(strings.Trim(strings.TrimPrefix(tag, "W/"), `"`))
		if form := regexp.MustCompile(`^'19;[1-9][0-9]{18}1;00;'$`); err != nil || !form.Match(plain) {
			t.Errorf("the ETag %s is %q", tag, plain)
		}
	})
}
