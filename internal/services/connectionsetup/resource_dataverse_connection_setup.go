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
)

// NewDataverse returns the resource bcsales_dataverse_connection_setup.
func NewDataverse() resource.Resource {
	return framework.NewResource[dataverseModel](framework.Definition[dataverseModel]{
		Name:        "dataverse_connection_setup",
		Noun:        "Dataverse connection setup",
		Schema:      dataverseSchema(),
		Needs:       framework.Dataverse | framework.BusinessCentral,
		Permissions: permissions(),
		IDParts:     []framework.IDPart{{Name: "company_id", Description: "Id of the Business Central company."}},
		Local: map[string]string{
			"take_over_connection": "says whether the connection is taken over from another environment",
			"authentication":       "The companion extension always connects with Business Central's certificate; authentication_type shows what the setup says.",
		},
		// Business Central resets mappings and jobs while it enables a connection.
		Timeouts: framework.Timeouts{Create: 20 * time.Minute, Update: 20 * time.Minute, Delete: 10 * time.Minute},
		Company:  func(m dataverseModel) string { return m.CompanyID.Canonical() },
		Create:   createDataverse,
		Recover:  recoverDataverse,
		Read:     readDataverse,
		Update:   updateDataverse,
		Delete:   deleteDataverse,
		Plan:     planDataverse,
		Follows:  func(plan dataverseModel) bool { return plan.TakeOver.ValueBool() },
		Import:   importCompany[dataverseModel],
		Validate: validateDataverse,
	})
}

func permissions() framework.Permissions {
	return framework.Permissions{
		Entra:           framework.EntraBusinessCentral,
		Dataverse:       "a role that may read users, teams, roles, business units, solutions, currencies, connections to Business Central (`nav_connection`) and the organization, and for `take_over_connection` delete such a connection; the System Administrator role has all of it.",
		BusinessCentral: framework.BusinessCentralAdministers,
	}
}

func createDataverse(ctx context.Context, op *framework.Operation[dataverseModel], plan dataverseModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, plan.CompanyID.Canonical())
	defer unlock()
	if err != nil {
		return err
	}
	return s.makeDataverse(ctx, op, plan, p)
}

// makeDataverse makes the setup, or takes up one that is there.
func (s setups) makeDataverse(ctx context.Context, op *framework.Operation[dataverseModel], plan dataverseModel, p pair) (err error) {
	plan.ID = types.StringValue(s.company)
	if err := s.refuseElsewhere(ctx, plan.TakeOver.ValueBool()); err != nil {
		return err
	}
	if p.dataverseOn() {
		if err := otherDataverse(s.company, plan, p.dataverse); err != nil {
			return err
		}
		return takeUp(ctx, op, plan, s.bc.OwnsDataverseConnectionSetup(p.dataverse), true)
	}
	if err := s.dataverse.require(ctx, plan, p); err != nil {
		return err
	}
	if p.hasDataverse {
		if err := takeUp(ctx, op, plan, s.bc.OwnsDataverseConnectionSetup(p.dataverse), false); err != nil {
			return err
		}
	} else {
		op.Making(ctx)
		if p.dataverse, err = s.dataverse.insert(ctx, plan); err != nil {
			return err
		}
		if err := op.Save(ctx, plan); err != nil {
			return err
		}
	}
	p.hasDataverse = true
	if err := s.mappings.writeBack(ctx, p, op.Warn); err != nil {
		return err
	}
	if err := s.bringDataverse(ctx, plan, p); err != nil {
		return err
	}
	return resumeSales(ctx, op, s, plan)
}

// insert makes the row. When the answer is lost, the row that is there now is the one.
func (s dataverseSetup) insert(ctx context.Context, plan dataverseModel) (bc.DataverseConnectionSetup, error) {
	plan, err := s.spelled(ctx, plan)
	if err != nil {
		return bc.DataverseConnectionSetup{}, err
	}
	row, err := s.bc.InsertDataverseConnectionSetup(ctx, s.company, plan.all())
	if err == nil {
		return row, nil
	}
	if uncertain(err) {
		if row, made, _ := s.bc.DataverseConnectionSetup(ctx, s.company); made {
			return row, nil
		}
	}
	return row, refused("make the Dataverse connection setup", err)
}

// require checks everything that Business Central requires, before the first write.
func (s dataverseSetup) require(ctx context.Context, plan dataverseModel, p pair) error {
	r := s.requirements(plan.EnvironmentURL.ValueString(), plan.UserName.ValueString())
	if err := s.requireAllowed(ctx, r, plan, p); err != nil {
		return err
	}
	if !plan.Enabled.ValueBool() {
		r.checkEnvironment()
		r.checkOwnUnit(plan.person(), plan.unit())
		if _, _, err := r.checkUser(ctx); err != nil {
			return err
		}
		return r.err(false)
	}
	if err := r.checkDataverse(ctx, plan.person(), plan.unit()); err != nil {
		return err
	}
	if p.salesOn() {
		if err := r.checkSales(ctx); err != nil {
			return err
		}
	}
	return r.err(false)
}

// otherDataverse refuses to take over an enabled setup with other values.
func otherDataverse(company string, plan dataverseModel, row bc.DataverseConnectionSetup) error {
	if plan.Enabled.ValueBool() && plan.matches(row) {
		return nil
	}
	if !sameOrigin(plan.EnvironmentURL.ValueString(), row.EnvironmentURL) {
		return connectedElsewhere(company, plan, row)
	}
	return framework.Errorf("The company has an enabled Dataverse connection setup with other values",
		"Take it under management, and let a plan show the differences:\n\n  terraform import bcsales_dataverse_connection_setup.<name> "+company,
		"Company %s is connected with %s as %s, ownership model %s, business unit %q. Overwriting it would interrupt a running integration.",
		company, row.EnvironmentURL, row.UserName, row.OwnershipModel, row.BusinessUnitName)
}

func recoverDataverse(ctx context.Context, op *framework.Operation[dataverseModel], plan dataverseModel) (dataverseModel, bool, error) {
	s := newSetups(op.Clients, plan.CompanyID.Canonical())
	row, exists, err := s.bc.DataverseConnectionSetup(ctx, s.company)
	if !exists || !plan.matches(row) {
		return plan, false, err
	}
	plan.set(s.company, row)
	return plan, true, nil
}

func readDataverse(ctx context.Context, op *framework.Operation[dataverseModel], state dataverseModel) (dataverseModel, bool, error) {
	company := state.CompanyID.Canonical()
	row, exists, err := op.BusinessCentral.DataverseConnectionSetup(ctx, company)
	if !exists {
		return state, false, unreachable(err)
	}
	warnReconnected(op, company, state, row)
	state.set(company, row)
	return state, true, nil
}

// requireAllowed requires the environment's address on the companion's list wherever Business Central compares them: when the
// address is written, and when the connection is turned on.
func (s dataverseSetup) requireAllowed(ctx context.Context, r *requirements, plan dataverseModel, p pair) error {
	_, reconnects := plan.connection(p.dataverse)
	if !p.hasDataverse || reconnects || plan.Enabled.ValueBool() && !p.dataverseOn() {
		return r.checkAllowed(ctx)
	}
	return nil
}

func updateDataverse(ctx context.Context, op *framework.Operation[dataverseModel], plan, state dataverseModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, plan.CompanyID.Canonical())
	defer unlock()
	if err != nil {
		return err
	}
	if op.Following() && !p.dataverseOn() {
		return s.makeDataverse(ctx, op, plan, p)
	}
	if !p.hasDataverse {
		return gone("Dataverse", s.company)
	}
	s.mappings.vault = op
	if op.Following() {
		return s.followDataverse(ctx, plan, p)
	}
	if err := contestedDataverse(s.company, plan, state, p.dataverse); err != nil {
		return err
	}
	if err := s.mappings.writeBack(ctx, p, op.Warn); err != nil {
		return err
	}
	if plan.matches(p.dataverse) && plan.Enabled.ValueBool() == p.dataverse.IsEnabled {
		return nil
	}
	if state.Enabled.ValueBool() && plan.Enabled.ValueBool() && !p.dataverse.IsEnabled {
		op.Warn(turnedOffSince("Dataverse", s.company, p.dataverse.DisableReason))
	}
	// Turning the connection off requires nothing: its user may be what is gone.
	if plan.Enabled.ValueBool() || plan.signsInElsewhere(p.dataverse) {
		if err := s.dataverse.require(ctx, plan, p); err != nil {
			return err
		}
	} else if err := s.dataverse.requireOwnUnit(plan, p.dataverse); err != nil {
		return err
	}
	if err := s.bringDataverse(ctx, plan, p); err != nil || !p.salesOn() {
		return err
	}
	return s.unlinkFormer(ctx, op.Keep)
}

// followDataverse brings a connection that is on in the environment that the provider points to now to what is planned. What
// the state says was true in another environment, so that nothing there counts as changed by somebody else.
func (s setups) followDataverse(ctx context.Context, plan dataverseModel, p pair) error {
	if plan.matches(p.dataverse) && plan.Enabled.ValueBool() {
		return nil
	}
	if plan.Enabled.ValueBool() {
		if err := s.dataverse.require(ctx, plan, p); err != nil {
			return err
		}
	}
	return s.bringDataverse(ctx, plan, p)
}

// requireOwnUnit refuses the ownership model Person with another company's unit for a setup that is off, when either is
// to be changed.
func (s dataverseSetup) requireOwnUnit(plan dataverseModel, row bc.DataverseConnectionSetup) error {
	if plan.option() == row.OwnershipModel && plan.BusinessUnitName.ValueString() == row.BusinessUnitName {
		return nil
	}
	r := s.requirements(plan.EnvironmentURL.ValueString(), plan.UserName.ValueString())
	r.checkOwnUnit(plan.person(), plan.unit())
	return r.err(false)
}

func gone(connection, company string) error {
	return framework.Errorf("The "+connection+" connection setup is gone", "Run terraform apply again: it recreates the setup.",
		"Company %s had a %s connection setup when the plan was made, and has none now.", company, connection)
}

func deleteDataverse(ctx context.Context, op *framework.Operation[dataverseModel], state dataverseModel) error {
	s, p, unlock, err := begin(ctx, op.Clients, state.CompanyID.Canonical())
	defer unlock()
	if bc.IsCompanyNotFound(err) {
		return nil
	}
	if !p.hasDataverse {
		return err
	}
	keep := stays(ctx, op, "Dataverse")
	if keep == staysOn {
		return nil
	}
	before, err := s.ahead(ctx, p)
	if err != nil {
		return err
	}
	if err := s.off(ctx, p); err != nil {
		return s.tell(ctx, err)
	}
	before.leave(op.Clients, s.company)
	if p.salesOn() {
		if err := s.unlinkFormer(ctx, op.Keep); err != nil {
			return s.tell(ctx, err)
		}
	}
	if keep == staysOff {
		return nil
	}
	// A later setup of the company begins with the defaults.
	if p.dataverse.IsMappingSnapshotKept {
		s.mappings.kept = p.dataverse.ID
	}
	if err := s.mappings.forget(ctx); err != nil {
		return s.tell(ctx, err)
	}
	return s.tell(ctx, refused("delete the Dataverse connection setup", s.dataverse.remove(ctx)))
}
