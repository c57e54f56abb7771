// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// object names the coupling of a salesperson as bcsales_salesperson_coupling does, so that the two resource types leave each
// other's couplings alone when one takes over from the other.
func (c couplings) object(salespersonID string) framework.Object {
	return framework.Object{Type: "salesperson_coupling", ID: c.companyID + "/" + salespersonID}
}

// takeUp claims the couplings that are to exist.
func (c couplings) takeUp(ctx context.Context, all map[string]wanted) error {
	for _, one := range all {
		if err := c.TakeUp(ctx, c.object(one.salesperson.ID)); err != nil {
			return err
		}
	}
	return nil
}

// warnTakenUp names the couplings that stay because another resource of this run has them.
func (w *worker) warnTakenUp(op *framework.Operation[salespeopleModel]) {
	if len(w.stay) > 0 {
		slices.Sort(w.stay)
		op.TakenUp("the couplings of the salespeople " + strings.Join(w.stay, ", "))
	}
}

// refuseChanged refuses to change or to remove couplings of the prior state that somebody else has made since the plan.
func (c couplings) refuseChanged(ctx context.Context, ch changes, prior map[string]entry) error {
	rows := maps.Clone(ch.moved)
	maps.Copy(rows, ch.removed)
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(rows)) {
		before, managed := prior[code]
		if !managed || before.value == "" {
			continue
		}
		same, err := c.means(ctx, before, rows[code])
		switch {
		case err != nil:
			return err
		case !same:
			errs = append(errs, about(c.pair(rows[code].RecordID, "").changed(ctx, rows[code], before.value)))
		}
	}
	return errors.Join(errs...)
}

// means reports whether an entry names the user of a coupling.
func (c couplings) means(ctx context.Context, e entry, row businesscentral.RecordCoupling) (bool, error) {
	if e.user().id != "" {
		return strings.EqualFold(e.value, row.DataverseID), nil
	}
	user, found, err := c.dv.SalesUser(ctx, row.DataverseID)
	if err != nil || found && e.names(user) {
		return err == nil, err
	}
	return c.renamed(ctx, e, row)
}

// checkSalespeople names the couplings that were made and are not read back, or with other partners.
func checkSalespeople(saved, shown salespeopleModel) error {
	written, now := saved.entries(), shown.entries()
	var gone, changed []string
	for _, code := range slices.Sorted(maps.Keys(written)) {
		is, coupled := now[code]
		switch {
		case !coupled:
			gone = append(gone, code)
		case !strings.EqualFold(is.value, written[code].value):
			changed = append(changed, code+" (now with "+is.value+")")
		}
	}
	var found []string
	if len(gone) > 0 {
		found = append(found, "It shows no coupling of the salespeople "+strings.Join(gone, ", ")+".")
	}
	if len(changed) > 0 {
		found = append(found, "It shows other users for the salespeople "+strings.Join(changed, ", ")+".")
	}
	if len(found) == 0 {
		return nil
	}
	return framework.Errorf("Couplings were changed at the same time",
		"Run terraform apply again: it makes those that are missing. If the plan of another resource or somebody in Business Central removes them, let only one of the two manage them.",
		"Business Central accepted every call. %s", strings.Join(found, " ")).At("couplings")
}
