// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

func deleteSolution(ctx context.Context, op *framework.Operation[solutionModel], state solutionModel) error {
	name := state.ID.ValueString()
	if state.DeletionPolicy.ValueString() != policyUninstall {
		op.Keep("the solution "+name+" "+state.Version.ValueString(), framework.ByPolicy)
		return nil
	}
	if op.WasFound(ctx) {
		op.Keep("the solution "+name, framework.FoundBefore)
		return nil
	}
	client := op.Dataverse
	unlock, err := op.Locks().Lock(ctx, lockKey(client))
	if err != nil {
		return err
	}
	defer unlock()
	if err := refuseConnected(ctx, client, name); err != nil {
		return err
	}
	return uninstall(ctx, client, name)
}

// uninstall removes the solution, waiting for other solution operations, until it is gone.
func uninstall(ctx context.Context, client *dataverse.Client, name string) error {
	var failed error
	err := transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (done bool, waiting string, err error) {
		installed, found, err := client.Solution(ctx, name)
		if err != nil || !found {
			return err == nil, "", err
		}
		if !installed.Managed {
			return false, "", framework.Errorf("The solution "+name+" is installed unmanaged",
				"Delete it and its components by hand, or set deletion_policy to \"retain\".",
				"Dataverse uninstalls managed solutions only; deleting an unmanaged one would leave its components behind.")
		}
		dependencies, err := client.DependenciesForUninstall(ctx, name)
		if err != nil {
			return false, "", err
		}
		if len(dependencies) > 0 {
			return false, "", inUse(name, dependencies)
		}
		done, waiting, err = uninstallOnce(ctx, client, name)
		if _, ok := errors.AsType[*transport.Later](err); ok {
			return false, "", err
		}
		// What is said about a running uninstallation is better than what was waited for before it.
		failed = err
		return done || failed != nil, waiting, nil
	})
	if failed != nil {
		return failed
	}
	return err
}

func uninstallOnce(ctx context.Context, client *dataverse.Client, name string) (done bool, waiting string, err error) {
	earlier, err := client.RecentSolutionOperations(ctx)
	if err != nil {
		return false, "", err
	}
	operation, err := client.StartUninstall(ctx, name)
	later := busy(err)
	switch {
	case later != nil:
		return false, "", later
	case odata.IsAnswerLost(err) && ctx.Err() == nil:
		id, found, lookErr := lookFor(ctx, client, earlier)
		if lookErr != nil {
			return false, "", lookErr
		}
		if !found {
			return false, "the answer to the start of the uninstallation was lost, and none runs", nil
		}
		operation = id
	case err != nil:
		found, _ := remedies.Dataverse(codeOf(err), remedies.Uninstalling)
		problem := framework.Errorf("The solution "+name+" was not uninstalled", found.Remedy, "Dataverse did not start the uninstallation.")
		problem.Err = err
		return false, "", problem
	}
	return followUninstall(ctx, client, name, operation)
}

// codeOf returns the service's code in an error, or "".
func codeOf(err error) string {
	if api, ok := errors.AsType[*odata.Error](err); ok {
		return api.Code
	}
	return ""
}

func followUninstall(ctx context.Context, client *dataverse.Client, name, id string) (done bool, waiting string, err error) {
	var last dataverse.AsyncOperation
	err = transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		operation, found, err := client.AsyncOperation(ctx, id)
		if err != nil {
			return false, "", err
		}
		last = operation
		return !found || operation.Done(), "the uninstallation of " + name + " still runs in Dataverse", nil
	})
	switch {
	case err != nil:
		return false, "", err
	case isBusyCode(last.Code()):
		return false, busyText(last.Text()), nil
	case last.ID != "" && !last.Succeeded():
		remedy := "Remove what the service names, or set deletion_policy to \"retain\"."
		if known, ok := remedies.Dataverse(last.Code(), remedies.Uninstalling); ok {
			remedy = known.Remedy
		}
		return false, "", framework.Errorf("The solution "+name+" was not uninstalled", remedy,
			"Dataverse: %s\nAsynchronous operation: %s", serviceText(last.Text(), last.Code()), id)
	}
	_, still, err := client.Solution(ctx, name)
	if still {
		err = fmt.Errorf("the uninstallation of %s ended well, but Dataverse still lists the solution", name)
	}
	return err == nil, "", err
}

func inUse(name string, dependencies []dataverse.UninstallDependency) error {
	lines := make([]string, len(dependencies))
	for i, d := range dependencies {
		lines[i] = fmt.Sprintf("component %s of type %d needs component %s of type %d", d.DependentID, d.DependentType, d.RequiredID, d.RequiredType)
	}
	return framework.Errorf("Something depends on the solution "+name,
		"Remove or change what depends on it first (in Power Apps: Solutions, "+name+", Show dependencies), uninstall the dependent solutions before it, or set deletion_policy to \"retain\".",
		"%d component(s) outside of the solution need it:\n%s", len(dependencies), strings.TrimRight(bullets(lines), "\n"))
}
