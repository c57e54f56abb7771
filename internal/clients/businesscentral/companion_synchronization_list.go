// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// JobHistoryQuery selects synchronization jobs of the past; what is left out does not restrict.
type JobHistoryQuery struct {
	MappingName string
	Since       time.Time
	// Failed restricts to jobs with failed records, or to those without.
	Failed *bool
	// Top is the greatest number of jobs; 0 is all.
	Top int
}

func (q JobHistoryQuery) filter() string {
	terms := []string{SynchronizationJobQuery{MappingName: q.MappingName, Since: q.Since}.filter()}
	switch {
	case q.Failed != nil && *q.Failed:
		terms = append(terms, odata.Gt("failed", odata.Int(0)))
	case q.Failed != nil:
		terms = append(terms, odata.Eq("failed", odata.Int(0)))
	}
	return odata.And(terms...)
}

// JobHistory reads the jobs that match q, the latest first.
func (c *Client) JobHistory(ctx context.Context, companyID string, q JobHistoryQuery) ([]SynchronizationJob, error) {
	return companionList[SynchronizationJob](ctx, c, companyID, synchronizationJobs, odata.Query{Filter: q.filter(), OrderBy: "startDateTime desc", Top: q.Top})
}

// ErrorQuery selects synchronization errors; what is left out does not restrict.
type ErrorQuery struct {
	JobID string
	Since time.Time
	// Top is the greatest number of errors; 0 is all.
	Top int
}

func (q ErrorQuery) filter() string {
	var terms []string
	if q.JobID != "" {
		terms = append(terms, odata.Eq("jobId", odata.GUID(q.JobID)))
	}
	if !q.Since.IsZero() {
		terms = append(terms, odata.Ge("dateTime", odata.Time(q.Since)))
	}
	return odata.And(terms...)
}

// ErrorHistory reads the errors that match q, the latest first.
func (c *Client) ErrorHistory(ctx context.Context, companyID string, q ErrorQuery) ([]SynchronizationError, error) {
	return companionList[SynchronizationError](ctx, c, companyID, synchronizationErrors, odata.Query{Filter: q.filter(), OrderBy: "entryNo desc", Top: q.Top})
}

// CouplingTrouble is what is wrong with a coupling.
type CouplingTrouble int

// What can be wrong with a coupling.
const (
	// NoTrouble asks for nothing to be wrong.
	NoTrouble CouplingTrouble = iota
	// FailedFromDataverse: the last synchronization from Dataverse failed.
	FailedFromDataverse
	// FailedTowardsDataverse: the last synchronization towards Dataverse failed.
	FailedTowardsDataverse
	// LeftOut: synchronization leaves the record out after failures.
	LeftOut
)

func (t CouplingTrouble) filter() string {
	switch t {
	case FailedTowardsDataverse:
		return odata.Eq("lastSynchCrmResult", odata.String(string(ResultFailure)))
	case LeftOut:
		return odata.Eq("skipped", odata.Bool(true))
	}
	return odata.Eq("lastSynchResult", odata.String(string(ResultFailure)))
}
