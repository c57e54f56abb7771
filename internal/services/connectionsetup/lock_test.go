// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestWaitingIsInterrupted: what waits for other work on the company's setups ends with its time, and does not count as done.
func TestWaitingIsInterrupted(t *testing.T) {
	t.Parallel()
	const company = "000000cc-0000-4000-8000-000000000001"
	clients := framework.NewClients(framework.ClientSet{})
	unlock, err := newSetups(clients, company).lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	config := actionModel{CompanyID: customtypes.NewGUID(company)}
	for name, work := range map[string]func() error{
		"test":  func() error { return testConnection(ctx, clients, config, nil) },
		"reset": func() error { return resetConfiguration(ctx, clients, config, nil) },
		"change": func() error {
			_, _, unlock, err := begin(ctx, clients, company)
			unlock()
			return err
		},
	} {
		if err := work(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
