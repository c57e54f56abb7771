// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// mostCompared is how many couplings are compared with Dataverse.
const mostCompared = 5000

// coupledTable is the table of Dataverse that the records of a table of Business Central are coupled with.
type coupledTable struct {
	noun, set, key string
	// ofCompany: the integration gives the rows a company.
	ofCompany bool
}

// coupledTables are the tables that are compared, by the number of Business Central's table (BCApps, codeunits CDS Setup
// Defaults and CRM Setup Defaults). Salespeople have a check of their own; units and prices are not compared.
func coupledTables() map[int64]coupledTable {
	return map[int64]coupledTable{
		4:    {"currency", "transactioncurrencies", "transactioncurrencyid", false},
		18:   {"customer", "accounts", "accountid", true},
		23:   {"vendor", "accounts", "accountid", true},
		27:   {"item", "products", "productid", false},
		36:   {"sales order", "salesorders", "salesorderid", false},
		112:  {"posted sales invoice", "invoices", "invoiceid", false},
		156:  {"resource", "products", "productid", false},
		5050: {"contact", "contacts", "contactid", true},
		5092: {"opportunity", "opportunities", "opportunityid", true},
	}
}

// remedyCoupledRows leads out of rows that are gone. The full synchronization of a mapping looks at all of its records, and applies the
// strategy; other runs take up only what was changed or has failed (BCApps, table 5335 "Integration Table Mapping", SynchronizeNow).
const remedyCoupledRows = "If dataverse_url names the wrong environment, correct it. " +
	"If Dataverse was restored or rows were deleted, set deletion_conflict_resolution of each mapping with bcsales_table_mapping: \"restore_records\" creates the rows again, \"remove_coupling\" ends the couplings and leaves the records. " +
	"Then choose Run Full Synchronization for the mapping on the page Integration Table Mappings in Business Central; other runs look only at records that were changed. " +
	"If Dataverse was replaced by another environment, choose Delete Couplings on that page for all mappings, and change triggers of bcsales_initial_synchronization, with match_fields and create_unmatched for the mappings whose records are on both sides."

// checkCoupledRows compares couplings with Dataverse. Of many, those that were synchronized last are compared: they are what a
// restored environment lacks.
func checkCoupledRows(ctx context.Context, f *facts) (outcome, error) {
	if _, err := f.connector(ctx); err != nil {
		return outcome{}, err
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	tables := coupledTables()
	couplings, err := client.RecordCouplings(ctx, f.company, bc.RecordCouplingQuery{TableIDs: slices.Sorted(maps.Keys(tables)), Latest: true, Top: mostCompared + 1})
	if err != nil {
		return outcome{}, err
	}
	if len(couplings) == 0 {
		return skip("No record is coupled.")
	}
	sampled := len(couplings) > mostCompared
	couplings = couplings[:min(len(couplings), mostCompared)]
	bySet := map[coupledTable][]bc.RecordCoupling{}
	for _, coupling := range couplings {
		table := tables[coupling.TableID]
		table.noun = "" // two nouns may share a table
		bySet[table] = append(bySet[table], coupling)
	}
	compared := 0
	var gone []string
	var ahead error
	for table, rows := range bySet {
		lost, n, err := f.goneFrom(ctx, table, rows)
		if odata.IsAhead(err) {
			ahead = err
			continue
		}
		if err != nil {
			return outcome{}, err
		}
		compared += n
		for _, coupling := range lost {
			gone = append(gone, tables[coupling.TableID].noun+" "+cmp.Or(coupling.RecordKey, coupling.RecordID)+" ("+strings.ToLower(coupling.DataverseID)+")")
		}
	}
	if ahead != nil {
		return outcome{}, ahead
	}
	what := fmt.Sprintf("all %d", compared)
	if sampled || compared < len(couplings) {
		what = fmt.Sprintf("a sample of %d, those that were synchronized last,", compared)
	}
	if len(gone) == 0 {
		return pass("Of the coupled records %s have their row in Dataverse.", what)
	}
	slices.Sort(gone)
	return fail(remedyCoupledRows, "Of the coupled records %s were compared with Dataverse, and %d have no row there any more: %s.", what, len(gone), list(gone))
}

// goneFrom returns the couplings whose row the table lacks, and how many it has looked at. Few are looked for by id. Of
// many, all rows of the company are read; a table without companies may be huge, so only the first are looked for.
func (f *facts) goneFrom(ctx context.Context, table coupledTable, couplings []bc.RecordCoupling) (gone []bc.RecordCoupling, compared int, err error) {
	dv, err := f.dv()
	if err != nil {
		return nil, 0, err
	}
	var known map[string]struct{}
	if len(couplings) > dataverse.MaxRowsByID && table.ofCompany {
		row, err := f.row(ctx)
		if err != nil {
			return nil, 0, err
		}
		if known, err = dv.RowsOfCompany(ctx, table.set, table.key, row.ID); err != nil {
			return nil, 0, err
		}
		compared = len(couplings)
		couplings = without(couplings, known)
	}
	if len(couplings) == 0 {
		return nil, compared, nil
	}
	// What is left may belong to another company.
	rest := couplings[:min(len(couplings), dataverse.MaxRowsByID)]
	ids := make([]string, len(rest))
	for i, coupling := range rest {
		ids[i] = coupling.DataverseID
	}
	if known, err = dv.RowsByID(ctx, table.set, table.key, ids); err != nil {
		return nil, 0, err
	}
	return without(rest, known), max(compared, len(rest)), nil
}

func without(couplings []bc.RecordCoupling, rows map[string]struct{}) []bc.RecordCoupling {
	return slices.DeleteFunc(slices.Clone(couplings), func(c bc.RecordCoupling) bool {
		_, found := rows[strings.ToLower(c.DataverseID)]
		return found
	})
}
