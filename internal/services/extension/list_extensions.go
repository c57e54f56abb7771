// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	AppID customtypes.GUIDValue `tfsdk:"app_id"`
}

// NewExtensionList returns the list of bcsales_extension.
func NewExtensionList() list.ListResource {
	return framework.NewList(NewExtension(), framework.ListDefinition[listModel]{
		Description: "Lists the extensions that are installed in the Business Central environment, with Microsoft's own.",
		Arguments:   map[string]schema.Attribute{"app_id": framework.IDArgument("Only the extension with this app id.")},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			rows := framework.Rows(clients.BusinessCentral.Extensions(ctx, config.AppID.Canonical()))
			return framework.Found(rows, func(row businesscentral.Extension) (framework.Listed, bool) {
				return framework.Listed{ID: strings.ToLower(row.AppID), Name: row.Name + " by " + row.Publisher}, row.Installed
			})
		},
	})
}
