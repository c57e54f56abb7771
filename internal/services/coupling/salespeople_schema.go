// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

func salespeopleSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Couples many salespeople of a company with users of Dynamics 365 Sales, one to one, in one resource. Reading them takes a few requests, however many there are.\n\n" +
			"What `bcsales_salesperson_coupling` says about ownership models and about users who cannot be coupled applies here too. Couplings that somebody else made with exactly the configured partners are taken over and left in place on destroy; " +
			"if either is coupled with another partner, creation fails. Later changes to the map are made in place. If some couplings fail, the others are still made and recorded in the state.\n\n" +
			"Do not manage a salesperson here and in `bcsales_salesperson_coupling` at the same time, and use at most one resource of this type for a company. Import takes in all couplings of the company's salespeople.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the resource.",
			},
			"couplings": schema.MapAttribute{
				ElementType: types.StringType, Required: true,
				Validators:          []validator.Map{mapvalidator.KeysAre(framework.TextLength(1, maxCode)), mapvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
				MarkdownDescription: "Code of the salesperson (at most 20 characters) => the user's id in Dataverse, or an e-mail address that exactly one user has. Codes and addresses are not case-sensitive. The attribute `couplings` of the data source `bcsales_salesperson_matches` can be used as it is. Changes are made in place.",
			},
			"exclusive": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether the couplings of salespeople who are not in `couplings` are removed, no matter who made them. Default `false`.",
			},
			"add_to_owning_team": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the users are added to the company's owning team. Destroy removes only memberships that this resource added. Default `true`.",
			},
		},
	}
}

// validateSalespeople refuses a salesperson or a user who is named twice.
func validateSalespeople(_ context.Context, config salespeopleModel) error {
	codes, users := map[string]string{}, map[string]string{}
	couplings := config.Couplings.Elements() // a copy, each time that it is called
	for _, code := range slices.Sorted(maps.Keys(couplings)) {
		upper := texts.Code(code)
		if other, twice := codes[upper]; twice {
			return framework.Errorf("A salesperson is named twice", "Keep one of the two.", "%q and %q are the same code.", other, code).At("couplings")
		}
		codes[upper] = code
		value, ok := couplings[code].(types.String)
		if !ok || value.IsNull() || value.IsUnknown() {
			continue
		}
		user := strings.ToLower(value.ValueString())
		if bare, braced := customtypes.Braced(user); braced {
			return framework.Errorf("Neither an id nor an e-mail address", "Write the id without braces: "+bare+".", "The user of %s is %q.", code, value.ValueString()).At("couplings")
		}
		if !customtypes.IsGUID(user) && !strings.Contains(user, "@") {
			return framework.Errorf("Neither an id nor an e-mail address", "Give the id of the user in Dataverse, or the user's e-mail address.", "The user of %s is %q.", code, value.ValueString()).At("couplings")
		}
		if other, twice := users[user]; twice {
			return framework.Errorf("A user is named twice", "A user can be coupled to one salesperson only: keep one of the two.",
				"%s", fmt.Sprintf("%s and %s both name the user %s.", other, code, value.ValueString())).At("couplings")
		}
		users[user] = code
	}
	return nil
}
