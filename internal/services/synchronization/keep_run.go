// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import "github.com/bcsales/terraform-provider-bcsales/internal/framework"

// keepRun plans that an update changes nothing of a run that has ended. Otherwise every value of the results would be shown
// as one that goes.
func keepRun(p *framework.PlanOperation[initialModel]) {
	if !p.State.ended() {
		return
	}
	p.Plan.RunID, p.Plan.Status, p.Plan.Results = p.State.RunID, p.State.Status, p.State.Results
	p.Plan.StartedAt, p.Plan.FinishedAt = p.State.StartedAt, p.State.FinishedAt
}
