// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// fullTimeout is the default of the action's timeout.
const fullTimeout = 12 * time.Hour

type fullModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Mappings  types.Set             `tfsdk:"mappings"`
}

// NewFull returns the action bcsales_full_synchronization.
func NewFull() action.Action {
	return framework.NewAction(framework.ActionDefinition[fullModel]{
		Name:        "full_synchronization",
		Noun:        "full synchronization",
		Schema:      fullSchema(),
		Needs:       framework.BusinessCentral,
		MayUse:      framework.Dataverse,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, Dataverse: readsUsers, BusinessCentral: framework.BusinessCentralRuns},
		Timeout:     fullTimeout,
		Plan: func(ctx context.Context, clients *framework.Clients, config fullModel, warn func(*framework.Problem)) error {
			return announceSalespeople(ctx, clients, config.CompanyID, config.Mappings, warn)
		},
		Invoke: runFull,
	})
}

func fullSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Runs the full synchronization of a company again: the action generates Business Central's review again, starts it, and waits for it to end. " +
			"It fails if records failed, and names the first error of each table mapping.\n\n" +
			"The Sales connection must be enabled, and no other full synchronization may be running. Where both sides hold data, Business Central couples matching records; a mapping that has no field to match them by is refused before anything starts. " +
			"For a first run whose result belongs in the state, use the resource `bcsales_initial_synchronization`.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"mappings": schema.SetAttribute{
				ElementType: customtypes.FoldedType{}, Optional: true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(framework.TextLength(1, maxMappingName))},
				MarkdownDescription: "Names of the table mappings to synchronize, such as `CUSTOMER`, not case-sensitive. " + defaultMappings,
			},
		},
	}
}

func runFull(ctx context.Context, clients *framework.Clients, config fullModel, progress framework.Progress) error {
	c := in(clients, config.CompanyID)
	c.advice = actionAdvice()
	wanted, err := mappingNames(ctx, config.Mappings)
	if err != nil {
		return err
	}
	unlock, err := clients.Locks().Lock(ctx, "synchronization/"+c.id)
	if err != nil {
		return err
	}
	defer unlock()
	setup, err := c.enabledSetup(ctx)
	if err != nil {
		return err
	}
	before, err := c.latest(ctx)
	if err != nil {
		return err
	}
	progress("Reading what the full synchronization would do")
	lines, err := c.proposed(ctx, before)
	if err != nil {
		return err
	}
	names, err := c.choice(ctx, wanted, populatedCouple, lines)
	if err != nil {
		return err
	}
	if err := c.review(ctx, setup); err != nil {
		return err
	}
	runID := uuid.NewString()
	progress("Starting " + strings.Join(names, ", "))
	if err := c.start(ctx, setup, runID, names); err != nil {
		return err
	}
	r, err := c.wait(ctx, runID, progress)
	if err != nil {
		return err
	}
	if r.status() != statusSucceeded {
		problem, err := c.failure(ctx, r)
		if err != nil {
			return err
		}
		return problem
	}
	progress(r.total())
	if problem := c.madeSalespeople(ctx, r); problem != nil {
		progress(problem.Detail + " " + problem.Remedy)
	}
	return nil
}

// total says what became of the records of a run.
func (r run) total() string {
	var n counts
	for _, l := range r.lines {
		n.inserted += l.counts.inserted
		n.modified += l.counts.modified
		n.unchanged += l.counts.unchanged
		n.skipped += l.counts.skipped
	}
	return fmt.Sprintf("Records made: %d, changed: %d, equal already: %d, left out: %d", n.inserted, n.modified, n.unchanged, n.skipped)
}
