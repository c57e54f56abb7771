// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSalespeople_interruptedWhileTakingUp ends an apply that waits until the same run has removed one of the couplings: it says what it
// waited for.
func TestSalespeople_interruptedWhileTakingUp(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const many, one = "bcsales_salesperson_couplings", "bcsales_salesperson_coupling"
	made := created(t, f.Session(nil, nil), one, map[string]any{"salesperson_code": "JO", "system_user_id": userJim, "add_to_owning_team": false})
	session := f.Session(nil, nil)
	planned, said := session.Plan(t.Context(), many, inprocess.Object{}, configured(t, session, many, map[string]any{"couplings": map[string]any{"JO": userJim}, "add_to_owning_team": false}))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	destroy, _ := session.PlanDestroy(t.Context(), one, made)
	removing, waited, removed := make(chan struct{}), make(chan struct{}), make(chan struct{})
	f.Before(http.MethodDelete, "/recordCouplings", func() {
		close(removing)
		<-waited
	})
	go func() {
		defer close(removed)
		_, _ = session.Apply(t.Context(), one, destroy)
	}()
	select {
	case <-removing:
	case <-removed:
		t.Fatal("nothing is removed")
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	_, said = session.Apply(ctx, many, planned)
	if !strings.Contains(said.Errors(), "until the same run has removed salesperson_coupling") {
		t.Errorf("got %q", said.Errors())
	}
	close(waited)
	<-removed
}

// TestSalespeople_interruptedWhileLooking interrupts an apply that looks for what became of a coupling which the answer to a batch left
// out. It is not sent again, and the error says that it was left out.
func TestSalespeople_interruptedWhileLooking(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.Emulator().World().Do(func() { f.Emulator().World().Config.IgnoreContinueOnError = true })
	const kind = "bcsales_salesperson_couplings"
	session := f.Session(nil, nil)
	planned, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, map[string]any{
		"couplings": map[string]any{"JO": userJim, "LT": userLina, "OF": userOtis}, "add_to_owning_team": false,
	}))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest, Times: 1})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	f.Before(http.MethodPost, `/\$batch$`, func() { f.Before(http.MethodGet, "/recordCouplings$", interrupt) })
	_, said = session.Apply(ctx, kind, planned)
	if ctx.Err() == nil || !strings.Contains(said.Errors(), "answered only 1 of the 3 requests") {
		t.Errorf("interrupted: %t, got %q", ctx.Err() != nil, said.Errors())
	}
	f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "nobody is coupled")
}
