// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

// Unique names of the solutions that Business Central imports (BCApps CDSIntegrationImpl.Codeunit.al and
// CRMIntegrationManagement.Codeunit.al).
const (
	BaseSolution  = "bcbi_CdsBaseIntegration"
	SalesSolution = "MicrosoftDynamicsNavIntegration"
)

// Root role ids that are the same for the solutions in every organization (BCApps CDSIntegrationImpl.Codeunit.al
// and CRMIntegrationManagement.Codeunit.al). Of the product availability role only the name is known.
const (
	IntegrationRole              = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	IntegrationAdministratorRole = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	IntegrationUserRole          = "6f960e32-a72b-e511-80d9-3863bb349780"
)

// Names of the solutions' roles (Microsoft Learn, "Integrating with Dynamics 365 Sales" and "Set up user accounts
// for integrating with Microsoft Dataverse").
const (
	IntegrationRoleName              = "Business Central Dataverse Integration"
	IntegrationAdministratorRoleName = "Dynamics 365 Business Central Integration Administrator"
	IntegrationUserRoleName          = "Dynamics 365 Business Central Integration User"
	ProductAvailabilityRoleName      = "Dynamics 365 Business Central Product Availability User"
)

// Templates of the platform's roles: the same in every organization, whereas the roles created from them have
// different ids (roles of a real organization in the fixtures of microsoft/terraform-provider-power-platform).
const (
	SystemAdministratorTemplate = "627090ff-40a3-4053-8790-584edc5be201"
	SystemCustomizerTemplate    = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
	BasicUserTemplate           = "236750cd-45ae-4939-ab12-b24b920ced93"
	SupportUserTemplate         = "2d101bb3-5ced-4122-83f1-94d5efde4e3b"
	DelegateTemplate            = "d892cc0b-28c7-4e88-bd92-72f2c366baed"
	KnowledgeManagerTemplate    = "b4b40b17-cf37-4ea8-b2c5-b580f2f48654"
)

// Entity sets that have rules.
const (
	setUsers         = "systemusers"
	setRoles         = "roles"
	setTeams         = "teams"
	setUnits         = "businessunits"
	setUserRoles     = "systemuserrolescollection"
	setTeamRoles     = "teamrolescollection"
	setMemberships   = "teammemberships"
	setOrganizations = "organizations"
	setCurrencies    = "transactioncurrencies"
	setCompanies     = "bcbi_companies"
	setConnections   = "nav_connections"
	setStatistics    = "nav_accountstatisticses"
	setSolutions     = "solutions"
	setPublishers    = "publishers"
	setJobs          = "importjobs"
	setOperations    = "asyncoperations"
	setComponents    = "solutioncomponents"
	setApps          = "appmodules"           // not in the metadata
	setPrivileges    = "privileges"           // read only
	setDependencies  = "dependencies"         // not in the metadata
	setUploads       = "stagesolutionuploads" // not in the metadata

	setRolePrivileges = "roleprivilegescollection" // read only
)

// Access modes of a user.
const (
	accessReadWrite      = 0
	accessAdministrative = 1
	accessRead           = 2
	accessSupport        = 3
	accessNonInteractive = 4
	accessDelegatedAdmin = 5
)

// Types of a team.
const (
	teamOwner         = 0
	teamAccess        = 1
	teamSecurityGroup = 2
	teamOfficeGroup   = 3
)

// nonInteractiveQuota is how many people may be non-interactive users of one environment; application users do not
// count (Microsoft Learn, "Create users").
const nonInteractiveQuota = 7

// tablesOf returns the entity sets that exist only while a solution is installed.
func tablesOf(solution string) []string {
	switch solution {
	case BaseSolution:
		return []string{setCompanies}
	case SalesSolution:
		return []string{setConnections, setStatistics}
	}
	return nil
}

// solutionOf returns the solution that contains an entity set, or "" for the platform's own sets.
func solutionOf(set string) string {
	switch set {
	case setCompanies:
		return BaseSolution
	case setConnections, setStatistics:
		return SalesSolution
	}
	return ""
}

// solutionRole is a role of a solution; an empty id means that each organization has its own.
type solutionRole struct{ id, name string }

func rolesOfSolution(solution string) []solutionRole {
	switch solution {
	case BaseSolution:
		return []solutionRole{{IntegrationRole, IntegrationRoleName}}
	case SalesSolution:
		return []solutionRole{
			{IntegrationAdministratorRole, IntegrationAdministratorRoleName},
			{IntegrationUserRole, IntegrationUserRoleName},
			{"", ProductAvailabilityRoleName},
		}
	}
	return nil
}

// platformRole is a role of every environment.
type platformRole struct {
	template, name string
	inherited      int // 1: team members inherit the privileges as if they had the role
}

func platformRoles() []platformRole {
	return []platformRole{
		{SystemAdministratorTemplate, "System Administrator", 1},
		{SystemCustomizerTemplate, "System Customizer", 1},
		{BasicUserTemplate, "Basic User", 1},
		{SupportUserTemplate, "Support User", 1},
		{DelegateTemplate, "Delegate", 1},
		{KnowledgeManagerTemplate, "Knowledge Manager", 0},
	}
}
