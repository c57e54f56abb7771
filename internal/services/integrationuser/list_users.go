// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	ApplicationID  customtypes.GUIDValue `tfsdk:"application_id"`
	Email          types.String          `tfsdk:"email"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	Enabled        types.Bool            `tfsdk:"enabled"`
}

// NewUserList returns the list of bcsales_integration_user.
func NewUserList() list.ListResource {
	return framework.NewList(NewUser(), framework.ListDefinition[listModel]{
		Description: "Lists the application users of the Dataverse environment, Microsoft's own among them, and the accounts with non-interactive access.",
		Arguments: map[string]schema.Attribute{
			"application_id":   framework.IDArgument("Only the users of the application with this client id."),
			"email":            framework.TextArgument(100, "Only the users with this e-mail address."),
			"business_unit_id": framework.IDArgument("Only the users of the business unit with this id."),
			"enabled":          framework.FlagArgument("Only users that are enabled (`true`), or disabled (`false`)."),
		},
		Find: findUsers,
	})
}

func findUsers(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
	mode, application, person := dataverse.AccessNonInteractive, true, false
	query := dataverse.SystemUserQuery{
		ApplicationID: config.ApplicationID.Canonical(), Email: config.Email.ValueString(), BusinessUnitID: config.BusinessUnitID.Canonical(),
		Enabled: config.Enabled.ValueBoolPointer(), Application: &application,
	}
	people := query
	people.Application, people.AccessMode = &person, &mode
	return func(yield func(framework.Listed, error) bool) {
		for _, query := range []dataverse.SystemUserQuery{query, people} {
			for user, err := range clients.Dataverse.EachSystemUser(ctx, query) {
				if !yield(framework.Listed{ID: strings.ToLower(user.ID), Name: user.FullName}, err) || err != nil {
					return
				}
			}
		}
	}
}
