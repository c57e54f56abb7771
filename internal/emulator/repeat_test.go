// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestRepeats starts two emulators with the same number and sends them the same requests.
func TestRepeats(t *testing.T) {
	t.Parallel()
	answers := func(number uint64) []string {
		c := start(t, emulator.Options{Repeat: number})
		var out []string
		call := func(method, path, body string) {
			got := c.do(method, path, body)
			text := strings.ReplaceAll(string(got.body), c.URL(), "URL") // the port is another
			out = append(out, method+" "+path+" "+text+" "+strings.ReplaceAll(got.header.Get("OData-EntityId")+got.header.Get("request-id")+got.header.Get("REQ_ID"), c.URL(), "URL"))
		}
		for _, set := range []string{"systemusers", "roles", "teams", "businessunits", "organizations", "transactioncurrencies", "asyncoperations"} {
			call("GET", api+"/"+set, "")
		}
		call("POST", api+"/teams", `{"name":"T"}`)
		call("GET", api+"/teams", "")
		call("POST", "/v1.0/users", `{"accountEnabled":true,"displayName":"D","mailNickname":"d","userPrincipalName":"d@contoso.example","passwordProfile":{"password":"x"}}`)
		call("GET", "/_emulator/state/graph/users", "")
		call("GET", nav+"/companies", "")
		call("POST", "/_emulator/state/businesscentral/salespeoplePurchasers?company=CRONUS", `{"code":"XY"}`)
		call("GET", nav+"/salespeoplePurchasers?company=CRONUS", "")
		call("GET", api+"/nosuch", "")
		call("POST", "/_emulator/reset", "")
		call("GET", api+"/teams", "")
		return out
	}
	first, second, other := answers(7), answers(7), answers(8)
	for i := range first {
		if first[i] != second[i] {
			t.Errorf("request %d:\n%.1500s\n%.1500s", i, first[i], second[i])
		}
	}
	if strings.Join(first, "") == strings.Join(other, "") {
		t.Error("another number gives the same answers")
	}
}
