// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// onlyChange expects exactly one planned change: the actions on the resource at the address.
type onlyChange struct {
	address string
	actions tfjson.Actions
}

func (c onlyChange) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	var wrong []string
	found := false
	for _, change := range req.Plan.ResourceChanges {
		switch {
		case change.Change.Actions.NoOp() || change.Change.Actions.Read():
		case change.Address == c.address && slices.Equal(change.Change.Actions, c.actions):
			found = true
		default:
			wrong = append(wrong, fmt.Sprintf("%s: %v (from %v to %v)", change.Address, change.Change.Actions, change.Change.Before, change.Change.After))
		}
	}
	if !found {
		wrong = append(wrong, fmt.Sprintf("%s: no %v", c.address, c.actions))
	}
	if len(wrong) > 0 {
		resp.Error = fmt.Errorf("the plan differs from what was expected:\n%s", strings.Join(wrong, "\n"))
	}
}

func empty() []plancheck.PlanCheck { return []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()} }
