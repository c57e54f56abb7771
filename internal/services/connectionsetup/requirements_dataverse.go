// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// unit is a business unit as the setup names it.
type unit struct{ id, name string }

// checkDataverse makes all checks of the Dataverse connection.
func (r *requirements) checkDataverse(ctx context.Context, person bool, u unit) error {
	r.checkEnvironment()
	r.checkOwnUnit(person, u)
	installed, err := r.checkBaseSolution(ctx)
	if err != nil {
		return err
	}
	user, found, err := r.checkUser(ctx)
	if err != nil {
		return err
	}
	if installed {
		base, err := r.role(ctx, dataverse.BaseIntegrationRole, "")
		if err != nil {
			return err
		}
		if found && base.root != nil {
			r.checkUserRoles(user, []dataverse.Role{*base.root})
		}
		if err := r.checkTeam(ctx, u); err != nil {
			return err
		}
	}
	return r.checkDataverseCurrency(ctx)
}

// checkAllowed requires the address on the companion's list, which a person edits: nobody's Dataverse but those that are meant
// gets tokens and data.
func (r *requirements) checkAllowed(ctx context.Context) error {
	allowed, err := r.bc.IsEnvironmentAllowed(ctx, r.company, r.server)
	if err != nil || allowed {
		return err
	}
	r.add(framework.Errorf("The Dataverse environment is not allowed", remedies.EnvironmentDenied,
		"%s is not on the list of Dataverse environments that this Business Central environment may connect to. Nothing was changed.", r.server).At("environment_url"))
	return nil
}

// checkOwnUnit refuses the ownership model Person with a unit other than the company's own, which has the company's
// id in its name.
func (r *requirements) checkOwnUnit(person bool, u unit) {
	if person && !rules.IsOwnUnit(u.name, r.company) {
		r.add(framework.Errorf("The ownership model Person needs the company's own business unit", remedyOwnUnit,
			"The business unit %q is not the one that belongs to company %s: that unit's name ends with %q.", u.name, r.company, rules.OwnUnitSuffix(r.company)).At("business_unit_name"))
	}
}

// checkTeam requires that the company's row, its owning team, the team's unit and the setup's unit agree, and that the
// team has the base role.
func (r *requirements) checkTeam(ctx context.Context, u unit) error {
	company, found, err := r.dv.CompanyByExternalID(ctx, r.company)
	if err != nil {
		return err
	}
	if !found {
		r.missing(framework.Errorf("Dataverse has no row for the company", remedies.Company, "There is no company with external ID %s in Dataverse.", r.company))
		return nil
	}
	if company.OwningTeamID == "" {
		r.missing(framework.Errorf("The company's owning team is missing", remedies.Company, "The company's row in the Dataverse table bcbi_company names no owning team."))
		return nil
	}
	team, found, err := r.dv.Team(ctx, company.OwningTeamID)
	if err != nil {
		return err
	}
	if !found {
		r.missing(framework.Errorf("The company's owning team is missing", remedies.Company, "There is no team with ID {%s} in Dataverse.", strings.ToUpper(company.OwningTeamID)))
		return nil
	}
	own, found, err := r.dv.BusinessUnit(ctx, team.BusinessUnitID)
	if err != nil {
		return err
	}
	if !found {
		r.missing(framework.Errorf("The owning team's business unit is missing", remedies.Company, "There is no business unit with ID {%s} in Dataverse.", strings.ToUpper(team.BusinessUnitID)))
		return nil
	}
	if !rules.NamesUnit(u.id, u.name, own) {
		r.missing(framework.Errorf("The business unit is not the owning team's", remedies.BusinessUnit,
			"Business unit in BC does not match the business unit in Dataverse.\n\nThe company's owning team %q is in the unit %q (%s); the setup names %q (%s).",
			team.Name, own.Name, own.ID, u.name, u.id).At("business_unit_id"))
	}
	return r.checkTeamRole(ctx, team, own)
}

func (r *requirements) checkTeamRole(ctx context.Context, team dataverse.Team, own dataverse.BusinessUnit) error {
	role, err := r.role(ctx, dataverse.BaseIntegrationRole, own.ID)
	if err != nil {
		return err
	}
	switch {
	case role.root == nil:
		r.missing(framework.Errorf("The base integration role is missing", remedies.BaseSolution, "There is no role with ID {%s} in Dataverse.", strings.ToUpper(dataverse.BaseIntegrationRole)))
		return nil
	case role.unitCopy == nil:
		r.missing(framework.Errorf("The base integration role is missing in the business unit", remedies.Company, "There is no integration role %s for business unit %s.", role.root.Name, own.Name))
		return nil
	}
	held, _, err := r.dv.PrincipalRoles(ctx, dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID})
	if err != nil {
		return err
	}
	if _, lacking := rules.TeamRoles(held, []dataverse.Role{*role.root}); len(lacking) > 0 {
		r.missing(framework.Errorf("The company's owning team lacks the base role", remedies.Company, "Team %s for business unit %s does not have the required role %s.", team.Name, own.Name, role.root.Name))
	}
	return nil
}

// checkDataverseCurrency requires the local currency in Dataverse; Business Central creates it there automatically when it
// knows the exchange rate of the environment's base currency.
func (r *requirements) checkDataverseCurrency(ctx context.Context) error {
	code, ok, err := r.localCurrency(ctx)
	if !ok {
		return err
	}
	if _, found, err := r.dv.CurrencyByISOCode(ctx, code); err != nil || found {
		return err
	}
	base, err := rules.ReadBaseCurrency(ctx, r.dv, r.bc, r.company, code)
	if err != nil || base.Convertible {
		return err
	}
	if !base.Found {
		r.missing(framework.Errorf("The environment has no base currency", remedies.BaseCurrencyUnknown, "Cannot find base currency in Dataverse."))
		return nil
	}
	r.missing(framework.Errorf("Dataverse does not know the local currency", remedies.BaseCurrencyMissing,
		"Dataverse has no currency with the ISO code %s, the local currency of company %s, and Business Central cannot create it: "+
			"The base currency %s of the Dataverse environment must exist in Business Central and it must have an exchange rate.", code, r.company, base.ISOCode))
	return nil
}
