// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// checkIntegrationRequirements follows CheckIntegrationRequirements of BCApps CDSIntegrationImpl: solution, user
// and owning team. The tables that it reads last exist in every organization with the solution.
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
		return ownError(ownSolution, baseSolutionName)
	}
	major, _, _ := strings.Cut(version, ".")
	if n, err := strconv.Atoi(major); err != nil || n < 1 || !strings.Contains(version, ".") {
		return ownError(ownSolutionVersion, version)
	}
	return nil
}

// checkIntegrationUser follows CheckIntegrationUserRequirements, and refuses a user that is not found by its e-mail
// address, which the base application does not check. Access mode and integration user flag are not checked,
// because the connection authenticates with a certificate.
func (co company) checkIntegrationUser(setup store.Row) error {
	d := co.dataverse()
	name, server := setup.String("userName"), setup.String("environmentUrl")
	user, ok := d.userByEmail(name)
	if !ok {
		return ownError(ownUserMissing, name)
	}
	roles, err := examineUser(d, user, name, server, companionUserTexts())
	if err != nil {
		return err
	}
	if base, deployed := d.role(roleBase); deployed && !roles[roleBase] {
		return ownError(ownUserBaseRole, name, base.String("name"), server)
	}
	return nil
}

// userTexts are the texts that refuse a user: the companion's for table
// 7200, the base application's for table 5330.
type userTexts struct{ disabled, noRoles, administrator string }

func companionUserTexts() userTexts {
	return userTexts{ownUserDisabled, ownUserNoRoles, ownUserAdministrator}
}

func baseUserTexts() userTexts {
	return userTexts{textUserDisabled, textUserNoRoles, textUserAdministrator}
}

// examineUser makes the checks that both setups share and returns the ids of the user's roles.
func examineUser(d dataverse, user store.Row, name, server string, texts userTexts) (map[string]bool, error) {
	if user.Bool("isdisabled") {
		return nil, ownError(texts.disabled, name, server)
	}
	held := d.rolesOfUser(user.String(columnIntegrationUserID))
	if len(held) == 0 && server != "" {
		return nil, ownError(texts.noRoles, name, server)
	}
	roles := map[string]bool{}
	for _, r := range held {
		if r.Equal("_roletemplateid_value", templateAdministrator) {
			return nil, ownError(texts.administrator, name, r.String("name"), server)
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
		return ownError(ownRoleMissing, braces(roleBase))
	}
	row, ok := d.company(co.id)
	if !ok {
		return ownError(ownCompanyMissing, co.id)
	}
	team, ok := d.team(row.String("_bcbi_defaultowningteam_value"))
	if !ok {
		return ownError(ownTeamMissing, braces(row.String("_bcbi_defaultowningteam_value")))
	}
	unit, ok := d.businessUnit(team.String("_businessunitid_value"))
	if !ok {
		return ownError(ownUnitMissing, braces(team.String("_businessunitid_value")))
	}
	unitID := unit.String("businessunitid")
	if !setup.Equal("businessUnitId", unitID) || unit.String("name") != setup.String("businessUnitName") {
		return ownError(ownUnitDiffers, braces(unitID), unit.String("name"))
	}
	role, ok := d.roleCopy(unitID, roleBase)
	if !ok {
		return ownError(ownRoleMissingInUnit, base.String("name"), unit.String("name"))
	}
	if !d.teamHasRole(team.String("teamid"), role.String("roleid")) {
		return ownError(ownTeamRole, team.String("name"), unit.String("name"), base.String("name"))
	}
	return nil
}

// checkCurrency follows the currency rules of SyncCompany: the local currency must exist in Dataverse; otherwise it
// is created there, for which Business Central needs an exchange rate for Dataverse's base currency.
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

// exchangeRate returns the rate of a currency of the company, and fails if there is none.
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

// braces formats a GUID as AL does.
func braces(id string) string {
	if id == "" {
		id = emptyGUID
	}
	return "{" + strings.ToUpper(id) + "}"
}
