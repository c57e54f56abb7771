// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const (
	tableMappings = "tableMappings"
	fieldMappings = "fieldMappings"
)

// TableMapping is a row of table 5335 "Integration Table Mapping".
type TableMapping struct {
	// ETag is the version of the row.
	ETag string `json:"@odata.etag"`
	// ID is the row's SystemId. It changes when the mappings are reset.
	ID string `json:"id"`
	// Name is the mapping's key, such as CUSTOMER.
	Name string `json:"name"`
	// TableID and IntegrationTableID are the numbers of the two tables.
	TableID            int64 `json:"tableId"`
	IntegrationTableID int64 `json:"integrationTableId"`
	// Direction is Bidirectional, ToIntegrationTable or FromIntegrationTable.
	Direction Option `json:"direction"`
	// SynchronizeOnlyCoupledRecords leaves records without a coupling out.
	SynchronizeOnlyCoupledRecords bool `json:"synchronizeOnlyCoupledRecords"`
	// UpdateConflictResolution is None, Send Update to Integration or Get Update from Integration.
	UpdateConflictResolution Option `json:"updateConflictResolution"`
	// DeletionConflictResolution is None, Restore Records or Remove Coupling.
	DeletionConflictResolution Option `json:"deletionConflictResolution"`
	// IsSynchronizationEnabled reports whether the mapping's job is ready to run.
	IsSynchronizationEnabled bool `json:"isSynchronizationEnabled"`
	// MatchFieldCount is the number of fields that records are matched by.
	MatchFieldCount int64 `json:"matchFieldCount"`
	// CreateUnmatched creates new records of those without a match.
	CreateUnmatched bool `json:"createUnmatched"`
	// DependencyFilter names the mappings that come before, separated by "|".
	DependencyFilter string `json:"dependencyFilter"`
}

// TableMappingValues are the writable values of a TableMapping; nil leaves a value as it is.
type TableMappingValues struct {
	Direction                     *Option `json:"direction,omitempty"`
	SynchronizeOnlyCoupledRecords *bool   `json:"synchronizeOnlyCoupledRecords,omitempty"`
	UpdateConflictResolution      *Option `json:"updateConflictResolution,omitempty"`
	DeletionConflictResolution    *Option `json:"deletionConflictResolution,omitempty"`
	IsSynchronizationEnabled      *bool   `json:"isSynchronizationEnabled,omitempty"`
	CreateUnmatched               *bool   `json:"createUnmatched,omitempty"`
}

// OptionMappings names the mappings of payment terms, shipment methods and shipping agents, which are choices of an
// account in Dataverse. They belong to the Dataverse connection.
func OptionMappings() []string { return []string{"PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT"} }

// FieldMapping is a row of table 5336 "Integration Field Mapping".
type FieldMapping struct {
	// ETag is the version of the row.
	ETag string `json:"@odata.etag"`
	// ID is the row's SystemId. It changes when the mappings are reset.
	ID string `json:"id"`
	// MappingName is the TableMapping's name.
	MappingName string `json:"mappingName"`
	// FieldNo and FieldName are the field in Business Central.
	FieldNo   int64  `json:"fieldNo"`
	FieldName string `json:"fieldName"`
	// IntegrationFieldNo and IntegrationFieldName are the field in Dataverse.
	IntegrationFieldNo   int64  `json:"integrationFieldNo"`
	IntegrationFieldName string `json:"integrationFieldName"`
	// UseForMatchBasedCoupling reports whether records are matched by this field.
	UseForMatchBasedCoupling bool `json:"useForMatchBasedCoupling"`
	// MatchPriority orders the fields; the lowest comes first.
	MatchPriority int64 `json:"matchPriority"`
}

// FieldMappingValues are the writable values of a FieldMapping; nil leaves a value as it is.
type FieldMappingValues struct {
	UseForMatchBasedCoupling *bool  `json:"useForMatchBasedCoupling,omitempty"`
	MatchPriority            *int64 `json:"matchPriority,omitempty"`
}

// TableMappings reads the company's table mappings.
func (c *Client) TableMappings(ctx context.Context, companyID string) ([]TableMapping, error) {
	return companionList[TableMapping](ctx, c, companyID, tableMappings, odata.Query{})
}

// TableMapping reads the table mapping with that name; false if it does not exist.
func (c *Client) TableMapping(ctx context.Context, companyID, name string) (TableMapping, bool, error) {
	return firstOf(companionList[TableMapping](ctx, c, companyID, tableMappings, odata.Query{Filter: odata.Eq("name", odata.String(name))}))
}

// UpdateTableMapping changes the values that are not nil, in the version that was read: see [odata.WriteLatest].
func (c *Client) UpdateTableMapping(ctx context.Context, companyID string, mapping TableMapping, values TableMappingValues) (TableMapping, error) {
	return companionUpdate[TableMapping](ctx, c, companionRow{companyID, tableMappings, mapping.ID}, rowVersion{etag: mapping.ETag, repeatable: true}, values)
}

// SynchronizeTableMapping schedules one run of the mapping.
func (c *Client) SynchronizeTableMapping(ctx context.Context, companyID, id string) error {
	return companionAction(ctx, c, companionRow{companyID, tableMappings, id}, boundAction{name: "synchronize", couples: true})
}

// DeletedRecords says what [Client.RetrySkipped] does where one side of a coupling was deleted.
type DeletedRecords string

// What happens to the coupling of a deleted record or row.
const (
	KeepDeleted     DeletedRecords = "keep"
	RestoreDeleted  DeletedRecords = "restore"
	UncoupleDeleted DeletedRecords = "uncouple"
)

// RetrySkipped takes up the skipped couplings of the mapping's table again and schedules one run. It deletes no record.
func (c *Client) RetrySkipped(ctx context.Context, companyID, mappingID string, deleted DeletedRecords) error {
	parameters := struct {
		DeletedRecords string `json:"deletedRecords"`
	}{string(deleted)}
	return companionAction(ctx, c, companionRow{companyID, tableMappings, mappingID}, boundAction{name: "retrySkipped", parameters: parameters, couples: true})
}

// FieldMappings reads the field mappings of the company, or of one table mapping when a name is given.
func (c *Client) FieldMappings(ctx context.Context, companyID, mappingName string) ([]FieldMapping, error) {
	q := odata.Query{}
	if mappingName != "" {
		q.Filter = odata.Eq("mappingName", odata.String(mappingName))
	}
	return companionList[FieldMapping](ctx, c, companyID, fieldMappings, q)
}

// UpdateFieldMapping changes the values that are not nil, in the version that was read: see [odata.WriteLatest].
func (c *Client) UpdateFieldMapping(ctx context.Context, companyID string, mapping FieldMapping, values FieldMappingValues) (FieldMapping, error) {
	return companionUpdate[FieldMapping](ctx, c, companionRow{companyID, fieldMappings, mapping.ID}, rowVersion{etag: mapping.ETag, repeatable: true}, values)
}
