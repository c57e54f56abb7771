// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// lookForStart is how long an operation is looked for whose start got no answer.
const lookForStart = 20 * time.Second

// installer installs or upgrades one solution.
type installer struct {
	client             *dataverse.Client
	wanted             wanted
	overwrite, publish bool

	// making is called before an import is started, or taken up from an earlier run.
	making func(context.Context)

	installed dataverse.Solution
	progress  progress
}

// phase is one part of an installation. It returns the phase that follows, nil at the end.
type phase func(ctx context.Context) (next phase, err error)

// run installs the wanted version, or an equal or newer one is there already.
func (i *installer) run(ctx context.Context) (dataverse.Solution, error) {
	var err error
	for next := i.prepare(""); next != nil && err == nil; {
		next, err = next(ctx)
	}
	return i.installed, err
}

// prepare is the phase that looks until nothing is left to do or an import runs, waiting for other solution operations
// in between. obstacle says why the import before it did not take place.
func (i *installer) prepare(obstacle string) phase {
	return func(ctx context.Context) (next phase, err error) {
		err = transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
			if waiting := obstacle; waiting != "" {
				obstacle = ""
				return false, waiting, nil
			}
			done, run, waiting, err := i.attempt(ctx)
			if run.job != "" {
				next = i.follow(run)
			}
			return done || run.job != "", waiting, err
		})
		return next, err
	}
}

// attempt looks at what is there, and takes up an import of an earlier run or starts one. It is done when the wanted
// version is installed; waiting, or an error that is a [transport.Later], names another operation that is in the way.
func (i *installer) attempt(ctx context.Context) (done bool, run importRun, waiting string, err error) {
	installed, found, err := i.client.Solution(ctx, i.wanted.name)
	i.installed = installed
	if err != nil {
		return false, importRun{}, "", err
	}
	if version.AtLeast(installed.Version, i.wanted.version) {
		return true, importRun{}, "", nil
	}
	if found {
		if err := i.wanted.canReplace(installed.Managed, installed.Version); err != nil {
			return false, importRun{}, "", err
		}
	}
	jobs, next, err := i.client.OwnImportJobs(ctx, i.wanted.name, i.wanted.version.String())
	if err != nil {
		return false, importRun{}, "", err
	}
	run, waiting, err = i.running(ctx, jobs)
	if err != nil || waiting != "" {
		return false, importRun{}, waiting, err
	}
	if run.job != "" {
		i.making(ctx)
		return false, run, "", nil
	}
	run, waiting, err = i.start(ctx, found, next)
	return false, run, waiting, err
}

// follow is the phase that waits for the end of an import. An import that failed only because of another operation is
// prepared again.
func (i *installer) follow(run importRun) phase {
	return func(ctx context.Context) (phase, error) {
		var last dataverse.AsyncOperation
		err := transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
			operation, found, err := i.client.AsyncOperation(ctx, run.operation)
			if err != nil {
				return false, "", err
			}
			if !found {
				return false, "", framework.Errorf("The import of the solution is gone",
					"Run terraform apply again: it checks whether the solution was installed, and imports the package again if not.",
					"Dataverse no longer has the asynchronous operation %s of the import of %s %s.", run.operation, i.wanted.name, i.wanted.version)
			}
			last = operation
			if operation.Done() {
				return true, "", nil
			}
			percent, err := i.report(ctx, run)
			return false, fmt.Sprintf("the import of %s %s still runs in Dataverse (%.0f %%); the next apply takes it up", i.wanted.name, i.wanted.version, percent), err
		})
		switch {
		case err != nil:
			return nil, err
		case last.Succeeded():
			return i.verify, nil
		case isBusyCode(last.Code()):
			return i.prepare(busyText(last.Text())), nil
		}
		return nil, i.failure(ctx, run, last)
	}
}

// verify is the phase that reads back what the import installed.
func (i *installer) verify(ctx context.Context) (phase, error) {
	installed, _, err := i.client.Solution(ctx, i.wanted.name)
	i.installed = installed
	if err == nil && !version.AtLeast(installed.Version, i.wanted.version) {
		err = fmt.Errorf("the import of %s %s ended well, but Dataverse shows version %q", i.wanted.name, i.wanted.version, installed.Version)
	}
	return nil, err
}

// importRun is an import that was started: its job and its asynchronous operation.
type importRun struct{ job, operation string }

// running looks for an operation of the caller that has not ended. It is the import of this version that an earlier,
// interrupted run started when there is an unfinished job of ours; else it must be waited for.
func (i *installer) running(ctx context.Context, jobs []dataverse.ImportJob) (run importRun, waiting string, err error) {
	operations, err := i.client.RecentSolutionOperations(ctx)
	if err != nil {
		return importRun{}, "", err
	}
	for _, operation := range operations {
		if operation.Done() {
			continue
		}
		for _, job := range jobs {
			if job.CompletedOn == "" {
				return importRun{job: job.ID, operation: operation.ID}, "", nil
			}
		}
		return importRun{}, busyText("the operation " + operation.ID + " (" + operation.Name + ") of the same caller has not ended"), nil
	}
	return importRun{}, "", nil
}

// start stages the package, checks the service's verdict, and starts the import under the given job id.
func (i *installer) start(ctx context.Context, upgrade bool, job string) (importRun, string, error) {
	staged, err := i.client.StageSolution(ctx, i.wanted.source.Content)
	if later := busy(err); later != nil {
		return importRun{}, "", later
	}
	if err != nil {
		return importRun{}, "", refused(i.wanted, "accept the package of", err)
	}
	if err := verdict(i.wanted, staged); err != nil {
		return importRun{}, "", err
	}
	earlier, err := i.client.RecentSolutionOperations(ctx)
	if err != nil {
		return importRun{}, "", err
	}
	i.making(ctx)
	operation, err := i.client.StartImport(ctx, dataverse.ImportStart{
		UploadID: staged.UploadID, JobID: job, Upgrade: upgrade, OverwriteUnmanaged: i.overwrite, PublishWorkflows: i.publish,
	})
	later := busy(err)
	switch {
	case later != nil:
		return importRun{}, "", later
	case odata.HasCode(err, dataverse.CodeDuplicateJob):
		// The ids are the same for all runs of this provider, so that an import can be taken up.
		return importRun{}, "another run started an import of the same version (" + shorten(err.Error()) + ")", nil
	case odata.IsAnswerLost(err) && ctx.Err() == nil:
		operation, found, lookErr := lookFor(ctx, i.client, earlier)
		if lookErr != nil {
			return importRun{}, "", lookErr
		}
		if !found {
			return importRun{}, "the answer to the start of the import was lost, and no import runs", nil
		}
		return importRun{job: job, operation: operation}, "", nil
	case err != nil:
		return importRun{}, "", refused(i.wanted, "start the import of", err)
	}
	return importRun{job: job, operation: operation}, "", nil
}

// lookFor looks for an operation of the caller that is not among the earlier ones.
func lookFor(ctx context.Context, client *dataverse.Client, earlier []dataverse.AsyncOperation) (id string, found bool, err error) {
	known := map[string]bool{}
	for _, operation := range earlier {
		known[strings.ToLower(operation.ID)] = true
	}
	bounded, cancel := context.WithTimeout(ctx, lookForStart)
	defer cancel()
	err = transport.Poll(bounded, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		operations, err := client.RecentSolutionOperations(ctx)
		if err != nil {
			return false, "", err
		}
		for _, operation := range operations {
			if !known[strings.ToLower(operation.ID)] {
				id = operation.ID
				return true, "", nil
			}
		}
		return false, "looking for the operation whose start got no answer", nil
	})
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		return "", false, nil
	}
	return id, err == nil, err
}
