// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// applicationRules implements https://learn.microsoft.com/graph/api/application-post-applications.
func (d *directory) applicationRules() odatasvc.Set {
	return odatasvc.Set{
		Rows: replicated(setApplications), State: []string{"federatedIdentityCredentials"},
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			if row.String("appId") == "" {
				row["appId"] = c.World.NewID()
			}
			row.SetDefault("signInAudience", "AzureADMyOrg")
			if c.Request != nil {
				row["createdDateTime"] = c.World.Timestamp()
			}
		},
		BeforeInsert: func(_ *odatasvc.Context, row odatasvc.Row) error {
			if row.String("displayName") == "" {
				return required("displayName", "Application")
			}
			return nil
		},
		AfterInsert: func(c *odatasvc.Context, row odatasvc.Row) error { replicate(c, row); return nil },
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error {
			principals := c.Table(setPrincipals)
			if own, ok := principals.First(func(r odatasvc.Row) bool { return r.Equal("appId", row.String("appId")) }); ok {
				d.shelve(c, setPrincipals, own)
			}
			return d.remove(c, setApplications, row)
		},
	}
}

// principalRules implements https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals.
func (d *directory) principalRules() odatasvc.Set {
	return odatasvc.Set{
		Rows: replicated(setPrincipals), State: []string{"federatedIdentityCredentials", "permissions"},
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			row.SetDefault("accountEnabled", true)
			row.SetDefault("servicePrincipalType", "Application")
			app, ok := c.Table(setApplications).First(func(r odatasvc.Row) bool { return r.Equal("appId", row.String("appId")) })
			if ok && row.String("displayName") == "" {
				row["displayName"] = app["displayName"]
			}
			if ok {
				row.SetDefault("appDisplayName", app["displayName"])
			}
			if c.Request != nil {
				row["appOwnerOrganizationId"] = c.World.Config.TenantID
				row["createdDateTime"] = c.World.Timestamp()
			}
		},
		BeforeInsert: func(c *odatasvc.Context, row odatasvc.Row) error {
			app := row.String("appId")
			if app == "" {
				return required("appId", "ServicePrincipal")
			}
			if taken(c, setPrincipals, "appId", app, row.String("id")) {
				return odatasvc.Errorf(http.StatusConflict, codeSameKey, textNameInUse, app)
			}
			if !taken(c, setApplications, "appId", app, "") {
				return bad(textNoApplication, app)
			}
			return nil
		},
		AfterInsert:  func(c *odatasvc.Context, row odatasvc.Row) error { replicate(c, row); return nil },
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error { return d.remove(c, setPrincipals, row) },
	}
}
