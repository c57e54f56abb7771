// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// environmentsPath is the list of the tenant's environments, beside the environments themselves.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/api-get-environments
const environmentsPath = "environments/v1.2"

// EnvironmentType is what kind of environment Business Central says that it is: Production or Sandbox. The zero value is one
// that the list of environments does not have.
type EnvironmentType string

// Production reports whether the environment is one that people work in.
func (t EnvironmentType) Production() bool { return !strings.EqualFold(string(t), "Sandbox") }

// EnvironmentType asks for the type of the environment.
func (c *Client) EnvironmentType(ctx context.Context) (EnvironmentType, error) {
	type environment struct {
		Name string          `json:"name"`
		Type EnvironmentType `json:"type"`
	}
	rows, err := odata.List[environment](ctx, c.tenant, environmentsPath, odata.Query{}.WithKey("name"))
	if err != nil {
		return "", fmt.Errorf("asking Business Central for the type of the environment: %w", err)
	}
	for _, row := range rows {
		if strings.EqualFold(row.Name, c.place.Environment) {
			return row.Type, nil
		}
	}
	return "", nil
}
