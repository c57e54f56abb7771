// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// services fills the addresses and audiences of the three services and of Microsoft Entra.
//
// The audiences of Microsoft Graph and Business Central are Microsoft's own names of the products, also when their
// endpoints are overridden; Dataverse's audience is the organization's own address.
func (r *resolver) services(c *Config, endpoints overrides) {
	c.Auth.Authority = endpoints.or(endpointAuthority, r.chosenCloud.authority)
	_, c.Auth.CustomAuthority = endpoints[endpointAuthority]

	graph := endpoints.or(endpointGraph, r.chosenCloud.graph)
	c.GraphURL = graph.JoinPath("v1.0")
	c.GraphScope = r.chosenCloud.graph + "/.default"
	_, c.Overridden.Graph = endpoints[endpointGraph]
	_, c.Overridden.BusinessCentral = endpoints[endpointBusinessCentral]

	if f, ok := r.dataverseURL().find(r.lookup); ok {
		u, err := parseOrigin(f.value)
		if err != nil {
			r.problem("dataverse_url", "Invalid Dataverse address", fmt.Sprintf("%s is \"%s\": %v.", f.name, withoutUser(f.value), err))
		} else {
			c.DataverseURL, c.DataverseScope = u, u.String()+"/.default"
			c.Overridden.Dataverse = transport.IsLoopback(u.Hostname()) || len(endpoints) > 0 && !isDataverse(u.Hostname())
		}
	}
	r.businessCentral(c, endpoints)
}

// isDataverse reports whether a host is below one of Microsoft's domains of Dataverse:
// https://learn.microsoft.com/power-platform/admin/new-datacenter-regions.
func isDataverse(host string) bool {
	host = strings.ToLower(host)
	for _, domain := range []string{".dynamics.com", ".microsoftdynamics.us", ".appsplatform.us", ".dynamics.cn"} {
		if strings.HasSuffix(host, domain) {
			return true
		}
	}
	return false
}

func (r *resolver) businessCentral(c *Config, endpoints overrides) {
	c.BusinessCentralScope = businessCentralAPI + "/.default"
	f, ok := r.businessCentralEnvironment().find(r.lookup)
	if !ok {
		return
	}
	root := endpoints.or(endpointBusinessCentral, r.chosenCloud.businessCentral)
	switch {
	case !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`).MatchString(f.value):
		r.problem("business_central_environment", "Invalid environment name",
			fmt.Sprintf("%s is %q, but the name of a Business Central environment has only letters, digits, _ and -.", f.name, f.value))
	case root == nil:
		r.problem("environment", "Business Central has no documented endpoint in this cloud",
			fmt.Sprintf("Microsoft documents the address of Business Central's API for the clouds public and usgovernment only, not for "+
				"%s. If your installation has one, set endpoints; without business_central_environment the resources of "+
				"Dataverse and Microsoft Graph can be used.", r.chosenCloud.name))
	case c.TenantID == "":
		r.problem("tenant_id", "The tenant is not known", "The address of a Business Central environment contains the tenant: set "+
			"tenant_id, BCSALES_TENANT_ID or ARM_TENANT_ID.")
	default:
		c.BusinessCentralEnvironment = f.value
		c.BusinessCentralURL = root.JoinPath("v2.0", c.TenantID, f.value)
	}
}
