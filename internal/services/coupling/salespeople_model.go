// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

type salespeopleModel struct {
	framework.Base
	CompanyID       customtypes.GUIDValue `tfsdk:"company_id"`
	Couplings       types.Map             `tfsdk:"couplings"`
	Exclusive       types.Bool            `tfsdk:"exclusive"`
	AddToOwningTeam types.Bool            `tfsdk:"add_to_owning_team"`
}

// warning names the couplings for the warning about them.
func (m salespeopleModel) warning() string { return "couplings/" + m.CompanyID.Canonical() }

// entry is one coupling of the map.
type entry struct {
	// written is the code as the configuration spells it, code as Business Central does.
	written, code string
	// value is the user as the configuration names him; unknown in a plan when known is false.
	value string
	known bool
	// managed reports that the state has the same value: the user was coupled under it.
	managed bool
}

// user returns how the entry names the user.
func (e entry) user() userRef {
	if customtypes.IsGUID(e.value) {
		return userRef{id: strings.ToLower(e.value)}
	}
	return userRef{email: e.value}
}

// marked returns the entries, with those marked that the state has too.
func marked(entries, prior map[string]entry) map[string]entry {
	for code, e := range entries {
		before, is := prior[code]
		e.managed = is && strings.EqualFold(before.value, e.value)
		entries[code] = e
	}
	return entries
}

// names reports whether the entry's value means the user.
func (e entry) names(user dataverse.SalesUser) bool {
	return strings.EqualFold(e.value, user.ID) || user.Email != "" && strings.EqualFold(e.value, user.Email)
}

// entries returns the map by code in Business Central's spelling. An unknown map has none.
func (m salespeopleModel) entries() map[string]entry {
	found := map[string]entry{}
	for written, value := range m.Couplings.Elements() {
		text, ok := value.(types.String)
		if !ok {
			continue
		}
		code := texts.Code(written)
		found[code] = entry{written: written, code: code, value: text.ValueString(), known: !text.IsUnknown()}
	}
	return found
}

// setEntries replaces the map.
func (m *salespeopleModel) setEntries(entries map[string]entry) {
	values := make(map[string]attr.Value, len(entries))
	for e := range maps.Values(entries) {
		values[e.written] = types.StringValue(e.value)
	}
	m.Couplings = types.MapValueMust(types.StringType, values)
}
