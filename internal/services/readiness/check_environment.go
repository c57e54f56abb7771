// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// environmentChecks look at what everything else stands on.
func environmentChecks() []check {
	return []check{
		{"company", "The company exists in Business Central", ofCompany, checkCompany},
		{"companion_extension", "The companion extension is installed", ofEnvironment, checkCompanion},
		{"caller_roles", "The provider's identity may administer Dataverse", ofEnvironment, checkCaller},
		{"dataverse_environment", "The setup names the provider's Dataverse environment", ofCompany, checkEnvironment},
	}
}

func checkCompany(ctx context.Context, f *facts) (outcome, error) {
	company, err := f.companyNamed(ctx)
	if _, unknown := f.companyUnknown(ctx); unknown {
		return fail("Correct company_id: the data source bcsales_companies lists the companies with their ids. Or make the company with bcsales_company, fill in its LCY Code on the page General Ledger Setup, and set it up as the guide says.",
			"The Business Central environment has no company %s.", f.company)
	}
	if err != nil {
		return outcome{}, err
	}
	return pass("The company is %s.", company.Name)
}

func checkCompanion(ctx context.Context, f *facts) (outcome, error) {
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	connector, err := client.Connector(ctx, f.company)
	var missing *bc.CompanionError
	var old *bc.ProviderTooOldError
	switch {
	case bc.IsCompanyNotFound(err):
		return skip(noCompany)
	case errors.As(err, &missing) && missing.Version != "":
		return fail("Upgrade the companion extension to version "+bc.MinimumCompanionVersion+" or newer with bcsales_extension.", "Version %s is installed.", missing.Version)
	case errors.As(err, &missing):
		return fail("Install the companion extension with bcsales_extension, and give the provider's application its permission sets. The guide \"Install the companion extension\" in the documentation explains how.",
			"Business Central has no API of the companion extension.")
	case errors.As(err, &old):
		return fail("Raise the version of bcsales/bcsales in required_providers to "+old.Connector.MinimumProviderVersion+" or newer, and run terraform init -upgrade.",
			"Version %s is installed, which serves the provider from version %s on; this is version %s.", old.Connector.Version, old.Connector.MinimumProviderVersion, old.Version)
	case err != nil:
		return outcome{}, err
	}
	return pass("Version %s is installed.", connector.Version)
}

// checkCaller looks for the roles that Business Central requires of the administrator who runs its assisted setup (BCApps,
// codeunit CDS Integration Impl.).
func checkCaller(ctx context.Context, f *facts) (outcome, error) {
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	roles, err := dv.CallerRoles(ctx)
	if err != nil {
		return outcome{}, err
	}
	var lacking []string
	for _, role := range [][2]string{{dataverse.SystemAdministratorTemplate, "System Administrator"}, {dataverse.SystemCustomizerTemplate, "System Customizer"}} {
		if !hasTemplate(roles, role[0]) {
			lacking = append(lacking, role[1])
		}
	}
	if len(lacking) > 0 {
		return warn("Give the roles to the provider's application user in the Power Platform admin center, or with bcsales_security_role_assignment as another administrator. Only the identity that imports solutions needs them.",
			"The provider's identity lacks %s.", strings.Join(lacking, " and "))
	}
	return pass("The provider's identity is a System Administrator and a System Customizer.")
}

func hasTemplate(roles []dataverse.Role, template string) bool {
	for _, role := range roles {
		if same(role.TemplateID, template) {
			return true
		}
	}
	return false
}

func checkEnvironment(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	if !rules.SameEnvironment(setup.EnvironmentURL, dv.Origin()) {
		return fail("Set environment_url of bcsales_dataverse_connection_setup to the provider's dataverse_url, or read this data source through a provider alias for that environment. Until then the checks look at the wrong environment.",
			"The setup names %q, and the provider works on %s.", setup.EnvironmentURL, dv.Origin())
	}
	return pass("The setup and the provider both use %s.", dv.Origin())
}
