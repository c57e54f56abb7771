// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"maps"
	"net/http"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Register adds Business Central's rules to the services of its three API routes.
func Register(standard, automation, companion *odatasvc.Service) {
	standard.RegisterAuthorize(authorizeStandard)
	companion.RegisterAuthorize(authorizeCompanion)
	registerStandard(standard)
	registerAutomation(automation)
	registerCompanion(companion)
	registerStateSets(standard)
	standard.RegisterSeeded(registerOwnApplication)
}

func registerCompanion(s *odatasvc.Service) {
	s.RegisterSet(setConnectors, connectorSet())
	s.RegisterSet(setAllowed, allowedSet())
	s.RegisterSet(setLog, logSet())
	s.RegisterSet(setLines, odatasvc.Set{Computed: completeLine})
	s.RegisterSet(setProposals, proposalSet())
	s.RegisterSet(setDataverseSetup, administeredSet(loggedSetup(snapshotted(authored(dataverseSetupSet())), objectDataverseSetup, dataverseProperties()), "create the Dataverse connection setup", "change the Dataverse connection setup", "delete the Dataverse connection setup"))
	s.RegisterSet(setSalesSetup, administeredSet(loggedSetup(authored(salesSetupSet()), objectSalesSetup, salesProperties()), "create the Sales connection setup", "change the Sales connection setup", "delete the Sales connection setup"))
	s.RegisterSet(setCouplings, administeredSet(loggedCoupling(authored(couplingSet())), "couple a record", "re-couple a record", "uncouple a record"))
	s.RegisterSet(setMappings, administeredSet(loggedMapping(mappingSet()), "", "change a table mapping", ""))
	s.RegisterSet(setFieldMappings, administeredSet(loggedFieldMapping(fieldMappingSet()), "", "change a field mapping", ""))

	const dataverseType, salesType = "dataverseConnectionSetup", "salesConnectionSetup"
	for _, a := range []struct {
		entity, name, operation string
		run                     odatasvc.Operation
	}{
		{dataverseType, "enable", "enable the Dataverse connection", enableDataverse},
		{dataverseType, "disable", "disable the Dataverse connection", disableDataverse},
		{dataverseType, "testConnection", "test the Dataverse connection", testDataverse},
		{dataverseType, "resetConfiguration", "reset the Dataverse configuration", resetDataverse},
		{dataverseType, "keepMappingSnapshot", "keep a snapshot of the mappings", keepSnapshot},
		{dataverseType, "clearMappingSnapshot", "clear the snapshot of the mappings", clearSnapshot},
		{salesType, "enable", "enable the Sales connection", enableSales},
		{salesType, "disable", "disable the Sales connection", disableSales},
		{salesType, "testConnection", "test the Sales connection", testSales},
		{salesType, "resetConfiguration", "reset the Sales configuration", resetSales},
		{salesType, "generateFullSynchronizationReview", "generate the review of the full synchronization", generateReview},
		{salesType, "startFullSynchronization", "start the full synchronization", startFullSynchronization},
		{"tableMapping", "retrySkipped", "retry skipped records", retrySkipped},
		{"tableMapping", "synchronize", "run a table mapping", synchronizeMapping},
	} {
		s.RegisterBoundOperation(a.entity, a.name, administeredAction(a.operation, a.run))
	}
}

// registerStateSets registers tables that no API of Business Central shows: the registered applications, and
// records that only synchronizations use.
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
}

// connectors is the companion's only row about itself.
func connectors(c *odatasvc.Context) []store.Row {
	row := store.Row{
		columnID:       uuid.NewSHA1(uuid.NameSpaceURL, []byte("bcsales/connector/"+c.Company)).String(),
		"capabilities": capabilities, "minimumProviderVersion": minimumProvider,
	}
	for _, changed := range c.Table(setConnectors).All() {
		maps.Copy(row, changed)
	}
	row["version"] = c.World.Config.Companion
	return []store.Row{row}
}

// fieldMappingSet holds the rules of table 5336 "Integration Field Mapping".
func fieldMappingSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(_ *odatasvc.Context, row store.Row) {
			row.SetDefault("useForMatchBasedCoupling", false)
			row.SetDefault("matchPriority", int64(0))
		},
		BeforeUpdate: func(_ *odatasvc.Context, _, changes store.Row) error {
			if priority := changes.Int("matchPriority"); priority < 0 {
				return ownError(ownMatchPriority, priority)
			}
			return nil
		},
	}
}

// installed responds as for an API that no extension publishes if the companion is
// not installed (microsoft/AL issue 8283).
func installed(c *odatasvc.Context) error {
	if c.World.Config.Companion != "" {
		return nil
	}
	return odatasvc.Errorf(http.StatusNotFound, "BadRequest_NotFound",
		"No HTTP resource was found that matches the request URI '%s%s'.", c.World.Config.Origin, c.Request.URL.EscapedPath())
}

// NoEnvironment is the answer to a path whose tenant or environment does not exist.
func NoEnvironment() error {
	return odatasvc.Errorf(http.StatusNotFound, "NoEnvironment", "Environment does not exist.")
}

// registerOwnApplication registers the provider's own application in the environment, unless the seed does.
func registerOwnApplication(c *odatasvc.Context) error {
	t := c.World.Store.Table(store.BusinessCentral, setApplications)
	if _, ok := t.First(func(r store.Row) bool { return r.Equal("clientId", c.World.Config.ClientID) }); ok || c.World.Config.ClientID == "" {
		return nil
	}
	t.Put(Application(c.World.NewID(), c.World.Config.ClientID, "Terraform"))
	return nil
}
