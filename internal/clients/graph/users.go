// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Account is a user account of the directory.
type Account struct {
	ID                string `json:"id"`
	UserPrincipalName string `json:"userPrincipalName"`
	Enabled           bool   `json:"accountEnabled"`
	// UsageLocation is the two-letter country that licenses are used in; empty when it is not set.
	UsageLocation string `json:"usageLocation"`
	// Licenses are the licenses assigned to the account, directly or through groups.
	Licenses []AssignedLicense `json:"assignedLicenses"`
	// Assignments say where each license comes from.
	Assignments []LicenseAssignment `json:"licenseAssignmentStates"`
}

// AssignedLicense is a license of an account.
type AssignedLicense struct {
	SKUID         string   `json:"skuId"`
	DisabledPlans []string `json:"disabledPlans"`
}

// LicenseAssignment is one way in which an account has a license: directly, or through a group.
type LicenseAssignment struct {
	SKUID string `json:"skuId"`
	// GroupID is the group that the license is inherited from; empty when it is assigned directly.
	GroupID       string   `json:"assignedByGroup"`
	DisabledPlans []string `json:"disabledPlans"`
	// State is Active, ActiveWithError, Disabled or Error.
	State string `json:"state"`
	// Failure is why the assignment failed, such as CountViolation.
	Failure string `json:"error"`
}

// Active reports whether the assignment gives the license.
func (a LicenseAssignment) Active() bool { return a.State == "Active" || a.State == "ActiveWithError" }

// Direct returns the license of the product that is assigned to the account itself.
func (a Account) Direct(skuID string) (LicenseAssignment, bool) {
	for _, assignment := range a.Assignments {
		if strings.EqualFold(assignment.SKUID, skuID) && assignment.GroupID == "" && assignment.Active() {
			return assignment, true
		}
	}
	return LicenseAssignment{}, false
}

// Inherited returns the license of the product that the account has through a group.
func (a Account) Inherited(skuID string) (LicenseAssignment, bool) {
	for _, assignment := range a.Assignments {
		if strings.EqualFold(assignment.SKUID, skuID) && assignment.GroupID != "" && assignment.Active() {
			return assignment, true
		}
	}
	return LicenseAssignment{}, false
}

// accountColumns names what is read of an account. Graph returns most of them only when they are asked for.
func accountColumns() []string {
	return []string{"id", "userPrincipalName", "accountEnabled", "usageLocation", "assignedLicenses", "licenseAssignmentStates"}
}

// accountPath is the path of an account by object id or user principal name. A name that begins with "$" can only be
// written as a key (https://learn.microsoft.com/graph/api/user-get).
func accountPath(id string) string {
	if strings.HasPrefix(id, "$") {
		return odata.KeyOf("users", odata.String(id))
	}
	return "users/" + odata.Segment(id)
}

// Account reads an account by object id or user principal name; found is false if it does not exist.
func (c *Client) Account(ctx context.Context, id string) (account Account, found bool, err error) {
	account, err = odata.Get[Account](ctx, c.api, accountPath(id), odata.Query{
		Select: accountColumns(),
	})
	if odata.IsNotFound(err) {
		return Account{}, false, nil
	}
	if err != nil {
		return Account{}, false, fmt.Errorf("reading the account %s: %w", id, err)
	}
	return account, true, nil
}
