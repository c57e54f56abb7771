// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// selection is what of a review is to be started.
type selection struct {
	wanted        []string // empty: all lines but that of salespeople
	whenPopulated string
	advice        advice
}

// choose returns the names of the lines to start, or says why they must not be started.
func (s selection) choose(lines []businesscentral.FullSynchronizationProposal, matchFields map[string]int64) ([]string, error) {
	byName := map[string]businesscentral.FullSynchronizationProposal{}
	all := make([]string, 0, len(lines))
	for _, line := range lines {
		byName[line.Name] = line
		all = append(all, line.Name)
	}
	slices.Sort(all)
	names := s.wanted
	if len(names) == 0 {
		names = slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == salespeople })
	}
	if len(names) == 0 {
		return nil, framework.Errorf("There is nothing to synchronize", "Check that the connection setups are enabled and that the table mappings exist.",
			"Business Central's review of the full synchronization proposes no table mapping that is synchronized without being named.")
	}
	var unknown, unmatched, populated, missing []string
	for _, name := range names {
		line, ok := byName[name]
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		if line.Recommendation == businesscentral.RecommendCoupling {
			populated = append(populated, name)
			if matchFields[name] == 0 {
				unmatched = append(unmatched, name)
			}
		}
		for _, other := range dependencies(line.DependencyFilter) {
			if before, ok := byName[other]; ok && other != salespeople && !slices.Contains(names, other) && before.Recommendation != businesscentral.RecommendNothing {
				missing = append(missing, fmt.Sprintf("%s needs %s", name, other))
			}
		}
	}
	switch {
	case len(unknown) > 0:
		return nil, framework.Errorf("The review has no such table mapping", "Name only mappings that the review proposes: "+strings.Join(all, ", ")+".",
			"Business Central's review of the full synchronization does not propose %s.", strings.Join(unknown, ", ")).At("mappings")
	case len(missing) > 0:
		return nil, framework.Errorf("Table mappings that others depend on are missing", "Name them in mappings too.",
			"They have records and are not named: %s.", strings.Join(missing, "; ")).At("mappings")
	case len(populated) > 0 && s.whenPopulated == populatedFail:
		return nil, framework.Errorf("Both sides hold data already",
			"Set when_populated to \""+populatedCouple+"\" to couple matching records, leave the mappings out, or empty one side.",
			"Business Central and Sales both hold records of %s, and when_populated is %q.", strings.Join(populated, ", "), populatedFail).At("when_populated")
	case len(unmatched) > 0:
		return nil, framework.Errorf("Records would be coupled without a field to match them by",
			s.advice.match(unmatched[0]),
			"Both sides hold records of %s, so Business Central would couple matching ones, but no field is set to match them by.", strings.Join(unmatched, ", ")).At(s.advice.matchArgument)
	}
	return names, nil
}
