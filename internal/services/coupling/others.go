// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// partner describes a row of Dataverse.
func (p pair) partner(ctx context.Context, id string) string {
	if p.name == nil {
		return id
	}
	return p.name(ctx, id)
}

// changed refuses to touch a coupling that somebody else has made since the plan to replace the one in state.
func (p pair) changed(ctx context.Context, now businesscentral.RecordCoupling, before string) error {
	return framework.Errorf("Somebody else has changed the coupling",
		"Run terraform plan: it shows what Business Central has now. Nothing was changed.",
		"When the plan was made, %s was coupled to %s. Business Central now shows it coupled to %s.",
		now.RecordKey, p.partner(ctx, before), p.partner(ctx, now.DataverseID))
}

// refuseChanged refuses a coupling that has another partner now.
func (p pair) refuseChanged(ctx context.Context) error {
	now, found, err := p.toChange(ctx, p.dataverseID)
	switch {
	case businesscentral.IsCompanyNotFound(err), err == nil && !found:
		return nil
	case err == nil && !p.is(now):
		return p.changed(ctx, now, p.dataverseID)
	}
	return err
}

// several explains a record with more than one coupling.
func (p pair) several(ctx context.Context, err error) error {
	double, ok := errors.AsType[*businesscentral.SeveralCouplingsError](err)
	if !ok {
		return err
	}
	return severalCouplings(double.Rows, func(id string) string { return p.partner(ctx, id) })
}

func severalCouplings(rows []businesscentral.RecordCoupling, name func(id string) string) error {
	partners := make([]string, len(rows))
	for i, row := range rows {
		partners[i] = name(row.DataverseID)
	}
	return framework.Errorf("A record has more than one coupling",
		"Open the record in Business Central and delete its coupling until the right one is left, or none; then run terraform apply again.",
		"Business Central has %d couplings of %s: to %s. It takes either for a synchronization, and no change of one makes them agree.",
		len(rows), rows[0].RecordKey, strings.Join(partners, ", and to "))
}

// userName describes a user. The state of a map may name one by the e-mail address, which says enough.
func (c couplings) userName(ctx context.Context, id string) string {
	if strings.Contains(id, "@") {
		return id
	}
	if user, found, _ := c.dv.SalesUser(ctx, id); found {
		return user.FullName + " (" + strings.ToLower(user.ID) + ")"
	}
	return id
}

// shownElsewhere refuses a coupling that is read back with another partner than the one that was written.
func shownElsewhere(record, written, shown string) error {
	if strings.EqualFold(written, shown) {
		return nil
	}
	return framework.Errorf("The coupling was changed at the same time",
		"Run terraform plan: it shows what Business Central has now.",
		"%s was coupled to %s, and Business Central now shows it coupled to %s.", record, written, shown)
}
