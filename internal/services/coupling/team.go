// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// memberKey is the private state key that holds the user whom this resource made a member of the owning team.
const memberKey = "member"

// joining is what became of making a user a member of a company's owning team.
type joining struct {
	team, user string
	taken      bool // whether the membership was taken up
	absent     bool // whether there was none
	made       bool // whether it was absent, and may have been made
	err        error
}

// toJoin takes the membership up and finds out whether it is absent; without a team there is nothing to do.
func toJoin(ctx context.Context, clients *framework.Clients, team, user string) joining {
	j := joining{team: team, user: user}
	if team == "" {
		return j
	}
	if j.err = clients.TakeUp(ctx, membership(team, user)); j.err != nil {
		return j
	}
	j.taken = true
	member, err := clients.Dataverse.IsTeamMember(ctx, team, user)
	j.absent, j.err = err == nil && !member, err
	return j
}

// join makes the user a member of the team where the membership is absent.
func (j joining) join(ctx context.Context, clients *framework.Clients) joining {
	if !j.absent {
		return j
	}
	j.err = clients.Dataverse.AddTeamMember(ctx, j.team, j.user)
	j.made = j.err == nil || odata.IsAnswerLost(j.err) || ctx.Err() != nil
	return j
}

// remember records a membership that was made, also one whose answer was lost, and returns the error of making it.
func (j joining) remember(ctx context.Context, op *framework.Operation[salespersonModel]) error {
	if !j.made {
		return j.err
	}
	return errors.Join(j.err, op.Remember(ctx, memberKey, framework.ShortID(j.user)))
}

// takeBack ends a membership whose coupling did not come about. One that was there before stays, and one that another
// operation of the run has taken up.
func (j joining) takeBack(ctx context.Context, clients *framework.Clients) error {
	if !j.taken {
		return nil
	}
	clients.Release(membership(j.team, j.user))
	if !j.made {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookAgain)
	defer cancel()
	_, err := clients.Remove(ctx, membership(j.team, j.user), func() error {
		return clients.Dataverse.RemoveTeamMember(ctx, j.team, j.user)
	})
	return err
}

// teamOf returns the id of the company's owning team; empty when Dataverse has no such company yet, or it has no team.
func teamOf(ctx context.Context, dv *dataverse.Client, companyID string) (string, error) {
	company, _, err := dv.SharedCompany(ctx, companyID)
	return company.OwningTeamID, err
}

// owningTeam returns the id of the company's owning team, which must exist.
func owningTeam(ctx context.Context, dv *dataverse.Client, companyID string) (string, error) {
	team, err := teamOf(ctx, dv, companyID)
	if err == nil && team == "" {
		return "", framework.Errorf("The company has no owning team yet",
			"Let this resource depend on the company's bcsales_dataverse_company, for example by taking company_id from it, or set add_to_owning_team to false.",
			"Dataverse has no company row with an owning team for company %s.", companyID)
	}
	return team, err
}

// leaveTeam ends the membership that this resource made, unless it is the one of the user who stays. The user is the one
// who is remembered, not the one in state: a removal that failed is then made good by the next operation.
func leaveTeam(ctx context.Context, op *framework.Operation[salespersonModel], dv *dataverse.Client, companyID, staying string) error {
	var user string
	if _, err := op.Recall(ctx, memberKey, &user); err != nil {
		return err
	}
	if user = framework.LongID(user); user == "" || strings.EqualFold(user, staying) {
		return nil
	}
	company, _, err := dv.SharedCompany(ctx, companyID)
	if err != nil || company.OwningTeamID == "" {
		return err
	}
	stays, err := keepElsewhere(ctx, op, company, user)
	if err != nil {
		return err
	}
	if !stays {
		if _, err := op.Remove(ctx, membership(company.OwningTeamID, user), func() error {
			return dv.RemoveTeamMember(ctx, company.OwningTeamID, user)
		}); err != nil {
			return err
		}
	}
	return op.Remember(ctx, memberKey, "")
}

// keepElsewhere reports whether memberships of a company's owning team stay, and says so: another environment is connected to
// the company, and its couplings, which may need them, cannot be seen from here.
func keepElsewhere[M any](ctx context.Context, op *framework.Operation[M], company dataverse.Company, users ...string) (bool, error) {
	noun := "the membership of " + strings.Join(users, ", ") + " in the owning team of company " + company.Name
	links, err := rules.SharedCompanyLinks(ctx, op.Dataverse, op.BusinessCentral.Place(), company.ExternalID, company.Name)
	switch {
	case framework.IsRefused(err):
		op.KeepUnseen(noun, err)
		return true, nil
	case err != nil || len(links.Elsewhere) == 0:
		return false, err
	}
	op.Keep(noun, "the couplings of "+links.Elsewhere.String()+" may need it, which cannot be seen from this environment")
	return true, nil
}

// inTeam reports whether the user is a member of the company's owning team.
func inTeam(ctx context.Context, dv *dataverse.Client, companyID, userID string) (bool, error) {
	team, err := teamOf(ctx, dv, companyID)
	if err != nil || team == "" {
		return false, err
	}
	return dv.IsTeamMember(ctx, team, userID)
}

// membership names a membership as bcsales_team_membership does.
func membership(team, user string) framework.Object {
	return framework.Object{Type: "team_membership", ID: team + "/" + user}
}
