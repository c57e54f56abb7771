// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// RolesMayCreate reports for each table, which the names of its privileges spell, such as "Account", whether one of the roles lets
// its holder create rows.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/roleprivileges
func (c *Client) RolesMayCreate(ctx context.Context, roleIDs, tables []string) (map[string]bool, error) {
	const prefix = "prvCreate"
	names := make([]string, len(tables))
	for i, table := range tables {
		names[i] = prefix + table
	}
	type privilege struct {
		ID   string `json:"privilegeid"`
		Name string `json:"name"`
	}
	known, err := odata.List[privilege](ctx, c.api, "privileges", odata.Query{
		Select: []string{"privilegeid", "name"}, Filter: odata.AnyOf("name", odata.String, names),
	})
	if err != nil {
		return nil, fmt.Errorf("listing privileges: %w", err)
	}
	may := map[string]bool{}
	if len(known) == 0 {
		return may, nil
	}
	ids := make([]string, len(known))
	for i, p := range known {
		ids[i] = p.ID
	}
	type given struct {
		ID          string `json:"roleprivilegeid"`
		PrivilegeID string `json:"privilegeid"`
	}
	all, err := odata.List[given](ctx, c.api, "roleprivilegescollection", odata.Query{
		Select: []string{"roleprivilegeid", "privilegeid"},
		Filter: odata.And(odata.AnyOf("roleid", odata.GUID, roleIDs), odata.AnyOf("privilegeid", odata.GUID, ids)),
	})
	if err != nil {
		return nil, fmt.Errorf("listing the privileges of roles: %w", err)
	}
	for _, g := range all {
		for _, p := range known {
			if strings.EqualFold(g.PrivilegeID, p.ID) {
				may[p.Name[len(prefix):]] = true
			}
		}
	}
	return may, nil
}
