// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Unique names of the solutions that the integration needs (BCApps, codeunits CDS Integration Impl. and CRM
// Integration Management).
const (
	BaseIntegrationSolution  = "bcbi_CdsBaseIntegration"
	SalesIntegrationSolution = "MicrosoftDynamicsNavIntegration"
)

// ConnectionUser is a user as Business Central looks at it when it connects: found by e-mail, judged by its roles.
type ConnectionUser struct {
	ID             string `json:"systemuserid"`
	FullName       string `json:"fullname"`
	Email          string `json:"internalemailaddress"`
	Disabled       bool   `json:"isdisabled"`
	BusinessUnitID string `json:"_businessunitid_value"`
	DeletedState   int    `json:"deletedstate"`
	Roles          []Role `json:"systemuserroles_association"`
}

// HasRole reports whether the user has the very role with the id. Business Central compares ids, so that a copy of the
// role in a child business unit does not count (BCApps, codeunit CDS Integration Impl.).
func (u ConnectionUser) HasRole(id string) bool {
	for _, role := range u.Roles {
		if strings.EqualFold(role.ID, id) {
			return true
		}
	}
	return false
}

// RoleOfTemplate returns the user's role that was made of a role template.
func (u ConnectionUser) RoleOfTemplate(templateID string) (Role, bool) {
	for _, role := range u.Roles {
		if strings.EqualFold(role.TemplateID, templateID) {
			return role, true
		}
	}
	return Role{}, false
}

// ConnectionUsers reads the users, disabled ones too, whose internalemailaddress is the e-mail address, with the
// roles that they have directly. Soft-deleted users are left out. The service compares without regard to letter case.
func (c *Client) ConnectionUsers(ctx context.Context, email string) ([]ConnectionUser, error) {
	rows, err := odata.List[ConnectionUser](ctx, c.api, "systemusers", odata.Query{
		Select: []string{"systemuserid", "fullname", "internalemailaddress", "isdisabled", "deletedstate", "_businessunitid_value"},
		Filter: odata.Eq("internalemailaddress", odata.String(email)),
		Expand: []string{UserPrincipal.rolesNavigation() + "($select=" + join(roleColumns()) + ")"},
	})
	if err != nil {
		return nil, fmt.Errorf("looking for the user with the e-mail address %s: %w", email, err)
	}
	users := make([]ConnectionUser, 0, len(rows))
	for _, row := range rows {
		if row.DeletedState == 0 {
			users = append(users, row)
		}
	}
	return users, nil
}
