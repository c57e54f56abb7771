// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

func (o *Org) registerFunctions(s *odatasvc.Service) {
	s.RegisterOperation("WhoAmI", o.whoAmI)
	s.RegisterOperation("RetrieveVersion", func(*odatasvc.Context, odatasvc.Row, map[string]any) (any, error) {
		return odatasvc.Row{"Version": Version}, nil
	})
	s.RegisterOperation("RetrieveAadUserRoles", o.retrieveAadUserRoles)
}

func (o *Org) whoAmI(c *odatasvc.Context, _ odatasvc.Row, _ map[string]any) (any, error) {
	return odatasvc.Row{
		"BusinessUnitId": c.User["_businessunitid_value"],
		"UserId":         c.User["systemuserid"],
		"OrganizationId": o.organizationID(c),
	}, nil
}

// retrieveAadUserRoles lists the effective roles of the user with an object id in Microsoft Entra ID.
func (o *Org) retrieveAadUserRoles(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	id, _ := params["DirectoryObjectId"].(string)
	user, ok := c.Table(setUsers).First(func(r odatasvc.Row) bool {
		return r.Equal("azureactivedirectoryobjectid", id) && r.Int("deletedstate") == 0
	})
	if !ok {
		return nil, absent("systemuser", id)
	}
	roles := o.effectiveRoles(c, user)
	if roles == nil {
		roles = []odatasvc.Row{}
	}
	return roles, nil
}
