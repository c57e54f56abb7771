// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// standardSet is the set of the standard API that has the records of a mapping; empty for a mapping whose records are not read.
func standardSet(mapping string) string {
	switch mapping {
	case "CUSTOMER":
		return "customers"
	case "VENDOR":
		return "vendors"
	case "CONTACT":
		return "contacts"
	case "ITEM-PRODUCT":
		return "items"
	}
	return ""
}

// addUnmatched adds to the lines that coupled what Business Central does not show in them: the records that a job of their own made
// because they had no match (codeunit CDS Int. Table Couple, CreateNewRecordsInCRM), and which records found no match.
func (c company) addUnmatched(ctx context.Context, r *run) error {
	coupled := func(l line) bool {
		return l.recommendation == businesscentral.RecommendCoupling && len(l.jobs) > 0
	}
	if !slices.ContainsFunc(r.lines, coupled) {
		return nil
	}
	mappings, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return err
	}
	waited := false
	for i := range r.lines {
		l := &r.lines[i]
		if !coupled(*l) {
			continue
		}
		at := slices.IndexFunc(mappings, func(m businesscentral.TableMapping) bool { return m.Name == l.name })
		if at < 0 {
			continue
		}
		if l.counts.failed > 0 {
			l.firstError += c.uncoupledRecords(ctx, mappings[at])
		}
		if !mappings[at].CreateUnmatched || r.started.IsZero() {
			continue
		}
		if !waited {
			if err := c.followers(ctx); err != nil {
				return err
			}
			waited = true
		}
		if err := c.addMade(ctx, r, l); err != nil {
			return err
		}
	}
	return nil
}

// followers waits for the jobs that run once, which make the records without a match.
func (c company) followers(ctx context.Context) error {
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		jobs, err := c.bc.IntegrationJobs(ctx, c.id)
		busy := slices.ContainsFunc(jobs, businesscentral.JobQueueEntry.IsFollowing)
		return !busy, "a job that makes the records without a match in company " + c.id + " has not ended yet", err
	})
}

// addMade adds the jobs that ran after the coupling and synchronized the records without a match.
func (c company) addMade(ctx context.Context, r *run, l *line) error {
	jobs, err := c.bc.JobHistory(ctx, c.id, businesscentral.JobHistoryQuery{MappingName: l.name, Since: r.started})
	if err != nil {
		return err
	}
	for _, job := range jobs {
		if job.Type != businesscentral.JobSynchronization || slices.Contains(l.jobs, strings.ToLower(job.JobID)) {
			continue
		}
		if err := c.add(ctx, r, l, job); err != nil {
			return err
		}
	}
	return nil
}

// uncoupledRecords names the records of a mapping that have no coupling; it is empty where they cannot be read.
func (c company) uncoupledRecords(ctx context.Context, mapping businesscentral.TableMapping) string {
	set := standardSet(mapping.Name)
	if set == "" {
		return ""
	}
	records, err := c.bc.NamedRecords(ctx, c.id, set)
	var couplings []businesscentral.RecordCoupling
	if err == nil {
		couplings, err = c.bc.RecordCouplings(ctx, c.id, businesscentral.RecordCouplingQuery{TableID: mapping.TableID})
	}
	if err != nil {
		logging.Warn(ctx, "The records without a coupling cannot be named", map[string]any{"mapping": mapping.Name, "error": err.Error()})
		return ""
	}
	has := map[string]bool{}
	for _, coupling := range couplings {
		has[strings.ToLower(coupling.RecordID)] = true
	}
	var without []string
	for _, record := range records {
		if !has[strings.ToLower(record.ID)] {
			without = append(without, fmt.Sprintf("%s (%s)", record.Number, record.Name))
		}
	}
	if len(without) == 0 {
		return ""
	}
	list := strings.Join(without[:min(len(without), mostNamed)], ", ")
	if more := len(without) - mostNamed; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return " Without a coupling: " + list + "."
}
