// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// AccessMode is a user's access mode.
type AccessMode int

// Access modes.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser
const (
	AccessReadWrite      AccessMode = 0
	AccessAdministrative AccessMode = 1
	AccessRead           AccessMode = 2
	AccessSupport        AccessMode = 3
	AccessNonInteractive AccessMode = 4
	AccessDelegatedAdmin AccessMode = 5
)

// AccessModes returns the access modes by the names that the provider gives them.
func AccessModes() map[string]AccessMode {
	return map[string]AccessMode{
		"read_write":      AccessReadWrite,
		"administrative":  AccessAdministrative,
		"read":            AccessRead,
		"support":         AccessSupport,
		"non_interactive": AccessNonInteractive,
		"delegated_admin": AccessDelegatedAdmin,
	}
}

// String is the mode's name.
func (m AccessMode) String() string {
	for name, mode := range AccessModes() {
		if mode == m {
			return name
		}
	}
	return fmt.Sprintf("unknown (%d)", int(m))
}

// NonInteractiveQuota is how many people may have non-interactive access in one environment; application users are not
// counted.
// Source: https://learn.microsoft.com/power-platform/admin/create-users#create-a-non-interactive-user-account
const NonInteractiveQuota = 7

// SystemUser is a user of the environment: a person, or an application.
type SystemUser struct {
	// ETag is the version of the row that a change is meant for.
	ETag string `json:"@odata.etag"`
	ID   string `json:"systemuserid"`
	// ApplicationID is the client id of an application user; empty for people.
	ApplicationID string `json:"applicationid"`
	// ObjectID is the id of the account or of the service principal in Microsoft Entra ID.
	ObjectID       string     `json:"azureactivedirectoryobjectid"`
	FullName       string     `json:"fullname"`
	Email          string     `json:"internalemailaddress"`
	UserName       string     `json:"domainname"`
	BusinessUnitID string     `json:"_businessunitid_value"`
	AccessMode     AccessMode `json:"accessmode"`
	Disabled       bool       `json:"isdisabled"`
	Licensed       bool       `json:"islicensed"`
	// Integration marks users that Business Central leaves out of its lists of salespeople.
	Integration bool `json:"isintegrationuser"`
	// DeletedState is not 0 for a user that was deleted but not permanently.
	DeletedState int `json:"deletedstate"`
	// Roles are the roles that the user has directly; only [Client.SystemUser] and [Client.ApplicationUsers] read them.
	Roles []Role `json:"systemuserroles_association"`
}

// Deleted reports whether the user was deleted, but not permanently.
func (u SystemUser) Deleted() bool { return u.DeletedState != 0 }

// RoleOfTemplate returns the user's role of that template, if there is one among the direct ones.
func (u SystemUser) RoleOfTemplate(template string) (Role, bool) {
	for _, role := range u.Roles {
		if strings.EqualFold(role.TemplateID, template) {
			return role, true
		}
	}
	return Role{}, false
}

func systemUserColumns() []string {
	return []string{
		"systemuserid", "applicationid", "azureactivedirectoryobjectid", "fullname", "internalemailaddress", "domainname",
		"_businessunitid_value", "accessmode", "isdisabled", "islicensed", "isintegrationuser", "deletedstate",
	}
}

func systemUserWithRoles() odata.Query {
	return odata.Query{
		Select: systemUserColumns(),
		Expand: []string{UserPrincipal.rolesNavigation() + "($select=" + join(roleColumns()) + ")"},
	}
}

// SystemUser reads a user with the roles; found is false if it does not exist. A user that was deleted but not
// permanently is found. Callers at the same time share requests.
func (c *Client) SystemUser(ctx context.Context, id string) (SystemUser, bool, error) {
	return c.shared.systemUsers.Get(ctx, strings.ToLower(id))
}

func (c *Client) systemUsersByID(ctx context.Context, ids []string) (map[string]SystemUser, error) {
	query := systemUserWithRoles()
	if len(ids) == 1 {
		user, err := odata.Get[SystemUser](ctx, c.api, odata.Key("systemusers", ids[0]), query)
		if odata.IsNotFound(err) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the user %s: %w", ids[0], err)
		}
		return map[string]SystemUser{ids[0]: user}, nil
	}
	query.Filter = odata.AnyOf("systemuserid", odata.GUID, ids)
	users, err := odata.List[SystemUser](ctx, c.api, "systemusers", query)
	if err != nil {
		return nil, fmt.Errorf("reading %d users: %w", len(ids), err)
	}
	found := make(map[string]SystemUser, len(users))
	for _, user := range users {
		found[strings.ToLower(user.ID)] = user
	}
	return found, nil
}

// ApplicationUsers returns the users of an application with their roles. There should be at most one; deleted ones are
// among them as long as they are not deleted permanently.
func (c *Client) ApplicationUsers(ctx context.Context, applicationID string) ([]SystemUser, error) {
	query := systemUserWithRoles()
	query.Filter = odata.Eq("applicationid", odata.GUID(applicationID))
	users, err := odata.List[SystemUser](ctx, c.api, "systemusers", query)
	if err != nil {
		return nil, fmt.Errorf("looking for the users of application %s: %w", applicationID, err)
	}
	return users, nil
}

// UserOfAccount returns the user of a Microsoft Entra account, with the roles; found is false as long as the account is
// not synchronized into the environment.
func (c *Client) UserOfAccount(ctx context.Context, objectID string) (u SystemUser, found bool, err error) {
	query := systemUserWithRoles()
	query.Filter = odata.Eq("azureactivedirectoryobjectid", odata.GUID(objectID))
	users, err := odata.List[SystemUser](ctx, c.api, "systemusers", query)
	if err != nil {
		return SystemUser{}, false, fmt.Errorf("looking for the user of account %s: %w", objectID, err)
	}
	for _, u := range users {
		if !u.Deleted() {
			return u, true, nil
		}
	}
	return SystemUser{}, false, nil
}

// SystemUserQuery selects users; what is left out does not restrict.
type SystemUserQuery struct {
	ApplicationID, ObjectID, Email, UserName, FullName, BusinessUnitID string

	AccessMode        *AccessMode
	Enabled, Licensed *bool
	// Application restricts to application users, or to people.
	Application *bool
}

func (q SystemUserQuery) filter() string {
	var terms []string
	for _, term := range []struct{ column, id string }{
		{"applicationid", q.ApplicationID}, {"azureactivedirectoryobjectid", q.ObjectID}, {"_businessunitid_value", q.BusinessUnitID},
	} {
		if term.id != "" {
			terms = append(terms, odata.Eq(term.column, odata.GUID(term.id)))
		}
	}
	for _, term := range []struct{ column, text string }{
		{"internalemailaddress", q.Email}, {"domainname", q.UserName}, {"fullname", q.FullName},
	} {
		if term.text != "" {
			terms = append(terms, odata.Eq(term.column, odata.String(term.text)))
		}
	}
	if q.AccessMode != nil {
		terms = append(terms, odata.Eq("accessmode", odata.Int(*q.AccessMode)))
	}
	if q.Enabled != nil {
		terms = append(terms, odata.Eq("isdisabled", odata.Bool(!*q.Enabled)))
	}
	if q.Licensed != nil {
		terms = append(terms, odata.Eq("islicensed", odata.Bool(*q.Licensed)))
	}
	switch {
	case q.Application == nil:
	case *q.Application:
		terms = append(terms, odata.Ne("applicationid", odata.Null()))
	default:
		terms = append(terms, odata.Eq("applicationid", odata.Null()))
	}
	return odata.And(terms...)
}

// EachSystemUser yields the users that match q, by name, as their pages arrive, without those that were deleted.
func (c *Client) EachSystemUser(ctx context.Context, q SystemUserQuery) iter.Seq2[SystemUser, error] {
	return func(yield func(SystemUser, error) bool) {
		query := odata.Query{Select: systemUserColumns(), Filter: q.filter(), OrderBy: "fullname,systemuserid"}
		for u, err := range odata.Each[SystemUser](ctx, c.api, "systemusers", query, "listing users") {
			switch {
			case err != nil:
				yield(u, err)
				return
			case u.Deleted():
			case !yield(u, nil):
				return
			}
		}
	}
}

// SystemUsers returns the users that match q, without their roles, in the order of their names. Deleted users are left
// out.
func (c *Client) SystemUsers(ctx context.Context, q SystemUserQuery) ([]SystemUser, error) {
	users := []SystemUser{}
	for u, err := range c.EachSystemUser(ctx, q) {
		if err != nil {
			return nil, err
		}
		users = append(users, u)
	}
	return users, nil
}

// NonInteractiveUsers returns the people who count against [NonInteractiveQuota].
func (c *Client) NonInteractiveUsers(ctx context.Context) ([]SystemUser, error) {
	mode, enabled := AccessNonInteractive, true
	users, err := c.SystemUsers(ctx, SystemUserQuery{AccessMode: &mode, Enabled: &enabled})
	if err != nil {
		return nil, err
	}
	people := users[:0]
	for _, u := range users {
		if u.ApplicationID == "" {
			people = append(people, u)
		}
	}
	return people, nil
}
