// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"fmt"
	"slices"
)

// Probe is one experiment.
type Probe struct {
	// ID never changes; the guide "What is verified" has it.
	ID string
	// Question is what the probe settles.
	Question string
	// Writes is whether the experiment makes something. It then runs only where the user allows it.
	Writes bool
	// Ask makes the experiment. Its error says why nothing can be said; what a service answers to the question is none.
	Ask func(ctx context.Context, l *Lab) (Answer, error)
}

// Answer is what an experiment has shown.
type Answer struct {
	// Facts are compared, in their order.
	Facts []string
	// Notes are what the service said besides, such as the texts of refusals, in its own language and with ids.
	Notes []string
}

// addf adds a fact.
func (a *Answer) addf(format string, args ...any) {
	a.Facts = append(a.Facts, fmt.Sprintf(format, args...))
}

// All returns the probes, those that only read first.
func All() []Probe {
	all := slices.Concat(namesAndFilters(), batches(), roles(), rows(), users(), permissionSets())
	slices.SortStableFunc(all, func(a, b Probe) int {
		switch {
		case a.Writes == b.Writes:
			return 0
		case b.Writes:
			return -1
		}
		return 1
	})
	return all
}

// Select returns the probes with the ids, or all of them without any.
func Select(ids []string) ([]Probe, error) {
	all := All()
	if len(ids) == 0 {
		return all, nil
	}
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(p Probe) bool { return p.ID == id }) {
			return nil, fmt.Errorf("there is no probe %q", id)
		}
	}
	return slices.DeleteFunc(all, func(p Probe) bool { return !slices.Contains(ids, p.ID) }), nil
}
