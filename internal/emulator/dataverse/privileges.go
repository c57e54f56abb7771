// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// synchronizedTables are the tables in which a synchronization creates rows, as the names of their privileges spell them.
func synchronizedTables() []string {
	return []string{"Account", "Contact", "Invoice", "Opportunity", "Product", "TransactionCurrency"}
}

// registerPrivileges serves the privileges and which roles contain them, as far as they are known: see contents. No public
// source lists those of the integration roles, which are inferred from what the roles are for, as are the rules of a
// synchronization.
func (o *Org) registerPrivileges(s *odatasvc.Service) {
	s.RegisterSet(setPrivileges, odatasvc.Set{Rows: o.privileges})
	s.RegisterSet(setRolePrivileges, odatasvc.Set{Rows: o.rolePrivileges})
}

func (o *Org) privileges(c *odatasvc.Context) []odatasvc.Row {
	var out []odatasvc.Row
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, odatasvc.Row{"privilegeid": privilegeID(name), "name": name})
		}
	}
	for _, table := range synchronizedTables() {
		add("prvCreate" + table)
	}
	for _, role := range c.Table(setRoles).Where(original) {
		contents, _ := o.contents(c, role)
		for _, p := range contents {
			add(p.name)
		}
	}
	return out
}

func (o *Org) rolePrivileges(c *odatasvc.Context) []odatasvc.Row {
	var out []odatasvc.Row
	for _, role := range c.Table(setRoles).Where(original) {
		id := role.String("roleid")
		contents, _ := o.contents(c, role)
		for _, p := range contents {
			key := privilegeID(id + "/" + p.name)
			out = append(out, odatasvc.Row{"roleprivilegeid": key, "roleid": id, "privilegeid": privilegeID(p.name)})
		}
	}
	return out
}

func privilegeID(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte("dataverse privilege "+name)).String()
}
