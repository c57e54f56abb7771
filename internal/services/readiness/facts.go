// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// facts are what the checks look at. Each is read when a check asks for it first, and only once. An error of type unmet
// says that another check reports why the fact is missing.
type facts struct {
	company string
	// failed reports that an earlier check failed.
	failed bool
	// told names the check that reports a reason why something could not be checked.
	told map[string]string
	// down says of services that they do not answer.
	down map[string]unmet

	bc func() (*bc.Client, error)
	dv func() (*dataverse.Client, error)

	// companyNamed is the company's own record.
	companyNamed func(ctx context.Context) (bc.Company, error)

	connector   func(ctx context.Context) (bc.Connector, error)
	setup       func(ctx context.Context) (bc.DataverseConnectionSetup, error)
	sales       func(ctx context.Context) (bc.SalesConnectionSetup, error)
	root        func(ctx context.Context) (dataverse.BusinessUnit, error)
	users       func(ctx context.Context) ([]dataverse.ConnectionUser, error)
	row         func(ctx context.Context) (dataverse.Company, error)
	team        func(ctx context.Context) (dataverse.Team, error)
	unit        func(ctx context.Context) (dataverse.BusinessUnit, error)
	members     func(ctx context.Context) ([]string, error)
	couplings   func(ctx context.Context) ([]bc.RecordCoupling, error)
	salespeople func(ctx context.Context) ([]bc.Salesperson, error)
	mappings    func(ctx context.Context) ([]bc.TableMapping, error)
	lines       func(ctx context.Context) ([]bc.FullSynchronizationLine, error)
	jobs        func(ctx context.Context) ([]bc.JobQueueEntry, error)
	currency    func(ctx context.Context) (string, error)
	coupling    func(ctx context.Context) (couplable, error)
	tests       func(ctx context.Context) (connectionTests, error)

	// What is read by a key.
	solution func(ctx context.Context, name string) (maybe[dataverse.Solution], error)
	rootRole func(ctx context.Context, id string) (maybe[dataverse.Role], error)
	money    func(ctx context.Context, isoCode string) (maybe[dataverse.Currency], error)
	// teamRoles are the roles of the owning team.
	teamRoles func(ctx context.Context) (dataverse.PrincipalRoles, error)
}

// Names of the services in errors.
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
	f.connector = once(f.readConnector)
	f.setup = once(f.readSetup)
	f.sales = once(f.readSales)
	f.root = once(fromDataverse(f, (*dataverse.Client).RootBusinessUnit))
	f.users = once(f.readUsers)
	f.row = once(f.readRow)
	f.team = once(f.readTeam)
	f.unit = once(f.readUnit)
	f.members = once(f.readMembers)
	f.couplings = once(f.readCouplings)
	f.salespeople = once(f.readSalespeople)
	f.mappings = once(fromCompanion(f, (*bc.Client).TableMappings))
	f.jobs = once(fromCompanion(f, (*bc.Client).IntegrationJobs))
	f.lines = once(fromCompanion(f, (*bc.Client).FullSynchronizationLines))
	f.currency = once(f.readCurrency)
	f.coupling = once(f.readCouplable)
	f.companyNamed = once(f.readCompany)
	f.tests = once(f.readTests)
	f.solution = onceByKey(f.readSolution)
	f.rootRole = onceByKey(f.readRootRole)
	f.money = onceByKey(f.readMoney)
	f.teamRoles = once(f.readTeamRoles)
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
func fromDataverse[T any](f *facts, read func(*dataverse.Client, context.Context) (T, error)) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) {
		var none T
		dv, err := f.dv()
		if err != nil {
			return none, err
		}
		return read(dv, ctx)
	}
}

// fromCompanion returns a reader of the companion extension's API, which must be there.
func fromCompanion[T any](f *facts, read func(*bc.Client, context.Context, string) (T, error)) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) {
		var none T
		if _, err := f.connector(ctx); err != nil {
			return none, err
		}
		client, err := f.bc()
		if err != nil {
			return none, err
		}
		return read(client, ctx, f.company)
	}
}

// readConnector asks for the companion extension. Its own check asks separately.
func (f *facts) readConnector(ctx context.Context) (bc.Connector, error) {
	client, err := f.bc()
	if err != nil {
		return bc.Connector{}, err
	}
	connector, err := client.Connector(ctx, f.company)
	switch {
	case bc.IsCompanyNotFound(err):
		return connector, unmet{noCompany}
	case bc.IsCompanionMissing(err):
		return connector, unmet{"The companion extension, which this needs, is not installed or too old."}
	case bc.IsProviderTooOld(err):
		return connector, unmet{"The companion extension, which this needs, does not serve this version of the provider any more."}
	}
	return connector, err
}

func (f *facts) readSetup(ctx context.Context) (bc.DataverseConnectionSetup, error) {
	setup, err := fromCompanion(f, one((*bc.Client).DataverseConnectionSetup))(ctx)
	return setup, because(err, "The company has no Dataverse connection setup.")
}

func (f *facts) readSales(ctx context.Context) (bc.SalesConnectionSetup, error) {
	setup, err := fromCompanion(f, one((*bc.Client).SalesConnectionSetup))(ctx)
	return setup, because(err, "The company has no Sales connection setup.")
}

// maybe is something that may not be there.
type maybe[T any] struct {
	it    T
	found bool
}

// once remembers what was read, and an error too: a service is not asked twice for the same. What a check reads ahead is not
// remembered, because most of it is missing still.
func once[T any](read func(context.Context) (T, error)) func(context.Context) (T, error) {
	var (
		known bool
		value T
		err   error
	)
	return func(ctx context.Context) (T, error) {
		if !known && ahead(ctx) {
			return read(ctx)
		}
		if !known {
			value, err = read(ctx)
			known = true
		}
		return value, err
	}
}

// onceByKey remembers what was read by each key.
func onceByKey[T any](read func(ctx context.Context, key string) (T, error)) func(ctx context.Context, key string) (T, error) {
	known := map[string]func(context.Context) (T, error){}
	return func(ctx context.Context, key string) (T, error) {
		if known[key] == nil {
			known[key] = once(func(ctx context.Context) (T, error) { return read(ctx, key) })
		}
		return known[key](ctx)
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

// because words the absence of a row.
func because(err error, why string) error {
	if errors.Is(err, errNone) {
		return unmet{why}
	}
	return err
}

// both reports whether both connections are on.
func (f *facts) both(ctx context.Context) error {
	setup, err := f.setup(ctx)
	if err != nil {
		return err
	}
	sales, err := f.sales(ctx)
	if err != nil {
		return err
	}
	if !setup.IsEnabled || !sales.IsEnabled || sales.IsIncomplete {
		return unmet{"A connection is not enabled."}
	}
	return nil
}

// person reports whether the setup uses the ownership model Person, for which Business Central takes everything but Team.
func (f *facts) person(ctx context.Context) (bool, error) {
	setup, err := f.setup(ctx)
	return setup.OwnershipModel != bc.OwnershipTeam, err
}

func same(a, b string) bool { return strings.EqualFold(a, b) }
