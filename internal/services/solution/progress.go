// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// progress remembers what was logged last.
type progress struct {
	logged  bool
	percent float64
}

// report logs the progress of an import when it has changed, and returns it. The job may not exist yet.
func (i *installer) report(ctx context.Context, run importRun) (float64, error) {
	job, found, err := i.client.ImportProgress(ctx, run.job)
	if err != nil || !found {
		return i.progress.percent, err
	}
	if !i.progress.logged || job.Progress != i.progress.percent {
		i.progress = progress{logged: true, percent: job.Progress}
		logging.Info(ctx, "Importing the solution", map[string]any{
			"solution": i.wanted.name, "version": i.wanted.version.String(), "progress_percent": job.Progress,
		})
	}
	return job.Progress, nil
}
