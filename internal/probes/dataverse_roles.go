// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// roles are the probes of role assignments. The role is that of a team without members, so that nobody gets a right.
func roles() []Probe {
	return []Probe{
		{
			ID: "role-assigned-twice", Question: "What does Dataverse answer when a role is assigned that is assigned already?",
			Writes: true, Ask: roleAssignedTwice,
		},
		{
			ID: "role-not-assigned", Question: "What does Dataverse answer when a role is removed that is not assigned?",
			Writes: true, Ask: roleNotAssigned,
		},
	}
}

// bench is a team of its own business unit, with the role that it may get.
func bench(ctx context.Context, l *Lab) (dataverse.Team, dataverse.Role, error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return dataverse.Team{}, dataverse.Role{}, err
	}
	team, err := l.team(ctx, unit.ID, l.name()+"-team")
	if err != nil {
		return team, dataverse.Role{}, err
	}
	role, err := l.role(ctx, unit.ID)
	return team, role, err
}

func roleAssignedTwice(ctx context.Context, l *Lab) (a Answer, err error) {
	team, role, err := bench(ctx, l)
	if err != nil {
		return a, err
	}
	for _, fact := range []string{"the first time", "the second time"} {
		err := l.Dataverse.Ask(ctx, odata.Request{
			Method: http.MethodPost, Path: odata.Key("teams", team.ID) + "/teamroles_association/$ref",
			Body: map[string]string{"@odata.id": l.Dataverse.URL(odata.Key("roles", role.ID))},
		}, nil)
		if err := a.outcome(fact, err); err != nil {
			return a, err
		}
	}
	return a, nil
}

func roleNotAssigned(ctx context.Context, l *Lab) (a Answer, err error) {
	team, role, err := bench(ctx, l)
	if err != nil {
		return a, err
	}
	err = l.Dataverse.Ask(ctx, odata.Request{
		Method: http.MethodDelete, Path: odata.Key("teams", team.ID) + "/" + odata.Key("teamroles_association", role.ID) + "/$ref",
	}, nil)
	return a, a.outcome("removing it", err)
}
