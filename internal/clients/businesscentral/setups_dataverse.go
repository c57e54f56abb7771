// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const dataverseSetups = "dataverseConnectionSetups"

// Values of DataverseConnectionSetup.OwnershipModel (BCApps, table 7200 "CDS Connection Setup").
const (
	OwnershipPerson Option = "Person"
	OwnershipTeam   Option = "Team"
)

// DataverseConnectionSetup is the one row that a company has of table 7200 "CDS Connection Setup", captioned Dataverse
// Connection Setup.
type DataverseConnectionSetup struct {
	// ETag is the version of the row.
	ETag string `json:"@odata.etag"`
	// ID is the row's SystemId.
	ID string `json:"id"`
	// EnvironmentURL is the origin of the Dataverse environment.
	EnvironmentURL string `json:"environmentUrl"`
	// UserName is the integration user's e-mail address in Dataverse.
	UserName string `json:"userName"`
	// AuthenticationType is Office365 (captioned OAuth 2.0), AD, IFD or OAuth.
	AuthenticationType Option `json:"authenticationType"`
	// OwnershipModel is OwnershipPerson, OwnershipTeam or blank.
	OwnershipModel Option `json:"ownershipModel"`
	// BusinessUnitID and BusinessUnitName name the unit that records are synchronized into.
	BusinessUnitID   string `json:"businessUnitId"`
	BusinessUnitName string `json:"businessUnitName"`
	// ProxyVersion is the version of the Dataverse SDK.
	ProxyVersion int64 `json:"proxyVersion"`
	// IsEnabled reports whether the connection is on.
	IsEnabled bool `json:"isEnabled"`
	// DisableReason is why Business Central turned the connection off on its own.
	DisableReason string `json:"disableReason"`
	// BaseCurrencyCode is the environment's base currency.
	BaseCurrencyCode string `json:"baseCurrencyCode"`
	// CreatedByCaller reports whether the provider's own identity made the row.
	CreatedByCaller bool `json:"createdByCaller"`
	// Mark says which configuration made the row.
	Mark string `json:"mark"`
	// IsMappingSnapshotKept reports whether the companion keeps settings of mappings: see [Client.MappingSnapshot].
	IsMappingSnapshotKept bool `json:"isMappingSnapshotKept"`
}

// DataverseConnectionValues are the writable values of a DataverseConnectionSetup; nil leaves a value as it is.
type DataverseConnectionValues struct {
	EnvironmentURL   *string `json:"environmentUrl,omitempty"`
	UserName         *string `json:"userName,omitempty"`
	OwnershipModel   *Option `json:"ownershipModel,omitempty"`
	BusinessUnitID   *string `json:"businessUnitId,omitempty"`
	BusinessUnitName *string `json:"businessUnitName,omitempty"`
	ProxyVersion     *int64  `json:"proxyVersion,omitempty"`
	// Mark is set by the insertion.
	Mark *string `json:"mark,omitempty"`
}

// DataverseConnectionSetup reads the company's setup; false when it has none.
func (c *Client) DataverseConnectionSetup(ctx context.Context, companyID string) (DataverseConnectionSetup, bool, error) {
	return firstOf(companionList[DataverseConnectionSetup](ctx, c, companyID, dataverseSetups, odata.Query{}))
}

// InsertDataverseConnectionSetup creates the company's setup; it is disabled.
func (c *Client) InsertDataverseConnectionSetup(ctx context.Context, companyID string, values DataverseConnectionValues) (DataverseConnectionSetup, error) {
	values.Mark = &c.marks.own
	return companionInsert[DataverseConnectionSetup](ctx, c, companyID, dataverseSetups, values, map[string]string{"id": "", "ownershipModel": ""})
}

// UpdateDataverseConnectionSetup changes the values that are not nil, in the version that was read: see [odata.WriteLatest].
func (c *Client) UpdateDataverseConnectionSetup(ctx context.Context, companyID string, setup DataverseConnectionSetup, values DataverseConnectionValues) (DataverseConnectionSetup, error) {
	return companionUpdate[DataverseConnectionSetup](ctx, c, companionRow{companyID, dataverseSetups, setup.ID}, rowVersion{etag: setup.ETag, repeatable: true}, values)
}

// DeleteDataverseConnectionSetup deletes the setup, which must be disabled, in the version that was read: see
// [odata.WriteLatest]. One that is gone already is no error.
func (c *Client) DeleteDataverseConnectionSetup(ctx context.Context, companyID string, setup DataverseConnectionSetup) error {
	return companionDelete(ctx, c, companionRow{companyID, dataverseSetups, setup.ID}, setup.ETag)
}

// EnableDataverseConnection turns the connection on, which resets the table mappings of the base integration to their
// defaults. Consent says that the administrator agrees to what the assisted setup's consent screen asks.
func (c *Client) EnableDataverseConnection(ctx context.Context, companyID, id string, consent bool) error {
	parameters := struct {
		ConsentAcknowledged bool `json:"consentAcknowledged"`
	}{consent}
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "enable", parameters: parameters, repeatable: true})
}

// DisableDataverseConnection turns the connection off; the Sales connection must be off before.
func (c *Client) DisableDataverseConnection(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "disable", repeatable: true})
}

// TestDataverseConnection lets Business Central read from Dataverse.
func (c *Client) TestDataverseConnection(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "testConnection", repeatable: true, together: true})
}

// ResetDataverseConfiguration resets the table mappings of the base integration to their defaults.
func (c *Client) ResetDataverseConfiguration(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, dataverseSetups, id}, boundAction{name: "resetConfiguration"})
}

func firstOf[T any](rows []T, err error) (T, bool, error) {
	var none T
	if err != nil || len(rows) == 0 {
		return none, false, err
	}
	return rows[0], true, nil
}
