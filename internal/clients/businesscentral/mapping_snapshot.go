// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const mappingSnapshots = "mappingSnapshots"

// KeptSetting is one setting of a table mapping or field mapping as it was before connections were turned off.
type KeptSetting struct {
	// ID is the row's SystemId.
	ID string `json:"id"`
	// MappingName is the TableMapping's name.
	MappingName string `json:"mappingName"`
	// FieldNo and IntegrationFieldNo are the fields of a field mapping; both are 0 for a setting of the table mapping.
	FieldNo            int64 `json:"fieldNo"`
	IntegrationFieldNo int64 `json:"integrationFieldNo"`
	// Setting is the property's name in the API, such as direction.
	Setting string `json:"setting"`
	// Value is what it was, and DefaultValue what a reset has made of it: an option's name, true, false or a number.
	Value        string `json:"value"`
	DefaultValue string `json:"defaultValue"`
	// IsDefaultKnown reports whether the mapping has been reset since.
	IsDefaultKnown bool `json:"isDefaultKnown"`
}

// IsOfField reports whether the setting is a field mapping's.
func (k KeptSetting) IsOfField() bool { return k.FieldNo != 0 || k.IntegrationFieldNo != 0 }

// MappingSnapshot reads the settings that the companion keeps for the company. After a reset these are only those that the
// reset has changed.
func (c *Client) MappingSnapshot(ctx context.Context, companyID string) ([]KeptSetting, error) {
	return companionList[KeptSetting](ctx, c, companyID, mappingSnapshots, odata.Query{})
}

// KeepMappingSnapshot keeps the settings of all mappings at the companion, unless it has a snapshot already. The id is that
// of the company's DataverseConnectionSetup.
func (c *Client) KeepMappingSnapshot(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "keepMappingSnapshot", repeatable: true})
}

// ClearMappingSnapshot deletes the snapshot. The id is that of the company's DataverseConnectionSetup.
func (c *Client) ClearMappingSnapshot(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "clearMappingSnapshot", repeatable: true})
}
