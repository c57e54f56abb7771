// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// checkIntegrationRequirements follows CheckIntegrationRequirements of BCApps CDSIntegrationImpl:
// solution, user and owning team. The tables that it touches last are there in every
// organization that has the solution.
func (co company) checkIntegrationRequirements(setup store.Row) error {
	if err := co.checkBaseSolution(); err != nil {
		return err
	}
	if err := co.checkIntegrationUser(setup); err != nil {
		return err
	}
	return co.checkOwningTeam(setup)
}

func (co company) checkBaseSolution() error {
	version, ok := co.dataverse().solutionVersion(solutionBase)
	if !ok {
		return dialogError(textSolutionMissing, baseSolutionName)
	}
	major, _, _ := strings.Cut(version, ".")
	if n, err := strconv.Atoi(major); err != nil || n < 1 || !strings.Contains(version, ".") {
		return dialogError("%s", textSolutionVersion)
	}
	return nil
}

// checkIntegrationUser follows CheckIntegrationUserRequirements. A user that is not found by its
// e-mail is not checked at all; access mode and integration user flag are not checked because
// the connection authenticates with a certificate.
func (co company) checkIntegrationUser(setup store.Row) error {
	d := co.dataverse()
	name, server := setup.String("userName"), setup.String("environmentUrl")
	user, ok := d.userByEmail(name)
	if !ok || name == "" {
		return nil
	}
	roles, err := examineUser(d, user, name, server)
	if err != nil {
		return err
	}
	if base, deployed := d.role(roleBase); deployed && !roles[roleBase] {
		return dialogError(textUserBaseRole, name, base.String("name"), server)
	}
	return nil
}

// examineUser makes the checks that both setups share and returns the ids of the user's roles.
func examineUser(d dataverse, user store.Row, name, server string) (map[string]bool, error) {
	if user.Bool("isdisabled") {
		return nil, dialogError(textUserDisabled, name, server)
	}
	held := d.rolesOfUser(user.String(columnIntegrationUserID))
	if len(held) == 0 && server != "" {
		return nil, dialogError(textUserNoRoles, name, server)
	}
	roles := map[string]bool{}
	for _, r := range held {
		if r.Equal("_roletemplateid_value", templateAdministrator) {
			return nil, dialogError(textUserAdministrator, name, r.String("name"), server)
		}
		roles[strings.ToLower(r.String("roleid"))] = true
	}
	return roles, nil
}

// checkOwningTeam follows CheckOwningTeamRequirements.
func (co company) checkOwningTeam(setup store.Row) error {
	d := co.dataverse()
	base, ok := d.role(roleBase)
	if !ok {
		return dialogError(textRoleMissing, braces(roleBase))
	}
	row, ok := d.company(co.id)
	if !ok {
		return dialogError(textCompanyMissing, co.id)
	}
	team, ok := d.team(row.String("_bcbi_defaultowningteam_value"))
	if !ok {
		return dialogError(textTeamMissing, braces(row.String("_bcbi_defaultowningteam_value")))
	}
	unit, ok := d.businessUnit(team.String("_businessunitid_value"))
	if !ok {
		return dialogError(textBusinessUnitMissing, braces(team.String("_businessunitid_value")))
	}
	unitID := unit.String("businessunitid")
	if !setup.Equal("businessUnitId", unitID) || unit.String("name") != setup.String("businessUnitName") {
		return dialogError(textBusinessUnitDiffers)
	}
	role, ok := d.roleCopy(unitID, roleBase)
	if !ok {
		return dialogError(textRoleMissingInUnit, base.String("name"), unit.String("name"))
	}
	if !d.teamHasRole(team.String("teamid"), role.String("roleid")) {
		return dialogError(textTeamRole, team.String("name"), unit.String("name"), base.String("name"))
	}
	return nil
}

// checkCurrency follows the currency rules of SyncCompany: the local currency must exist in
// Dataverse; else it is created there, which needs the base currency of Dataverse with an
// exchange rate in Business Central.
func (co company) checkCurrency() error {
	d := co.dataverse()
	lcy := co.localCurrency()
	if lcy == "" {
		return dialogError(textLCYMissing)
	}
	base, ok := d.baseCurrency()
	if !ok {
		return dialogError(textBaseCurrencyNotFound)
	}
	if _, exists := d.currency(lcy); exists {
		return nil
	}
	baseCode := strings.ToUpper(base.String("isocurrencycode"))
	rate, ok := co.exchangeRate(baseCode)
	if !ok {
		return dialogError(textBaseCurrency, baseCode)
	}
	d.insert(setTransactionCurrency, store.Row{
		"isocurrencycode": lcy, "currencyname": lcy, "currencysymbol": lcy, "exchangerate": rate,
		"currencyprecision": int64(2),
	})
	return nil
}

// exchangeRate returns the rate of a currency of the company, which must have one.
func (co company) exchangeRate(code string) (any, bool) {
	if _, ok := co.table(setCurrencies).First(func(r store.Row) bool { return r.Equal("code", code) }); !ok {
		return nil, false
	}
	rate, ok := co.table(setExchangeRates).First(func(r store.Row) bool { return r.Equal("currencyCode", code) })
	if !ok {
		return nil, false
	}
	return rate["exchangeRateAmount"], true
}

// braces shows a GUID as AL formats it.
func braces(id string) string {
	if id == "" {
		id = emptyGUID
	}
	return "{" + strings.ToUpper(id) + "}"
}
