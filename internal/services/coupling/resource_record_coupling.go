// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// tables returns the numbers of the tables whose records can be coupled, by the name that the configuration uses.
// Source: microsoft/BCApps, the tables of the same names.
func tables() map[string]int64 {
	return map[string]int64{
		"currency":             4,
		"customer_price_group": 6,
		"customer":             18,
		"vendor":               23,
		"item":                 27,
		"resource":             156,
		"unit_of_measure":      204,
		"contact":              5050,
		"opportunity":          5092,
	}
}

type recordModel struct {
	framework.Base
	CompanyID   customtypes.GUIDValue `tfsdk:"company_id"`
	Table       types.String          `tfsdk:"table"`
	RecordID    customtypes.GUIDValue `tfsdk:"record_id"`
	DataverseID customtypes.GUIDValue `tfsdk:"dataverse_id"`
}

// NewRecord returns the resource bcsales_record_coupling.
func NewRecord() resource.Resource {
	return framework.NewResource[recordModel](framework.Definition[recordModel]{
		Name:   "record_coupling",
		Noun:   "record coupling",
		Schema: recordSchema(),
		Needs:  framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraBusinessCentral,
			BusinessCentral: framework.BusinessCentralAdministers,
		},
		IDParts: []framework.IDPart{
			{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true},
			{Name: "table", Description: "Name of the table."},
			{Name: "record_id", Description: "Id of the record.", GUID: true},
		},
		Company: func(m recordModel) string { return m.CompanyID.Canonical() },
		Create:  createRecord,
		Read:    readRecord,
		Update:  updateRecord,
		Delete:  deleteRecord,
		Plan:    planRecord,
		Import:  importRecord,
		Check: func(saved, shown recordModel) error {
			return shownElsewhere(saved.Table.ValueString()+" "+saved.RecordID.Canonical(), saved.DataverseID.Canonical(), shown.DataverseID.Canonical())
		},
	})
}

func recordSchema() schema.Schema {
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	names := slices.Sorted(maps.Keys(tables()))
	return schema.Schema{
		MarkdownDescription: "Couples a record in Business Central with a row in Dataverse, one to one, such as a customer with an account.\n\n" +
			"The coupling itself copies nothing; the next synchronization brings the two in line. An existing coupling of exactly these two is taken over and left in place on destroy; " +
			"if either is coupled with another partner, creation fails. To couple salespeople, use `bcsales_salesperson_coupling`.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the coupling.",
			},
			"table": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.OneOf(names...)},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				MarkdownDescription: "Table of the record, one of `" + strings.Join(names, "`, `") + "`. Changing it replaces the coupling.",
			},
			"record_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id (`SystemId`) of the record. Changing it replaces the coupling.",
			},
			"dataverse_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true,
				MarkdownDescription: "Id of the row in Dataverse. A change couples the record with the new row in place.",
			},
		},
	}
}

// importRecord takes the name of the table in any letter case, as the ids beside it.
func importRecord(_ context.Context, _ *framework.Operation[recordModel], parts []string) (map[string]any, error) {
	table := strings.ToLower(parts[1])
	if _, known := tables()[table]; !known {
		return nil, framework.Errorf("The import id of a record coupling is not valid", "Name one of the tables "+strings.Join(slices.Sorted(maps.Keys(tables())), ", ")+".",
			"Records of the table %q cannot be coupled.", parts[1])
	}
	return map[string]any{"company_id": parts[0], "table": table, "record_id": parts[2], "id": parts[0] + "/" + table + "/" + parts[2]}, nil
}

func (m recordModel) pair(client *businesscentral.Client) pair {
	return pair{bc: client, companyID: m.CompanyID.Canonical(), table: tables()[m.Table.ValueString()], recordID: m.RecordID.Canonical(), dataverseID: m.DataverseID.Canonical()}
}

// coupled reports whether the two are coupled, and refuses what is coupled with another partner.
func (p pair) coupled(ctx context.Context, table string) (bool, error) {
	current, found, err := p.current(ctx)
	switch {
	case err != nil:
		return false, err
	case found && p.is(current):
		return true, nil
	case found:
		return false, framework.Errorf("The record is already coupled to another row",
			fmt.Sprintf("To manage the coupling that exists, run\n  terraform import <address of this resource> %s/%s/%s\nor remove it in Business Central first.", p.companyID, table, p.recordID),
			"Cannot couple the %s %s to %s, because it is already coupled to %s.", table, current.RecordKey, p.dataverseID, current.DataverseID)
	}
	return false, p.taken(ctx, table)
}

// taken refuses a row of Dataverse that is coupled with another record.
func (p pair) taken(ctx context.Context, table string) error {
	row, taken, err := p.rival(ctx)
	if err != nil || !taken {
		return err
	}
	return framework.Errorf("The row in Dataverse is already coupled to another record",
		fmt.Sprintf("To manage that coupling, run\n  terraform import <address of its resource> %s/%s/%s\nor remove it in Business Central first.", p.companyID, table, row.RecordID),
		"Cannot couple the %s %s to %s, because the Dataverse record is already coupled to %s.", table, p.recordID, p.dataverseID, row.RecordKey).At("dataverse_id")
}

func createRecord(ctx context.Context, op *framework.Operation[recordModel], plan recordModel) error {
	p := plan.pair(op.BusinessCentral)
	made, err := p.coupleUnless(ctx, func() (bool, error) { return p.coupled(ctx, plan.Table.ValueString()) }, op.Making)
	if err != nil {
		return err
	}
	if !made {
		// No matter who created it: synchronizations couple records too, and run as the provider's own identity when it started them.
		if err := op.Found(ctx); err != nil {
			return err
		}
	}
	plan.ID = types.StringValue(p.companyID + "/" + plan.Table.ValueString() + "/" + p.recordID)
	return op.Save(ctx, plan)
}

func readRecord(ctx context.Context, op *framework.Operation[recordModel], state recordModel) (recordModel, bool, error) {
	p := state.pair(op.BusinessCentral)
	current, found, err := p.current(ctx)
	if err != nil || !found {
		return state, false, err
	}
	state.DataverseID = customtypes.NewGUID(current.DataverseID)
	return state, true, nil
}

func updateRecord(ctx context.Context, op *framework.Operation[recordModel], plan, state recordModel) error {
	p := plan.pair(op.BusinessCentral)
	done, err := p.recouple(ctx, state.DataverseID.Canonical(), func(ctx context.Context, _ businesscentral.RecordCoupling) error {
		return p.taken(ctx, plan.Table.ValueString())
	})
	if err != nil || !done {
		return err
	}
	return op.Made(ctx)
}

func deleteRecord(ctx context.Context, op *framework.Operation[recordModel], state recordModel) error {
	p := state.pair(op.BusinessCentral)
	if op.WasFound(ctx) {
		op.Keep("the coupling of the "+state.Table.ValueString()+" "+p.recordID+" to "+p.dataverseID, framework.FoundBefore)
		return nil
	}
	return p.uncouple(ctx)
}
