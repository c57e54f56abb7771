// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// importTimeout is what Microsoft's own tool waits by default; big solutions take up to 90 minutes.
const importTimeout = 60 * time.Minute

// NewSolution returns the resource bcsales_solution.
func NewSolution() resource.Resource {
	return framework.NewResource[solutionModel](framework.Definition[solutionModel]{
		Name:   "solution",
		Noun:   "solution",
		Schema: solutionSchema(),
		Needs:  framework.Dataverse,
		Permissions: framework.Permissions{
			Dataverse: "to install, upgrade or uninstall, the roles System Administrator and System Customizer; to refresh, a role that may read solutions and publishers.",
		},
		IDParts: []framework.IDPart{{Name: "unique_name", Description: "Unique name of the solution."}},
		Local: map[string]string{
			"file":                               "write-only: the package on the machine that runs Terraform",
			"minimum_version":                    "a requirement on the installed version, which has an attribute of its own",
			"overwrite_unmanaged_customizations": "an option of the next import",
			"publish_workflows":                  "an option of the next import",
			"deletion_policy":                    "says what destroy does",
		},
		Timeouts:    framework.Timeouts{Create: importTimeout, Update: importTimeout, Delete: importTimeout},
		Create:      createSolution,
		Recover:     recoverSolution,
		Read:        readSolution,
		Update:      updateSolution,
		Delete:      deleteSolution,
		Plan:        planSolution,
		PlanDestroy: planDestroySolution,
	})
}

func createSolution(ctx context.Context, op *framework.Operation[solutionModel], plan solutionModel) error {
	client := op.Dataverse
	w, err := configured(ctx, op, plan)
	if err != nil {
		return err
	}
	ctx = logging.With(ctx, map[string]any{"unique_name": w.name}) // that of the package
	// The same run may be uninstalling it.
	if err := op.TakeUp(ctx, framework.Object{Type: "solution", ID: w.name}); err != nil {
		return err
	}
	before, found, err := client.Solution(ctx, w.name)
	if err != nil {
		return err
	}
	if found && !startedHere(ctx, client, before) {
		if err := op.Found(ctx); err != nil {
			return err
		}
	}
	installed := before
	if !version.AtLeast(before.Version, w.version) {
		if installed, err = install(ctx, op, client, w, plan, before.Version); err != nil {
			return err
		}
	}
	plan.set(installed)
	return op.Save(ctx, plan)
}

// configured reads the configuration again: what the plan saw may have changed, and the package is needed now.
func configured(ctx context.Context, op *framework.Operation[solutionModel], plan solutionModel) (wanted, error) {
	config, err := op.Config(ctx)
	if err != nil {
		return wanted{}, err
	}
	w, err := wantedBy(config, plan.UniqueName.ValueString())
	if err == nil && w.name == "" {
		err = w.lacking("")
	}
	return w, err
}

// install brings the environment to the wanted version and returns what is installed then. before is the version that
// was installed, empty when there was none.
func install(ctx context.Context, op *framework.Operation[solutionModel], client *dataverse.Client, w wanted, plan solutionModel, before string) (dataverse.Solution, error) {
	if w.source == nil {
		return dataverse.Solution{}, errors.Join(w.lacking(before), checkCaller(ctx, client, op.Warn))
	}
	unlock, err := op.Locks().Lock(ctx, lockKey(client))
	if err != nil {
		return dataverse.Solution{}, err
	}
	defer unlock()
	if err := checkCaller(ctx, client, op.Warn); err != nil {
		return dataverse.Solution{}, err
	}
	i := installer{client: client, wanted: w, overwrite: plan.OverwriteUnmanaged.ValueBool(), publish: plan.PublishWorkflows.ValueBool(), making: op.Making}
	return i.run(ctx)
}

// lockKey serializes the solution operations of one environment; Dataverse runs one at a time.
func lockKey(client *dataverse.Client) string { return "solution operations of " + client.Origin() }

// startedHere reports whether this provider imported the installed version, in an earlier run whose end was lost or
// whose solution was retained. A caller that cannot read import jobs did not start the import.
func startedHere(ctx context.Context, client *dataverse.Client, installed dataverse.Solution) bool {
	jobs, _, err := client.OwnImportJobs(ctx, installed.UniqueName, installed.Version)
	if err != nil {
		return false
	}
	for _, job := range jobs {
		whole, _, err := client.ImportJob(ctx, job.ID)
		if err != nil || whole.CompletedOn == "" {
			continue
		}
		log, err := dataverse.ParseImportLog(whole.Data)
		if err == nil && !strings.EqualFold(log.Result, "failure") {
			return true
		}
	}
	return false
}

// recoverSolution records a solution whose import ended while the creation was being interrupted. An import that still
// runs is taken up by the next apply. What was there before any import is left to the next apply too.
func recoverSolution(ctx context.Context, op *framework.Operation[solutionModel], plan solutionModel) (solutionModel, bool, error) {
	w, err := configured(ctx, op, plan)
	if err != nil {
		return plan, false, err
	}
	installed, _, err := op.Dataverse.Solution(ctx, w.name)
	if err != nil || !version.AtLeast(installed.Version, w.version) {
		return plan, false, err
	}
	plan.set(installed)
	return plan, true, nil
}

func readSolution(ctx context.Context, op *framework.Operation[solutionModel], state solutionModel) (solutionModel, bool, error) {
	installed, found, err := op.Dataverse.Solution(ctx, state.ID.ValueString())
	if err != nil || !found {
		return state, false, err
	}
	state.set(installed)
	return state, true, nil
}

func updateSolution(ctx context.Context, op *framework.Operation[solutionModel], plan, state solutionModel) error {
	client := op.Dataverse
	w, err := configured(ctx, op, plan)
	if err != nil {
		return err
	}
	before, _, err := client.Solution(ctx, state.ID.ValueString())
	if err != nil {
		return err
	}
	installed := before
	if !version.AtLeast(before.Version, w.version) {
		if installed, err = install(ctx, op, client, w, plan, before.Version); err != nil {
			return err
		}
	}
	if promised := plan.Version; !promised.IsUnknown() && !promised.Equal(state.Version) && !version.Same(promised.ValueString(), installed.Version) {
		return w.kept(promised.ValueString(), installed.Version)
	}
	plan.set(installed)
	return op.Save(ctx, plan)
}
