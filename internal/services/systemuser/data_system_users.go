// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package systemuser lists the users of a Dataverse environment.
package systemuser

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type usersModel struct {
	framework.Bounded

	ApplicationID  customtypes.GUIDValue   `tfsdk:"application_id"`
	ObjectID       customtypes.GUIDValue   `tfsdk:"object_id"`
	Email          customtypes.FoldedValue `tfsdk:"internal_email_address"`
	UserName       customtypes.FoldedValue `tfsdk:"user_name"`
	FullName       types.String            `tfsdk:"full_name"`
	BusinessUnitID customtypes.GUIDValue   `tfsdk:"business_unit_id"`
	Enabled        types.Bool              `tfsdk:"enabled"`
	IsLicensed     types.Bool              `tfsdk:"is_licensed"`
	SystemUsers    []userModel             `tfsdk:"system_users"`
}

type userModel struct {
	ID                customtypes.GUIDValue   `tfsdk:"id"`
	ApplicationID     customtypes.GUIDValue   `tfsdk:"application_id"`
	ObjectID          customtypes.GUIDValue   `tfsdk:"object_id"`
	FullName          types.String            `tfsdk:"full_name"`
	Email             customtypes.FoldedValue `tfsdk:"internal_email_address"`
	UserName          customtypes.FoldedValue `tfsdk:"user_name"`
	BusinessUnitID    customtypes.GUIDValue   `tfsdk:"business_unit_id"`
	AccessMode        types.String            `tfsdk:"access_mode"`
	Enabled           types.Bool              `tfsdk:"enabled"`
	IsLicensed        types.Bool              `tfsdk:"is_licensed"`
	IsIntegrationUser types.Bool              `tfsdk:"is_integration_user"`
}

// NewUsers returns the data source bcsales_system_users.
func NewUsers() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[usersModel]{
		Name:        "system_users",
		Noun:        "system users",
		Schema:      usersSchema(),
		Needs:       framework.Dataverse,
		Permissions: framework.Permissions{Dataverse: "a role that may read users."},
		Read:        readUsers,
	})
}

func readUsers(ctx context.Context, clients *framework.Clients, config usersModel) (usersModel, error) {
	users, err := clients.Dataverse.SystemUsers(ctx, dataverse.SystemUserQuery{
		ApplicationID:  config.ApplicationID.Canonical(),
		ObjectID:       config.ObjectID.Canonical(),
		Email:          config.Email.ValueString(),
		UserName:       config.UserName.ValueString(),
		FullName:       config.FullName.ValueString(),
		BusinessUnitID: config.BusinessUnitID.Canonical(),
		Enabled:        config.Enabled.ValueBoolPointer(),
		Licensed:       config.IsLicensed.ValueBoolPointer(),
	})
	if err != nil {
		return config, err
	}
	config.SystemUsers = make([]userModel, len(users))
	for i, u := range users {
		config.SystemUsers[i] = userModel{
			ID:                customtypes.NewGUID(u.ID),
			ApplicationID:     customtypes.GUIDOrNull(u.ApplicationID),
			ObjectID:          customtypes.GUIDOrNull(u.ObjectID),
			FullName:          types.StringValue(u.FullName),
			Email:             customtypes.FoldedOrNull(u.Email),
			UserName:          customtypes.FoldedOrNull(u.UserName),
			BusinessUnitID:    customtypes.GUIDOrNull(u.BusinessUnitID),
			AccessMode:        types.StringValue(u.AccessMode.String()),
			Enabled:           types.BoolValue(!u.Disabled),
			IsLicensed:        types.BoolValue(u.Licensed),
			IsIntegrationUser: types.BoolValue(u.Integration),
		}
	}
	return config, nil
}
