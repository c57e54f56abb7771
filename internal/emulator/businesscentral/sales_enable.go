// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// enableSales enables table 5330. A setup that an earlier call left enabled and incomplete is disabled first, so
// that the call ends with a setup that is either complete or disabled.
func enableSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if setup.Bool(columnEnabled) {
		if !incomplete(setup) {
			return nil, nil
		}
		co.disableSales(setup)
		c.Commit() // it stays disabled, whatever follows
		setup, _ = co.setup(setSalesSetup)
	}
	base, err := co.mayEnableSales(c, setup)
	if err != nil {
		return nil, err
	}
	mappings := co.settings()
	attempt := co.logAttempt(change{object: objectSalesSetup, operation: "enable", property: columnEnabled, before: "false", after: "true"})
	if err := co.turnSalesOn(c, setup, base); err != nil {
		co.logConnection(setup)
		co.logReset(mappings, "enable")
		co.logFailure(attempt, messageOf(err))
		if now, _ := co.setup(setSalesSetup); now.Bool(columnEnabled) {
			co.disableSales(now)
			c.Commit()
		}
		return nil, ownError(ownSalesEnableFailed, messageOf(err))
	}
	co.logFinished(attempt)
	co.logConnection(setup)
	co.logReset(mappings, "enable")
	return nil, nil
}

// logConnection logs what enabling took over from the Dataverse connection.
func (co company) logConnection(before store.Row) {
	now, _ := co.setup(setSalesSetup)
	co.logDifferences(change{object: objectSalesSetup, operation: "enable"}, []string{columnAddress, "userName"}, before, now)
}

// incomplete reports whether a setup is enabled although not all steps were taken: the base application commits the
// enabled row before it resets the mappings, and fills in both columns afterwards.
func incomplete(setup store.Row) bool {
	return setup.Bool(columnEnabled) && (setup.String("crmVersion") == "" || !setup.Bool("isSolutionInstalled"))
}

// mayEnableSales makes the checks before anything is written, and returns the Dataverse connection setup.
func (co company) mayEnableSales(c *odatasvc.Context, setup store.Row) (store.Row, error) {
	if err := checkOrderSettings(setup); err != nil {
		return nil, err
	}
	base, _ := co.setup(setDataverseSetup)
	if !base.Bool(columnEnabled) { // the table does not check this, but the companion does
		return nil, ownError(ownDataverseOff)
	}
	if err := testAllowed(c, base.String(columnAddress)); err != nil {
		return nil, err
	}
	if err := co.testURL(co.sent(setup)); err != nil {
		return nil, err
	}
	if !co.dataverse().salesTables() { // InstallIntegrationSolution would need an administrator
		return nil, ownError(ownSalesSolution)
	}
	return base, nil
}

// turnSalesOn is codeunit "BCS Sales Enabler", in the order of OnValidate of field 60. The base application commits
// in the middle: an error after that leaves the connection enabled.
func (co company) turnSalesOn(c *odatasvc.Context, setup, base store.Row) error {
	id := setup.String(columnID)
	if name := base.String("userName"); name != "" && !strings.Contains(name, "@") { // CheckUserName
		return dialogError(textUserNameEmail)
	}
	before := c.World.Begin()
	co.update(setSalesSetup, id, store.Row{columnAddress: base.String(columnAddress), "userName": base.String("userName")})
	setup, _ = co.setup(setSalesSetup)
	co.adjustUnitMappings(setup.Bool(columnUnitGroups))
	if err := co.verifySalesConnection(setup); err != nil {
		before.Rollback()
		return err
	}
	if _, ok := co.dataverse().currency(co.localCurrency()); !ok {
		before.Rollback()
		return dialogError(textLCYNotInDataverse, co.localCurrency())
	}
	co.update(setSalesSetup, id, store.Row{columnEnabled: true})
	c.Commit()
	if err := co.resetSalesConfiguration(c); err != nil {
		return err
	}
	co.update(setSalesSetup, id, store.Row{columnDisabledText: ""})
	co.refreshFromDataverse(id)
	setup, _ = co.setup(setSalesSetup)
	if err := co.checkSalesUser(setup); err != nil {
		return err
	}
	co.writeOwnURL(id, co.sent(setup), co.sent(setup))
	co.recordDefaults()
	return nil
}

// verifySalesConnection follows VerifyTestConnection. It uses the address and user name of table 7200.
func (co company) verifySalesConnection(setup store.Row) error {
	if setup.String("environmentUrl") == "" || setup.String("userName") == "" {
		return dialogError(textDetailsMissing, productSales)
	}
	if why, ok := co.dataverse().answer(setup.String("environmentUrl")); !ok {
		return dialogError(textConnectionNotAnswered, why)
	}
	return co.checkSalesUser(setup)
}

// checkSalesUser follows TestIntegrationUserRequirements of table 5330. With OAuth 2.0 licenses are not checked,
// and nothing is checked if no user has the e-mail address.
func (co company) checkSalesUser(setup store.Row) error {
	d := co.dataverse()
	name, server := setup.String("userName"), setup.String("environmentUrl")
	user, ok := d.userByEmail(name)
	if !ok || name == "" {
		return nil
	}
	roles, err := examineUser(d, user, name, server, baseUserTexts())
	if err != nil {
		return err
	}
	administrator, adminDeployed := d.role(roleSalesAdministrator)
	integration, userDeployed := d.role(roleSalesUser)
	if adminDeployed && userDeployed && (!roles[roleSalesAdministrator] || !roles[roleSalesUser]) {
		return dialogError(textUserSalesRoles, name, administrator.String("name"), integration.String("name"), server)
	}
	return nil
}

// adjustUnitMappings follows EnableUnitGroupMapping and DisableUnitGroupMapping: both delete the couplings,
// mappings and review lines of the other kind of unit mapping.
func (co company) adjustUnitMappings(unitGroups bool) {
	gone := map[int64]string{tableUnitOfMeasure: "UNIT OF MEASURE"}
	if unitGroups {
		co.scheduleUnitGroups()
	} else {
		gone = map[int64]string{tableUnitGroup: "UNIT GROUP", tableItemUnit: "ITEM UOM", tableResourceUnit: "RESOURCE UOM"}
	}
	for table, name := range gone {
		couplings := co.table(setCouplings)
		for _, row := range couplings.Where(func(r store.Row) bool { return r.Int("tableId") == table }) {
			couplings.Delete(row.String(columnID))
		}
		co.remove(setLines, func(r store.Row) bool { return r.String("name") == name })
		co.removeMapping(name)
	}
}

// resetSalesConfiguration follows CRMSetupDefaults.ResetConfiguration: mappings, jobs and the base
// application's own row in nav_connection.
func (co company) resetSalesConfiguration(c *odatasvc.Context) error {
	if err := mayScheduleJobs(c); err != nil {
		return err
	}
	setup, _ := co.setup(setSalesSetup)
	d := co.dataverse()
	if setup.Bool(columnLegacy) && !d.legacySalesOrders() {
		d.setLegacySalesOrders(true) // requested while there was no connection
	}
	co.resetMappings(true)
	co.resetSalesOrders(setup)
	co.resetSalesJobs(setup)
	co.writeNavConnection(co.webClientURL())
	return nil
}

// refreshFromDataverse follows RefreshDataFromCRM: the URL comes from the first row of
// nav_connection, whichever company it belongs to.
func (co company) refreshFromDataverse(id string) {
	d := co.dataverse()
	changes := store.Row{
		"isSolutionInstalled": d.salesTables(), "crmVersion": d.version(),
		columnLegacy: d.legacySalesOrders(), columnSeenLegacy: d.legacySalesOrders(),
	}
	if address, ok := co.firstNavURL(); ok {
		changes[columnURL] = address
	}
	co.update(setSalesSetup, id, changes)
}

// disableSales disables table 5330. Couplings and mappings stay, jobs are put on hold, and this
// company's row in nav_connection is deleted.
func disableSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if setup.Bool(columnEnabled) {
		companyOf(c).disableSales(setup)
	}
	return nil, nil
}

func (co company) disableSales(setup store.Row) {
	ours := co.ownRow(setup)
	co.turnSalesOff(setup, store.Row{columnURL: ours})
	co.deleteOwnRows(setup)
	co.log(change{object: objectSalesSetup, operation: "disable", property: columnEnabled, before: "true", after: "false"})
}

// turnSalesOff is the else branch of EnableCRMConnection, with further changes of the row.
func (co company) turnSalesOff(setup, changes store.Row) {
	changes[columnEnabled], changes["crmVersion"], changes["isSolutionInstalled"] = false, "", false
	co.update(setSalesSetup, setup.String(columnID), changes)
	both := co.enabled(setDataverseSetup)
	co.holdJobs(func(m mapping) bool { return !both || !m.shared() })
	co.holdSalesJobs()
}

// testSales follows the page's Test Connection and the requirement test.
func testSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if err := co.connect(setup); err != nil {
		return nil, err
	}
	return nil, co.checkSalesUser(setup)
}

// resetSales is the action "Use Default Synchronization Setup" of page 5330.
func resetSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if !setup.Bool(columnEnabled) {
		return nil, ownError(ownSalesReset)
	}
	co := companyOf(c)
	mappings := co.settings()
	if err := co.resetSalesConfiguration(c); err != nil {
		return nil, err
	}
	co.writeOwnURL(setup.String(columnID), co.sent(setup), co.sent(setup))
	co.recordDefaults()
	co.log(change{object: objectSalesSetup, operation: "resetConfiguration"})
	co.logReset(mappings, "resetConfiguration")
	return nil, nil
}
