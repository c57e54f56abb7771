// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// sharedKeys bounds a request for single rows. Filters of 20 keys stay far below any limit on the length of an address; a
// page of Business Central holds 20,000 rows.
const sharedKeys = 20

// shared holds the readers whose requests many resources share.
type shared struct {
	// coupling holds the companies in which a synchronization that this run has started may couple records.
	coupling  sync.Map
	couplings *bulk.Group[table, end, []RecordCoupling]
	byCode    *bulk.Group[string, string, Salesperson]
	byID      *bulk.Group[string, string, Salesperson]
	setups    *bulk.Group[string, string, DataverseConnectionSetup]

	// setupWritten is called after a write to a connection setup; nil for nobody.
	setupWritten func()

	companies   *bulk.Reader[string, AutomationCompany]
	companyList *bulk.Reader[struct{}, []Company]
	permissions *bulk.Reader[string, []UserPermission]
}

func newShared(c *Client) *shared {
	return &shared{
		couplings: bulk.NewGroup(c.couplingSource),
		byCode: bulk.NewGroup(func(company string) bulk.Source[string, Salesperson] {
			return c.salespersonSource(company, "code", odata.String, func(s Salesperson) string { return texts.Code(s.Code) })
		}),
		byID: bulk.NewGroup(func(company string) bulk.Source[string, Salesperson] {
			return c.salespersonSource(company, "id", odata.GUID, func(s Salesperson) string { return strings.ToLower(s.ID) })
		}),
		setups:      bulk.NewGroup(c.setupSource),
		companies:   bulk.New(c.companySource()),
		companyList: bulk.New(c.companyListSource()),
		permissions: bulk.New(c.permissionSource()),
	}
}

// Changing says that an operation has begun that changes something: from now on, what was missing is asked for again.
func (c *Client) Changing() { c.run.Change() }

// wrote makes what depends on a set of the companion's be asked for again; couplings are written one by one.
func (s *shared) wrote(companyID, set string) {
	if set == dataverseSetups || set == salesSetups {
		s.setups.In(strings.ToLower(companyID)).ForgetAll()
		if s.setupWritten != nil {
			s.setupWritten()
		}
	}
}

// forgetCompanies makes every shared look-up of companies ask Business Central.
func (s *shared) forgetCompanies() {
	s.companies.ForgetAll()
	s.companyList.ForgetAll()
}

// WhenSetupWritten makes the client call do after each write to a connection setup, and each action on one: Business Central
// then writes to Dataverse. It is called before the first request.
func (c *Client) WhenSetupWritten(do func()) { c.shared.setupWritten = do }

// SharedSalespersonByCode is [Client.SalespersonByCode] that batches concurrent lookups.
func (c *Client) SharedSalespersonByCode(ctx context.Context, companyID, code string) (Salesperson, bool, error) {
	return c.shared.byCode.In(strings.ToLower(companyID)).Get(ctx, texts.Code(code))
}

// SharedSalesperson is [Client.Salesperson] that batches concurrent lookups.
func (c *Client) SharedSalesperson(ctx context.Context, companyID, id string) (Salesperson, bool, error) {
	return c.shared.byID.In(strings.ToLower(companyID)).Get(ctx, strings.ToLower(id))
}

// ExpectSalespeople says that so many salespeople of a company will be looked up by their codes.
func (c *Client) ExpectSalespeople(companyID string, salespeople int) {
	c.shared.byCode.In(strings.ToLower(companyID)).Expect(salespeople)
}

// SharedDataverseConnectionSetup is [Client.DataverseConnectionSetup] that the resources of a run share.
func (c *Client) SharedDataverseConnectionSetup(ctx context.Context, companyID string) (DataverseConnectionSetup, bool, error) {
	return c.shared.setups.In(strings.ToLower(companyID)).Get(ctx, "")
}

func (c *Client) salespersonSource(company, column string, literal func(string) odata.Literal, key func(Salesperson) string) bulk.Source[string, Salesperson] {
	read := func(ctx context.Context, filter string) (map[string]Salesperson, error) {
		rows, err := odata.List[Salesperson](ctx, c.standard, inCompany(company, salespeople), odata.Query{Select: salespersonColumns(), Filter: filter})
		return index(rows, key), err
	}
	return bulk.Source[string, Salesperson]{
		Request: "GET salespeople at Business Central",
		MaxKeys: sharedKeys, Run: &c.run,
		Some: func(ctx context.Context, keys []string) (map[string]Salesperson, error) {
			spellings := make([]string, 0, len(keys))
			for _, key := range keys {
				spellings = append(spellings, texts.Spellings(key)...)
			}
			return read(ctx, odata.AnyOf(column, literal, spellings))
		},
		All: func(ctx context.Context, _ []string) (map[string]Salesperson, error) { return read(ctx, "") },
		// Salespeople are not made here, so that one who is missing may have just been made.
		Settled: func(_ Salesperson, found bool) bool { return found },
	}
}

// setupSource reads the one row of a company, whose key is empty.
func (c *Client) setupSource(company string) bulk.Source[string, DataverseConnectionSetup] {
	read := func(ctx context.Context, _ []string) (map[string]DataverseConnectionSetup, error) {
		setup, found, err := c.DataverseConnectionSetup(ctx, company)
		if err != nil || !found {
			return nil, err
		}
		return map[string]DataverseConnectionSetup{"": setup}, nil
	}
	return bulk.Source[string, DataverseConnectionSetup]{
		Request: "GET dataverseConnectionSetups at Business Central",
		MaxKeys: 1, Run: &c.run, Some: read,
	}
}

func index[V any](rows []V, key func(V) string) map[string]V {
	indexed := make(map[string]V, len(rows))
	for _, row := range rows {
		indexed[key(row)] = row
	}
	return indexed
}
