// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// writeMapping changes the settings that the plan knows. It overwrites only what was before: the state's settings, or, with
// nil, those that it finds.
func writeMapping(ctx context.Context, op *framework.Operation[mappingModel], plan mappingModel, before *businesscentral.TableMapping) error {
	client := op.BusinessCentral
	company, name := plan.CompanyID.Canonical(), strings.ToUpper(plan.Name.ValueString())
	values := plan.values()
	if before == nil {
		now, found, err := client.TableMapping(ctx, company, name)
		if err != nil {
			return err
		}
		if !found {
			return noMapping(company, name)
		}
		before = &now
	}
	before.Name = name
	if err := Change(ctx, client, company, *before, values); err != nil {
		return err
	}
	plan.ID = types.StringValue(company + "/" + name)
	return op.Save(ctx, plan)
}

func noMapping(company, name string) error {
	return framework.Errorf("There is no such table mapping",
		"Check the name, and let this resource depend on the company's connection setups: Business Central makes the mappings when they are enabled. "+
			"If they are on, somebody has deleted or renamed the mapping: bring the default mappings back with the action bcsales_reset_configuration (Terraform 1.14 or later), or with Use Default Synchronization Setup on the page of the connection in Business Central.",
		"Company %s has no table mapping %s.", company, name).At("name")
}

// row returns the settings as Business Central has them.
func (m mappingModel) row() *businesscentral.TableMapping {
	option := func(of options, name types.String) businesscentral.Option {
		if value := of.value(name.ValueString()); value != nil {
			return *value
		}
		return businesscentral.Option(name.ValueString())
	}
	return &businesscentral.TableMapping{
		Direction:                     option(directions(), m.Direction),
		SynchronizeOnlyCoupledRecords: m.SynchronizeOnlyCoupledRecords.ValueBool(),
		UpdateConflictResolution:      option(updateResolutions(), m.UpdateConflictResolution),
		DeletionConflictResolution:    option(deletionResolutions(), m.DeletionConflictResolution),
		IsSynchronizationEnabled:      m.SynchronizationEnabled.ValueBool(),
	}
}
