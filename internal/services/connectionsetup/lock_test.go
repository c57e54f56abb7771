// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestFailuresUnlock: what fails lets other work on the company's setups begin.
func TestFailuresUnlock(t *testing.T) {
	t.Parallel()
	clients := answering(t, func(string) []any { return nil })
	id := customtypes.NewGUID(someCompany)
	dataverse, sales := dataverseModel{CompanyID: id}, salesModel{CompanyID: id}
	onDataverse, onSales := &framework.Operation[dataverseModel]{Clients: clients}, &framework.Operation[salesModel]{Clients: clients}
	for name, work := range map[string]func(ctx context.Context) error{
		"create Dataverse": func(ctx context.Context) error { return createDataverse(ctx, onDataverse, dataverse) },
		"update Dataverse": func(ctx context.Context) error { return updateDataverse(ctx, onDataverse, dataverse, dataverse) },
		"delete Dataverse": func(ctx context.Context) error { return deleteDataverse(ctx, onDataverse, dataverse) },
		"create Sales":     func(ctx context.Context) error { return createSales(ctx, onSales, sales) },
		"update Sales":     func(ctx context.Context) error { return updateSales(ctx, onSales, sales, sales) },
		"delete Sales":     func(ctx context.Context) error { return deleteSales(ctx, onSales, sales) },
		"test":             func(ctx context.Context) error { return testConnection(ctx, clients, actionModel{CompanyID: id}, nil) },
		"reset": func(ctx context.Context) error {
			return resetConfiguration(ctx, clients, actionModel{CompanyID: id}, nil)
		},
	} {
		if err := work(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		unlock, err := newSetups(clients, someCompany).lock(ctx)
		cancel()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		unlock()
	}
}

// TestWaitingIsInterrupted: what waits for other work on the company's setups ends with its time, and does not count as done.
func TestWaitingIsInterrupted(t *testing.T) {
	t.Parallel()
	const company = "000000cc-0000-4000-8000-000000000001"
	origin := &url.URL{Scheme: "https", Host: "contoso.example"}
	clients := framework.NewClients(framework.ClientSet{Dataverse: dataverse.New(nil, origin, dataverse.Scope{})})
	s := newSetups(clients, company)
	for _, lock := range []string{"the connection setups of company " + company, "the Sales connections of " + s.dv.Origin()} {
		unlock, err := s.locks.Lock(t.Context(), lock)
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	config := actionModel{CompanyID: customtypes.NewGUID(company)}
	for name, work := range map[string]func() error{
		"test":  func() error { return testConnection(ctx, clients, config, nil) },
		"reset": func() error { return resetConfiguration(ctx, clients, config, nil) },
		"reset Sales": func() error {
			on := pair{hasSales: true, sales: bc.SalesConnectionSetup{IsEnabled: true}}
			return s.sales.reset(ctx, on, nil)
		},
		"turn Sales": func() error { return s.sales.turn(ctx, someCompany, false) },
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
