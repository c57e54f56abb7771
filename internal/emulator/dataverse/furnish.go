// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// furnish adds what a new environment with Dynamics 365 Sales has and the seed omits, to the seeded root business
// unit. It runs once the seeded rows are in the tables, and can be repeated.
func (o *Org) furnish(c *odatasvc.Context) error {
	root, err := o.furnishRoot(c)
	if err != nil {
		return err
	}
	o.furnishCurrency(c)
	org := o.furnishOrganization(c, root)
	o.furnishPlatformRoles(c, root)
	for _, row := range c.Table(setSolutions).All() {
		o.installRoles(c, row.String("uniquename"), row.String("solutionid"))
	}
	for _, id := range o.subtree(c, root.String("businessunitid")) {
		unit, _ := c.Table(setUnits).Get(id)
		c.Table(setUnits).Update(id, odatasvc.Row{"_organizationid_value": org["organizationid"]})
		if err := o.furnishUnit(c, unit); err != nil {
			return err
		}
	}
	for _, role := range c.Table(setRoles).Where(original) {
		if err := o.spreadRole(c, role); err != nil {
			return err
		}
	}
	o.furnishUsers(c, root)
	o.furnishApp(c)
	o.complete(c, org)
	return nil
}

// furnishRoot finds the root business unit or creates it. A unit without a parent is placed below the root; an
// organization has one root, from which all units descend.
func (o *Org) furnishRoot(c *odatasvc.Context) (odatasvc.Row, error) {
	units := c.Table(setUnits)
	var said, unsaid []odatasvc.Row
	for _, row := range units.Where(func(r odatasvc.Row) bool { return r.String(columnParent) == "" }) {
		if _, given := row[columnParent]; given {
			said = append(said, row)
		} else {
			unsaid = append(unsaid, row)
		}
	}
	switch {
	case len(said) > 1:
		return nil, fmt.Errorf("the business units %s and %s have no parent: an organization has one root", said[0].String("name"), said[1].String("name"))
	case len(said)+len(unsaid) == 0 && units.Len() > 0:
		return nil, errors.New("every business unit has a parent: the root is missing")
	}
	roots := slices.Concat(said, unsaid)
	if len(roots) == 0 {
		roots = []odatasvc.Row{o.newRoot(c)}
	}
	root := roots[0]
	for _, row := range roots[1:] {
		units.Update(row.String("businessunitid"), odatasvc.Row{columnParent: root["businessunitid"]})
	}
	below := o.subtree(c, root.String("businessunitid"))
	for _, row := range units.All() {
		if !slices.Contains(below, row.String("businessunitid")) {
			return nil, fmt.Errorf("the business unit %s does not descend from %s: its parent %s is missing", row.String("name"), root.String("name"), row.String(columnParent))
		}
	}
	return root, nil
}

func (o *Org) newRoot(c *odatasvc.Context) odatasvc.Row {
	name := "Contoso"
	if org, ok := o.organization(c); ok && org.String("name") != "" {
		name = org.String("name")
	}
	row := odatasvc.Row{"businessunitid": c.World.NewID(), "name": name, columnParent: nil}
	o.unitDefaults(c, row)
	c.Table(setUnits).Put(row)
	return row
}

func (o *Org) furnishCurrency(c *odatasvc.Context) {
	if c.Table(setCurrencies).Len() > 0 {
		return
	}
	row := odatasvc.Row{
		"transactioncurrencyid": c.World.NewID(), "isocurrencycode": "USD", "currencyname": "US Dollar", "currencysymbol": "$",
		"currencyprecision": int64(2), "exchangerate": 1.0,
	}
	o.currencyRules().Defaults(c, row)
	c.Table(setCurrencies).Put(row)
}

func (o *Org) furnishOrganization(c *odatasvc.Context, root odatasvc.Row) odatasvc.Row {
	org, ok := o.organization(c)
	if ok {
		org = org.Clone()
	} else {
		org = odatasvc.Row{"organizationid": c.World.NewID(), "name": root["name"]}
	}
	base := c.Table(setCurrencies).All()[0]
	if found, ok := c.Table(setCurrencies).Get(org.String("_basecurrencyid_value")); ok {
		base = found
	}
	org["_basecurrencyid_value"] = base["transactioncurrencyid"]
	org.SetDefault("basecurrencysymbol", base["currencysymbol"])
	org.SetDefault("basecurrencyprecision", base["currencyprecision"])
	org.SetDefault("currencysymbol", base["currencysymbol"])
	o.organizationRules().Defaults(c, org)
	c.Table(setOrganizations).Put(org)
	return org
}

func (o *Org) furnishPlatformRoles(c *odatasvc.Context, root odatasvc.Row) {
	unit := root.String("businessunitid")
	for _, role := range platformRoles() {
		if _, ok := o.roleByTemplate(c, role.template, unit); ok {
			continue
		}
		row := odatasvc.Row{
			"roleid": c.World.NewID(), "name": role.name, "_businessunitid_value": unit, "_roletemplateid_value": role.template,
			"_parentroleid_value": nil, "ismanaged": true, "isinherited": int64(role.inherited),
		}
		o.roleDefaults(c, row)
		c.Table(setRoles).Put(row)
	}
}

func (o *Org) roleByTemplate(c *odatasvc.Context, template, unit string) (odatasvc.Row, bool) {
	return c.Table(setRoles).First(func(r odatasvc.Row) bool {
		return r.Equal("_roletemplateid_value", template) && r.Equal("_businessunitid_value", unit)
	})
}

// furnishUsers adds the application user that the provider signs in as, and moves
// users without a business unit to the root.
func (o *Org) furnishUsers(c *odatasvc.Context, root odatasvc.Row) {
	users, unit := c.Table(setUsers), root.String("businessunitid")
	for _, row := range users.All() {
		changes := odatasvc.Row{}
		if row.String("_businessunitid_value") == "" {
			changes["_businessunitid_value"] = unit
		}
		if row.String("azureactivedirectoryobjectid") == "" && !special(row) {
			filled := row.Clone()
			o.userFromDirectory(c, filled)
			changes["azureactivedirectoryobjectid"] = filled["azureactivedirectoryobjectid"]
			if filled.String("azureactivedirectoryobjectid") == "" {
				changes["azureactivedirectoryobjectid"] = c.World.NewID()
			}
		}
		if len(changes) > 0 {
			users.Update(row.String("systemuserid"), changes)
		}
	}
	app := c.World.Config.ClientID
	if app == "" {
		return
	}
	row, ok := users.FirstBy("applicationid", app, nil)
	if !ok {
		row = odatasvc.Row{"systemuserid": c.World.NewID(), "applicationid": app, "_businessunitid_value": unit}
		o.userDefaults(c, row)
		if row.String("azureactivedirectoryobjectid") == "" {
			row["azureactivedirectoryobjectid"] = c.World.NewID()
		}
		users.Put(row)
	}
	if len(userRoles().rights(c, row.String("systemuserid"))) > 0 || !row.Equal("_businessunitid_value", unit) {
		return // the seed determines its roles
	}
	for _, template := range []string{SystemAdministratorTemplate, SystemCustomizerTemplate} {
		if role, ok := o.roleByTemplate(c, template, unit); ok {
			c.Table(setUserRoles).Put(odatasvc.Row{
				"systemuserroleid": c.World.NewID(), "systemuserid": store.NormalizeKey(row.String("systemuserid")), "roleid": role["roleid"],
			})
		}
	}
}

// furnishApp adds the app that makes the environment one with Dynamics 365 Sales.
func (o *Org) furnishApp(c *odatasvc.Context) {
	apps := c.Table(setApps)
	if _, ok := apps.First(func(r odatasvc.Row) bool { return r.Equal("name", "Sales Hub") }); ok {
		return
	}
	apps.Put(odatasvc.Row{
		"appmoduleid": c.World.NewID(), "name": "Sales Hub", "uniquename": "msdynce_saleshub", "clienttype": int64(4),
		"isdefault": false, "statecode": int64(0), "statuscode": int64(1), "appmoduleversion": "9.0.0.0",
	})
}

// complete fills in the owner columns, and the organization on rows that were seeded before it was known.
func (o *Org) complete(c *odatasvc.Context, org odatasvc.Row) {
	id := org.String("organizationid")
	for _, name := range slices.Sorted(maps.Keys(c.Service.Model.Sets)) { // in order, so that versions are repeatable
		set := c.Service.Model.Sets[name]
		t := c.Service.Model.Types[set.EntityType]
		if t == nil || name == setOrganizations {
			continue
		}
		for _, column := range []string{"organizationid", "_organizationid_value"} {
			if t.Properties[column] == nil {
				continue
			}
			table := c.Table(name)
			for _, row := range table.Where(func(r odatasvc.Row) bool { return r.String(column) == "" }) {
				table.Update(table.Key(row), odatasvc.Row{column: id})
			}
		}
	}
	for _, name := range ownedSets(c.Service) {
		table := c.Table(name)
		for _, row := range table.Where(func(r odatasvc.Row) bool { return r.String("_owningbusinessunit_value") == "" }) {
			filled := row.Clone()
			deriveOwner(c, filled)
			table.Put(filled)
		}
	}
	companies := c.Table(setCompanies)
	for _, row := range companies.All() {
		if external := row.String("bcbi_externalid"); external != strings.ToLower(external) {
			companies.Update(companies.Key(row), odatasvc.Row{"bcbi_externalid": strings.ToLower(external)})
		}
	}
}
