// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"slices"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/tablemapping"
)

// end turns the Sales connection off. Business Central puts the jobs of the option mappings on hold then, although
// they belong to the Dataverse connection, and leaves them so when Sales is turned on again (BCApps, table CRM Connection
// Setup, UpdateCRMJobQueueEntriesStatus). While the Dataverse connection stays on, those that ran run on.
func (s salesSetup) end(ctx context.Context, p pair) error {
	running, err := s.runningOptions(ctx, p)
	if err != nil {
		return err
	}
	if err := s.turn(ctx, p.sales.ID, false); err != nil {
		return err
	}
	for _, mapping := range running {
		mapping.IsSynchronizationEnabled = false // by what was just done
		if err := tablemapping.Change(ctx, s.bc, s.company, mapping, bc.TableMappingValues{IsSynchronizationEnabled: new(true)}); err != nil {
			return &framework.Problem{
				Summary: "The job of a table mapping stays on hold",
				Detail:  "Turning the Sales connection off puts the job of the mapping " + mapping.Name + " on hold, and it could not be set running again.",
				Remedy:  "Set synchronization_enabled = true for the mapping with bcsales_table_mapping, or set its job to Ready on the page Job Queue Entries in Business Central.",
				Err:     err,
			}
		}
	}
	return nil
}

// runningOptions reads the option mappings whose jobs run for the Dataverse connection.
func (s salesSetup) runningOptions(ctx context.Context, p pair) ([]bc.TableMapping, error) {
	if !p.dataverseOn() {
		return nil, nil
	}
	mappings, err := s.bc.TableMappings(ctx, s.company)
	return slices.DeleteFunc(mappings, func(m bc.TableMapping) bool {
		return !slices.Contains(bc.OptionMappings(), m.Name) || !m.IsSynchronizationEnabled
	}), err
}
