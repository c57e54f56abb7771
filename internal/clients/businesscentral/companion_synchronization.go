// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const (
	fullSynchronizationLines     = "fullSynchronizationLines"
	fullSynchronizationProposals = "fullSynchronizationProposals"
	synchronizationJobs          = "synchronizationJobs"
	synchronizationErrors        = "synchronizationErrors"
)

// Values of FullSynchronizationLine.Recommendation (BCApps, table 5373 "CRM Full Synch. Review Line").
const (
	RecommendFullSynchronization Option = "Full Synchronization"
	RecommendCoupling            Option = "Couple Records"
	RecommendNothing             Option = "No Records Found"
)

// Values of FullSynchronizationLine's status fields.
const (
	StatusReady     Option = "Ready"
	StatusInProcess Option = "In Process"
	StatusError     Option = "Error"
	StatusOnHold    Option = "On Hold"
	StatusFinished  Option = "Finished"
	StatusWaiting   Option = "Waiting"
	StatusSuccess   Option = "Success"
)

// JobSynchronization is a value of SynchronizationJob.Type.
const JobSynchronization Option = "Synchronization"

// FullSynchronizationLine is a row of table 5373 "CRM Full Synch. Review Line". A line whose recommendation is
// RecommendNothing is done: its status stays blank or is another line's.
type FullSynchronizationLine struct {
	// ID is the row's SystemId.
	ID string `json:"id"`
	// Name is the table mapping's name.
	Name string `json:"name"`
	// DependencyFilter names the lines that must finish before, separated by "|".
	DependencyFilter string `json:"dependencyFilter"`
	// Direction is Bidirectional, To Integration Table or From Integration Table.
	Direction Option `json:"direction"`
	// Recommendation is what starting the line does.
	Recommendation Option `json:"recommendation"`
	// JobQueueEntryID and JobQueueEntryStatus are those of the line's job; blank before it is started. A line that couples
	// never carries its own job's id, but none or another line's: its status is its own job's once that has ended.
	JobQueueEntryID     string `json:"jobQueueEntryId"`
	JobQueueEntryStatus Option `json:"jobQueueEntryStatus"`
	// The ids and results of the synchronization jobs in either direction.
	ToIntegrationTableJobID       string `json:"toIntegrationTableJobId"`
	ToIntegrationTableJobStatus   Option `json:"toIntegrationTableJobStatus"`
	FromIntegrationTableJobID     string `json:"fromIntegrationTableJobId"`
	FromIntegrationTableJobStatus Option `json:"fromIntegrationTableJobStatus"`
}

// FullSynchronizationProposal is a line that a new review of the full synchronization would have.
type FullSynchronizationProposal struct {
	// ID is the table mapping's SystemId.
	ID string `json:"id"`
	// Name is the table mapping's name.
	Name string `json:"name"`
	// DependencyFilter names the lines that must finish before, separated by "|".
	DependencyFilter string `json:"dependencyFilter"`
	// Recommendation is what starting the line does.
	Recommendation Option `json:"recommendation"`
}

// SynchronizationJob is a row of table 5338 "Integration Synch. Job": one run of one mapping in one direction.
type SynchronizationJob struct {
	// ID is the row's SystemId, and JobID the key that lines and errors refer to.
	ID    string `json:"id"`
	JobID string `json:"jobId"`
	// MappingName is the table mapping's name.
	MappingName string `json:"mappingName"`
	// Started and Finished bound the run; Finished is zero while it lasts.
	Started  time.Time `json:"startDateTime"`
	Finished time.Time `json:"finishDateTime"`
	// Message is Business Central's word on the run.
	Message string `json:"message"`
	// How many records were dealt with, and how.
	Inserted  int64 `json:"inserted"`
	Modified  int64 `json:"modified"`
	Deleted   int64 `json:"deleted"`
	Unchanged int64 `json:"unchanged"`
	Skipped   int64 `json:"skipped"`
	Failed    int64 `json:"failed"`
	Uncoupled int64 `json:"uncoupled"`
	Coupled   int64 `json:"coupled"`
	// Direction is Bidirectional, ToIntegrationTable or FromIntegrationTable.
	Direction Option `json:"direction"`
	// Type is Synchronization, Uncoupling or Coupling.
	Type Option `json:"type"`
}

// SynchronizationError is a row of table 5339 "Integration Synch. Job Errors".
type SynchronizationError struct {
	// ID is the row's SystemId, and EntryNo its number.
	ID      string `json:"id"`
	EntryNo int64  `json:"entryNo"`
	// JobID is the job that failed on the record.
	JobID string `json:"jobId"`
	// SourceRecord and DestinationRecord name the two records.
	SourceRecord      string `json:"sourceRecord"`
	DestinationRecord string `json:"destinationRecord"`
	// Message and ErrorMessage say what went wrong, the second at more length.
	Message      string `json:"message"`
	ErrorMessage string `json:"errorMessage"`
	// Time is when it went wrong.
	Time time.Time `json:"dateTime"`
}

// Text is the longer of the two texts that the error has.
func (e SynchronizationError) Text() string { return cmp.Or(e.ErrorMessage, e.Message) }

// Concerns reports whether the error is about one of the two records of a coupling. Errors name a record by its table and key, and a
// row of Dataverse by its id, which decides where there is one: records of different tables may have the same key. The table is named
// in the language of the user who ran the job; a name that is not known decides nothing.
func (e SynchronizationError) Concerns(coupling RecordCoupling) bool {
	same := false
	for _, record := range []string{e.SourceRecord, e.DestinationRecord} {
		table, key, named := strings.Cut(record, ": ")
		if !named {
			continue
		}
		if id, err := uuid.Parse(key); err == nil {
			return strings.EqualFold(id.String(), coupling.DataverseID)
		}
		number, known := tableCaptions()[table]
		same = same || coupling.RecordKey != "" && key == coupling.RecordKey && (!known || number == coupling.TableID)
	}
	return same
}

// tableCaptions returns the numbers of the tables that are synchronized by their names in English.
// Source: BCApps, the tables of the base application.
func tableCaptions() map[string]int64 {
	return map[string]int64{
		"Payment Terms": 3, "Currency": 4, "Customer Price Group": 6, "Shipment Method": 10, "Salesperson/Purchaser": TableSalesperson,
		"Customer": 18, "Vendor": 23, "Item": 27, "Sales Header": 36, "Sales Invoice Header": 112, "Resource": 156,
		"Unit of Measure": TableUnitOfMeasure, "Resource Unit of Measure": TableResourceUnitOfMeasure, "Shipping Agent": 291,
		"Contact": 5050, "Opportunity": 5092, "Unit Group": TableUnitGroup, "Item Unit of Measure": TableItemUnitOfMeasure,
		"Price List Header": 7000,
	}
}

// FullSynchronizationLines reads the lines of the company's full synchronization.
func (c *Client) FullSynchronizationLines(ctx context.Context, companyID string) ([]FullSynchronizationLine, error) {
	return companionList[FullSynchronizationLine](ctx, c, companyID, fullSynchronizationLines, odata.Query{})
}

// FullSynchronizationProposals reads the lines that a new review would have, without generating it. There are none while the
// Dataverse connection is off.
func (c *Client) FullSynchronizationProposals(ctx context.Context, companyID string) ([]FullSynchronizationProposal, error) {
	return companionList[FullSynchronizationProposal](ctx, c, companyID, fullSynchronizationProposals, odata.Query{})
}

// SynchronizationJobs reads the jobs with the given keys, or those of a mapping since a point in time.
func (c *Client) SynchronizationJobs(ctx context.Context, companyID string, q SynchronizationJobQuery) ([]SynchronizationJob, error) {
	return companionList[SynchronizationJob](ctx, c, companyID, synchronizationJobs, odata.Query{Filter: q.filter(), OrderBy: "startDateTime desc", Top: q.Top})
}

// SynchronizationJobQuery selects jobs; empty fields do not restrict.
type SynchronizationJobQuery struct {
	JobIDs      []string
	MappingName string
	Since       time.Time
	Top         int
}

func (q SynchronizationJobQuery) filter() string {
	ids := make([]odata.Literal, len(q.JobIDs))
	for i, id := range q.JobIDs {
		ids[i] = odata.GUID(id)
	}
	terms := []string{odata.In("jobId", ids...)}
	if q.MappingName != "" {
		terms = append(terms, odata.Eq("mappingName", odata.String(q.MappingName)))
	}
	if !q.Since.IsZero() {
		terms = append(terms, odata.Ge("startDateTime", odata.Time(q.Since)))
	}
	return odata.And(terms...)
}

// SynchronizationErrors reads the first errors of a job, at most top of them; 0 is all.
func (c *Client) SynchronizationErrors(ctx context.Context, companyID, jobID string, top int) ([]SynchronizationError, error) {
	return companionList[SynchronizationError](ctx, c, companyID, synchronizationErrors, odata.Query{
		Filter: odata.Eq("jobId", odata.GUID(jobID)), OrderBy: "entryNo", Top: top,
	})
}
