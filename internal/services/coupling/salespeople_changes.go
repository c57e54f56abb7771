// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// change couples a salesperson with a user.
type change struct {
	wanted
	// now is the salesperson's coupling before, when there is one.
	now *businesscentral.RecordCoupling
}

// changes are what brings the couplings of a company in line with a map. All maps are by code.
type changes struct {
	// kept are coupled with the wanted user already.
	kept map[string]wanted
	// removed are uncoupled before anything is coupled: those who lose their coupling, and those who exchange users.
	removed map[string]businesscentral.RecordCoupling
	// coupled get their user afterwards, in place of another one where now is set.
	coupled map[string]change
	// moved had another user before; they are among coupled.
	moved map[string]businesscentral.RecordCoupling
	// taken are wanted users whom a salesperson has who keeps his coupling.
	taken map[string]businesscentral.RecordCoupling
}

// difference compares the map with the couplings that there are. drop says which of the salespeople who are not in the
// map lose their coupling.
func difference(all map[string]wanted, current map[string]businesscentral.RecordCoupling, drop func(code string) bool) changes {
	ch := changes{
		kept: map[string]wanted{}, removed: map[string]businesscentral.RecordCoupling{}, coupled: map[string]change{},
		moved: map[string]businesscentral.RecordCoupling{}, taken: map[string]businesscentral.RecordCoupling{},
	}
	claimed := map[string]string{} // code by id of the wanted user
	for code, w := range all {
		claimed[strings.ToLower(w.user.ID)] = code
	}
	for code, row := range current {
		if _, named := all[code]; !named && drop(code) {
			ch.removed[code] = row
		}
	}
	for code, w := range all {
		row, coupled := current[code]
		switch {
		case coupled && strings.EqualFold(row.DataverseID, w.user.ID):
			ch.kept[code] = w
		case coupled:
			ch.moved[code] = row
			ch.coupled[code] = change{w, &row}
			if _, other := claimed[strings.ToLower(row.DataverseID)]; other {
				ch.removed[code] = row // another salesperson gets the user, who must be free by then
				ch.coupled[code] = change{w, nil}
			}
		default:
			ch.coupled[code] = change{w, nil}
		}
	}
	holders := map[string]string{}
	for code, row := range current {
		holders[strings.ToLower(row.DataverseID)] = code
	}
	for code, c := range ch.coupled {
		holder, held := holders[strings.ToLower(c.user.ID)]
		if _, leaves := ch.removed[holder]; held && !leaves {
			ch.taken[code] = current[holder]
		}
	}
	return ch
}

// conflicts refuses users who have another salesperson, and salespeople outside of the prior state who have another user.
func (ch changes) conflicts(companyID string, prior map[string]entry, users map[string]dataverse.SalesUser) error {
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(ch.moved)) {
		if _, managed := prior[code]; !managed {
			other := ch.moved[code].DataverseID
			if user, known := users[strings.ToLower(other)]; known {
				other = user.FullName + " (" + user.ID + ")"
			}
			errs = append(errs, framework.Errorf("The salesperson is already coupled to another user",
				"To manage the couplings that exist, run\n  terraform import <address of this resource> "+companyID+
					"\nand change the user in the configuration; or remove the coupling in Business Central first.",
				"Cannot couple %s to the salesperson %s, because the salesperson is already coupled to %s.", ch.coupled[code].user.FullName, code, other).At("couplings"))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(ch.taken)) {
		user, row := ch.coupled[code].user, ch.taken[code]
		errs = append(errs, framework.Errorf("The user is already coupled to another salesperson",
			"Remove that coupling in Business Central first, name the salesperson in couplings too, or set exclusive = true. To manage the couplings that exist, run\n  terraform import <address of this resource> "+companyID,
			"Cannot couple the salesperson %s to the user %s (%s), because the user is already coupled to the salesperson %s.", code, user.FullName, user.ID, row.RecordKey).At("couplings"))
	}
	return errors.Join(errs...)
}
