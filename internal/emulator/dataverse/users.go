// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func (o *Org) userRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     o.userDefaults,
		BeforeInsert: o.createUser,
		BeforeUpdate: o.updateUser,
		AfterUpdate:  o.movedUser,
		BeforeDelete: o.deleteUser,
		AfterDelete:  forgetUser,
		StateDelete:  stateDelete(setUsers, userInUse, forgetUser),
	}
}

// isApplication reports whether a user is an application user.
func isApplication(user odatasvc.Row) bool { return user.String("applicationid") != "" }

// special reports whether a user is one of the two built-in users of every organization.
func special(user odatasvc.Row) bool {
	name := user.String("fullname")
	return (name == "SYSTEM" || name == "INTEGRATION") && !isApplication(user) && user.String("azureactivedirectoryobjectid") == ""
}

func specialUser() error {
	return bad(codeSpecialUser, "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted.")
}

// userDefaults completes a row as the platform stores a user synchronized from Microsoft Entra ID: licensed and
// enabled for a person, not licensed and non-interactive for an application.
func (o *Org) userDefaults(c *odatasvc.Context, row odatasvc.Row) {
	o.stamp(c, "systemuser", row)
	application := isApplication(row)
	o.userFromDirectory(c, row)
	row.SetDefault("accessmode", int64(accessReadWrite))
	row.SetDefault("isdisabled", false)
	row.SetDefault("islicensed", !application && row.Int("accessmode") != accessAdministrative)
	row.SetDefault("issyncwithdirectory", !application)
	row.SetDefault("isintegrationuser", false)
	row.SetDefault("deletedstate", int64(0))
	row.SetDefault("azurestate", int64(0))
	row.SetDefault("caltype", int64(0))
	row.SetDefault("invitestatuscode", int64(0))
	row.SetDefault("setupuser", false)
	row.SetDefault("defaultfilterspopulated", false)
	row.SetDefault("displayinserviceviews", false)
	row.SetDefault("isemailaddressapprovedbyo365admin", false)
	row.SetDefault("preferredemailcode", int64(1))
	row.SetDefault("preferredphonecode", int64(1))
	row.SetDefault("preferredaddresscode", int64(1))
	row.SetDefault("incomingemaildeliverymethod", int64(2))
	row.SetDefault("outgoingemaildeliverymethod", int64(2))
	row.SetDefault("emailrouteraccessapproval", int64(0))
	row.SetDefault("ownerid", row["systemuserid"])
	if row.String("domainname") == "" && row.String("internalemailaddress") != "" {
		row["domainname"] = row["internalemailaddress"]
	}
	if row.String("fullname") == "" {
		row["fullname"] = fullName(row)
	}
	if row.String("_businessunitid_value") == "" {
		if root, ok := o.rootUnit(c); ok {
			row["_businessunitid_value"] = root["businessunitid"]
		}
	}
}

// userFromDirectory fills in the columns that the platform takes from the service principal or the account.
func (o *Org) userFromDirectory(c *odatasvc.Context, row odatasvc.Row) {
	if app := row.String("applicationid"); app != "" {
		row["applicationid"] = store.NormalizeKey(app)
		principal, _ := o.servicePrincipal(c, app)
		name := principal.String("displayName")
		if name == "" {
			name = app
		}
		if id := principal.String("id"); id != "" && row.String("azureactivedirectoryobjectid") == "" {
			row["azureactivedirectoryobjectid"] = id
		}
		if row.String("domainname") == "" {
			row["domainname"] = app + "@" + o.tenantDomain(c)
		}
		if row.String("internalemailaddress") == "" {
			row["internalemailaddress"] = row["domainname"]
		}
		if row.String("firstname") == "" && row.String("lastname") == "" && row.String("fullname") == "" {
			row["firstname"], row["lastname"] = "#", name
		}
		return
	}
	account, ok := o.account(c, row)
	if !ok {
		return
	}
	row.SetDefault("azureactivedirectoryobjectid", account["id"])
	row.SetDefault("domainname", account["userPrincipalName"])
	for column, from := range map[string]string{"internalemailaddress": "mail", "firstname": "givenName", "lastname": "surname"} {
		if account.String(from) != "" {
			row.SetDefault(column, account[from])
		}
	}
	if row.String("firstname") == "" && row.String("lastname") == "" && row.String("fullname") == "" && account.String("displayName") != "" {
		row["lastname"] = account["displayName"]
	}
}

// fullName is first name and last name, the default format of a new organization.
func fullName(row odatasvc.Row) string {
	return strings.TrimSpace(row.String("firstname") + " " + row.String("lastname"))
}

func (o *Org) servicePrincipal(c *odatasvc.Context, application string) (odatasvc.Row, bool) {
	return c.World.Store.Table(store.Graph, "servicePrincipals").FirstBy("appId", application, nil)
}

// account finds the Microsoft Entra ID account of a person.
func (o *Org) account(c *odatasvc.Context, row odatasvc.Row) (odatasvc.Row, bool) {
	accounts := c.World.Store.Table(store.Graph, "users")
	if id := row.String("azureactivedirectoryobjectid"); id != "" {
		return accounts.Get(id)
	}
	for _, column := range []string{"domainname", "internalemailaddress"} {
		name := row.String(column)
		for _, known := range []string{"userPrincipalName", "mail"} {
			if found, ok := accounts.FirstBy(known, name, nil); ok {
				return found, true
			}
		}
	}
	return nil, false
}

// tenantDomain is the domain of the first account in the directory.
func (o *Org) tenantDomain(c *odatasvc.Context) string {
	for _, r := range c.World.Store.Table(store.Graph, "users").All() {
		if _, domain, ok := strings.Cut(r.String("userPrincipalName"), "@"); ok {
			return domain
		}
	}
	return "contoso.onmicrosoft.com"
}
