// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// usage names the connections that sign in as the user: those whose links in Sales the user wrote, of whatever company
// and environment, and those of this environment's companies whose enabled setup names the user. It is empty when nobody
// uses the user.
func usage(ctx context.Context, clients *framework.Clients, state userModel) (string, error) {
	links, err := rules.ReadLinks(ctx, clients.Dataverse)
	if err != nil {
		return "", err
	}
	if written := links.WrittenBy(state.ID.ValueString()); len(written) > 0 {
		return written.String(), nil
	}
	if clients.BusinessCentral == nil || state.Email.ValueString() == "" {
		return "", nil
	}
	companies, err := rules.CompaniesConnectedAs(ctx, clients.BusinessCentral, state.Email.ValueString())
	if err != nil || len(companies) == 0 {
		return "", err
	}
	names := make([]string, len(companies))
	for i, company := range companies {
		names[i] = company.Name + " (" + strings.ToLower(company.ID) + ")"
	}
	return "the enabled Dataverse connection of company " + strings.Join(names, ", "), nil
}

// keepUnseen leaves the user in place when the provider's identity may not see who uses it. Another failure may pass, and
// is one of the destruction.
func keepUnseen(op *framework.Operation[userModel], noun string, err error) error {
	if !framework.IsRefused(err) {
		return err
	}
	op.Warn(&framework.Problem{
		Summary: "Left in place: " + noun,
		Detail:  "Terraform leaves " + noun + " in place, because it could not see who uses it.",
		Remedy:  "If nobody does, remove it by hand.",
		Err:     err,
	})
	return nil
}

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
