// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// sharedKeys bounds a request for single rows, whose filter names each of them; a page of Dataverse holds 5,000 rows.
const sharedKeys = 20

// shared holds the readers whose requests many resources share.
type shared struct {
	salesUsers        *bulk.Reader[string, SalesUser]
	salesUsersByEmail *bulk.Reader[string, []SalesUser]
	// allSalesUsers is what the other two copy.
	allSalesUsers  *bulk.Reader[struct{}, []SalesUser]
	systemUsers    *bulk.Reader[string, SystemUser]
	companies      *bulk.Reader[string, Company]
	teams          *bulk.Reader[string, Team]
	units          *bulk.Reader[string, BusinessUnit]
	companyLists   *bulk.Reader[CompanyQuery, []Company]
	navConnections *bulk.Reader[struct{}, []NavConnection]
	// members are the users of teams; userRoles and teamRoles are those who were given roles.
	members, userRoles, teamRoles *bulk.Reader[link, struct{}]
	principals                    *bulk.Group[PrincipalKind, string, PrincipalRoles]
	roles                         *bulk.Reader[roleCopy, Role]
	roleQueries                   *bulk.Reader[RoleQuery, []Role]
}

func newShared(c *Client, run *bulk.Run) *shared {
	return &shared{
		salesUsers: bulk.New(bulk.Source[string, SalesUser]{
			Request: "GET systemusers at Dataverse",
			MaxKeys: sharedKeys, Run: run,
			Some: func(ctx context.Context, ids []string) (map[string]SalesUser, error) {
				return byID(c.salesUsers(ctx, odata.AnyOf("systemuserid", odata.GUID, ids)))
			},
			All: func(ctx context.Context, _ []string) (map[string]SalesUser, error) {
				return byID(c.everySalesUser(ctx))
			},
			// A license that the same run assigned creates a user in Dataverse after a while.
			Settled: func(user SalesUser, found bool) bool { return found && user.WhyNotCoupled() == "" },
		}),
		salesUsersByEmail: bulk.New(bulk.Source[string, []SalesUser]{
			Request: "GET systemusers at Dataverse",
			MaxKeys: sharedKeys, Run: run,
			Some: func(ctx context.Context, emails []string) (map[string][]SalesUser, error) {
				return byEmail(c.salesUsers(ctx, odata.AnyOf("internalemailaddress", odata.String, emails)))
			},
			All: func(ctx context.Context, _ []string) (map[string][]SalesUser, error) {
				return byEmail(c.everySalesUser(ctx))
			},
			Settled: func(users []SalesUser, _ bool) bool {
				return len(Couplable(users)) == 1
			},
		}),
		allSalesUsers: bulk.New(bulk.Source[struct{}, []SalesUser]{
			Request: "GET systemusers at Dataverse",
			MaxKeys: 1, Run: run,
			Some: func(ctx context.Context, _ []struct{}) (map[struct{}][]SalesUser, error) {
				rows, err := c.salesUsers(ctx, "")
				return map[struct{}][]SalesUser{{}: rows}, err
			},
		}),
		// Few are asked for with their roles, so that all users are never read for them.
		systemUsers: bulk.New(bulk.Source[string, SystemUser]{
			Request: "GET systemusers at Dataverse", MaxKeys: sharedKeys, Run: run, Some: c.systemUsersByID, Settled: unsettled[SystemUser],
		}),
		companies: bulk.New(c.companySource(run)),
		teams:     bulk.New(rowSource(c, run, rowsOf[Team]{"teams", "teamid", "team", teamColumns(), func(row Team) string { return row.ID }, false})),
		units: bulk.New(rowSource(c, run, rowsOf[BusinessUnit]{
			"businessunits", "businessunitid", "business unit", businessUnitColumns(), func(row BusinessUnit) string { return row.ID }, true,
		})),
		companyLists:   bulk.New(c.companyListSource(run)),
		navConnections: bulk.New(c.navConnectionSource(run)),
		members:        bulk.New(c.linkSource(run, teamMembers())),
		userRoles:      bulk.New(c.linkSource(run, givenRoles(UserPrincipal))),
		teamRoles:      bulk.New(c.linkSource(run, givenRoles(TeamPrincipal))),
		principals:     bulk.NewGroup(func(kind PrincipalKind) bulk.Source[string, PrincipalRoles] { return c.principalSource(run, kind) }),
		roles:          bulk.New(c.roleSource(run)),
		roleQueries:    bulk.New(c.roleQuerySource(run)),
	}
}

// unsettled is for rows that are read to see what a change has come to, or that an operation waits for.
func unsettled[V any](V, bool) bool { return false }

// Changing says that an operation has begun that changes something: from now on, what was missing is asked for again.
func (c *Client) Changing() { c.run.Change() }

// forgetCompanies makes every shared look-up of companies ask the service.
func (s *shared) forgetCompanies() {
	s.companies.ForgetAll()
	s.companyLists.ForgetAll()
}

// forgetUsers makes every shared look-up of users and of what they were given ask the service: a change of a user may
// take the roles, and a deletion takes everything.
func (s *shared) forgetUsers() {
	s.allSalesUsers.ForgetAll() // before those that copy it
	s.salesUsers.ForgetAll()
	s.salesUsersByEmail.ForgetAll()
	s.systemUsers.ForgetAll()
	s.members.ForgetAll()
	s.userRoles.ForgetAll()
}
