// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// CompanyUnitName is the name of a company's own business unit (BCApps, codeunit CDS Integration Impl.).
func CompanyUnitName(company, id string) string { return company + " (" + strings.ToLower(id) + ")" }

// BusinessUnit is a business unit; the root unit has no parent.
type BusinessUnit struct {
	// ETag is the version of the row that a change is meant for.
	ETag     string `json:"@odata.etag"`
	ID       string `json:"businessunitid"`
	Name     string `json:"name"`
	ParentID string `json:"_parentbusinessunitid_value"`
	Disabled bool   `json:"isdisabled"`
}

func businessUnitColumns() []string {
	return []string{"businessunitid", "name", "_parentbusinessunitid_value", "isdisabled"}
}

// BusinessUnit reads one business unit; found is false if it does not exist. Callers at the same time share requests.
func (c *Client) BusinessUnit(ctx context.Context, id string) (unit BusinessUnit, found bool, err error) {
	return c.shared.units.Get(ctx, strings.ToLower(id))
}

// RootBusinessUnit reads the unit without a parent.
func (c *Client) RootBusinessUnit(ctx context.Context) (BusinessUnit, error) {
	unit, found, err := odata.First[BusinessUnit](ctx, c.api, "businessunits", odata.Query{
		Select: businessUnitColumns(), Filter: odata.Eq("_parentbusinessunitid_value", odata.Null()),
	})
	if err == nil && !found {
		err = errors.New("no business unit without a parent is visible to the caller")
	}
	if err != nil {
		return BusinessUnit{}, fmt.Errorf("reading the root business unit: %w", err)
	}
	return unit, nil
}

// ChildBusinessUnits reads the units directly below parentID.
func (c *Client) ChildBusinessUnits(ctx context.Context, parentID string) ([]BusinessUnit, error) {
	units, err := odata.List[BusinessUnit](ctx, c.api, "businessunits", odata.Query{
		Select: businessUnitColumns(), Filter: odata.Eq("_parentbusinessunitid_value", odata.GUID(parentID)), OrderBy: "name",
	})
	if err != nil {
		return nil, fmt.Errorf("listing business units: %w", err)
	}
	return units, nil
}

// CompanyBusinessUnit finds the unit of a Business Central company below the root: by its full name, else by the
// suffix " (<company id>)", as Business Central's setup does (BCApps, codeunit CDS Integration Impl., SyncCompany).
func (c *Client) CompanyBusinessUnit(ctx context.Context, rootID, name, companyID string) (BusinessUnit, bool, error) {
	suffix := " (" + strings.ToLower(companyID) + ")"
	units, err := odata.List[BusinessUnit](ctx, c.api, "businessunits", odata.Query{
		Select: businessUnitColumns(),
		Filter: odata.And(odata.Eq("_parentbusinessunitid_value", odata.GUID(rootID)),
			odata.Or(odata.Eq("name", odata.String(name)), "endswith(name,"+string(odata.String(suffix))+")")),
		OrderBy: "name",
	})
	if err != nil {
		return BusinessUnit{}, false, fmt.Errorf("looking for the business unit of company %s: %w", companyID, err)
	}
	for _, unit := range units {
		if texts.Same(unit.Name, name) {
			return unit, true, nil
		}
	}
	if len(units) == 0 {
		return BusinessUnit{}, false, nil
	}
	return units[0], true, nil
}

// CreateBusinessUnit creates a unit with the id that the caller chose, and returns it. A unit with this id that an earlier
// attempt made below the same parent is returned with the name that it has.
func (c *Client) CreateBusinessUnit(ctx context.Context, unit BusinessUnit) (BusinessUnit, error) {
	made, err := create(ctx, c, keyedUnit(unit))
	if err != nil {
		return made, fmt.Errorf("creating business unit %q: %w", unit.Name, err)
	}
	return made, nil
}

// OwnBusinessUnit returns the unit that [Client.CreateBusinessUnit] made; found is false if it does not exist.
func (c *Client) OwnBusinessUnit(ctx context.Context, unit BusinessUnit) (BusinessUnit, bool, error) {
	return own(ctx, c, keyedUnit(unit))
}

func keyedUnit(unit BusinessUnit) keyed[BusinessUnit] {
	return keyed[BusinessUnit]{
		set: "businessunits", id: unit.ID, row: unit, columns: businessUnitColumns(),
		body: map[string]any{
			"businessunitid":                  unit.ID,
			"name":                            unit.Name,
			"parentbusinessunitid@odata.bind": bind("businessunits", unit.ParentID),
		},
		immutable: []immutable[BusinessUnit]{
			{"parentbusinessunitid", unit.ParentID, func(row BusinessUnit) string { return row.ParentID }},
		},
	}
}

// RenameBusinessUnit gives the unit another name, in the version that was read: see [odata.WriteLatest].
func (c *Client) RenameBusinessUnit(ctx context.Context, unit BusinessUnit, name string) error {
	if err := c.update(ctx, odata.Key("businessunits", unit.ID), unit.ETag, map[string]any{"name": name}); err != nil {
		return fmt.Errorf("renaming business unit %s to %q: %w", unit.ID, name, err)
	}
	return nil
}

// DeleteBusinessUnit disables the unit, which the service requires first, and deletes it, in the version that was read: see
// [odata.WriteLatest]. A unit that is gone already is no error.
func (c *Client) DeleteBusinessUnit(ctx context.Context, unit BusinessUnit) error {
	if !unit.Disabled {
		disabled, err := c.disableBusinessUnit(ctx, unit)
		if odata.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("disabling business unit %s before its deletion: %w", unit.ID, err)
		}
		unit = disabled
	}
	if err := c.deleteGone(ctx, odata.Key("businessunits", unit.ID), "businessunitid", unit.ETag); err != nil {
		return fmt.Errorf("deleting business unit %s: %w", unit.ID, err)
	}
	return nil
}

// disableBusinessUnit returns the unit in its new version.
func (c *Client) disableBusinessUnit(ctx context.Context, unit BusinessUnit) (disabled BusinessUnit, err error) {
	err = versioned(unit.ETag, func(etag string) error {
		header := odata.Match(etag)
		header.Set("Prefer", "return=representation")
		_, err := c.api.Do(ctx, odata.Request{
			Method: http.MethodPatch, Path: odata.Key("businessunits", unit.ID), Query: odata.Query{Select: businessUnitColumns()},
			Body: map[string]any{"isdisabled": true}, Header: header, Repeatable: true,
		}, &disabled)
		return err
	})
	return disabled, err
}
