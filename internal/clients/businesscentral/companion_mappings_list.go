// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TableMappingQuery selects table mappings; what is left out does not restrict.
type TableMappingQuery struct {
	Name                         string
	OnlyCoupled, CreateUnmatched *bool
}

func (q TableMappingQuery) filter() string {
	var terms []string
	if q.Name != "" {
		terms = append(terms, odata.Eq("name", odata.String(q.Name)))
	}
	if q.OnlyCoupled != nil {
		terms = append(terms, odata.Eq("synchronizeOnlyCoupledRecords", odata.Bool(*q.OnlyCoupled)))
	}
	if q.CreateUnmatched != nil {
		terms = append(terms, odata.Eq("createUnmatched", odata.Bool(*q.CreateUnmatched)))
	}
	return odata.And(terms...)
}

// FindTableMappings reads the company's table mappings that match q, by name.
func (c *Client) FindTableMappings(ctx context.Context, companyID string, q TableMappingQuery) ([]TableMapping, error) {
	return companionList[TableMapping](ctx, c, companyID, tableMappings, odata.Query{Filter: q.filter(), OrderBy: "name"})
}

// Dependencies returns the names of the mappings that come before.
func (m TableMapping) Dependencies() []string {
	var names []string
	for name := range strings.SplitSeq(m.DependencyFilter, "|") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
