// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// ImportJob is the service's record of one solution import. It may never exist when the import fails early.
type ImportJob struct {
	ID           string `json:"importjobid"`
	SolutionName string `json:"solutionname"`
	// Progress is a percentage. A finished job need not have reached 100.
	Progress float64 `json:"progress"`
	// CompletedOn is empty while the job runs; it is set after a failure too.
	CompletedOn string `json:"completedon"`
	// Data is the log in XML; only [Client.ImportJob] reads it.
	Data string `json:"data"`
}

// ImportJob reads a job with its log; found is false if it does not exist.
func (c *Client) ImportJob(ctx context.Context, id string) (ImportJob, bool, error) {
	return c.importJob(ctx, id, maxLogBytes, "importjobid", "solutionname", "progress", "completedon", "data")
}

// ImportProgress reads a job without its log.
func (c *Client) ImportProgress(ctx context.Context, id string) (ImportJob, bool, error) {
	return c.importJob(ctx, id, 0, "importjobid", "solutionname", "progress", "completedon")
}

// maxLogBytes bounds a job with its log, which lists every component of the solution.
const maxLogBytes = 64 << 20

func (c *Client) importJob(ctx context.Context, id string, maxBytes int64, columns ...string) (ImportJob, bool, error) {
	var job ImportJob
	_, err := c.api.Do(ctx, odata.Request{
		Method: http.MethodGet, Path: odata.Key("importjobs", id), Query: odata.Query{Select: columns}, MaxBytes: maxBytes,
	}, &job)
	if odata.IsNotFound(err) {
		return ImportJob{}, false, nil
	}
	if err != nil {
		return ImportJob{}, false, fmt.Errorf("reading the import job %s: %w", id, err)
	}
	return job, true, nil
}

// importAttempts is how many ids of the same import are looked for at once.
const importAttempts = 16

// ImportJobKeys returns the ids that this client gives to the imports of a version of a solution, attempt by attempt,
// starting with the given attempt.
func (c *Client) ImportJobKeys(ctx context.Context, uniqueName, version string, first int) ([]string, error) {
	keys := make([]string, importAttempts)
	for i := range keys {
		key, err := c.Key(ctx, "importjob", fmt.Sprintf("%s/%s/%d", uniqueName, version, first+i))
		if err != nil {
			return nil, err
		}
		keys[i] = key
	}
	return keys, nil
}

// OwnImportJobs returns the jobs that this client started for a version of a solution, and the id of the next attempt.
func (c *Client) OwnImportJobs(ctx context.Context, uniqueName, version string) (jobs []ImportJob, next string, err error) {
	for first := 0; ; first += importAttempts {
		keys, err := c.ImportJobKeys(ctx, uniqueName, version, first)
		if err != nil {
			return nil, "", err
		}
		literals := make([]odata.Literal, len(keys))
		for i, key := range keys {
			literals[i] = odata.GUID(key)
		}
		found, err := odata.List[ImportJob](ctx, c.api, "importjobs", odata.Query{
			Select: []string{"importjobid", "solutionname", "progress", "completedon"},
			Filter: odata.In("importjobid", literals...),
		})
		if err != nil {
			return nil, "", fmt.Errorf("looking for earlier imports of %s %s: %w", uniqueName, version, err)
		}
		exists := map[string]bool{}
		for _, job := range found {
			// A job that has not begun may not have the name yet.
			if name := job.SolutionName; name != "" && !strings.EqualFold(name, uniqueName) {
				return nil, "", &KeyConflictError{Set: "importjobs", ID: job.ID, Column: "solutionname", Want: uniqueName, Got: name}
			}
			exists[strings.ToLower(job.ID)] = true
		}
		jobs = append(jobs, found...)
		for _, key := range keys {
			if !exists[key] {
				return jobs, key, nil
			}
		}
	}
}
