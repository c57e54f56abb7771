// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"slices"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// mappingChecks look at the table mappings.
func mappingChecks() []check {
	return []check{
		{"table_mappings", "The table mappings are there", ofCompany, checkMappings},
		{"mapping_jobs", "Each table mapping has its job", ofCompany, checkMappingJobs},
		{"mapping_snapshot", "No settings of table mappings wait to be written back", ofCompany, checkSnapshot},
		{"match_fields", "Mappings that would couple records have fields to match them by", ofCompany, checkMatchFields},
	}
}

func checkMappings(ctx context.Context, f *facts) (outcome, error) {
	if err := f.both(ctx); err != nil {
		return outcome{}, err
	}
	mappings, err := f.mappings(ctx)
	if err != nil {
		return outcome{}, err
	}
	wanted, err := f.defaultMappings(ctx)
	if err != nil {
		return outcome{}, err
	}
	var lacking []defaultMapping
	for _, want := range wanted {
		if !want.optional && !slices.ContainsFunc(mappings, func(m bc.TableMapping) bool { return m.Name == want.name }) {
			lacking = append(lacking, want)
		}
	}
	if len(lacking) > 0 {
		return fail(remedyReset(lacking), "Table mappings are missing: %s.", list(mappingNames(lacking)))
	}
	return pass("The company has %d table mappings.", len(mappings))
}

// checkMappingJobs looks for mappings whose job somebody deleted: nothing synchronizes them any more, and nothing reports it.
func checkMappingJobs(ctx context.Context, f *facts) (outcome, error) {
	if err := f.both(ctx); err != nil {
		return outcome{}, err
	}
	mappings, err := f.mappings(ctx)
	if err != nil {
		return outcome{}, err
	}
	jobs, err := f.jobs(ctx)
	if err != nil {
		return outcome{}, err
	}
	wanted, err := f.defaultMappings(ctx)
	if err != nil {
		return outcome{}, err
	}
	var lacking []defaultMapping
	for _, want := range wanted {
		there := slices.ContainsFunc(mappings, func(m bc.TableMapping) bool { return m.Name == want.name })
		if there && !want.jobless && !slices.ContainsFunc(jobs, func(j bc.JobQueueEntry) bool { return j.Recurring && j.IsOfMapping(want.name) }) {
			lacking = append(lacking, want)
		}
	}
	if len(lacking) > 0 {
		return warn(remedyReset(lacking), "Nothing synchronizes these table mappings, because they have no job in the job queue: %s.", list(mappingNames(lacking)))
	}
	return pass("Each table mapping that needs a job has one.")
}

// checkSnapshot looks for settings that the companion keeps and nobody wrote back.
func checkSnapshot(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	if setup.IsMappingSnapshotKept {
		return fail("Run terraform apply where the company's bcsales_dataverse_connection_setup is managed: it writes them back, except where somebody has changed a setting since.",
			"An update of the connections was interrupted. The companion extension keeps the former settings of table mappings, which have not been written back.")
	}
	return pass("The companion extension keeps no former settings.")
}

const remedyMatch = "Name the fields in match_fields of bcsales_initial_synchronization, for example { CUSTOMER = [\"E-Mail\"] }, and change its triggers to run it again."

func checkMatchFields(ctx context.Context, f *facts) (outcome, error) {
	c, err := f.coupling(ctx)
	if err != nil {
		return outcome{}, err
	}
	if len(c.unmatched) > 0 {
		return fail(remedyMatch, "Both sides hold records, so that the next full synchronization would couple them, but there is no field to match them by: %s.", list(c.unmatched))
	}
	return pass("The next full synchronization would couple %s.", list(c.all))
}

// couplable are the mappings that the next start of the full synchronization would couple, and those among them that
// have no field to match records by: such a mapping couples nothing and fails (BCApps, codeunit CDS Int. Table Couple).
type couplable struct{ all, unmatched []string }

// readCouplable goes by the review where there is one, else by what both sides hold.
func (f *facts) readCouplable(ctx context.Context) (couplable, error) {
	if err := f.both(ctx); err != nil {
		return couplable{}, err
	}
	lines, err := f.lines(ctx)
	if err != nil {
		return couplable{}, err
	}
	var c couplable
	if len(lines) > 0 {
		for _, line := range lines {
			if line.Recommendation == bc.RecommendCoupling && line.JobQueueEntryStatus != bc.StatusFinished {
				c.all = append(c.all, line.Name)
			}
		}
	} else if c.all, err = f.populated(ctx); err != nil {
		return couplable{}, err
	}
	mappings, err := f.mappings(ctx)
	if err != nil {
		return couplable{}, err
	}
	for _, mapping := range mappings {
		if mapping.MatchFieldCount == 0 && slices.Contains(c.all, mapping.Name) {
			c.unmatched = append(c.unmatched, mapping.Name)
		}
	}
	slices.Sort(c.unmatched)
	return c, nil
}

// populated lists mappings whose tables hold records on both sides, as far as both sides can be read: the standard API has
// no resources, and the other mappings create what they do not find.
func (f *facts) populated(ctx context.Context) ([]string, error) {
	row, err := f.row(ctx)
	if err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	dv, err := f.dv()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, table := range []struct {
		mapping, set string
		there        dataverse.SynchronizedTable
	}{
		{"CUSTOMER", "customers", dataverse.CustomerAccounts},
		{"VENDOR", "vendors", dataverse.VendorAccounts},
		{"CONTACT", "contacts", dataverse.Contacts},
		{"ITEM-PRODUCT", "items", dataverse.Products},
	} {
		here, err := client.HasRecords(ctx, f.company, table.set)
		if err != nil {
			return nil, err
		}
		if !here {
			continue
		}
		there, err := dv.HasRows(ctx, row.ID, table.there)
		if err != nil {
			return nil, err
		}
		if there {
			names = append(names, table.mapping)
		}
	}
	return names, nil
}
