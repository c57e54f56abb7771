// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// planMatchFields refuses match fields that the company's field mappings lack. A mapping that does not exist yet may be made by
// the same run.
func planMatchFields(ctx context.Context, p *framework.PlanOperation[initialModel]) error {
	if !p.Ready() || p.Plan.CompanyID.IsUnknown() || p.Plan.MatchFields.IsNull() || p.State != nil && p.Plan.MatchFields.Equal(p.State.MatchFields) {
		return nil
	}
	value, err := p.Plan.MatchFields.ToTerraformValue(ctx)
	if err != nil {
		return fmt.Errorf("reading match_fields: %w", err)
	}
	if !value.IsFullyKnown() {
		return nil
	}
	wanted, err := matchFieldsOf(ctx, p.Plan.MatchFields)
	if err != nil {
		return err
	}
	rows, err := p.BusinessCentral.FieldMappings(ctx, p.Plan.CompanyID.Canonical(), "")
	if err = ignoreMissing(err); err != nil {
		return err
	}
	byMapping := groupByMapping(rows)
	for _, mapping := range slices.Sorted(maps.Keys(wanted)) {
		if len(byMapping[mapping]) == 0 {
			continue
		}
		if err := checkFields(mapping, wanted[mapping], byMapping[mapping]); err != nil {
			return err
		}
	}
	return nil
}
