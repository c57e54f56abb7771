// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Error codes of users.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
const (
	// CodeDuplicateRecord says that a row with the same key values exists; for an application user also one that was
	// deleted but not permanently.
	CodeDuplicateRecord = codeDuplicateRecord
	// CodeDuplicateApplicationUser says that the application has a user already.
	CodeDuplicateApplicationUser = "0x8004f511"
	// CodeNotInDirectory says that Dataverse does not know the service principal yet.
	CodeNotInDirectory = "0x80041d28"
	// CodeApplicationNotRegistered says that the application has no service principal in the tenant.
	CodeApplicationNotRegistered = "0x80041d49"
	// CodeNonInteractiveQuota says that there are seven non-interactive people already.
	CodeNonInteractiveQuota = "0x8004b050"
	// CodeEnableWithoutLicense says that a person without a license cannot be enabled.
	CodeEnableWithoutLicense = "0x8004d24c"
	// CodeAccessModeTransition says that the access mode cannot be changed, mostly for lack of a license.
	CodeAccessModeTransition = "0x80041d66"
	// CodeOwnerSettingsRace is a transient conflict inside the service during a permanent deletion.
	CodeOwnerSettingsRace = "0x80048610"
)

// NewApplicationUser describes an application user to create.
type NewApplicationUser struct {
	// ID is chosen by the caller, see [Client.Key].
	ID             string
	ApplicationID  string
	BusinessUnitID string
	Email          string
	Disabled       bool
}

// CreateApplicationUser creates an application user, under the names that Business Central gives its own one (BCApps,
// codeunit CDS Integration Impl.), and returns its id, which is the chosen one unless the service gave another.
func (c *Client) CreateApplicationUser(ctx context.Context, u NewApplicationUser) (string, error) {
	answer, err := c.api.Do(ctx, odata.Request{
		Method: http.MethodPost,
		Path:   "systemusers",
		Body: map[string]any{
			"systemuserid":              u.ID,
			"applicationid":             u.ApplicationID,
			"businessunitid@odata.bind": bind("businessunits", u.BusinessUnitID),
			"internalemailaddress":      u.Email,
			"firstname":                 "Business Central",
			"lastname":                  "Integration",
			"isdisabled":                u.Disabled,
		},
		Repeatable: true,
	}, nil)
	if err != nil {
		return "", fmt.Errorf("creating the user of application %s: %w", u.ApplicationID, err)
	}
	if id, ok := odata.EntityID(answer.Header); ok {
		return id, nil
	}
	return u.ID, nil
}

// OwnApplicationUser returns the user that [Client.CreateApplicationUser] made under the id; found is false when there is
// none. A [KeyConflictError] says that the user with the id is not that application's.
func (c *Client) OwnApplicationUser(ctx context.Context, id, applicationID string) (SystemUser, bool, error) {
	user, found, err := c.SystemUser(ctx, id)
	if err != nil || !found {
		return user, false, err
	}
	return user, true, keyed[SystemUser]{
		set: "systemusers", id: id,
		immutable: []immutable[SystemUser]{
			{"applicationid", applicationID, func(row SystemUser) string { return row.ApplicationID }},
		},
	}.agrees(user)
}

// SystemUserChange says what to change of a user; nil leaves a value as it is.
type SystemUserChange struct {
	BusinessUnitID, Email *string
	AccessMode            *AccessMode
	Disabled              *bool
}

func (s SystemUserChange) body() map[string]any {
	body := map[string]any{}
	if s.BusinessUnitID != nil {
		body["businessunitid@odata.bind"] = bind("businessunits", *s.BusinessUnitID)
	}
	if s.Email != nil {
		body["internalemailaddress"] = *s.Email
	}
	if s.AccessMode != nil {
		body["accessmode"] = *s.AccessMode
	}
	if s.Disabled != nil {
		body["isdisabled"] = *s.Disabled
	}
	return body
}

// ChangeSystemUser changes a user in the version that was read: see [odata.WriteLatest]. A change of the business unit may
// take the user's roles.
func (c *Client) ChangeSystemUser(ctx context.Context, user SystemUser, change SystemUserChange) error {
	body := change.body()
	if len(body) == 0 {
		return nil
	}
	defer c.shared.forgetUsers()
	if err := c.update(ctx, odata.Key("systemusers", user.ID), user.ETag, body); err != nil {
		return fmt.Errorf("changing the user %s: %w", user.ID, err)
	}
	return nil
}

// DeleteSystemUser does one step of a deletion: the first makes an inactive user a deleted one, the second removes it
// permanently, each in the version that was read: see [odata.IsChanged]. A user that is not there is no error.
func (c *Client) DeleteSystemUser(ctx context.Context, user SystemUser) error {
	defer c.shared.forgetUsers()
	if err := c.delete(ctx, odata.Key("systemusers", user.ID), user.ETag); err != nil {
		return fmt.Errorf("deleting the user %s: %w", user.ID, err)
	}
	return nil
}
