// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// promisedKey is the private state key that says that an update has not been read back yet. Its plan promised the run as it
// was; a run that somebody started since the plan shows in the next refresh.
const promisedKey = "promised"

// keepRun plans that an update changes nothing of a run that has ended. Otherwise every value of the results would be shown
// as one that goes.
func keepRun(p *framework.PlanOperation[initialModel]) {
	if !p.State.ended() {
		return
	}
	p.Plan.RunID, p.Plan.Status, p.Plan.Results = p.State.RunID, p.State.Status, p.State.Results
	p.Plan.StartedAt, p.Plan.FinishedAt = p.State.StartedAt, p.State.FinishedAt
}

// promisedRun reports whether an update is read back, once.
func promisedRun(ctx context.Context, op *framework.Operation[initialModel]) (bool, error) {
	value, err := op.Private(ctx, promisedKey)
	if err != nil || string(value) != "true" {
		return false, err
	}
	return true, op.SetPrivate(ctx, promisedKey, []byte("false"))
}
