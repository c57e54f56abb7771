// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// enableDataverse turns table 7200 on. The base application's own trigger signs an administrator
// in, which no web service can; the companion writes the row and resets the configuration as the
// assisted setup does, after the checks that the trigger would have made.
func enableDataverse(c *odatasvc.Context, setup store.Row, params map[string]any) (any, error) {
	if err := administer(c, "enable"); err != nil {
		return nil, err
	}
	if ok, _ := params["consentAcknowledged"].(bool); !ok {
		return nil, dialogError(ownConsent)
	}
	if setup.Bool(columnEnabled) {
		return nil, nil
	}
	co := companyOf(c)
	if sales, _ := co.setup(setSalesSetup); sales.Bool(columnEnabled) {
		if !sales.Equal("environmentUrl", setup.String("environmentUrl")) || !sales.Equal("userName", setup.String("userName")) {
			return nil, dialogError(textFieldsDiffer) // CheckConnectionRequiredFieldsMatch
		}
		return nil, dialogError(textSalesEnabledSetUp) // EnsureCRMConnectionSetupIsDisabled
	}
	if setup.String("environmentUrl") == "" {
		return nil, dialogError(textURLRequired)
	}
	if err := co.dataverse().testConnection(setup.String("environmentUrl")); err != nil {
		return nil, err
	}
	if err := co.checkIntegrationRequirements(setup); err != nil {
		return nil, err
	}
	if err := co.checkCurrency(); err != nil {
		return nil, err
	}
	if err := co.checkBusinessUnit(setup.String("businessUnitId")); err != nil {
		return nil, err
	}
	co.update(setDataverseSetup, setup.String(columnID), store.Row{columnEnabled: true, columnDisabledText: ""})
	c.Commit()
	return nil, co.resetDataverseConfiguration(c)
}

// resetDataverseConfiguration follows CDSSetupDefaults.ResetConfiguration and the subscriber of
// OnEnableIntegration: mappings and their jobs are made anew, the base currency is read.
func (co company) resetDataverseConfiguration(c *odatasvc.Context) error {
	if err := mayScheduleJobs(c); err != nil {
		return err
	}
	setup, _ := co.setup(setDataverseSetup)
	co.resetMappings(layerDataverse)
	if base, ok := co.dataverse().baseCurrency(); ok {
		co.update(setDataverseSetup, setup.String(columnID), store.Row{"baseCurrencyCode": base.String("isocurrencycode")})
	}
	return nil
}

// disableDataverse turns table 7200 off: couplings stay, jobs go on hold.
func disableDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if err := administer(c, "disable"); err != nil {
		return nil, err
	}
	co := companyOf(c)
	if co.enabled(setSalesSetup) {
		return nil, dialogError(textSalesEnabledDisable)
	}
	if setup.Bool(columnEnabled) {
		co.update(setDataverseSetup, setup.String(columnID), store.Row{columnEnabled: false})
	}
	co.holdJobs(func(mapping) bool { return true })
	return nil, nil
}

// testDataverse follows CDSIntegrationMgt.TestConnection and the requirement checks.
func testDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if setup.String("environmentUrl") == "" {
		return nil, dialogError(textURLRequired)
	}
	if err := co.dataverse().testConnection(setup.String("environmentUrl")); err != nil {
		return nil, err
	}
	return nil, co.checkIntegrationRequirements(setup)
}

// resetDataverse is the action "Use Default Synchronization Setup" of page 7200.
func resetDataverse(c *odatasvc.Context, setup store.Row, _ map[string]any) (any, error) {
	if err := administer(c, "resetConfiguration"); err != nil {
		return nil, err
	}
	if !setup.Bool(columnEnabled) {
		return nil, dialogError(ownNotConnected)
	}
	return nil, companyOf(c).resetDataverseConfiguration(c)
}
