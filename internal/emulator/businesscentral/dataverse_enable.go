// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// enableDataverse enables table 7200. The base application's own trigger signs an administrator in, which is not
// possible in a web service; after the checks that the trigger would have made, the companion writes the row and
// resets the configuration as the assisted setup does.
func enableDataverse(c *odatasvc.Context, setup store.Row, params map[string]any) (any, error) {
	if ok, _ := params["consentAcknowledged"].(bool); !ok {
		return nil, ownError(ownConsent)
	}
	if setup.Bool(columnEnabled) {
		return nil, nil
	}
	co := companyOf(c)
	if err := co.complete(setup); err != nil {
		return nil, err
	}
	if co.enabled(setSalesSetup) {
		return nil, ownError(ownSalesOn)
	}
	co.log(change{object: objectDataverseSetup, operation: "consentAcknowledged"})
	mappings := co.settings()
	attempt := co.logAttempt(change{object: objectDataverseSetup, operation: "enable", property: columnEnabled, before: "false", after: "true"})
	if err := co.turnDataverseOn(c, setup); err != nil {
		co.logFailure(attempt, messageOf(err))
		return nil, ownError(ownEnableFailed, messageOf(err))
	}
	co.logFinished(attempt)
	co.logReset(mappings, "enable")
	return nil, nil
}

// turnDataverseOn is codeunit "BCS Dataverse Enabler". It is one transaction: a failure leaves the row unchanged.
func (co company) turnDataverseOn(c *odatasvc.Context, setup store.Row) error {
	for _, check := range []func(store.Row) error{
		co.connect, co.checkIntegrationRequirements,
		func(store.Row) error { return co.checkCurrency() }, func(store.Row) error { return mayScheduleJobs(c) },
	} {
		if err := check(setup); err != nil {
			return err
		}
	}
	co.update(setDataverseSetup, setup.String(columnID), store.Row{columnEnabled: true, columnDisabledText: ""})
	return co.resetDataverseConfiguration(c)
}

// complete requires everything that a connection needs.
func (co company) complete(setup store.Row) error {
	address, err := checkAddress(setup.String(columnAddress))
	if err != nil {
		return err
	}
	if err := testAllowed(co.c, address); err != nil {
		return err
	}
	if _, err := checkUserName(setup.String("userName")); err != nil {
		return err
	}
	if empty(setup.String("businessUnitId")) {
		return ownError(ownBusinessUnitMissing)
	}
	return nil
}

// connect requires the environment to respond.
func (co company) connect(setup store.Row) error {
	if why, ok := co.dataverse().answer(setup.String("environmentUrl")); !ok {
		return ownError(ownNoAnswer, why)
	}
	return nil
}

// resetDataverseConfiguration follows CDSSetupDefaults.ResetConfiguration and the subscriber of
// OnEnableIntegration: it recreates mappings and their jobs and reads the base currency.
func (co company) resetDataverseConfiguration(c *odatasvc.Context) error {
	if err := mayScheduleJobs(c); err != nil {
		return err
	}
	setup, _ := co.setup(setDataverseSetup)
	co.resetMappings(false)
	if base, ok := co.dataverse().baseCurrency(); ok {
		co.update(setDataverseSetup, setup.String(columnID), store.Row{"baseCurrencyCode": base.String("isocurrencycode")})
	}
	co.recordDefaults()
	return nil
}

// disableDataverse disables table 7200: couplings stay, jobs are put on hold.
func disableDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if !setup.Bool(columnEnabled) {
		return nil, nil
	}
	co := companyOf(c)
	if co.enabled(setSalesSetup) {
		return nil, ownError(ownSalesStillOn)
	}
	co.update(setDataverseSetup, setup.String(columnID), store.Row{columnEnabled: false})
	co.holdJobs(func(mapping) bool { return true })
	co.log(change{object: objectDataverseSetup, operation: "disable", property: columnEnabled, before: "true", after: "false"})
	return nil, nil
}

// testDataverse follows CDSIntegrationMgt.TestConnection and the requirement checks.
func testDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if !setup.Bool(columnEnabled) {
		return nil, ownError(ownDataverseTestDisabled)
	}
	if err := co.connect(setup); err != nil {
		return nil, err
	}
	return nil, co.checkIntegrationRequirements(setup)
}

// resetDataverse is the action "Use Default Synchronization Setup" of page 7200.
func resetDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if !setup.Bool(columnEnabled) {
		return nil, ownError(ownDataverseReset)
	}
	co := companyOf(c)
	mappings := co.settings()
	if err := co.resetDataverseConfiguration(c); err != nil {
		return nil, err
	}
	co.log(change{object: objectDataverseSetup, operation: "resetConfiguration"})
	co.logReset(mappings, "resetConfiguration")
	return nil, nil
}
