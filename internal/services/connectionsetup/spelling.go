// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// spelled returns the plan with the business unit's name as Dataverse spells it. Terraform hands over composed letters,
// and Business Central compares what it is given with what Dataverse holds.
func (s dataverseSetup) spelled(ctx context.Context, plan dataverseModel) (dataverseModel, error) {
	u := plan.unit()
	if len(texts.Spellings(u.name)) == 1 {
		return plan, nil
	}
	own, _, err := s.dv.BusinessUnit(ctx, u.id)
	if texts.Same(own.Name, u.name) {
		plan.BusinessUnitName = types.StringValue(own.Name)
	}
	return plan, err
}
