// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// NewSalespeople returns the resource bcsales_salesperson_couplings.
func NewSalespeople() resource.Resource {
	return framework.NewResource[salespeopleModel](framework.Definition[salespeopleModel]{
		Name:        "salesperson_couplings",
		Noun:        "salesperson couplings",
		Schema:      salespeopleSchema(),
		Needs:       framework.Dataverse | framework.BusinessCentral,
		Permissions: salespersonPermissions(),
		IDParts:     []framework.IDPart{{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true}},
		Local:       map[string]string{"exclusive": "says what happens to couplings that are not named"},
		ClaimsParts: true,
		Check:       checkSalespeople,
		Company:     func(m salespeopleModel) string { return m.CompanyID.Canonical() },
		Create:      createSalespeople,
		Read:        readSalespeople,
		Update:      updateSalespeople,
		Delete:      deleteSalespeople,
		Plan:        planSalespeople,
		Validate:    validateSalespeople,
	})
}

// all reads the couplings of the company's salespeople by code. Those of salespeople who are gone are left out: Business
// Central removes them. Two couplings of one of the named salespeople are an error.
func (c couplings) all(ctx context.Context, named ...map[string]entry) (map[string]businesscentral.RecordCoupling, error) {
	rows, err := c.bc.SharedRecordCouplings(ctx, c.companyID, businesscentral.TableSalesperson)
	if err != nil {
		return nil, err
	}
	current := map[string]businesscentral.RecordCoupling{}
	for _, row := range rows {
		code := texts.Code(row.RecordKey)
		if other, twice := current[code]; twice && slices.ContainsFunc(named, func(m map[string]entry) bool { _, is := m[code]; return is }) {
			return nil, severalCouplings([]businesscentral.RecordCoupling{other, row}, func(id string) string { return c.userName(ctx, id) })
		}
		current[code] = row
	}
	delete(current, "")
	return current, nil
}

func createSalespeople(ctx context.Context, op *framework.Operation[salespeopleModel], plan salespeopleModel) error {
	plan.ID = types.StringValue(plan.CompanyID.Canonical())
	return writeSalespeople(ctx, op, plan, nil)
}

func updateSalespeople(ctx context.Context, op *framework.Operation[salespeopleModel], plan, state salespeopleModel) error {
	return writeSalespeople(ctx, op, plan, &state)
}

// writeSalespeople brings the company in line with the plan. Whatever fails, what is coupled is recorded.
func writeSalespeople(ctx context.Context, op *framework.Operation[salespeopleModel], plan salespeopleModel, state *salespeopleModel) error {
	c := couplingsOf(op.Clients, plan.CompanyID.Canonical())
	owned, err := readOwned(ctx, op)
	if err != nil {
		return err
	}
	w := &worker{couplings: c, owned: owned, done: map[string]entry{}, left: map[string]bool{}, joined: map[string]joining{}}
	entries, prior := plan.entries(), map[string]entry{}
	if state != nil {
		prior = state.entries()
	}
	var lacking framework.Lacking
	all, err := c.resolve(ctx, marked(entries, prior), false)
	if err = lacking.Add(err); err == nil && plan.AddToOwningTeam.ValueBool() && len(entries) > 0 {
		w.team, err = owningTeam(ctx, c.dv, c.companyID)
		err = lacking.Add(err)
	}
	if err = errors.Join(err, lacking.Err()); err != nil {
		return err
	}
	if err := c.takeUp(ctx, all); err != nil {
		return err
	}
	current, err := c.all(ctx, entries, prior)
	if err != nil {
		return err
	}
	ch := difference(all, current, drops(plan, prior, w.owned))
	if err := errors.Join(c.refuse(ctx, ch, prior), c.refuseChanged(ctx, ch, prior)); err != nil {
		return err
	}
	// The id is in state before the first write, so that an interruption forgets nothing.
	if err := save(ctx, op, plan, prior); err != nil {
		return err
	}
	for code := range ch.kept {
		if _, managed := prior[code]; managed {
			continue
		}
		if !c.bc.OwnsRecordCoupling(current[code]) {
			w.owned.found(code)
		}
		w.left[code] = c.bc.CameWithMembership(current[code])
	}
	if !plan.Exclusive.ValueBool() {
		warnKept(op, staying(prior, entries, w.owned))
	}
	if state == nil && len(all) > 0 {
		if err := warnWithoutEffect(ctx, c, op, plan.warning()); err != nil {
			return err
		}
	}
	err = w.apply(ctx, ch, all)
	w.warnTakenUp(op)
	if err == nil {
		err = w.settle(ctx, op, all)
	}
	switch {
	case err != nil && state != nil:
		err = errors.Join(err, w.takeBack(ctx, func(code string) bool { _, coupled := w.done[code]; return coupled }))
		maps.Copy(prior, w.done)
		w.done = prior
	case err != nil:
		err = errors.Join(err, w.takeBack(ctx, func(string) bool { return false }))
		// Terraform destroys what a failed creation saved, without the private state that says what was found.
		maps.DeleteFunc(w.done, func(code string, _ entry) bool { return w.owned.existed(code) })
	}
	return errors.Join(err, w.owned.save(ctx, op), save(ctx, op, plan, w.done))
}

// drops reports which salespeople that are not named lose their coupling.
func drops(plan salespeopleModel, prior map[string]entry, o owned) func(code string) bool {
	return func(code string) bool {
		_, managed := prior[code]
		return plan.Exclusive.ValueBool() || managed && !o.existed(code)
	}
}

// staying lists the salespeople who are no longer named and keep a coupling that was there before.
func staying(prior, entries map[string]entry, o owned) []string {
	var codes []string
	for _, code := range slices.Sorted(maps.Keys(prior)) {
		if _, named := entries[code]; !named && o.existed(code) {
			codes = append(codes, code)
		}
	}
	return codes
}

func save(ctx context.Context, op *framework.Operation[salespeopleModel], m salespeopleModel, entries map[string]entry) error {
	m.setEntries(entries)
	return op.Save(ctx, m)
}

// refuse returns the conflicts with the names of the users that they are about. The couplings of the prior state may move.
func (c couplings) refuse(ctx context.Context, ch changes, prior map[string]entry) error {
	ids := map[string]string{}
	for code, row := range ch.moved {
		if _, managed := prior[code]; !managed {
			ids[code] = row.DataverseID
		}
	}
	names, err := c.users(ctx, ids)
	if err != nil {
		return err
	}
	return ch.conflicts(c.companyID, prior, names)
}

func deleteSalespeople(ctx context.Context, op *framework.Operation[salespeopleModel], state salespeopleModel) error {
	c := couplingsOf(op.Clients, state.CompanyID.Canonical())
	owned, err := readOwned(ctx, op)
	if err != nil {
		return err
	}
	w := &worker{couplings: c, owned: owned, done: map[string]entry{}, joined: map[string]joining{}}
	prior := state.entries()
	current, err := c.all(ctx, prior)
	if businesscentral.IsCompanyNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	warnKept(op, staying(prior, nil, w.owned))
	gone := difference(nil, current, func(code string) bool {
		_, managed := prior[code]
		return managed && !w.owned.existed(code)
	})
	if err := c.refuseChanged(ctx, gone, prior); err != nil {
		return err
	}
	// The memberships first: without couplings, the next refresh would forget a membership that could not be ended.
	if err := w.leave(ctx, op, nil); err != nil {
		return err
	}
	defer w.warnTakenUp(op)
	return w.apply(ctx, gone, nil)
}

func readSalespeople(ctx context.Context, op *framework.Operation[salespeopleModel], state salespeopleModel) (salespeopleModel, bool, error) {
	c := couplingsOf(op.Clients, state.CompanyID.Canonical())
	current, err := c.all(ctx, state.entries())
	if err != nil {
		return state, false, err
	}
	c.expect(len(current))
	managed := state.entries()
	// What others coupled is shown, but says nothing of the memberships that are wanted here.
	named := maps.Clone(managed)
	if state.Couplings.IsNull() {
		named = nil
	}
	if state.Couplings.IsNull() || state.Exclusive.ValueBool() {
		for code := range current {
			if _, known := managed[code]; !known {
				managed[code] = entry{written: code, code: code, known: true}
			}
		}
	}
	shown, err := c.show(ctx, managed, current)
	if err != nil {
		return state, false, err
	}
	if state.AddToOwningTeam.IsNull() || state.AddToOwningTeam.ValueBool() {
		members := maps.Clone(shown)
		maps.DeleteFunc(members, func(code string, _ entry) bool {
			_, wanted := named[code]
			return named != nil && !wanted
		})
		member, err := c.allInTeam(ctx, members, current)
		if err != nil {
			return state, false, err
		}
		state.AddToOwningTeam = types.BoolValue(member)
	}
	state.ID = types.StringValue(c.companyID)
	state.setEntries(shown)
	return state, true, nil
}

// show returns the managed entries that are coupled, each with the user whom Business Central shows, spelled as it was
// written where that is the same user.
func (c couplings) show(ctx context.Context, managed map[string]entry, current map[string]businesscentral.RecordCoupling) (map[string]entry, error) {
	ids := map[string]string{}
	for code, e := range managed {
		if row, coupled := current[code]; coupled && e.user().email != "" {
			ids[code] = row.DataverseID
		}
	}
	users, err := c.users(ctx, ids)
	if err != nil {
		return nil, err
	}
	shown := map[string]entry{}
	for code, e := range managed {
		row, coupled := current[code]
		if !coupled {
			continue
		}
		user, known := users[strings.ToLower(row.DataverseID)]
		same := e.value != "" && (strings.EqualFold(e.value, row.DataverseID) || known && e.names(user))
		if !same && known {
			if same, err = c.renamed(ctx, e, row); err != nil {
				return nil, err
			}
		}
		switch {
		case same:
		case known && user.Email != "":
			e.value = strings.ToLower(user.Email)
		default:
			e.value = row.DataverseID
		}
		shown[code] = e
	}
	return shown, nil
}

// allInTeam reports whether every coupled user is a member of the owning team.
func (c couplings) allInTeam(ctx context.Context, shown map[string]entry, current map[string]businesscentral.RecordCoupling) (bool, error) {
	if len(shown) == 0 {
		return true, nil
	}
	team, err := teamOf(ctx, c.dv, c.companyID)
	if err != nil || team == "" {
		return false, err
	}
	members := make(chan bool, len(shown))
	err = forEach(ctx, shown, lookups, func(ctx context.Context, e entry) error {
		member, err := c.dv.IsTeamMember(ctx, team, current[e.code].DataverseID)
		members <- member
		return err
	})
	close(members)
	all := true
	for member := range members {
		all = all && member
	}
	return all, first(err)
}
