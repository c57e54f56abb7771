// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestANewCouplingIsPlannedSideBySide: what its plan asks for first is asked for at the same time. No request is answered before
// all of them have arrived.
func TestANewCouplingIsPlannedSideBySide(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	session := f.Session(nil, nil)
	requests := map[string]string{
		`automation/v2\.0/companies$`: http.MethodGet, `/api/v2\.0/companies$`: http.MethodGet, `integration/v1\.0/\$batch$`: http.MethodPost,
		`/systemusers$`: http.MethodGet, `/salespeoplePurchasers$`: http.MethodGet,
	}
	var missing sync.WaitGroup
	missing.Add(len(requests))
	all := make(chan struct{})
	go func() { missing.Wait(); close(all) }()
	for path, method := range requests {
		f.Before(method, path, func() {
			missing.Done()
			select {
			case <-all:
			case <-time.After(10 * time.Second):
				t.Errorf("%s %s waited for the others in vain", method, path)
			}
		})
	}
	const kind = "bcsales_salesperson_coupling"
	given := map[string]any{"salesperson_code": "JO", "system_user_id": userJim}
	if _, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, given)); said.Failed() {
		t.Error(said.Errors())
	}
}
