// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "sync"

// newcomers remembers what a plan is to make, and which objects of the state turned out to be in another environment.
// Terraform plans in no particular order, so the second of the two to come refuses the plan.
type newcomers struct {
	mu      sync.Mutex
	planned Services // what the objects that are to be made work with
	moves   []move
}

// making notes that an object is to be made that works with the services. It returns the move that speaks against it.
func (n *newcomers) making(needs Services) (move, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.planned |= needs
	for _, m := range n.moves {
		if m.services()&needs != 0 {
			return m, true
		}
	}
	return move{}, false
}

// staying notes that an object stays in another environment, and reports whether one is to be made in this one.
func (n *newcomers) staying(m move) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.moves = append(n.moves, m)
	return n.planned&m.services() != 0
}

// services are those of which another environment is meant.
func (m move) services() Services {
	var services Services
	if m.was.anotherOrganization(m.now) {
		services |= Dataverse
	}
	if m.was.environment().Differs(m.now.environment()) {
		services |= BusinessCentral
	}
	return services
}

// refuseNew is the error of a plan that makes new objects beside those that are elsewhere.
func (m move) refuseNew() error {
	was, now := m.was.describe(m.now), m.now.describe(m.was)
	return Errorf("The provider and the state point to different environments", moveRemedy,
		"Objects in the state were made in %s, and the provider points to %s. The plan would make new objects there beside them. Nothing was changed.", was, now)
}
