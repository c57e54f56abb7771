// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/functions"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/businessunit"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/company"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/connectionsetup"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/coupling"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/dataversecompany"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/extension"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/integrationuser"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/license"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/permissionset"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/readiness"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/salesperson"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/securityrole"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/solution"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/synchronization"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/systemuser"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/tablemapping"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/team"
)

// resources lists the constructors of all resources, by topic.
func resources() []func() resource.Resource {
	return []func() resource.Resource{
		company.NewCompany,
		connectionsetup.NewDataverse,
		connectionsetup.NewSales,
		coupling.NewRecord,
		coupling.NewSalespeople,
		coupling.NewSalesperson,
		dataversecompany.NewCompany,
		extension.NewExtension,
		integrationuser.NewUser,
		license.NewAssignment,
		permissionset.NewAssignment,
		securityrole.NewAssignment,
		solution.NewSolution,
		synchronization.NewInitial,
		tablemapping.NewMapping,
		team.NewMembership,
	}
}

// lists names the constructors of the lists of all resources, by topic.
func lists() []func() list.ListResource {
	return []func() list.ListResource{
		company.NewCompanyList,
		connectionsetup.NewDataverseList,
		connectionsetup.NewSalesList,
		coupling.NewRecordList,
		coupling.NewSalespeopleList,
		coupling.NewSalespersonList,
		dataversecompany.NewCompanyList,
		extension.NewExtensionList,
		integrationuser.NewUserList,
		license.NewAssignmentList,
		permissionset.NewAssignmentList,
		securityrole.NewAssignmentList,
		solution.NewSolutionList,
		synchronization.NewInitialList,
		tablemapping.NewMappingList,
		team.NewMembershipList,
	}
}

// dataSources lists the constructors of all data sources, by topic.
func dataSources() []func() datasource.DataSource {
	return []func() datasource.DataSource{
		businessunit.NewBusinessUnits,
		company.NewCompanies,
		license.NewSKUs,
		readiness.NewReadiness,
		salesperson.NewMatches,
		coupling.NewRecordCouplings,
		salesperson.NewSalespeople,
		securityrole.NewRoles,
		solution.NewSolutions,
		synchronization.NewErrors,
		synchronization.NewJobs,
		systemuser.NewUsers,
		tablemapping.NewMappings,
		team.NewTeams,
	}
}

// actions lists the constructors of all actions, by topic.
func actions() []func() action.Action {
	return []func() action.Action{
		connectionsetup.NewReset,
		connectionsetup.NewTest,
		synchronization.NewFull,
		synchronization.NewRetrySkipped,
		tablemapping.NewSynchronize,
	}
}

// functionList lists the constructors of all functions.
func functionList() []func() function.Function {
	return []func() function.Function{functions.NewBusinessUnitName, functions.NewIntegrationRoles, functions.NewParseWebClientURL, functions.NewReadinessReport}
}
