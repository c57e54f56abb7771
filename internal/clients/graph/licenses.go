// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"context"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// SKU is a product that the tenant has subscribed to
// (https://learn.microsoft.com/graph/api/resources/subscribedsku).
type SKU struct {
	ID         string `json:"skuId"`
	PartNumber string `json:"skuPartNumber"`
	// Status is Enabled, Warning, Suspended, Deleted or LockedOut.
	Status string `json:"capabilityStatus"`
	// AppliesTo is User, or Company for a product that is not assigned to users.
	AppliesTo string `json:"appliesTo"`
	// Consumed is the number of units that are assigned.
	Consumed int64         `json:"consumedUnits"`
	Prepaid  Units         `json:"prepaidUnits"`
	Plans    []ServicePlan `json:"servicePlans"`
}

// Units are the units of a product by the state of their subscription.
type Units struct {
	Enabled   int64 `json:"enabled"`
	Suspended int64 `json:"suspended"`
	Warning   int64 `json:"warning"`
}

// ServicePlan is a service that a product includes.
type ServicePlan struct {
	ID   string `json:"servicePlanId"`
	Name string `json:"servicePlanName"`
	// Status is Success, PendingInput and the like.
	Status    string `json:"provisioningStatus"`
	AppliesTo string `json:"appliesTo"`
}

// Available is the number of units that can still be assigned; units in the state warning can be.
func (s SKU) Available() int64 {
	if s.Status != "Enabled" && s.Status != "Warning" {
		return 0
	}
	return max(s.Prepaid.Enabled+s.Prepaid.Warning-s.Consumed, 0)
}

// SKUs lists the products of the tenant. Graph offers no filter on them.
func (c *Client) SKUs(ctx context.Context) ([]SKU, error) {
	skus, err := odata.List[SKU](ctx, c.api, "subscribedSkus", odata.Query{
		Select: []string{"skuId", "skuPartNumber", "capabilityStatus", "appliesTo", "consumedUnits", "prepaidUnits", "servicePlans"},
	})
	if err != nil {
		return nil, fmt.Errorf("reading the products of the tenant: %w", err)
	}
	return skus, nil
}

// AssignLicense gives an account a license, or changes the service plans that are off in one that it has directly.
// Repeating it changes nothing.
func (c *Client) AssignLicense(ctx context.Context, accountID string, license AssignedLicense) error {
	if license.DisabledPlans == nil {
		license.DisabledPlans = []string{}
	}
	err := c.changeLicenses(ctx, accountID, []AssignedLicense{license}, []string{}, true)
	if err != nil {
		return fmt.Errorf("assigning the license %s to the account %s: %w", license.SKUID, accountID, err)
	}
	return nil
}

// RemoveLicense takes a license that was assigned directly from an account.
func (c *Client) RemoveLicense(ctx context.Context, accountID, skuID string) error {
	err := c.changeLicenses(ctx, accountID, []AssignedLicense{}, []string{skuID}, false)
	if err != nil {
		return fmt.Errorf("removing the license %s from the account %s: %w", skuID, accountID, err)
	}
	return nil
}

// changeLicenses calls assignLicense, which requires both lists (https://learn.microsoft.com/graph/api/user-assignlicense).
func (c *Client) changeLicenses(ctx context.Context, accountID string, add []AssignedLicense, remove []string, repeatable bool) error {
	_, err := c.api.Do(ctx, odata.Request{
		Method: http.MethodPost, Path: accountPath(accountID) + "/assignLicense", Repeatable: repeatable,
		Body: map[string]any{"addLicenses": add, "removeLicenses": remove}, Shows: map[string]string{"id": accountID},
	}, nil)
	return err
}
