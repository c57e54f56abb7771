// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// codePrincipalPrivilege says that a principal other than the caller, such as the team that is to own a row, lacks a
// privilege.
const codePrincipalPrivilege = "0x80040299"

// MissingPrivilegeError is a refusal because somebody other than the caller lacks a privilege.
type MissingPrivilegeError struct {
	Principal Principal
	// Name is the principal's; empty when it cannot be read.
	Name string
	// Privilege is the service's name of it, such as prvReadAccount.
	Privilege string
	// Roles are those that the principal has.
	Roles []Role
	// Lacking is the integration's base role, which the base solution gives what its tables need, unless the principal has
	// it; empty when it cannot be read.
	Lacking Role
	// Err is the refusal.
	Err error
}

// Error returns the refusal's text.
func (e *MissingPrivilegeError) Error() string { return e.Err.Error() }

// Unwrap returns the refusal.
func (e *MissingPrivilegeError) Unwrap() error { return e.Err }

// missingPrivilege reads "Principal team (Id=…, type=9, …) is missing prvReadAccount privilege (Id=…) …", as users report
// it.
var missingPrivilege = regexp.MustCompile(`(?i)principal (team|user) \(Id=\{?([0-9a-f-]{36})\}?.*?is missing (prv\w+) privilege`)

// explained adds to a refusal for lack of a privilege who lacks it, and which roles the principal has. Every other error
// stays as it is.
func (c *Client) explained(ctx context.Context, err error) error {
	api, ok := errors.AsType[*odata.Error](err)
	if !ok || !strings.EqualFold(api.Code, codePrincipalPrivilege) {
		return err
	}
	match := missingPrivilege.FindStringSubmatch(api.Message)
	if match == nil {
		return err
	}
	e := &MissingPrivilegeError{
		Principal: Principal{Kind: PrincipalKind(strings.ToLower(match[1])), ID: strings.ToLower(match[2])}, Privilege: match[3], Err: err,
	}
	e.Name = c.principalName(ctx, e.Principal)
	// What cannot be read is left out: the refusal itself is what matters.
	principal, found, readErr := c.PrincipalRoles(ctx, e.Principal)
	if readErr != nil || !found {
		return e
	}
	e.Roles = principal.Roles
	if _, has := principal.RoleWithRoot(BaseIntegrationRole); !has {
		roles, readErr := c.Roles(ctx, RoleQuery{RootID: BaseIntegrationRole, BusinessUnitID: principal.BusinessUnitID})
		if readErr == nil && len(roles) == 1 {
			e.Lacking = roles[0]
		}
	}
	return e
}

// principalName reads the name of a team or user; empty when that cannot be read.
func (c *Client) principalName(ctx context.Context, p Principal) string {
	if p.Kind == TeamPrincipal {
		team, _, _ := c.Team(ctx, p.ID)
		return team.Name
	}
	user, _, _ := c.SystemUser(ctx, p.ID)
	return user.FullName
}
