// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// enableSales turns table 5330 on, in the order of its field 60 OnValidate. The base application
// commits in the middle: an error after that leaves the connection on.
func enableSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if setup.Bool(columnEnabled) {
		return nil, nil
	}
	co, id := companyOf(c), setup.String(columnID)
	if err := checkOrderSettings(setup); err != nil {
		return nil, err
	}
	base, _ := co.setup(setDataverseSetup)
	if !base.Bool(columnEnabled) { // the table does not check this, the companion does
		return nil, ownError(ownDataverseOff)
	}
	if name := base.String("userName"); name != "" && !strings.Contains(name, "@") { // CheckUserName
		return nil, dialogError(textUserNameEmail)
	}
	if !co.dataverse().salesTables() { // InstallIntegrationSolution would want an administrator
		return nil, ownError(ownSalesSolution)
	}
	co.update(setSalesSetup, id, store.Row{"environmentUrl": base.String("environmentUrl"), "userName": base.String("userName")})
	setup, _ = co.setup(setSalesSetup)
	co.adjustUnitMappings(setup.Bool(columnUnitGroups))
	if err := co.verifySalesConnection(setup); err != nil {
		return nil, err
	}
	if _, ok := co.dataverse().currency(co.localCurrency()); !ok {
		return nil, dialogError(textLCYNotInDataverse, co.localCurrency())
	}
	ours, claimed := co.wantedURL(setup), co.claimed(setup)
	co.update(setSalesSetup, id, store.Row{columnEnabled: true, columnSent: ours})
	c.Commit()
	if err := co.resetSalesConfiguration(c); err != nil {
		return nil, err
	}
	co.update(setSalesSetup, id, store.Row{columnDisabledText: ""})
	co.refreshFromDataverse(id)
	setup, _ = co.setup(setSalesSetup)
	if err := co.checkSalesUser(setup); err != nil {
		return nil, err
	}
	co.writeOwnURL(id, ours, claimed)
	return nil, nil
}

// verifySalesConnection follows VerifyTestConnection. Address and user name are those of table 7200.
func (co company) verifySalesConnection(setup store.Row) error {
	if setup.String("environmentUrl") == "" || setup.String("userName") == "" {
		return dialogError(textDetailsMissing, productSales)
	}
	if why, ok := co.dataverse().answer(setup.String("environmentUrl")); !ok {
		return dialogError(textConnectionNotAnswered, why)
	}
	return co.checkSalesUser(setup)
}

// checkSalesUser follows TestIntegrationUserRequirements of table 5330; licenses are not checked
// with OAuth 2.0, and nothing is when no user has the e-mail.
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

// adjustUnitMappings follows EnableUnitGroupMapping and DisableUnitGroupMapping: either way the
// couplings, mappings and review lines of the other kind of unit mapping are deleted.
func (co company) adjustUnitMappings(unitGroups bool) {
	gone := map[int64]string{tableUnitOfMeasure: "UNIT OF MEASURE"}
	if !unitGroups {
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

// resetSalesConfiguration follows CRMSetupDefaults.ResetConfiguration: mappings, jobs and the
// base application's own row in nav_connection.
func (co company) resetSalesConfiguration(c *odatasvc.Context) error {
	if err := mayScheduleJobs(c); err != nil {
		return err
	}
	setup, _ := co.setup(setSalesSetup)
	d := co.dataverse()
	if setup.Bool(columnLegacy) && !d.legacySalesOrders() {
		d.setLegacySalesOrders(true) // asked for while there was no connection
	}
	if setup.Bool(columnUnitGroups) {
		co.updateUnitGroups()
	}
	co.resetMappings(true)
	co.resetSalesOrderMapping(setup)
	co.switchSalesJobs(setup)
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

// disableSales turns table 5330 off. Couplings and mappings stay; jobs go on hold, and this
// company's row in nav_connection goes.
func disableSales(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if !setup.Bool(columnEnabled) {
		return nil, nil
	}
	co := companyOf(c)
	ours := co.wantedURL(setup)
	co.turnSalesOff(setup, store.Row{columnURL: ours})
	co.deleteNavConnection(ours)
	return nil, nil
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
	ours, claimed := co.wantedURL(setup), co.claimed(setup)
	if err := co.resetSalesConfiguration(c); err != nil {
		return nil, err
	}
	co.writeOwnURL(setup.String(columnID), ours, claimed)
	return nil, nil
}
