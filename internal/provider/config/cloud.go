// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"slices"
	"strings"
)

// cloud holds the addresses of one of Microsoft's clouds.
//
// Authorities and Microsoft Graph: https://learn.microsoft.com/graph/deployments, and for GCC, which uses the worldwide
// endpoints of both, https://learn.microsoft.com/office365/servicedescriptions/office-365-platform-service-description/office-365-us-government/gcc.
// Audiences of assertions: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust.
type cloud struct {
	name         string
	authority    string
	graph        string
	oidcAudience string
	// businessCentral is empty where Microsoft documents no endpoint of Business Central's API.
	businessCentral string
}

// businessCentralAPI is the only documented address of Business Central's API, and its audience:
// https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/api-overview.
const businessCentralAPI = "https://api.businesscentral.dynamics.com"

func clouds() []cloud {
	const (
		worldwide         = "https://login.microsoftonline.com"
		government        = "https://login.microsoftonline.us"
		governmentAud     = "api://AzureADTokenExchangeUSGov"
		worldwideGraph    = "https://graph.microsoft.com"
		worldwideAudience = "api://AzureADTokenExchange"
	)
	return []cloud{
		{"public", worldwide, worldwideGraph, worldwideAudience, businessCentralAPI},
		{"usgovernment", worldwide, worldwideGraph, worldwideAudience, businessCentralAPI},
		{"usgovernmenthigh", government, "https://graph.microsoft.us", governmentAud, ""},
		{"dod", government, "https://dod-graph.microsoft.us", governmentAud, ""},
		{
			"china", "https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn",
			"api://AzureADTokenExchangeChina", "",
		},
	}
}

// Environments returns the names that the argument environment accepts.
func Environments() []string {
	names := make([]string, 0, 5)
	for _, c := range clouds() {
		names = append(names, c.name)
	}
	return names
}

func (r *resolver) cloud() cloud {
	all := clouds()
	f, ok := r.environment().find(r.lookup)
	if !ok {
		return all[0]
	}
	i := slices.IndexFunc(all, func(c cloud) bool { return c.name == f.value })
	if i < 0 {
		r.problem("environment", "Unknown environment",
			f.name+" is \""+f.value+"\", but must be one of "+strings.Join(Environments(), ", ")+".")
		return all[0]
	}
	return all[i]
}
