// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Register puts Business Central's rules onto the services of its three API routes.
func Register(standard, automation, companion *odatasvc.Service) {
	standard.RegisterAuthorize(authorize)
	companion.RegisterAuthorize(authorizeCompanion)
	registerStandard(standard)
	registerAutomation(automation)
	registerCompanion(companion)
	registerStateSets(standard)
	standard.RegisterSeeded(registerOwnApplication)
}

func registerCompanion(s *odatasvc.Service) {
	s.RegisterSet(setConnectors, odatasvc.Set{Rows: connectors})
	s.RegisterSet(setDataverseSetup, dataverseSetupSet())
	s.RegisterSet(setSalesSetup, salesSetupSet())
	s.RegisterSet(setCouplings, couplingSet())
	s.RegisterSet(setMappings, mappingSet())
	s.RegisterSet(setFieldMappings, odatasvc.Set{Defaults: fieldMappingDefaults})

	const dataverseType, salesType = "dataverseConnectionSetup", "salesConnectionSetup"
	s.RegisterBoundOperation(dataverseType, "enable", enableDataverse)
	s.RegisterBoundOperation(dataverseType, "disable", disableDataverse)
	s.RegisterBoundOperation(dataverseType, "testConnection", testDataverse)
	s.RegisterBoundOperation(dataverseType, "resetConfiguration", resetDataverse)
	s.RegisterBoundOperation(salesType, "enable", enableSales)
	s.RegisterBoundOperation(salesType, "disable", disableSales)
	s.RegisterBoundOperation(salesType, "testConnection", testSales)
	s.RegisterBoundOperation(salesType, "resetConfiguration", resetSales)
	s.RegisterBoundOperation(salesType, "generateFullSynchronizationReview", generateReview)
	s.RegisterBoundOperation(salesType, "startFullSynchronization", startFullSynchronization)
	s.RegisterBoundOperation("tableMapping", "synchronize", synchronizeMapping)
}

// registerStateSets makes known what Business Central keeps without an API: the registered
// applications, and records that only synchronizations touch.
func registerStateSets(s *odatasvc.Service) {
	s.RegisterSet(setApplications, odatasvc.Set{Global: true, Defaults: func(_ *odatasvc.Context, row store.Row) {
		for column, value := range Application(row.String(columnID), "", "") {
			row.SetDefault(column, value)
		}
	}})
	for _, table := range coupledTables() {
		if set := tableOf(table).set; !s.Knows(set) {
			s.RegisterSet(set, odatasvc.Set{AfterDelete: uncoupleRecord(table)})
		}
	}
	s.RegisterSet(setUnmanagedCouplings, odatasvc.Set{})
}

// connectors is the companion's one row about itself.
func connectors(c *odatasvc.Context) []store.Row {
	return []store.Row{{
		columnID:       uuid.NewSHA1(uuid.NameSpaceURL, []byte("bcsales/connector/"+c.Company)).String(),
		"version":      c.World.Config.Companion,
		"capabilities": "setup,couplings,mappings,fullSynchronization",
	}}
}

func fieldMappingDefaults(_ *odatasvc.Context, row store.Row) {
	row.SetDefault("useForMatchBasedCoupling", false)
	row.SetDefault("matchPriority", int64(0))
}

// installed answers as for an API that no extension publishes while the companion is absent.
func installed(c *odatasvc.Context) error {
	if c.World.Config.Companion != "" {
		return nil
	}
	return odatasvc.Errorf(http.StatusNotFound, "BadRequest_NotFound", "Resource not found for the segment 'bcsales'.")
}

// CheckPath answers 404 for a tenant or an environment in the URL that does not exist. The
// tenant may be left out of the path: then it is "".
func CheckPath(w *world.World, tenant, environment string) error {
	if tenant != "" && !strings.EqualFold(tenant, w.Config.TenantID) || !strings.EqualFold(environment, w.Config.Environment) {
		return odatasvc.Errorf(http.StatusNotFound, "NoEnvironment", "Environment does not exist.")
	}
	return nil
}

// registerOwnApplication registers the provider's own application in the environment, unless the
// seed did.
func registerOwnApplication(c *odatasvc.Context) error {
	t := c.World.Store.Table(store.BusinessCentral, setApplications)
	if _, ok := t.First(func(r store.Row) bool { return r.Equal("clientId", c.World.Config.ClientID) }); ok || c.World.Config.ClientID == "" {
		return nil
	}
	t.Put(Application(c.World.NewID(), c.World.Config.ClientID, "Terraform"))
	return nil
}
