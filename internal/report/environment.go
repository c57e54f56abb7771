// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package report

import "slices"

// Shared is a finding about the environment, with the companies whose checks found it.
type Shared struct {
	Finding

	// Companies is empty if all found the same.
	Companies []string
}

// Environment returns the findings about the environment, each once, in the order of the checks. A skipped check says
// nothing about the environment if that of another company was made.
func Environment(companies []Company) []Shared {
	var all []Shared
	made := map[string]int{}
	for _, c := range companies {
		for _, f := range c.Findings {
			if f.Scope != OfEnvironment {
				continue
			}
			if f.Status != Skipped {
				made[f.ID]++
			}
			at := slices.IndexFunc(all, func(s Shared) bool { return s.Finding == f })
			if at < 0 {
				after := 0
				for i, s := range all {
					if s.ID == f.ID {
						after = i + 1
					}
				}
				if after == 0 {
					after = len(all)
				}
				at, all = after, slices.Insert(all, after, Shared{Finding: f})
			}
			all[at].Companies = append(all[at].Companies, c.Name)
		}
	}
	all = slices.DeleteFunc(all, func(s Shared) bool { return s.Status == Skipped && made[s.ID] > 0 })
	for i, s := range all {
		if n := made[s.ID]; len(s.Companies) == len(companies) || len(s.Companies) == n {
			all[i].Companies = nil
		}
	}
	return all
}
