// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// planDestroyUser says what destroy does in Dataverse, and who uses the user now: those of the same run's connections are
// gone by then, and any other keeps the user in place.
func planDestroyUser(ctx context.Context, p *framework.PlanOperation[userModel]) error {
	found, err := p.WasFound(ctx)
	if err != nil || found || !p.Ready() || p.Dataverse == nil || p.State.DeletionPolicy.ValueString() == policyRetain {
		return err
	}
	what := "disables"
	if p.State.DeletionPolicy.ValueString() == policyDelete {
		what = "deletes"
	}
	now := ""
	links, err := rules.ReadLinks(ctx, p.Dataverse)
	if err != nil && !framework.IsRefused(err) {
		return err
	}
	if written := links.WrittenBy(p.State.ID.ValueString()); len(written) > 0 {
		now = " It is used now by " + written.String() + "; the user is left as it is if one of them remains."
	}
	p.Warn(&framework.Problem{
		Summary: "Destroy " + what + " the integration user",
		Detail:  "Destroy " + what + " the user " + p.State.Email.ValueString() + " (" + p.State.ID.ValueString() + ") in Dataverse, as deletion_policy says, unless a connection still signs in as this user." + now,
	})
	return nil
}
