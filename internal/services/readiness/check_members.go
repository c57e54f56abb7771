// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// checkMembersCoupled looks for access to the company's records that no coupling explains. Dataverse records nobody as the author
// of a membership, so one that an interrupted apply or destroy has left shows only here.
func checkMembersCoupled(ctx context.Context, f *facts) (outcome, error) {
	if err := f.modelPerson(ctx); err != nil {
		return outcome{}, err
	}
	team, err := f.team(ctx)
	if err != nil {
		return outcome{}, err
	}
	if team.Default {
		return skip("The team %s is the default team of its business unit, whose users are all members.", team.Name)
	}
	couplings, err := f.couplings(ctx)
	if err != nil {
		return outcome{}, err
	}
	members, err := f.members(ctx)
	if err != nil {
		return outcome{}, err
	}
	explained := map[string]bool{}
	for _, coupling := range couplings {
		explained[strings.ToLower(coupling.DataverseID)] = true
	}
	users, err := f.users(ctx)
	if err != nil {
		return outcome{}, err
	}
	for _, user := range users {
		explained[strings.ToLower(user.ID)] = true
	}
	others := slices.DeleteFunc(slices.Sorted(slices.Values(members)), func(id string) bool { return explained[id] })
	if len(others) == 0 {
		return pass("All %d members of the team %s are coupled.", len(members), team.Name)
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	some := others[:min(len(others), named)]
	known, err := dv.SalesUsers(ctx, some)
	if err != nil {
		return outcome{}, err
	}
	return warn("Remove those who must not see the company's records from the team, in the Power Platform admin center: an interrupted apply or destroy may have left them. "+
		"Couple the others with bcsales_salesperson_coupling or bcsales_salesperson_couplings. Members who are meant to see the records without a coupling, such as those of bcsales_team_membership, can stay.",
		"%d members of the team %s are coupled with no salesperson, and see its records all the same: %s.", len(others), team.Name, list(nameUsers(some, known)))
}

// nameUsers returns the full names of users in alphabetical order, and the ids of those who are not known.
func nameUsers(ids []string, known map[string]dataverse.SalesUser) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id
		if user, is := known[id]; is && user.FullName != "" {
			names[i] = user.FullName
		}
	}
	slices.Sort(names)
	return names
}
