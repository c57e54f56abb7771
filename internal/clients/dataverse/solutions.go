// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Solution is an installed solution.
type Solution struct {
	ID           string `json:"solutionid"`
	UniqueName   string `json:"uniquename"`
	FriendlyName string `json:"friendlyname"`
	// Version has up to four parts, such as 1.2.3.4.
	Version string `json:"version"`
	Managed bool   `json:"ismanaged"`
	// InstalledOn is an RFC 3339 time.
	InstalledOn string    `json:"installedon"`
	Publisher   Publisher `json:"publisherid"`
}

// Publisher is who a solution comes from.
type Publisher struct {
	UniqueName   string `json:"uniquename"`
	FriendlyName string `json:"friendlyname"`
}

func solutionQuery() odata.Query {
	return odata.Query{
		Select: []string{"solutionid", "uniquename", "friendlyname", "version", "ismanaged", "installedon"},
		Expand: []string{"publisherid($select=uniquename,friendlyname)"},
	}
}

// Solution returns the installed solution of that unique name; found is false if it does not exist.
func (c *Client) Solution(ctx context.Context, uniqueName string) (s Solution, found bool, err error) {
	query := solutionQuery()
	query.Filter = odata.Eq("uniquename", odata.String(uniqueName))
	s, found, err = odata.First[Solution](ctx, c.api, "solutions", query)
	if err != nil {
		return Solution{}, false, fmt.Errorf("looking for the solution %s: %w", uniqueName, err)
	}
	return s, found, nil
}

// UninstallDependency is a component of something else that needs a component of the solution.
type UninstallDependency struct {
	DependentType int    `json:"dependentcomponenttype"`
	DependentID   string `json:"dependentcomponentobjectid"`
	RequiredType  int    `json:"requiredcomponenttype"`
	RequiredID    string `json:"requiredcomponentobjectid"`
}

// DependenciesForUninstall returns what would break if the solution were uninstalled.
func (c *Client) DependenciesForUninstall(ctx context.Context, uniqueName string) ([]UninstallDependency, error) {
	path := "RetrieveDependenciesForUninstall(SolutionUniqueName=" + odata.Segment(string(odata.String(uniqueName))) + ")"
	dependencies, err := odata.List[UninstallDependency](ctx, c.api, path, odata.Query{})
	if err != nil {
		return nil, fmt.Errorf("asking what depends on the solution %s: %w", uniqueName, err)
	}
	return dependencies, nil
}
