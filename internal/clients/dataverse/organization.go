// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// OrganizationType is what kind of environment Dataverse says that it is; the zero value is one that it does not say.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/organizationtype
type OrganizationType string

// expendable are the types of environments that nobody works in: sandboxes, trials, those of developers and of support.
func expendable() []string {
	return []string{
		"CustomerTest", "CustomerFreeTest", "CustomerPreview", "Developer", "Trial", "EmailTrial", "TestDrive", "Support", "MsftInvestigation",
	}
}

// names are the members of the enumeration by their values.
func names() []string {
	return []string{
		"Customer", "Monitoring", "Support", "BackEnd", "Secondary", "CustomerTest", "CustomerFreeTest", "CustomerPreview", "Placeholder",
		"TestDrive", "MsftInvestigation", "EmailTrial", "Default", "Developer", "Trial", "Teams", "Platform",
	}
}

// Production reports whether the environment may be one that people work in: any type but those that are known not to be.
func (t OrganizationType) Production() bool {
	for _, known := range expendable() {
		if strings.EqualFold(known, string(t)) {
			return false
		}
	}
	return true
}

// OrganizationType asks for the type of the environment.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrievecurrentorganization
func (c *Client) OrganizationType(ctx context.Context) (OrganizationType, error) {
	var answer struct {
		Detail struct {
			Type json.RawMessage `json:"OrganizationType"`
		} `json:"Detail"`
	}
	const path = "RetrieveCurrentOrganization(AccessType=@type)"
	_, err := c.api.Do(ctx, odata.Request{
		Path: path, RawQuery: url.Values{"@type": {"Microsoft.Dynamics.CRM.EndpointAccessType'Default'"}},
	}, &answer)
	if err != nil {
		return "", fmt.Errorf("asking Dataverse for the type of the environment: %w", err)
	}
	var name string
	if json.Unmarshal(answer.Detail.Type, &name) == nil && name != "" {
		return OrganizationType(name), nil
	}
	var value *int
	if json.Unmarshal(answer.Detail.Type, &value) == nil && value != nil && *value >= 0 && *value < len(names()) {
		return OrganizationType(names()[*value]), nil
	}
	return "", c.api.Misunderstood("GET", path, "it holds no type of the organization")
}
