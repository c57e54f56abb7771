// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// importedKey is the private state key that says that the run was imported and triggers were not recorded yet.
const importedKey = "imported"

// NewInitial returns the resource bcsales_initial_synchronization.
func NewInitial() resource.Resource {
	return framework.NewResource[initialModel](framework.Definition[initialModel]{
		Name:   "initial_synchronization",
		Noun:   "initial synchronization",
		Schema: initialSchema(),
		Needs:  framework.BusinessCentral,
		MayUse: framework.Dataverse,
		Permissions: framework.Permissions{
			Entra:           framework.EntraBusinessCentral,
			Dataverse:       readsUsers,
			BusinessCentral: framework.BusinessCentralAdministers,
		},
		IDParts: []framework.IDPart{{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true}},
		Local: map[string]string{
			"mappings":            "a parameter of the next run; results says what the last one did",
			"triggers":            "any values whose change runs again",
			"wait_for_completion": "says how creation works",
			"on_error":            "says how creation works",
			"when_populated":      "says how creation works",
		},
		Timeouts: framework.Timeouts{Create: time.Hour},
		Company:  func(m initialModel) string { return m.CompanyID.Canonical() },
		Create:   createInitial,
		Read:     readInitial,
		Update:   updateInitial,
		Delete:   deleteInitial,
		Plan:     planInitial,
		Validate: validateInitial,
		Import:   importInitial,
	})
}

func in(clients *framework.Clients, id customtypes.GUIDValue) company {
	return company{bc: clients.BusinessCentral, id: id.Canonical(), advice: resourceAdvice(id.Canonical()), before: &coupledBefore{}}
}

func createInitial(ctx context.Context, op *framework.Operation[initialModel], plan initialModel) error {
	c := in(op.Clients, plan.CompanyID)
	unlock, err := op.Locks().Lock(ctx, "synchronization/"+c.id)
	if err != nil {
		return err
	}
	defer unlock()
	setup, err := c.enabledSetup(ctx)
	if err != nil {
		return err
	}
	if err := c.applySettings(ctx, plan, types.SetNull(customtypes.FoldedType{})); err != nil {
		return err
	}
	if plan.RunID, err = c.begin(ctx, op, plan, setup); err != nil {
		return err
	}
	if !plan.WaitForCompletion.ValueBool() {
		return op.SetPrivate(ctx, awaitedKey, []byte("false"))
	}
	return c.finish(ctx, op, plan)
}

// begin starts a run and returns its id. A run that an interrupted creation started is not started again.
func (c company) begin(ctx context.Context, op *framework.Operation[initialModel], plan initialModel, setup businesscentral.SalesConnectionSetup) (customtypes.GUIDValue, error) {
	before, err := c.latest(ctx)
	if err != nil {
		return plan.RunID, err
	}
	save := func(runID string) error {
		// The id is in state before the start, so that an interruption forgets nothing.
		plan.ID, plan.RunID = types.StringValue(c.id), customtypes.NewGUID(runID)
		if err := op.SetPrivate(ctx, awaitedKey, []byte("true")); err != nil {
			return err
		}
		return op.Save(ctx, plan)
	}
	if runID, ok := c.resumable(plan, setup, before.busy(), op.Clients); ok {
		err := save(runID)
		return plan.RunID, err
	}
	lines, err := c.proposed(ctx, before)
	if err != nil {
		return plan.RunID, err
	}
	names, err := c.choose(ctx, plan, lines)
	if err != nil {
		return plan.RunID, c.orImport(ctx, err, plan, setup, before)
	}
	if err := c.review(ctx, setup); err != nil {
		return plan.RunID, err
	}
	if err := save(plan.newRunID()); err != nil {
		return plan.RunID, err
	}
	return plan.RunID, c.start(ctx, setup, plan.RunID.ValueString(), names)
}

// choose selects the lines that the plan names.
func (c company) choose(ctx context.Context, plan initialModel, lines []businesscentral.FullSynchronizationProposal) ([]string, error) {
	wanted, err := mappingNames(ctx, plan.Mappings)
	if err != nil {
		return nil, err
	}
	return c.choice(ctx, wanted, plan.WhenPopulated.ValueString(), lines)
}

// choice returns the names of the lines to start: those wanted, or all but that of salespeople.
func (c company) choice(ctx context.Context, wanted []string, whenPopulated string, lines []businesscentral.FullSynchronizationProposal) ([]string, error) {
	mappings, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return nil, err
	}
	matchFields := map[string]int64{}
	for _, mapping := range mappings {
		matchFields[mapping.Name] = mapping.MatchFieldCount
	}
	return selection{wanted: wanted, whenPopulated: whenPopulated, advice: c.advice}.choose(lines, matchFields)
}

// finish waits for the run, records what became of it, and reports failures.
func (c company) finish(ctx context.Context, op *framework.Operation[initialModel], plan initialModel) error {
	r, err := c.wait(ctx, plan.RunID.ValueString(), func(progress string) {
		logging.Info(ctx, "full synchronization", map[string]any{"company_id": c.id, "progress": progress})
	})
	if err != nil {
		return err
	}
	if err := plan.set(ctx, r); err != nil {
		return err
	}
	if err := op.SetPrivate(ctx, awaitedKey, []byte("false")); err != nil {
		return err
	}
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	if problem := c.madeSalespeople(ctx, r); problem != nil {
		op.Warn(problem)
	}
	if r.status() == statusSucceeded {
		return nil
	}
	problem, err := c.failure(ctx, r)
	if err != nil {
		return err
	}
	if plan.OnError.ValueString() == onErrorWarn {
		op.Warn(problem)
		return nil
	}
	return problem
}

// readInitial reads the latest run. It is gone when the company has no setup any more, as after a copy of company or
// environment, or when nothing was ever run; a disabled setup changes nothing.
func readInitial(ctx context.Context, op *framework.Operation[initialModel], state initialModel) (initialModel, bool, error) {
	c := in(op.Clients, state.CompanyID)
	setup, found, err := c.bc.SalesConnectionSetup(ctx, c.id)
	if err != nil || !found {
		return state, false, err
	}
	runID := setup.LastRunID
	if runID == nullGUID {
		runID = ""
	}
	c.readAhead(ctx, state, runID)
	r, err := c.current(ctx, runID)
	if err != nil || runID == "" && !r.begun() {
		return state, false, err
	}
	if awaited(ctx, op) {
		return state, true, nil
	}
	if len(r.lines) == 0 {
		// A review without lines says nothing about the run: what was seen of it stays.
		return state, !state.Status.IsNull(), nil
	}
	if string(op.Private(ctx, importedKey)) == "true" && state.Status.IsNull() {
		if err := c.adoptSettings(ctx, &state); err != nil {
			return state, false, err
		}
	}
	if err := c.readSettings(ctx, &state); err != nil {
		return state, false, err
	}
	if state.ended() && strings.EqualFold(state.RunID.ValueString(), runID) && (!r.done() || r.status() == state.Status.ValueString()) {
		// A run that has ended stays as it was seen: open lines are those of a review that somebody generated since and did not start, and
		// the lines' own jobs do not show the records that were made because they had no match.
		return state, true, nil
	}
	return state, true, state.set(ctx, r)
}

// readAhead lets what a refresh reads travel together.
func (c company) readAhead(ctx context.Context, state initialModel, runID string) {
	reads := []func(ctx context.Context){func(ctx context.Context) { _, _ = c.current(ctx, runID) }}
	if !state.MatchFields.IsNull() {
		reads = append(reads, func(ctx context.Context) { _, _ = c.bc.FieldMappings(ctx, c.id, "") })
	}
	if !state.CreateUnmatched.IsNull() {
		reads = append(reads, func(ctx context.Context) { _, _ = c.bc.TableMappings(ctx, c.id) })
	}
	var together odata.Ahead
	together.Round(ctx, reads)
}

// updateInitial brings the settings in line; it never starts a run.
func updateInitial(ctx context.Context, op *framework.Operation[initialModel], plan, state initialModel) error {
	c := in(op.Clients, plan.CompanyID)
	if err := op.SetPrivate(ctx, importedKey, []byte("false")); err != nil {
		return err
	}
	return c.applySettings(ctx, plan, state.CreateUnmatched)
}

func importInitial(ctx context.Context, op *framework.Operation[initialModel], parts []string) (map[string]any, error) {
	return map[string]any{"company_id": parts[0]}, op.SetPrivate(ctx, importedKey, []byte("true"))
}

// planInitial plans a run when triggers changes.
func planInitial(ctx context.Context, p *framework.PlanOperation[initialModel]) error {
	if err := planMatchFields(ctx, p); err != nil {
		return err
	}
	if p.State == nil {
		return announceSalespeople(ctx, p.Clients, p.Plan.CompanyID, p.Plan.Mappings, p.Warn)
	}
	imported := string(p.Private(ctx, importedKey)) == "true"
	if imported && p.State.Status.ValueString() == statusFailed && p.Plan.OnError.ValueString() == onErrorFail {
		// Records of an imported run were never synchronized; a creation whose run ends so fails.
		p.RequireReplace("on_error")
		p.Warn(&framework.Problem{
			Summary: "The imported synchronization has failures",
			Detail:  "The run that was imported has failures, which results names, so another one is planned.",
			Remedy:  "To accept the failures, set on_error = \"" + onErrorWarn + "\".",
		})
		return announceSalespeople(ctx, p.Clients, p.Plan.CompanyID, p.Plan.Mappings, p.Warn)
	}
	recordOnly := imported && p.State.Triggers.IsNull()
	if !p.Plan.Triggers.Equal(p.State.Triggers) && !recordOnly {
		p.RequireReplace("triggers")
		return announceSalespeople(ctx, p.Clients, p.Plan.CompanyID, p.Plan.Mappings, p.Warn)
	}
	keepRun(p)
	if !p.Plan.Mappings.Equal(p.State.Mappings) {
		p.Warn(&framework.Problem{
			Summary: "The change of mappings starts no run",
			Detail:  "The new set of mappings takes effect in the next run. Change triggers to run the synchronization now.",
		})
	}
	return nil
}
