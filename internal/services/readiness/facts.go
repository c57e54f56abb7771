// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"strings"
	"sync"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// facts are what the checks look at. Each is read when a check asks for it first, and only once. An error of type unmet
// says that another check reports why the fact is missing.
type facts struct {
	ctx     context.Context //nolint:containedctx // the facts live as long as one read of the data source, the context as one check
	company string
	// failed tells that a check before failed.
	failed bool
	// told names the check that tells a reason why something could not be checked.
	told map[string]string
	// down says of services that they do not answer.
	down map[string]unmet

	bc func() (*bc.Client, error)
	dv func() (*dataverse.Client, error)

	// companyNamed is the company's own record.
	companyNamed func() (bc.Company, error)

	connector   func() (bc.Connector, error)
	setup       func() (bc.DataverseConnectionSetup, error)
	sales       func() (bc.SalesConnectionSetup, error)
	root        func() (dataverse.BusinessUnit, error)
	users       func() ([]dataverse.ConnectionUser, error)
	row         func() (dataverse.Company, error)
	team        func() (dataverse.Team, error)
	unit        func() (dataverse.BusinessUnit, error)
	couplings   func() ([]bc.RecordCoupling, error)
	salespeople func() ([]bc.Salesperson, error)
	mappings    func() ([]bc.TableMapping, error)
	lines       func() ([]bc.FullSynchronizationLine, error)
	jobs        func() ([]bc.JobQueueEntry, error)
	currency    func() (string, error)
	coupling    func() (couplable, error)

	// What is read by a key.
	solution func(name string) (maybe[dataverse.Solution], error)
	rootRole func(id string) (maybe[dataverse.Role], error)
	money    func(isoCode string) (maybe[dataverse.Currency], error)
	// teamRoles are the roles of the owning team.
	teamRoles func() (dataverse.PrincipalRoles, error)
}

// Names that the services bear in errors.
const (
	nameBusinessCentral = "Business Central"
	nameDataverse       = "Dataverse"
)

func newFacts(clients *framework.Clients, companyID string) *facts {
	f := &facts{company: companyID, told: map[string]string{}, down: map[string]unmet{}}
	f.bc = unlessDown(f, nameBusinessCentral, func() (*bc.Client, error) {
		return clients.BusinessCentral, clients.Require(framework.BusinessCentral)
	})
	f.dv = unlessDown(f, nameDataverse, func() (*dataverse.Client, error) {
		return clients.Dataverse, clients.Require(framework.Dataverse)
	})
	f.connector = sync.OnceValues(f.readConnector)
	f.setup = sync.OnceValues(f.readSetup)
	f.sales = sync.OnceValues(f.readSales)
	f.root = sync.OnceValues(fromDataverse(f, (*dataverse.Client).RootBusinessUnit))
	f.users = sync.OnceValues(f.readUsers)
	f.row = sync.OnceValues(f.readRow)
	f.team = sync.OnceValues(f.readTeam)
	f.unit = sync.OnceValues(f.readUnit)
	f.couplings = sync.OnceValues(f.readCouplings)
	f.salespeople = sync.OnceValues(f.readSalespeople)
	f.mappings = sync.OnceValues(fromCompanion(f, (*bc.Client).TableMappings))
	f.jobs = sync.OnceValues(fromCompanion(f, (*bc.Client).IntegrationJobs))
	f.lines = sync.OnceValues(fromCompanion(f, (*bc.Client).FullSynchronizationLines))
	f.currency = sync.OnceValues(f.readCurrency)
	f.coupling = sync.OnceValues(f.readCouplable)
	f.companyNamed = sync.OnceValues(f.readCompany)
	f.solution = once(f.readSolution)
	f.rootRole = once(f.readRootRole)
	f.money = once(f.readMoney)
	f.teamRoles = sync.OnceValues(f.readTeamRoles)
	return f
}

// unlessDown returns the client of a service while that answers.
func unlessDown[T any](f *facts, service string, client func() (T, error)) func() (T, error) {
	return func() (T, error) {
		if why, is := f.down[service]; is {
			var none T
			return none, why
		}
		return client()
	}
}

// fromDataverse returns a reader of Dataverse.
func fromDataverse[T any](f *facts, read func(*dataverse.Client, context.Context) (T, error)) func() (T, error) {
	return func() (T, error) {
		var none T
		dv, err := f.dv()
		if err != nil {
			return none, err
		}
		return read(dv, f.ctx)
	}
}

// fromCompanion returns a reader of the companion extension's API, which must be there.
func fromCompanion[T any](f *facts, read func(*bc.Client, context.Context, string) (T, error)) func() (T, error) {
	return func() (T, error) {
		var none T
		if _, err := f.connector(); err != nil {
			return none, err
		}
		client, err := f.bc()
		if err != nil {
			return none, err
		}
		return read(client, f.ctx, f.company)
	}
}

// readConnector asks for the companion extension. Its own check asks by itself.
func (f *facts) readConnector() (bc.Connector, error) {
	client, err := f.bc()
	if err != nil {
		return bc.Connector{}, err
	}
	connector, err := client.Connector(f.ctx, f.company)
	switch {
	case bc.IsCompanyNotFound(err):
		return connector, unmet{noCompany}
	case bc.IsCompanionMissing(err):
		return connector, unmet{"The companion extension, which this needs, is not installed or too old."}
	}
	return connector, err
}

func (f *facts) readSetup() (bc.DataverseConnectionSetup, error) {
	setup, err := fromCompanion(f, one((*bc.Client).DataverseConnectionSetup))()
	return setup, because(err, "The company has no Dataverse connection setup.")
}

func (f *facts) readSales() (bc.SalesConnectionSetup, error) {
	setup, err := fromCompanion(f, one((*bc.Client).SalesConnectionSetup))()
	return setup, because(err, "The company has no Sales connection setup.")
}

// maybe is something that may not be there.
type maybe[T any] struct {
	it    T
	found bool
}

// once remembers what was read by each key.
func once[T any](read func(key string) (T, error)) func(key string) (T, error) {
	known := map[string]func() (T, error){}
	return func(key string) (T, error) {
		if known[key] == nil {
			known[key] = sync.OnceValues(func() (T, error) { return read(key) })
		}
		return known[key]()
	}
}

// errNone says that there is no such row.
var errNone = errors.New("there is none")

// one makes an error of a row that is not there.
func one[T any](read func(*bc.Client, context.Context, string) (T, bool, error)) func(*bc.Client, context.Context, string) (T, error) {
	return func(client *bc.Client, ctx context.Context, company string) (T, error) {
		row, found, err := read(client, ctx, company)
		if err == nil && !found {
			err = errNone
		}
		return row, err
	}
}

// because tells a row that is not there in words.
func because(err error, why string) error {
	if errors.Is(err, errNone) {
		return unmet{why}
	}
	return err
}

// both reports whether both connections are on.
func (f *facts) both() error {
	setup, err := f.setup()
	if err != nil {
		return err
	}
	sales, err := f.sales()
	if err != nil {
		return err
	}
	if !setup.IsEnabled || !sales.IsEnabled {
		return unmet{"A connection is not enabled."}
	}
	return nil
}

// person reports whether the setup uses the ownership model Person, for which Business Central takes everything but Team.
func (f *facts) person() (bool, error) {
	setup, err := f.setup()
	return setup.OwnershipModel != bc.OwnershipTeam, err
}

func same(a, b string) bool { return strings.EqualFold(a, b) }
