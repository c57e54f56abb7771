// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// refuseTakenUnit refuses, in a plan, a business unit that the setup of another company names. The company's own
// unit, which has its id in the name, is not looked for, so that the usual plan reads no other companies.
func (s dataverseSetup) refuseTakenUnit(ctx context.Context, u unit) error {
	if rules.IsOwnUnit(u.name, s.company) {
		return nil
	}
	shared, err := rules.ReadUnitSharing(ctx, s.bc, s.company, u.id, mayComeLater)
	if len(shared.Sharing) > 0 {
		other := shared.Sharing[0]
		return framework.Errorf("The business unit belongs to another company", remedies.BusinessUnitTaken,
			"The business unit %q (%s) is already coupled to the company %s (%s) of this environment.", u.name, u.id, other.Name, strings.ToLower(other.ID)).At("business_unit_id")
	}
	if mayComeLater(err) {
		return nil
	}
	return err
}
