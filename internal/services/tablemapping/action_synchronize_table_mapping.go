// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type synchronizeModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue   `tfsdk:"company_id"`
	Name      customtypes.FoldedValue `tfsdk:"name"`
}

// NewSynchronize returns the action bcsales_synchronize_table_mapping.
func NewSynchronize() action.Action {
	return framework.NewAction(framework.ActionDefinition[synchronizeModel]{
		Name: "synchronize_table_mapping",
		Noun: "synchronization of the table mapping",
		Schema: schema.Schema{
			MarkdownDescription: "Schedules a synchronization of one table mapping now instead of at its next recurring run, as the action *Synchronize Modified Records* on the page **Integration Table Mappings** does.\n\n" +
				"Business Central synchronizes the records that were modified since the last run, in the background. The action ends as soon as the job is scheduled; " +
				"the data sources `bcsales_synchronization_jobs` and `bcsales_synchronization_errors` show its result. The Dataverse connection must be enabled.",
			Attributes: map[string]schema.Attribute{
				"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
				"name": schema.StringAttribute{
					CustomType: customtypes.FoldedType{}, Required: true,
					Validators:          []validator.String{framework.TextLength(1, maxName)},
					MarkdownDescription: "Name of the mapping, such as `CUSTOMER`; not case-sensitive.",
				},
			},
		},
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralRuns},
		Invoke:      synchronize,
	})
}

func synchronize(ctx context.Context, clients *framework.Clients, config synchronizeModel, progress framework.Progress) error {
	client := clients.BusinessCentral
	company, name := config.CompanyID.Canonical(), strings.ToUpper(config.Name.ValueString())
	mapping, found, err := client.TableMapping(ctx, company, name)
	if err != nil {
		return err
	}
	if !found {
		return framework.Errorf("There is no such table mapping",
			"Check the name, and run the action after the company's connection setups: Business Central makes the mappings when they are enabled.",
			"Company %s has no table mapping %s.", company, name).At("name")
	}
	if err := client.SynchronizeTableMapping(ctx, company, mapping.ID); err != nil {
		return err
	}
	progress("Business Central has scheduled the synchronization of " + mapping.Name)
	return nil
}
