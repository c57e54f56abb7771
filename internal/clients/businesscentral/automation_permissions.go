// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const (
	automationUsers = "users"
	userPermissions = "userPermissions"
	permissionSets  = "permissionSets"
)

// PermissionSet is a permission set of the environment. Role id, app and scope together are its key.
// Source: BCApps APIV2AutPermissionSets.Page.al.
type PermissionSet struct {
	RoleID      string `json:"id"`
	DisplayName string `json:"displayName"`
	// AppID is the app that brings the permission set; the null GUID for none.
	AppID         string `json:"appId"`
	ExtensionName string `json:"extensionName"`
	// Scope is System for permission sets of apps, Tenant for those that people made.
	Scope string `json:"scope"`
}

// UserPermission is a permission set that a user was given.
// Source: BCApps APIV2AutUserPermissions.Page.al.
type UserPermission struct {
	// ETag is the version of the row that a change is meant for.
	ETag   string `json:"@odata.etag"`
	ID     string `json:"id"`
	UserID string `json:"userSecurityId"`
	RoleID string `json:"roleId"`
	// Company is the name of the company that it is for; empty for all companies.
	Company string `json:"company"`
	AppID   string `json:"appId"`
	Scope   string `json:"scope"`
}

// NewUserPermission is a permission set to give.
type NewUserPermission struct {
	RoleID  string `json:"roleId"`
	Company string `json:"company"`
	AppID   string `json:"appId"`
	Scope   string `json:"scope"`
}

// PermissionSets lists the permission sets with the role id.
func (c *Client) PermissionSets(ctx context.Context, roleID string) ([]PermissionSet, error) {
	rows, err := automationList[PermissionSet](ctx, c, permissionSets, odata.Query{Filter: odata.Eq("id", odata.String(roleID))})
	if err != nil {
		return nil, fmt.Errorf("looking for permission set %q: %w", roleID, err)
	}
	return rows, nil
}

// UserPermissions lists what a user was given; false when there is no such user.
func (c *Client) UserPermissions(ctx context.Context, userID string) ([]UserPermission, bool, error) {
	rows, err := automationList[UserPermission](ctx, c, odata.Key(automationUsers, userID)+"/"+userPermissions, odata.Query{})
	if odata.HasCode(err, codeRecordNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("reading the permissions of user %s: %w", userID, err)
	}
	return rows, true, nil
}

// GivePermission gives a user a permission set.
func (c *Client) GivePermission(ctx context.Context, userID string, p NewUserPermission) (UserPermission, error) {
	defer c.shared.permissions.Forget(strings.ToLower(userID))
	var row UserPermission
	err := automationDo(ctx, c, odata.Request{
		Method: http.MethodPost, Path: odata.Key(automationUsers, userID) + "/" + userPermissions, Body: p,
		Shows: map[string]string{"id": "", "userSecurityId": userID, "roleId": p.RoleID, "company": p.Company, "appId": p.AppID, "scope": p.Scope},
	}, &row)
	if err != nil {
		return row, fmt.Errorf("giving user %s the permission set %s: %w", userID, p.RoleID, err)
	}
	return row, nil
}

// TakePermission takes a permission set from a user, in the version that was read: see [odata.WriteLatest]. One that is gone
// is no error.
func (c *Client) TakePermission(ctx context.Context, userID string, given UserPermission) error {
	defer c.shared.permissions.Forget(strings.ToLower(userID))
	path := odata.Key(automationUsers, userID) + "/" + odata.Key(userPermissions, given.ID)
	err := automationDo(ctx, c, odata.Request{Method: http.MethodDelete, Path: path, Header: odata.Match(given.ETag)}, nil)
	if err != nil && !odata.HasCode(err, codeRecordNotFound) {
		return fmt.Errorf("taking permission %s from user %s: %w", given.ID, userID, err)
	}
	_, still, err := automationGet[UserPermission](ctx, c, path, odata.Query{})
	switch {
	case err != nil:
		return fmt.Errorf("looking whether permission %s was taken from user %s: %w", given.ID, userID, err)
	case still:
		return fmt.Errorf("taking permission %s from user %s: %w", given.ID, userID, c.automation.StillThere(path))
	}
	return nil
}
