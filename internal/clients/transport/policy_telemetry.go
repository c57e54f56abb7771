// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// UserAgent returns the User-Agent of the provider, for example
// "terraform-provider-bcsales/1.0.0 Terraform/1.11.4"; an empty version is "dev". addition is what the user wants to be known by as
// well, which is empty for most; what no header can hold is left out of it.
func UserAgent(providerVersion, terraformVersion, addition string) string {
	if providerVersion == "" {
		providerVersion = "dev"
	}
	agent := "terraform-provider-bcsales/" + providerVersion
	if terraformVersion != "" {
		agent += " Terraform/" + terraformVersion
	}
	addition = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, addition))
	if addition != "" {
		agent += " " + addition
	}
	return agent
}

type userAgentPolicy struct{ value string }

// Do sets the User-Agent.
func (p userAgentPolicy) Do(req *policy.Request) (*http.Response, error) {
	if p.value != "" {
		req.Raw().Header.Set("User-Agent", p.value)
	}
	return req.Next()
}

// correlationPolicy gives each call an id of the client's, the same for each of its attempts. Dataverse and Business
// Central take x-ms-client-request-id, Microsoft Graph client-request-id.
type correlationPolicy struct{ newID func() string }

// Do sets the ids unless the caller set one.
func (p correlationPolicy) Do(req *policy.Request) (*http.Response, error) {
	h := req.Raw().Header
	id := h.Get("x-ms-client-request-id")
	if id == "" {
		id = p.newID()
	}
	h.Set("x-ms-client-request-id", id)
	h.Set("client-request-id", id)
	return req.Next()
}
