// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"strings"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

const salesSetups = "salesConnectionSetups"

// SalesConnectionSetup is the one row that a company has of table 5330 "CRM Connection Setup", captioned Microsoft
// Dynamics 365 Connection Setup.
type SalesConnectionSetup struct {
	// ETag is the version of the row.
	ETag string `json:"@odata.etag"`
	// ID is the row's SystemId.
	ID string `json:"id"`
	// EnvironmentURL and UserName are copies of the Dataverse connection's.
	EnvironmentURL string `json:"environmentUrl"`
	UserName       string `json:"userName"`
	// BusinessCentralURL is the web client's address that Sales links to; it holds the company as a parameter.
	BusinessCentralURL string `json:"businessCentralUrl"`
	// ProxyVersion is the version of the Dataverse SDK.
	ProxyVersion int64 `json:"proxyVersion"`
	// IsEnabled reports whether the connection is on.
	IsEnabled bool `json:"isEnabled"`
	// IsIncomplete reports that the connection is on although enabling it did not complete.
	IsIncomplete bool `json:"isIncomplete"`
	// IsSolutionInstalled and CRMVersion are what the last enabling found in Sales.
	IsSolutionInstalled bool   `json:"isSolutionInstalled"`
	CRMVersion          string `json:"crmVersion"`
	// ItemAvailabilityEnabled lets Sales users see item availability.
	ItemAvailabilityEnabled bool `json:"itemAvailabilityEnabled"`
	// LegacySalesOrders is the integration of submitted sales orders (organization.issopintegrationenabled).
	LegacySalesOrders bool `json:"legacySalesOrders"`
	// AutoCreateSalesOrders makes Business Central orders of submitted Sales orders.
	AutoCreateSalesOrders bool `json:"autoCreateSalesOrders"`
	// AutoProcessSalesQuotes processes quotes that Sales activates.
	AutoProcessSalesQuotes bool `json:"autoProcessSalesQuotes"`
	// BidirectionalSalesOrders synchronizes orders both ways.
	BidirectionalSalesOrders bool `json:"bidirectionalSalesOrders"`
	// UnitGroupMappingEnabled maps unit groups in place of units of measure.
	UnitGroupMappingEnabled bool `json:"unitGroupMappingEnabled"`
	// DisableReason is why Business Central turned the connection off on its own.
	DisableReason string `json:"disableReason"`
	// LastRunID is the id of the full synchronization that was started last.
	LastRunID string `json:"lastRunId"`
	// CreatedByCaller reports whether the provider's own identity made the row.
	CreatedByCaller bool `json:"createdByCaller"`
	// Mark says which configuration made the row.
	Mark string `json:"mark"`
}

// SalesConnectionValues are the writable values of a SalesConnectionSetup; nil leaves a value as it is.
type SalesConnectionValues struct {
	EnvironmentURL           *string `json:"environmentUrl,omitempty"`
	UserName                 *string `json:"userName,omitempty"`
	BusinessCentralURL       *string `json:"businessCentralUrl,omitempty"`
	ProxyVersion             *int64  `json:"proxyVersion,omitempty"`
	ItemAvailabilityEnabled  *bool   `json:"itemAvailabilityEnabled,omitempty"`
	LegacySalesOrders        *bool   `json:"legacySalesOrders,omitempty"`
	AutoCreateSalesOrders    *bool   `json:"autoCreateSalesOrders,omitempty"`
	AutoProcessSalesQuotes   *bool   `json:"autoProcessSalesQuotes,omitempty"`
	BidirectionalSalesOrders *bool   `json:"bidirectionalSalesOrders,omitempty"`
	UnitGroupMappingEnabled  *bool   `json:"unitGroupMappingEnabled,omitempty"`
	// Mark is set by the insertion.
	Mark *string `json:"mark,omitempty"`
}

// SalesConnectionSetup reads the company's setup; false when it has none.
func (c *Client) SalesConnectionSetup(ctx context.Context, companyID string) (SalesConnectionSetup, bool, error) {
	return firstOf(companionList[SalesConnectionSetup](ctx, c, companyID, salesSetups, odata.Query{}))
}

// InsertSalesConnectionSetup creates the company's setup; it is disabled.
func (c *Client) InsertSalesConnectionSetup(ctx context.Context, companyID string, values SalesConnectionValues) (SalesConnectionSetup, error) {
	values.Mark = &c.marks.own
	return companionInsert[SalesConnectionSetup](ctx, c, companyID, salesSetups, values, map[string]string{"id": "", "businessCentralUrl": ""})
}

// UpdateSalesConnectionSetup changes the values that are not nil, in the version that was read: see [odata.WriteLatest].
func (c *Client) UpdateSalesConnectionSetup(ctx context.Context, companyID string, setup SalesConnectionSetup, values SalesConnectionValues) (SalesConnectionSetup, error) {
	return companionUpdate[SalesConnectionSetup](ctx, c, companionRow{companyID, salesSetups, setup.ID}, rowVersion{etag: setup.ETag, repeatable: true}, values)
}

// DeleteSalesConnectionSetup deletes the setup, which must be disabled, in the version that was read: see
// [odata.WriteLatest]. One that is gone already is no error.
func (c *Client) DeleteSalesConnectionSetup(ctx context.Context, companyID string, setup SalesConnectionSetup) error {
	return companionDelete(ctx, c, companionRow{companyID, salesSetups, setup.ID}, setup.ETag)
}

// EnableSalesConnection turns the connection on, which resets the table mappings of the Sales integration to their
// defaults and removes couplings of units. The Dataverse connection must be on before.
func (c *Client) EnableSalesConnection(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "enable", repeatable: true})
}

// DisableSalesConnection turns the connection off.
func (c *Client) DisableSalesConnection(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "disable", repeatable: true})
}

// TestSalesConnection lets Business Central read from Sales and check the integration user's roles.
func (c *Client) TestSalesConnection(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "testConnection", repeatable: true, together: true})
}

// TestConnections is [Client.TestDataverseConnection] and [Client.TestSalesConnection] of a company's two setups, which travel in one
// batch, and returns what became of each.
func (c *Client) TestConnections(ctx context.Context, companyID, dataverseID, salesID string) (dataverse, sales error) {
	both := transport.NewCrowd(2)
	run := func(test func(ctx context.Context, companyID, id string) error, id string) error {
		ctx, done := both.Member(ctx)
		defer done()
		return test(ctx, companyID, id)
	}
	var running sync.WaitGroup
	running.Go(func() { dataverse = run(c.TestDataverseConnection, dataverseID) })
	running.Go(func() { sales = run(c.TestSalesConnection, salesID) })
	running.Wait()
	return dataverse, sales
}

// ResetSalesConfiguration resets the table mappings of the Sales integration to their defaults.
func (c *Client) ResetSalesConfiguration(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "resetConfiguration"})
}

// GenerateFullSynchronizationReview fills the lines of the full synchronization with recommendations.
func (c *Client) GenerateFullSynchronizationReview(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "generateFullSynchronizationReview"})
}

// StartFullSynchronization starts the lines of the named mappings and deletes the other lines. The setup remembers the
// run id, and a repeated call with the same one starts nothing: it may be sent again after a lost answer.
func (c *Client) StartFullSynchronization(ctx context.Context, companyID, id, runID string, mappings []string) error {
	parameters := struct {
		RunID        string `json:"runId"`
		MappingNames string `json:"mappingNames"`
	}{runID, strings.Join(mappings, "|")}
	return companionAction(ctx, c, companionRow{companyID, salesSetups, id}, boundAction{name: "startFullSynchronization", parameters: parameters, repeatable: true, couples: true})
}
