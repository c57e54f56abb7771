// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

const automationCompanies = "automationCompanies"

// AutomationCompany is a company as the automation API shows it.
// Source: BCApps APIV2AutCompanies.Page.al.
type AutomationCompany struct {
	// ETag is the version of the row that a change is meant for.
	ETag string `json:"@odata.etag"`
	// ID is the company's id, the same as [Company.ID].
	ID string `json:"id"`
	// Name is the company's key, at most 30 characters: the first 30 of the display name at creation.
	Name string `json:"name"`
	// EvaluationCompany is whether the company is for evaluation only.
	EvaluationCompany bool `json:"evaluationCompany"`
	// DisplayName is what people see.
	DisplayName string `json:"displayName"`
	// BusinessProfileID is the id of the business profile that the company is linked to.
	BusinessProfileID string `json:"businessProfileId"`
}

// CompanyChanges are changes of a company; nil fields stay as they are.
type CompanyChanges struct {
	DisplayName       *string `json:"displayName,omitempty"`
	BusinessProfileID *string `json:"businessProfileId,omitempty"`
}

// AutomationCompany reads one company; false if it does not exist.
func (c *Client) AutomationCompany(ctx context.Context, id string) (AutomationCompany, bool, error) {
	row, found, err := automationGet[AutomationCompany](ctx, c, odata.Key(automationCompanies, id), odata.Query{})
	if err != nil {
		return row, false, fmt.Errorf("reading company %s: %w", id, err)
	}
	return row, found, nil
}

// AutomationCompanyByName looks for a company by its name, of which letter case does not matter.
func (c *Client) AutomationCompanyByName(ctx context.Context, name string) (AutomationCompany, bool, error) {
	rows, err := automationList[AutomationCompany](ctx, c, automationCompanies, odata.Query{})
	if err != nil {
		return AutomationCompany{}, false, fmt.Errorf("listing companies: %w", err)
	}
	for _, row := range rows {
		if texts.SameFolded(row.Name, name) {
			return row, true, nil
		}
	}
	return AutomationCompany{}, false, nil
}

// CreateCompany creates a company that is not initialized. Its name becomes the first 30 characters of the display name.
func (c *Client) CreateCompany(ctx context.Context, displayName string) (AutomationCompany, error) {
	defer c.shared.forgetCompanies()
	var row AutomationCompany
	err := automationDo(ctx, c, odata.Request{
		Method: http.MethodPost, Path: automationCompanies, Body: map[string]string{"displayName": displayName},
		Shows: map[string]string{"id": "", "displayName": displayName},
	}, &row)
	if err != nil {
		return row, fmt.Errorf("creating company %q: %w", displayName, err)
	}
	return row, nil
}

// UpdateCompany changes a company in the version that was read: see [odata.WriteLatest].
func (c *Client) UpdateCompany(ctx context.Context, company AutomationCompany, changes CompanyChanges) error {
	defer c.shared.forgetCompanies()
	err := automationDo(ctx, c, odata.Request{
		Method: http.MethodPatch, Path: odata.Key(automationCompanies, company.ID), Body: changes, Header: odata.Match(company.ETag), Repeatable: true,
	}, nil)
	if err != nil {
		return fmt.Errorf("changing company %s: %w", company.ID, err)
	}
	return nil
}

// DeleteCompany deletes a company with all its data, through another company, in the version that was read: see
// [odata.WriteLatest]. A company that is gone is no error; an environment without another company is, *NoCompanyError.
func (c *Client) DeleteCompany(ctx context.Context, company AutomationCompany) error {
	other, err := c.companyOtherThan(ctx, company.ID)
	if err != nil {
		return err
	}
	c.leave(company.ID)
	defer c.shared.forgetCompanies()
	err = c.automation.Delete(ctx, inCompany(other, odata.Key(automationCompanies, company.ID)), company.ETag)
	if err != nil && !odata.HasCode(err, codeRecordNotFound) {
		return fmt.Errorf("deleting company %s: %w", company.ID, err)
	}
	_, still, err := c.AutomationCompany(ctx, company.ID)
	if still {
		err = fmt.Errorf("deleting company %s: %w", company.ID, c.automation.StillThere(odata.Key(automationCompanies, company.ID)))
	}
	return err
}
