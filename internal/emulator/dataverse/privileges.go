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

// registerPrivileges serves what the roles of the integration solutions let their holders create. No public source lists their
// privileges: these are inferred from what the roles are for, as are the rules of a synchronization.
func (o *Org) registerPrivileges(s *odatasvc.Service) {
	s.RegisterSet(setPrivileges, odatasvc.Set{Rows: func(*odatasvc.Context) []odatasvc.Row { return privileges() }})
	s.RegisterSet(setRolePrivileges, odatasvc.Set{Rows: o.rolePrivileges})
}

func privileges() []odatasvc.Row {
	tables := synchronizedTables()
	out := make([]odatasvc.Row, len(tables))
	for i, table := range tables {
		name := "prvCreate" + table
		out[i] = odatasvc.Row{"privilegeid": privilegeID(name), "name": name}
	}
	return out
}

func (o *Org) rolePrivileges(c *odatasvc.Context) []odatasvc.Row {
	var out []odatasvc.Row
	for _, id := range []string{IntegrationRole, IntegrationAdministratorRole, IntegrationUserRole} {
		if !c.Table(setRoles).Has(id) {
			continue
		}
		for _, privilege := range privileges() {
			key := privilegeID(id + "/" + privilege.String("name"))
			out = append(out, odatasvc.Row{"roleprivilegeid": key, "roleid": id, "privilegeid": privilege["privilegeid"]})
		}
	}
	return out
}

func privilegeID(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte("dataverse privilege "+name)).String()
}
