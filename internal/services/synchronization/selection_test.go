// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"slices"
	"strings"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// TestSelection_salespeople leaves SALESPEOPLE out unless it is named, and never requires it of the mappings that depend on it.
func TestSelection_salespeople(t *testing.T) {
	t.Parallel()
	line := func(name, depends string) bc.FullSynchronizationProposal {
		return bc.FullSynchronizationProposal{Name: name, DependencyFilter: depends, Recommendation: bc.RecommendFullSynchronization}
	}
	all := []bc.FullSynchronizationProposal{line("SALESPEOPLE", ""), line("CUSTOMER", "SALESPEOPLE|CURRENCY"), line("CURRENCY", "")}
	for name, c := range map[string]struct {
		lines  []bc.FullSynchronizationProposal
		wanted []string
		want   []string
		err    string
	}{
		"nothing named":       {lines: all, want: []string{"CURRENCY", "CUSTOMER"}},
		"named":               {lines: all, wanted: []string{"SALESPEOPLE"}, want: []string{"SALESPEOPLE"}},
		"not needed":          {lines: all, wanted: []string{"CURRENCY", "CUSTOMER"}, want: []string{"CURRENCY", "CUSTOMER"}},
		"others are needed":   {lines: all, wanted: []string{"CUSTOMER", "SALESPEOPLE"}, err: "Table mappings that others depend on are missing"},
		"the only line":       {lines: all[:1], err: "There is nothing to synchronize"},
		"the only line named": {lines: all[:1], wanted: []string{"SALESPEOPLE"}, want: []string{"SALESPEOPLE"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := selection{wanted: c.wanted, whenPopulated: populatedCouple, advice: resourceAdvice("x")}.choose(c.lines, nil)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("error %v, wanted %q", err, c.err)
				}
				return
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("starts %v, %v; wanted %v", got, err, c.want)
			}
		})
	}
}
