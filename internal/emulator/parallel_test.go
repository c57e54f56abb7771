// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestParallelUse uses the services and the control interface at the same time:
// nothing may hang, race or fail unprovoked.
func TestParallelUse(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{Record: &recording{}, EnforceLimits: true, Speed: 50})
	user := c.state("dataverse/systemusers")[0]["systemuserid"].(string)
	company := c.state("businesscentral/companies")[0]["id"].(string)
	requests := []struct{ method, path, body string }{
		{"GET", api + "/systemusers?$select=fullname&$expand=systemuserroles_association($select=name)", ""},
		{"PATCH", api + "/accounts(aaaaaaaa-0000-4000-8000-00000000000{n})", `{"name":"A"}`},
		{"DELETE", api + "/accounts(aaaaaaaa-0000-4000-8000-00000000000{n})", ""},
		{"GET", nav + "/companies(" + company + ")/salespeoplePurchasers", ""},
		{"POST", companion + "/$batch", `{"requests":[{"id":"1","method":"GET","url":"companies(` + company + `)/recordCouplings"}]}`},
		{"GET", "/v1.0/users?$select=id,assignedLicenses", ""},
		{"GET", "/_emulator/state/dataverse/accounts", ""},
		{"POST", "/_emulator/state/dataverse/accounts", `{"name":"B"}`},
		{"PATCH", "/_emulator/state/dataverse/systemusers/" + user, `{"fullname":"F"}`},
		{"GET", "/_emulator/requests", ""},
		{"PUT", "/_emulator/faults", `[{"path":"accounts","action":"status","status":503,"times":1}]`},
		{"POST", "/_emulator/reset", ""},
	}
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for i := range 3 * len(requests) {
				r := requests[(i+worker)%len(requests)]
				path := strings.ReplaceAll(r.path, "{n}", strconv.Itoa(i%5))
				if got := c.do(r.method, path, r.body); got.err != nil || got.status == http.StatusInternalServerError {
					t.Errorf("%s %s: %d %v %s", r.method, path, got.status, got.err, got.body)
				}
			}
		})
	}
	wait.Wait()
}
