// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"slices"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// unitChecks look at the business unit that the company's records go to.
func unitChecks() []check {
	return []check{
		{"business_unit", "The setup names the owning team's business unit", ofCompany, checkUnit},
		{"business_unit_enabled", "The business unit is enabled", ofCompany, checkUnitEnabled},
		{"business_unit_level", "The business unit is directly below the root", ofCompany, checkUnitLevel},
		{"business_unit_own", "With the ownership model Person the company has a business unit of its own", ofCompany, checkUnitOwn},
		{"business_unit_shared", "No other company's setup names the business unit", ofCompany, checkUnitShared},
	}
}

func checkUnit(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	unit, err := f.unit(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !rules.NamesUnit(setup.BusinessUnitID, setup.BusinessUnitName, unit) {
		return fail("Refer to business_unit_id and business_unit_name of the company's bcsales_dataverse_company in bcsales_dataverse_connection_setup.",
			"The owning team is in the business unit %q (%s), and the setup names %q (%s).", unit.Name, unit.ID, setup.BusinessUnitName, setup.BusinessUnitID)
	}
	return pass("The setup and the owning team both use the business unit %s.", unit.Name)
}

func checkUnitEnabled(ctx context.Context, f *facts) (outcome, error) {
	unit, err := f.unit(ctx)
	if err != nil {
		return outcome{}, err
	}
	if unit.Disabled {
		return fail("Enable the business unit: Settings, Users + permissions, Business units in the Power Platform admin center.", "The business unit %s is disabled.", unit.Name)
	}
	return pass("The business unit %s is enabled.", unit.Name)
}

func checkUnitLevel(ctx context.Context, f *facts) (outcome, error) {
	unit, err := f.unit(ctx)
	if err != nil {
		return outcome{}, err
	}
	root, err := f.root(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !same(unit.ParentID, root.ID) {
		return fail("Make "+root.Name+" the parent of the business unit in the Power Platform admin center. Or choose another unit with business_unit_id of bcsales_dataverse_company.",
			"The business unit %s is not directly below the root business unit %s.", unit.Name, root.Name)
	}
	return pass("The business unit %s is below %s.", unit.Name, root.Name)
}

// checkUnitOwn requires the unit with the company's id in its name; only the model Team allows another.
func checkUnitOwn(ctx context.Context, f *facts) (outcome, error) {
	person, err := f.person(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !person {
		return skip("The ownership model is Team.")
	}
	unit, err := f.unit(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !rules.IsOwnUnit(unit.Name, f.company) {
		return fail("When the company's own unit was renamed, let its name end with the company's id in brackets again, in the Power Platform admin center. Else leave business_unit_id out in bcsales_dataverse_company, so that it makes a unit for the company; or use ownership_model = \"team\" in bcsales_dataverse_connection_setup.",
			"The name of the business unit %q does not end with %q.", unit.Name, rules.OwnUnitSuffix(f.company))
	}
	return pass("The business unit %s is the company's own.", unit.Name)
}

func checkUnitShared(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	if setup.BusinessUnitID == "" || setup.BusinessUnitID == nullGUID {
		return skip("The setup names no business unit.")
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	shared, err := rules.ReadUnitSharing(ctx, client, f.company, setup.BusinessUnitID, framework.LacksPermission)
	if err != nil {
		return outcome{}, err
	}
	sharing, hidden := companyNames(shared.Sharing), companyNames(shared.Hidden)
	if len(sharing) > 0 {
		return fail("Create a business unit for each company with bcsales_dataverse_company, and set business_unit_id and business_unit_name to it in that company's bcsales_dataverse_connection_setup.",
			"The setups of other companies name the business unit %s too: %s.", setup.BusinessUnitName, list(sharing))
	}
	if len(hidden) > 0 {
		return pass("None of %d other setups names the business unit; the provider's identity may not read those of %s.", shared.Others-len(hidden), list(hidden))
	}
	return pass("None of %d other companies' setups names the business unit.", shared.Others)
}

// companyNames returns the names of companies in alphabetical order.
func companyNames(companies []bc.Company) []string {
	names := make([]string, len(companies))
	for i, company := range companies {
		names[i] = company.Name
	}
	slices.Sort(names)
	return names
}
