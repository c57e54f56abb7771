// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// NewSales returns the resource bcsales_sales_connection_setup.
func NewSales() resource.Resource {
	return framework.NewResource[salesModel](framework.Definition[salesModel]{
		Name:        "sales_connection_setup",
		Noun:        "Sales connection setup",
		Schema:      salesSchema(),
		Needs:       framework.Dataverse | framework.BusinessCentral,
		Permissions: permissions(),
		IDParts:     []framework.IDPart{{Name: "company_id", Description: "Id of the Business Central company."}},
		Local: map[string]string{
			"take_over_connection": "says whether the connection is taken over from another environment",
		},
		Timeouts: framework.Timeouts{Create: 20 * time.Minute, Update: 20 * time.Minute, Delete: 10 * time.Minute},
		Company:  func(m salesModel) string { return m.CompanyID.Canonical() },
		// Sales keeps its link to the company. What was just imported has not been read yet.
		Outlives: func(state salesModel) bool { return !state.ProxyVersion.IsNull() },
		Create:   createSales,
		Recover:  recoverSales,
		Read:     readSales,
		Update:   updateSales,
		Delete:   deleteSales,
		Plan:     planSales,
		Follows:  func(plan salesModel) bool { return plan.TakeOver.ValueBool() },
		Import:   importCompany[salesModel],
		Validate: validateSales,
	})
}

func createSales(ctx context.Context, op *framework.Operation[salesModel], plan salesModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, plan.CompanyID.Canonical())
	defer unlock()
	if err != nil {
		return err
	}
	if err := s.makeSales(ctx, op, plan, p); err != nil {
		return err
	}
	return s.takeOverSales(ctx, plan)
}

// takeOverSales makes Sales link to this environment when the connection is on and taken over from another one.
func (s setups) takeOverSales(ctx context.Context, plan salesModel) error {
	if !plan.TakeOver.ValueBool() || !plan.Enabled.ValueBool() {
		return nil
	}
	return s.takeOverLinks(ctx, plan.BusinessCentralURL.ValueString())
}

// makeSales makes the setup, or takes up one that is there.
func (s setups) makeSales(ctx context.Context, op *framework.Operation[salesModel], plan salesModel, p pair) (err error) {
	plan.ID = types.StringValue(s.company)
	want := plan.wanted()
	if err := s.refuseElsewhere(ctx, plan.TakeOver.ValueBool()); err != nil {
		return err
	}
	if p.salesOn() && !p.sales.IsIncomplete {
		if err := otherSales(s.company, plan, p.sales); err != nil {
			return err
		}
		return takeUp(ctx, op, plan, s.bc.OwnsSalesConnectionSetup(p.sales), true)
	}
	if err := s.sales.require(ctx, plan, p); err != nil {
		return err
	}
	if p, err = s.endIncomplete(ctx, p); err != nil {
		return err
	}
	if p.hasSales {
		if err := takeUp(ctx, op, plan, s.bc.OwnsSalesConnectionSetup(p.sales), false); err != nil {
			return err
		}
		if p.sales, err = s.sales.writeSettings(ctx, p.sales, want); err != nil {
			return err
		}
	} else {
		op.Making(ctx)
		if p.sales, err = s.sales.insert(ctx, want, p); err != nil {
			return err
		}
		if err := op.Save(ctx, plan); err != nil {
			return err
		}
	}
	p.hasSales = true
	if !plan.Enabled.ValueBool() {
		return nil
	}
	if err := s.mappings.writeBack(ctx, p, op.Warn); err != nil {
		return err
	}
	before, err := s.mappings.withKept(ctx, false)
	if err != nil {
		return err
	}
	return s.enableSales(ctx, p, want, before)
}

// insert makes the row. When the answer is lost, the row that is there now is the one.
func (s salesSetup) insert(ctx context.Context, want bc.SalesConnectionValues, p pair) (bc.SalesConnectionSetup, error) {
	if p.hasDataverse {
		want.EnvironmentURL, want.UserName = new(p.dataverse.EnvironmentURL), new(p.dataverse.UserName)
	}
	row, err := s.bc.InsertSalesConnectionSetup(ctx, s.company, want)
	if err == nil {
		return row, nil
	}
	if uncertain(err) {
		if row, made, _ := s.bc.SalesConnectionSetup(ctx, s.company); made {
			return row, nil
		}
	}
	return row, refused("make the Sales connection setup", err)
}

// require checks everything that Business Central requires, before the first write.
func (s salesSetup) require(ctx context.Context, plan salesModel, p pair) error {
	if !plan.Enabled.ValueBool() {
		return nil
	}
	if !p.dataverseOn() {
		return framework.Errorf("The Dataverse connection is not enabled", remedies.DataverseOff,
			"You must enable the connection to Dataverse before you can set up the connection to Dynamics 365 Sales. Company %s %s.", s.company, dataverseState(p))
	}
	r := s.requirements(p.dataverse.EnvironmentURL, p.dataverse.UserName)
	if err := r.checkAllowed(ctx); err != nil {
		return err
	}
	if _, _, err := r.checkUser(ctx); err != nil {
		return err
	}
	if err := r.checkSales(ctx); err != nil {
		return err
	}
	if err := r.checkSalesCurrency(ctx); err != nil {
		return err
	}
	return withoutPath(r).err(false)
}

// withoutPath takes the attribute off the findings: the user's name is configured in the other setup.
func withoutPath(r *requirements) *requirements {
	for i := range r.found {
		problem := *r.found[i].problem
		problem.Path = nil
		r.found[i].problem = &problem
	}
	return r
}

func dataverseState(p pair) string {
	if !p.hasDataverse {
		return "has no Dataverse connection setup"
	}
	return "has a Dataverse connection setup that is turned off"
}

// otherSales refuses to take over an enabled setup with other values.
func otherSales(company string, plan salesModel, row bc.SalesConnectionSetup) error {
	_, names := differences(plan.wanted(), row)
	if !plan.Enabled.ValueBool() {
		names = append(names, "isEnabled")
	}
	if len(names) == 0 {
		return nil
	}
	return framework.Errorf("The company has an enabled Sales connection setup with other values",
		"Take it under management, and let a plan show the differences:\n\n  terraform import bcsales_sales_connection_setup.<name> "+company,
		"The Sales connection of company %s is on and differs in: %s. Overwriting it would interrupt a running integration.", company, joined(names))
}

func recoverSales(ctx context.Context, op *framework.Operation[salesModel], plan salesModel) (salesModel, bool, error) {
	s := newSetups(op.Clients, plan.CompanyID.Canonical())
	row, exists, err := s.bc.SalesConnectionSetup(ctx, s.company)
	if !exists {
		return plan, false, err
	}
	if _, differ := differences(plan.wanted(), row); len(differ) > 0 {
		return plan, false, nil
	}
	plan.set(s.company, row)
	return plan, true, nil
}

func readSales(ctx context.Context, op *framework.Operation[salesModel], state salesModel) (salesModel, bool, error) {
	company := state.CompanyID.Canonical()
	row, exists, err := op.BusinessCentral.SalesConnectionSetup(ctx, company)
	if !exists {
		return state, false, unreachable(err)
	}
	state.set(company, row)
	if row.IsIncomplete {
		op.Warn(framework.Errorf("The Sales connection is enabled and incomplete", "Run terraform apply: it turns the connection off and on again, or off where enabled = false.",
			"Enabling the Sales connection of company %s did not come to its end. Business Central shows it as enabled, without the mappings, jobs or settings that belong to it.", company))
	}
	return state, true, nil
}

// endIncomplete turns a connection off that is on because enabling it did not come to its end, and reads the setups again.
func (s setups) endIncomplete(ctx context.Context, p pair) (pair, error) {
	if !p.salesOn() {
		return p, nil
	}
	if err := s.sales.end(ctx, p); err != nil {
		return p, err
	}
	return s.read(ctx)
}

func updateSales(ctx context.Context, op *framework.Operation[salesModel], plan, state salesModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, plan.CompanyID.Canonical())
	defer unlock()
	if err != nil {
		return err
	}
	if op.Following() && (!p.salesOn() || p.sales.IsIncomplete) {
		if err := s.makeSales(ctx, op, plan, p); err != nil {
			return err
		}
		return s.takeOverSales(ctx, plan)
	}
	if !p.hasSales {
		return gone("Sales", s.company)
	}
	s.mappings.vault = op
	if op.Following() {
		if err := s.bringSales(ctx, plan, p); err != nil {
			return err
		}
		return s.takeOverSales(ctx, plan)
	}
	if err := contestedSales(s.company, plan, state, p.sales); err != nil {
		return err
	}
	if state.Enabled.ValueBool() && plan.Enabled.ValueBool() && !p.salesOn() {
		op.Warn(turnedOffSince("Sales", s.company, p.sales.DisableReason))
	}
	if err := s.mappings.writeBack(ctx, p, op.Warn); err != nil {
		return err
	}
	if err := s.bringSales(ctx, plan, p); err != nil {
		return err
	}
	if err := s.takeOverSales(ctx, plan); err != nil || !p.salesOn() {
		return err
	}
	return s.unlinkFormer(ctx, op.Keep)
}

// bringSales makes the company's Sales connection setup what is planned.
func (s setups) bringSales(ctx context.Context, plan salesModel, p pair) (err error) {
	want := plan.wanted()
	todo, _ := differences(want, p.sales)
	cycle := p.salesOn() && plan.Enabled.ValueBool() && (needsOff(todo) || p.sales.IsIncomplete)
	enable := cycle || !p.salesOn() && plan.Enabled.ValueBool()
	disable := cycle || p.salesOn() && !plan.Enabled.ValueBool()
	before := customizations{}
	if enable {
		if err := s.sales.require(ctx, plan, p); err != nil {
			return err
		}
		if before, err = s.mappings.withKept(ctx, p.salesOn()); err != nil {
			return err
		}
	}
	if cycle {
		if err := s.mappings.snapshot(ctx, p); err != nil {
			return err
		}
	}
	if disable {
		if err := s.sales.end(ctx, p); err != nil {
			if !uncertain(err) {
				return err
			}
			return s.unfinished(ctx, err, before)
		}
	}
	if p.sales, err = s.sales.settingsOff(ctx, p.sales, want, disable || enable); err != nil {
		if !disable {
			return err
		}
		return s.unfinished(ctx, err, before)
	}
	if !enable {
		return nil
	}
	return s.enableSales(ctx, p, want, before)
}

// settingsOff brings the row to the wanted settings; when the connection was switched, it first reads the row again.
func (s salesSetup) settingsOff(ctx context.Context, row bc.SalesConnectionSetup, want bc.SalesConnectionValues, switched bool) (bc.SalesConnectionSetup, error) {
	if switched {
		now, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
		if err != nil {
			return row, err
		}
		row = now
	}
	return s.writeSettings(ctx, row, want)
}

func deleteSales(ctx context.Context, op *framework.Operation[salesModel], state salesModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, state.CompanyID.Canonical())
	defer unlock()
	if bc.IsCompanyNotFound(err) {
		return s.unlinkGone(ctx, op)
	}
	if !p.hasSales {
		return err
	}
	keep := stays(ctx, op, "Sales")
	if keep == staysOn {
		return nil
	}
	if p.salesOn() {
		if err := s.sales.end(ctx, p); err != nil {
			return s.tell(ctx, err)
		}
	}
	// Also where the connection is off: an earlier destroy may have failed between the two.
	if p.salesOn() || keep == nothingStays {
		if err := s.unlinkFormer(ctx, op.Keep); err != nil {
			return s.tell(ctx, err)
		}
	}
	if keep == staysOff {
		return nil
	}
	return s.tell(ctx, refused("delete the Sales connection setup", s.sales.remove(ctx)))
}
