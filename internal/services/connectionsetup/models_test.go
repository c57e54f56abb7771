// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestSameConfiguration changes one argument after another: each is a change, and those that are written while the connection is off
// reconnect it.
func TestSameConfiguration(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(m *dataverseModel)
		reconnects bool
	}{
		"nothing":              {func(*dataverseModel) {}, false},
		"company_id":           {func(m *dataverseModel) { m.CompanyID = customtypes.NewGUID("x") }, false},
		"environment_url":      {func(m *dataverseModel) { m.EnvironmentURL = types.StringValue("x") }, true},
		"user_name":            {func(m *dataverseModel) { m.UserName = customtypes.FoldedValue{StringValue: types.StringValue("x")} }, true},
		"authentication":       {func(m *dataverseModel) { m.Authentication = types.StringValue("x") }, false},
		"ownership_model":      {func(m *dataverseModel) { m.OwnershipModel = types.StringValue("x") }, true},
		"business_unit_id":     {func(m *dataverseModel) { m.BusinessUnitID = customtypes.NewGUID("x") }, false},
		"business_unit_name":   {func(m *dataverseModel) { m.BusinessUnitName = types.StringValue("x") }, false},
		"proxy_version":        {func(m *dataverseModel) { m.ProxyVersion = types.Int64Value(1) }, true},
		"enabled":              {func(m *dataverseModel) { m.Enabled = types.BoolValue(true) }, false},
		"consent_acknowledged": {func(m *dataverseModel) { m.ConsentAcknowledged = types.BoolValue(true) }, false},
		"take_over_connection": {func(m *dataverseModel) { m.TakeOver = types.BoolValue(true) }, false},
		"timeouts":             {func(m *dataverseModel) { m.Timeouts = types.ObjectUnknown(nil) }, false},
	} {
		var was, changed dataverseModel
		c.change(&changed)
		if same := changed.sameConfiguration(was); same != (name == "nothing") {
			t.Errorf("Dataverse, %s: the same %t", name, same)
		}
		if reconnects := changed.reconnects(was); reconnects != c.reconnects {
			t.Errorf("Dataverse, %s: reconnects %t", name, reconnects)
		}
	}
	for name, change := range map[string]func(m *salesModel){
		"nothing":                    func(*salesModel) {},
		"company_id":                 func(m *salesModel) { m.CompanyID = customtypes.NewGUID("x") },
		"business_central_url":       func(m *salesModel) { m.BusinessCentralURL = types.StringValue("x") },
		"proxy_version":              func(m *salesModel) { m.ProxyVersion = types.Int64Value(1) },
		"enabled":                    func(m *salesModel) { m.Enabled = types.BoolValue(true) },
		"item_availability":          func(m *salesModel) { m.ItemAvailability = types.BoolValue(true) },
		"legacy_sales_orders":        func(m *salesModel) { m.LegacySalesOrders = types.BoolValue(true) },
		"auto_create_sales_orders":   func(m *salesModel) { m.AutoCreateSalesOrders = types.BoolValue(true) },
		"bidirectional_sales_orders": func(m *salesModel) { m.BidirectionalSalesOrders = types.BoolValue(true) },
		"auto_process_sales_quotes":  func(m *salesModel) { m.AutoProcessSalesQuotes = types.BoolValue(true) },
		"unit_group_mapping":         func(m *salesModel) { m.UnitGroupMapping = types.BoolValue(true) },
		"take_over_connection":       func(m *salesModel) { m.TakeOver = types.BoolValue(true) },
		"timeouts":                   func(m *salesModel) { m.Timeouts = types.ObjectUnknown(nil) },
	} {
		var was, changed salesModel
		change(&changed)
		if same := changed.sameConfiguration(was, true); same != (name == "nothing") {
			t.Errorf("Sales, %s: the same %t", name, same)
		}
		if same := changed.sameConfiguration(was, false); same != (name == "nothing" || name == "business_central_url") {
			t.Errorf("Sales without an address, %s: the same %t", name, same)
		}
	}
}

// TestIsKnown: what a check needs makes the plan wait for it.
func TestIsKnown(t *testing.T) {
	t.Parallel()
	unknown := types.StringUnknown()
	for name, c := range map[string]struct {
		change func(m *dataverseModel)
		known  bool
	}{
		"nothing":              {func(*dataverseModel) {}, true},
		"company_id":           {func(m *dataverseModel) { m.CompanyID.StringValue = unknown }, false},
		"environment_url":      {func(m *dataverseModel) { m.EnvironmentURL = unknown }, false},
		"user_name":            {func(m *dataverseModel) { m.UserName.StringValue = unknown }, false},
		"ownership_model":      {func(m *dataverseModel) { m.OwnershipModel = unknown }, false},
		"business_unit_id":     {func(m *dataverseModel) { m.BusinessUnitID.StringValue = unknown }, false},
		"business_unit_name":   {func(m *dataverseModel) { m.BusinessUnitName = unknown }, false},
		"proxy_version":        {func(m *dataverseModel) { m.ProxyVersion = types.Int64Unknown() }, false},
		"enabled":              {func(m *dataverseModel) { m.Enabled = types.BoolUnknown() }, false},
		"consent_acknowledged": {func(m *dataverseModel) { m.ConsentAcknowledged = types.BoolUnknown() }, true},
	} {
		var m dataverseModel
		c.change(&m)
		if got := m.isKnown(); got != c.known {
			t.Errorf("%s: known %t", name, got)
		}
	}
}

// TestKeepSpelling keeps what the state has where the configuration has the same, and not where it differs or is not known.
func TestKeepSpelling(t *testing.T) {
	t.Parallel()
	const company, unit, user, address, client = "AAAAAAAA-0000-4000-8000-000000000001", "BBBBBBBB-0000-4000-8000-000000000001", "Me@contoso.example", "https://Contoso.crm4.dynamics.com/", "https://BC.example/x"
	var row bc.DataverseConnectionSetup
	var state dataverseModel
	state.set(company, row)
	state.EnvironmentURL, state.UserName.StringValue, state.BusinessUnitID = types.StringValue(address), types.StringValue(user), customtypes.NewGUID(unit)
	plan := state
	plan.CompanyID, plan.BusinessUnitID = customtypes.NewGUID("aaaaaaaa-0000-4000-8000-000000000001"), customtypes.NewGUID("bbbbbbbb-0000-4000-8000-000000000001")
	plan.EnvironmentURL, plan.UserName.StringValue = types.StringValue("https://contoso.crm4.dynamics.com"), types.StringValue("me@contoso.example")
	plan.keepSpelling(state)
	if !plan.sameConfiguration(state) {
		t.Errorf("got %+v", plan)
	}
	for name, c := range map[string]struct {
		change func(plan, state *dataverseModel)
		kept   bool
	}{
		"the consent of a setup that stays off": {func(plan, _ *dataverseModel) { plan.Enabled = types.BoolValue(false) }, true},
		"of one that may be turned on":          {func(plan, _ *dataverseModel) { plan.Enabled = types.BoolUnknown() }, false},
		"of one that is turned on":              {func(plan, _ *dataverseModel) { plan.Enabled = types.BoolValue(true) }, false},
		"of one that is turned off":             {func(_, state *dataverseModel) { state.Enabled = types.BoolValue(true) }, false},
	} {
		plan, was := state, state
		plan.ConsentAcknowledged = types.BoolValue(true)
		c.change(&plan, &was)
		plan.keepSpelling(was)
		if kept := plan.ConsentAcknowledged.Equal(was.ConsentAcknowledged); kept != c.kept {
			t.Errorf("%s: kept %t", name, kept)
		}
	}
	upper := dataverseModel{CompanyID: customtypes.NewGUID(company)}
	if upper.set(strings.ToLower(company), row); upper.CompanyID.ValueString() != company {
		t.Errorf("the company became %s", upper.CompanyID)
	}
	upperSales := salesModel{CompanyID: customtypes.NewGUID(company)}
	if upperSales.set(strings.ToLower(company), bc.SalesConnectionSetup{}); upperSales.CompanyID.ValueString() != company {
		t.Errorf("the company became %s", upperSales.CompanyID)
	}
	var none dataverseModel
	other := dataverseModel{EnvironmentURL: types.StringUnknown()}
	if other.keepSpelling(none); !other.EnvironmentURL.IsUnknown() {
		t.Errorf("an unknown address became %s", other.EnvironmentURL)
	}
	was := salesModel{CompanyID: customtypes.NewGUID(company), BusinessCentralURL: types.StringValue(client)}
	sales := salesModel{CompanyID: plan.CompanyID, BusinessCentralURL: types.StringValue("https://bc.example/x?company=CRONUS")}
	if sales.keepSpelling(was); !sales.sameConfiguration(was, true) {
		t.Errorf("got %+v", sales)
	}
	sales = salesModel{BusinessCentralURL: types.StringUnknown()}
	if sales.keepSpelling(salesModel{}); !sales.BusinessCentralURL.IsUnknown() {
		t.Errorf("an unknown address became %s", sales.BusinessCentralURL)
	}
}

// TestConsent shows the consent of a setup that is on, whatever was known of it before; of one that is off, what was known.
func TestConsent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		was      types.Bool
		on, want bool
	}{
		{types.BoolNull(), false, false},
		{types.BoolUnknown(), false, false},
		{types.BoolValue(false), false, false},
		{types.BoolValue(true), false, true},
		{types.BoolNull(), true, true},
		{types.BoolValue(false), true, true},
	} {
		m := dataverseModel{ConsentAcknowledged: c.was}
		if m.set("company", bc.DataverseConnectionSetup{IsEnabled: c.on}); !m.ConsentAcknowledged.Equal(types.BoolValue(c.want)) {
			t.Errorf("on %t: %s became %s", c.on, c.was, m.ConsentAcknowledged)
		}
	}
}

// TestRequireOwnUnit leaves a setup with another company's unit and the ownership model Person as it is, unless one of the two changes.
func TestRequireOwnUnit(t *testing.T) {
	t.Parallel()
	const company = "000000cc-0000-4000-8000-000000000001"
	s := dataverseSetup{companyAccess{company: company}}
	row := bc.DataverseConnectionSetup{OwnershipModel: bc.OwnershipPerson, BusinessUnitName: "Contoso"}
	for name, c := range map[string]struct {
		model, unit string
		was         bc.Option
		refused     bool
	}{
		"nothing changes":             {modelPerson, "Contoso", bc.OwnershipPerson, false},
		"the model changes":           {modelPerson, "Contoso", bc.OwnershipTeam, true},
		"the unit changes":            {modelPerson, "Fabrikam", bc.OwnershipPerson, true},
		"the unit becomes its own":    {modelPerson, "CRONUS (" + company + ")", bc.OwnershipPerson, false},
		"a team may be in any unit":   {modelTeam, "Fabrikam", bc.OwnershipTeam, false},
		"the model becomes that of a": {modelTeam, "Contoso", bc.OwnershipPerson, false},
	} {
		row.OwnershipModel = c.was
		plan := dataverseModel{OwnershipModel: types.StringValue(c.model), BusinessUnitName: types.StringValue(c.unit)}
		if err := s.requireOwnUnit(plan, row); (err != nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
