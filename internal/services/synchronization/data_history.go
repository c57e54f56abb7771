// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// defaultHistory is how many entries of a history are read unless the configuration says otherwise. Business Central
// keeps them for a month and more.
const defaultHistory = 1000

func companyArgument() schema.StringAttribute {
	return schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."}
}

func sinceArgument(noun string) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: "Only " + noun + " from this time on (RFC 3339), such as `2026-04-01T00:00:00Z`."}
}

func limitArgument(noun string) schema.Int64Attribute {
	return schema.Int64Attribute{
		Optional: true, Validators: []validator.Int64{int64validator.Between(1, 20000)},
		MarkdownDescription: "Maximum number of " + noun + " to read, from 1 to 20000; the latest come first. Default `1000`.",
	}
}

// since returns the point in time that the configuration names; the zero time for none.
func since(value types.String) (time.Time, error) {
	if value.IsNull() {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, value.ValueString())
	if err != nil {
		return t, framework.Errorf("Not a point in time", "Write it like 2026-04-01T00:00:00Z.", "%q is no point in time of RFC 3339.", value.ValueString()).At("since")
	}
	return t, nil
}

func limit(value types.Int64) int {
	if value.IsNull() {
		return defaultHistory
	}
	return int(value.ValueInt64())
}
