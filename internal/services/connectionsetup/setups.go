// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// companyAccess reaches the two connection setups of one company.
type companyAccess struct {
	bc      *bc.Client
	dv      *dataverse.Client
	locks   *framework.Locks
	company string
}

// dataverseSetup works on the Dataverse connection setup of one company.
type dataverseSetup struct{ companyAccess }

// salesSetup works on the Sales connection setup of one company.
type salesSetup struct{ companyAccess }

// mappingSettings carries the settings of a company's table mappings over the enabling of a connection.
type mappingSettings struct {
	companyAccess
	// vault keeps what a failed update could not write again; nil when the next apply begins without this one's state.
	vault vault
	// kept is the id of the Dataverse connection setup while the companion keeps a snapshot of this operation.
	kept string
	// stopped names mappings whose jobs an interrupted update found stopped; they stay so when a connection is turned on.
	stopped map[string]bool
}

// setups changes what concerns both connection setups of one company.
type setups struct {
	companyAccess
	dataverse dataverseSetup
	sales     salesSetup
	mappings  mappingSettings
}

// pair is what the company has of the two setups.
type pair struct {
	dataverse    bc.DataverseConnectionSetup
	hasDataverse bool
	sales        bc.SalesConnectionSetup
	hasSales     bool
}

func (p pair) salesOn() bool     { return p.sales.IsEnabled }
func (p pair) dataverseOn() bool { return p.dataverse.IsEnabled }

func newSetups(clients *framework.Clients, companyID string) setups {
	access := companyAccess{bc: clients.BusinessCentral, dv: clients.Dataverse, locks: clients.Locks(), company: strings.ToLower(companyID)}
	return setups{
		companyAccess: access,
		dataverse:     dataverseSetup{access},
		sales:         salesSetup{access},
		mappings:      mappingSettings{companyAccess: access},
	}
}

// lock keeps other work off the company's setups.
func (s companyAccess) lock(ctx context.Context) (func(), error) {
	return s.locks.Lock(ctx, "the connection setups of company "+s.company)
}

func (s companyAccess) read(ctx context.Context) (p pair, err error) {
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
	case bc.IsProviderTooOld(err):
		return &framework.Problem{Summary: "The provider is too old for the companion extension", Err: err}
	}
	return err
}

// off turns both connections off, the Sales connection first.
func (s setups) off(ctx context.Context, p pair) error {
	if p.salesOn() {
		if err := s.sales.turn(ctx, p.sales.ID, false); err != nil {
			return err
		}
	}
	if p.dataverseOn() {
		return s.dataverse.turn(ctx, p.dataverse.ID, false)
	}
	return nil
}
