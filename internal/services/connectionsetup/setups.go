// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// setups works on the two connection setups of one company.
type setups struct {
	bc      *bc.Client
	dv      *dataverse.Client
	locks   *framework.Locks
	company string
	// vault keeps what a failed update could not write again; nil when the next apply begins without this one's state.
	vault vault
}

// pair is what the company has of the two setups.
type pair struct {
	dataverse    bc.DataverseConnectionSetup
	hasDataverse bool
	sales        bc.SalesConnectionSetup
	hasSales     bool
}

func (p pair) salesOn() bool     { return p.hasSales && p.sales.IsEnabled }
func (p pair) dataverseOn() bool { return p.hasDataverse && p.dataverse.IsEnabled }

func newSetups(clients *framework.Clients, companyID string) setups {
	return setups{bc: clients.BusinessCentral, dv: clients.Dataverse, locks: clients.Locks(), company: strings.ToLower(companyID)}
}

// lock keeps other work off the company's setups.
func (s setups) lock(ctx context.Context) (func(), error) {
	return s.locks.Lock(ctx, "the connection setups of company "+s.company)
}

func (s setups) read(ctx context.Context) (p pair, err error) {
	if p.dataverse, p.hasDataverse, err = s.bc.DataverseConnectionSetup(ctx, s.company); err != nil {
		return pair{}, unreachable(err)
	}
	if p.sales, p.hasSales, err = s.bc.SalesConnectionSetup(ctx, s.company); err != nil {
		return pair{}, err
	}
	return p, nil
}

// begin locks the company's setups for a change and reads them. The caller unlocks also after an error.
func begin(ctx context.Context, clients *framework.Clients, companyID string) (s setups, p pair, unlock func(), err error) {
	s = newSetups(clients, companyID)
	locked, err := s.lock(ctx)
	if err != nil {
		return s, p, func() {}, err
	}
	p, err = s.read(ctx)
	return s, p, locked, err
}

// unreachable says what to do about a company that cannot be worked on.
func unreachable(err error) error {
	switch {
	case bc.IsCompanyNotFound(err):
		return (&framework.Problem{Summary: "There is no such company", Remedy: "Check company_id; the data source bcsales_companies lists the companies of the environment.", Err: err}).At("company_id")
	case bc.IsCompanionMissing(err):
		return &framework.Problem{Summary: "The companion extension is not ready", Err: err}
	}
	return err
}

// turnDataverse turns the Dataverse connection on and tests it, or turns it off.
func (s setups) turnDataverse(ctx context.Context, id string, on bool) error {
	call := func() error { return s.bc.DisableDataverseConnection(ctx, s.company, id) }
	if on {
		call = func() error { return s.bc.EnableDataverseConnection(ctx, s.company, id, true) }
	}
	err := settle(ctx, call(), "Dataverse", on, func(ctx context.Context) (bool, error) {
		row, _, err := s.bc.DataverseConnectionSetup(ctx, s.company)
		return row.IsEnabled, err
	})
	if err != nil || !on {
		return refused(verb(on)+" the Dataverse connection", err)
	}
	return refused("test the Dataverse connection", s.bc.TestDataverseConnection(ctx, s.company, id))
}

// turnSales turns the Sales connection on and tests it, or turns it off. Companies that share an environment take
// turns: Business Central writes their rows of nav_connection without telling them apart.
func (s setups) turnSales(ctx context.Context, id string, on bool) error {
	unlock, err := s.locks.Lock(ctx, "the Sales connections of "+s.dv.Origin())
	if err != nil {
		return err
	}
	defer unlock()
	call := func() error { return s.bc.DisableSalesConnection(ctx, s.company, id) }
	if on {
		call = func() error { return s.bc.EnableSalesConnection(ctx, s.company, id) }
	}
	err = settle(ctx, call(), "Sales", on, func(ctx context.Context) (bool, error) {
		row, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
		return row.IsEnabled, err
	})
	if err != nil || !on {
		return refused(verb(on)+" the Sales connection", err)
	}
	return refused("test the Sales connection", s.bc.TestSalesConnection(ctx, s.company, id))
}

func verb(on bool) string {
	if on {
		return "turn on"
	}
	return "turn off"
}

// settle judges a call by what the setup shows afterwards: an answer of success is not enough, and a lost answer is no
// failure.
func settle(ctx context.Context, err error, connection string, on bool, look func(context.Context) (bool, error)) error {
	if err != nil && !uncertain(err) {
		return err
	}
	is, lookErr := look(ctx)
	switch {
	case lookErr == nil && is == on:
		return nil
	case err != nil:
		return err
	case lookErr != nil:
		return unseenError{lookErr}
	}
	return framework.Errorf("The "+connection+" connection did not change",
		"Look at the setup's page in Business Central, and run terraform apply again.",
		"Business Central accepted the call to %s the %s connection, but the setup does not show it.", verb(on), connection)
}

// unseenError is the failure to see what an accepted call did.
type unseenError struct{ error }

func (e unseenError) Unwrap() error { return e.error }

// uncertain reports whether the call, or an earlier attempt of it, may have been executed.
func uncertain(err error) bool {
	var api *odata.Error
	var unseen unseenError
	return errors.As(err, &unseen) || odata.IsAnswerLost(err) || errors.As(err, &api) && api.AfterLostAnswer
}

// off turns both connections off, the Sales connection first.
func (s setups) off(ctx context.Context, p pair) error {
	if p.salesOn() {
		if err := s.turnSales(ctx, p.sales.ID, false); err != nil {
			return err
		}
	}
	if p.dataverseOn() {
		return s.turnDataverse(ctx, p.dataverse.ID, false)
	}
	return nil
}
