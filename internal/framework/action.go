// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// BusinessCentralRuns is what actions that work through the companion need in Business Central.
const BusinessCentralRuns = "the companion extension's permission set `BCS Administer` and Microsoft's `D365 AUTOMATION`."

// Progress reports to the user how far an action has come. A text that repeats the previous one is reported once.
type Progress func(text string)

// ActionDefinition describes an action with a configuration M.
type ActionDefinition[M any] struct {
	// Name is the type name without the provider's prefix.
	Name string
	// Noun is what diagnostics call what runs, such as "full synchronization".
	Noun string
	// Schema holds the action's own arguments; the envelope adds timeouts.
	Schema schema.Schema
	// Needs names the services whose clients Invoke receives; it is not called without them.
	Needs Services
	// MayUse names services whose clients the callbacks receive where the provider has them; else those are nil.
	MayUse Services
	// Permissions is what the provider's identity needs.
	Permissions Permissions
	// Timeout is the default of the attribute timeouts; zero means two minutes.
	Timeout time.Duration
	// Plan warns in the plan of what the action will do; it gets clients of all services in Needs. Values may be unknown.
	// Optional.
	Plan func(ctx context.Context, clients *Clients, config M, warn func(*Problem)) error
	// Invoke runs the action. It is only called with a configured provider.
	Invoke func(ctx context.Context, clients *Clients, config M, progress Progress) error
}

// Action is the envelope around an [ActionDefinition].
type Action[M any, P BoundedModel[M]] struct {
	def     ActionDefinition[M]
	clients *Clients
}

// NewAction returns the envelope around def.
func NewAction[M any, P BoundedModel[M]](def ActionDefinition[M]) action.Action {
	return &Action[M, P]{def: def}
}

// Metadata sets the type name.
func (a *Action[M, P]) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + a.def.Name
}

// Schema returns the definition's schema with the attribute that every action has.
func (a *Action[M, P]) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = a.def.Schema
	resp.Schema.Attributes = maps.Clone(a.def.Schema.Attributes)
	resp.Schema.Attributes[timeoutsAttribute] = actionTimeouts(a.def.Timeout)
	resp.Schema.MarkdownDescription += a.def.Permissions.Markdown()
}

// Configure receives the provider's clients.
func (a *Action[M, P]) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.clients = handed(req.ProviderData, a.def.Needs|a.def.MayUse, &resp.Diagnostics)
}

// ModifyPlan runs the definition's Plan callback.
func (a *Action[M, P]) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	if a.def.Plan == nil || !a.clients.Configured() || a.clients.Require(a.def.Needs) != nil {
		return
	}
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	attempted := "plan the " + a.def.Noun
	longest, err := timeout(ctx, P(&config).bounded().Timeouts, "invoke", a.def.Timeout)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, a.def.Permissions, err)
		return
	}
	// A plan only reads, however long the action itself may take.
	ctx, cancel := context.WithTimeout(ctx, min(longest, defaultTimeout))
	defer cancel()
	err = a.def.Plan(ctx, a.clients, config, func(problem *Problem) { AddWarning(&resp.Diagnostics, problem) })
	AddError(&resp.Diagnostics, attempted, a.def.Permissions, err)
}

// Invoke runs the action.
func (a *Action[M, P]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	if !a.clients.Configured() {
		AddProblem(&resp.Diagnostics, a.unconfigured())
		return
	}
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx = inLines(ctx, req.Config.Raw, companyAttribute)
	attempted := "run the " + a.def.Noun
	timeout, err := timeout(ctx, P(&config).bounded().Timeouts, "invoke", a.def.Timeout)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, a.def.Permissions, err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := a.clients.Require(a.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, a.def.Permissions, err)
		return
	}
	ctx, end := a.clients.changing(ctx)
	defer end()
	last := ""
	err = a.def.Invoke(ctx, a.clients, config, func(text string) {
		if text = odata.Bounded(odata.Printable(text), maxSummary); text != last {
			last = text
			resp.SendProgress(action.InvokeProgressEvent{Message: text})
		}
	})
	AddError(&resp.Diagnostics, attempted, a.def.Permissions, a.ended(err, timeout))
}

func (a *Action[M, P]) unconfigured() *Problem {
	problem := &Problem{
		Summary: "The " + a.def.Noun + " cannot run yet",
		Detail:  "The provider is not configured.",
		Remedy:  "Give the provider values that are known, or create what they depend on in an earlier run.",
	}
	if a.clients != nil && len(a.clients.Unknown()) > 0 {
		problem.Detail = "The provider argument " + quoteAll(a.clients.Unknown()) + " is not known."
	}
	return problem
}

// ended words the end of the context for an action, which leaves nothing in the state.
func (a *Action[M, P]) ended(err error, timeout time.Duration) error {
	if _, worded := errors.AsType[*Problem](err); worded {
		return err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &Problem{
			Summary: fmt.Sprintf("The %s did not finish within %s", a.def.Noun, timeout), Err: err,
			Remedy: "Look at the last answer above. The operation continues in the service. Run the action again when it has ended, and raise invoke in the timeouts attribute if it only needs more time.",
		}
	case errors.Is(err, context.Canceled):
		return &Problem{
			Summary: "The " + a.def.Noun + " was interrupted", Err: err,
			Remedy: "The operation continues in the service. Run the action again when it has ended.",
		}
	}
	return err
}
