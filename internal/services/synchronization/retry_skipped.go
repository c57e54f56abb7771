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
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// retrySkipped retries the skipped couplings of the mappings, waits for the jobs, and reports what failed again.
func retrySkipped(ctx context.Context, clients *framework.Clients, config retryModel, progress framework.Progress) error {
	c := in(clients, config.CompanyID)
	unlock, err := clients.Locks().Lock(ctx, "synchronization/"+c.id)
	if err != nil {
		return err
	}
	defer unlock()
	wanted, err := mappingNames(ctx, config.Mappings)
	if err != nil {
		return err
	}
	mappings, err := c.mappingsNamed(ctx, wanted)
	if err != nil {
		return err
	}
	skipped, err := c.bc.RecordCouplings(ctx, c.id, businesscentral.RecordCouplingQuery{Trouble: businesscentral.LeftOut})
	if err != nil {
		return err
	}
	last, err := c.lastError(ctx)
	if err != nil {
		return err
	}
	retried := map[string]string{} // key of a coupling => mapping
	for _, mapping := range mappings {
		n := 0
		for _, coupling := range skipped {
			if coupling.TableID == mapping.TableID && retried[coupling.ID] == "" {
				retried[coupling.ID] = mapping.Name
				n++
			}
		}
		if n == 0 {
			continue
		}
		progress(fmt.Sprintf("Retrying %d skipped records of %s", n, mapping.Name))
		err := c.bc.RetrySkipped(ctx, c.id, mapping.ID, config.deleted())
		if transport.IsAnswerLost(err) {
			err = c.unlessTakenUp(ctx, skipped, mapping, err)
		}
		if err != nil {
			return fmt.Errorf("table mapping %s: %w", mapping.Name, err)
		}
	}
	if len(retried) == 0 {
		progress("No record is skipped")
		return nil
	}
	if err := c.untilIdle(ctx); err != nil {
		return err
	}
	return c.report(ctx, retried, skipped, last, progress)
}

// unlessTakenUp returns the error of a call whose answer was lost, or nil when a coupling of the mapping's table is not skipped any
// more, which shows that the call was executed.
func (c company) unlessTakenUp(ctx context.Context, before []businesscentral.RecordCoupling, mapping businesscentral.TableMapping, lost error) error {
	after, err := c.bc.RecordCouplings(ctx, c.id, businesscentral.RecordCouplingQuery{Trouble: businesscentral.LeftOut})
	if err != nil {
		return lost
	}
	for _, coupling := range before {
		if coupling.TableID == mapping.TableID && !slices.ContainsFunc(after, func(other businesscentral.RecordCoupling) bool { return other.ID == coupling.ID }) {
			return nil
		}
	}
	return lost
}

// mappingsNamed returns the mappings of these names, or all.
func (c company) mappingsNamed(ctx context.Context, wanted []string) ([]businesscentral.TableMapping, error) {
	all, err := c.bc.TableMappings(ctx, c.id)
	if err != nil || len(wanted) == 0 {
		return all, err
	}
	var named []businesscentral.TableMapping
	for _, name := range wanted {
		i := slices.IndexFunc(all, func(m businesscentral.TableMapping) bool { return m.Name == name })
		if i < 0 {
			return nil, framework.Errorf("There is no such table mapping", "Check the name; mappings exist once the connection setups are enabled.",
				"mappings names the table mapping %s, which the company does not have.", name).At("mappings")
		}
		named = append(named, all[i])
	}
	return named, nil
}

// lastError returns the number of the latest error of a synchronization job; 0 when there is none.
func (c company) lastError(ctx context.Context) (int64, error) {
	rows, err := c.bc.ErrorHistory(ctx, c.id, businesscentral.ErrorQuery{Top: 1})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].EntryNo, nil
}

// untilIdle waits until no job of the integration that runs once waits or runs.
func (c company) untilIdle(ctx context.Context) error {
	return transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		jobs, err := c.bc.IntegrationJobs(ctx, c.id)
		if err != nil {
			return false, "", err
		}
		pending := slices.DeleteFunc(jobs, func(job businesscentral.JobQueueEntry) bool {
			return job.Recurring || job.Status != businesscentral.StatusReady && job.Status != businesscentral.StatusInProcess && job.Status != businesscentral.StatusWaiting
		})
		return len(pending) == 0, fmt.Sprintf("%d synchronization jobs are still under way", len(pending)), nil
	})
}

// report shows as progress what became of the couplings, and returns the errors of those that failed again.
func (c company) report(ctx context.Context, retried map[string]string, before []businesscentral.RecordCoupling, last int64, progress framework.Progress) error {
	skipped, err := c.bc.RecordCouplings(ctx, c.id, businesscentral.RecordCouplingQuery{Trouble: businesscentral.LeftOut})
	if err != nil {
		return err
	}
	history, err := c.bc.ErrorHistory(ctx, c.id, businesscentral.ErrorQuery{Top: defaultHistory})
	if err != nil {
		return err
	}
	history = slices.DeleteFunc(history, func(e businesscentral.SynchronizationError) bool { return e.EntryNo <= last })
	var failed []string
	kept := 0
	for _, coupling := range before {
		mapping := retried[coupling.ID]
		if mapping == "" {
			continue
		}
		i := slices.IndexFunc(history, func(e businesscentral.SynchronizationError) bool { return e.Concerns(coupling) })
		switch {
		case i >= 0:
			failed = append(failed, "  - "+mapping+": "+failureText(history[i]))
		case slices.ContainsFunc(skipped, func(other businesscentral.RecordCoupling) bool { return other.ID == coupling.ID }):
			kept++
		}
	}
	if kept > 0 {
		progress(fmt.Sprintf("Couplings that stay skipped because one side was deleted: %d. Set deleted_records to restore or uncouple them.", kept))
	}
	progress(fmt.Sprintf("Records retried: %d, failed again: %d", len(retried)-kept, len(failed)))
	if len(failed) == 0 {
		return nil
	}
	return framework.Errorf("Skipped records failed again", "Fix the errors, and run the action again."+allErrors,
		"In company %s:\n%s", c.id, strings.Join(failed, "\n"))
}
