// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// salespeopleChecks look at the couplings of salespeople, which decide who owns records with the model Person.
func salespeopleChecks() []check {
	return []check{
		{"salespeople_coupled", "Salespeople whom customers name are coupled", ofCompany, checkSalespeople},
		{"coupled_users", "The coupled users exist and may be coupled", ofCompany, checkCoupledUsers},
		{"coupled_users_in_team", "The coupled users are members of the owning team", ofCompany, checkCoupledMembers},
		{"owning_team_members", "The members of the owning team are coupled", ofCompany, checkMembersCoupled},
		{"sales_users_coupled", "Users who own accounts, contacts or opportunities are coupled", ofCompany, checkOwners},
	}
}

// samples is how many records are read to name those who own them.
const samples = 50

// named is how many people are looked up to name them: one more than a list holds, so that it ends with "and others".
const named = mostNamed + 1

const remedyCouple = "Couple them with bcsales_salesperson_coupling or bcsales_salesperson_couplings. The data source bcsales_salesperson_matches pairs salespeople and users by e-mail address."

// modelPerson is nil with the ownership model Person; with Team couplings have no effect.
func (f *facts) modelPerson(ctx context.Context) error {
	person, err := f.person(ctx)
	if err == nil && !person {
		err = unmet{"The ownership model is Team: couplings of salespeople have no effect."}
	}
	return err
}

func checkSalespeople(ctx context.Context, f *facts) (outcome, error) {
	if err := f.modelPerson(ctx); err != nil {
		return outcome{}, err
	}
	people, err := f.salespeople(ctx)
	if err != nil {
		return outcome{}, err
	}
	couplings, err := f.couplings(ctx)
	if err != nil {
		return outcome{}, err
	}
	coupled := map[string]bool{}
	for _, coupling := range couplings {
		coupled[strings.ToLower(coupling.RecordID)] = true
	}
	var codes []string
	for _, person := range people {
		if !coupled[strings.ToLower(person.ID)] {
			codes = append(codes, person.Code)
		}
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	customers, err := client.CustomersOfSalespeople(ctx, f.company, codes, samples)
	if err != nil {
		return outcome{}, err
	}
	owners := map[string]string{}
	for _, customer := range customers {
		if _, known := owners[customer.SalespersonCode]; !known {
			owners[customer.SalespersonCode] = customer.SalespersonCode + " (such as customer " + customer.Number + ")"
		}
	}
	if len(owners) > 0 {
		return fail(remedyCouple, "Customers name salespeople without a coupling, and such customers fail to synchronize: %s.", list(sorted(owners)))
	}
	return pass("%d of %d salespeople are coupled, and no customer names another; the standard API does not expose the salespeople of contacts or the purchasers of vendors.", len(people)-len(codes), len(people))
}

func checkCoupledUsers(ctx context.Context, f *facts) (outcome, error) {
	couplings, err := f.couplings(ctx)
	if err != nil {
		return outcome{}, err
	}
	if len(couplings) == 0 {
		return skip("No salesperson is coupled.")
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	users, err := dv.CouplableUsers(ctx)
	if err != nil {
		return outcome{}, err
	}
	fit := map[string]bool{}
	for _, user := range users {
		fit[strings.ToLower(user.ID)] = true
	}
	unfit := slices.DeleteFunc(slices.Clone(couplings), func(c bc.RecordCoupling) bool { return fit[strings.ToLower(c.DataverseID)] })
	slices.SortFunc(unfit, func(a, b bc.RecordCoupling) int { return strings.Compare(a.RecordKey, b.RecordKey) })
	unfit = unfit[:min(len(unfit), named)]
	ids := make([]string, len(unfit))
	for i, coupling := range unfit {
		ids[i] = coupling.DataverseID
	}
	known, err := dv.SalesUsers(ctx, ids)
	if err != nil {
		return outcome{}, err
	}
	bad := make([]string, len(unfit))
	for i, coupling := range unfit {
		bad[i] = coupling.RecordKey + " (" + whyNot(known, coupling.DataverseID) + ")"
	}
	if len(bad) > 0 {
		return fail("Give the users a license with bcsales_license_assignment, and enable them in the Power Platform admin center. Or couple the salespeople with other users.", "Salespeople are coupled with users whom Business Central does not accept: %s.", list(bad))
	}
	return pass("All %d coupled users are enabled and licensed.", len(couplings))
}

func whyNot(known map[string]dataverse.SalesUser, id string) string {
	user, found := known[strings.ToLower(id)]
	if !found {
		return "the user " + id + " does not exist"
	}
	return user.FullName + " " + user.WhyNotCoupled()
}

// checkCoupledMembers requires what Business Central itself does for the model Person when a person is at the screen.
func checkCoupledMembers(ctx context.Context, f *facts) (outcome, error) {
	if err := f.modelPerson(ctx); err != nil {
		return outcome{}, err
	}
	team, err := f.team(ctx)
	if err != nil {
		return outcome{}, err
	}
	couplings, err := f.couplings(ctx)
	if err != nil {
		return outcome{}, err
	}
	if len(couplings) == 0 {
		return skip("No salesperson is coupled.")
	}
	members, err := f.members(ctx)
	if err != nil {
		return outcome{}, err
	}
	inside := map[string]bool{}
	for _, member := range members {
		inside[member] = true
	}
	var outside []string
	for _, coupling := range couplings {
		if !inside[strings.ToLower(coupling.DataverseID)] {
			outside = append(outside, coupling.RecordKey)
		}
	}
	if len(outside) > 0 {
		slices.Sort(outside)
		return warn("Set add_to_owning_team = true in bcsales_salesperson_coupling or bcsales_salesperson_couplings, or add the users with bcsales_team_membership.",
			"The users of these salespeople are no members of the team %s and do not see its records: %s.", team.Name, list(outside))
	}
	return pass("All %d coupled users are members of the team %s.", len(couplings), team.Name)
}

// checkOwners looks for rows that would come to Business Central and whose owner is coupled with nobody.
func checkOwners(ctx context.Context, f *facts) (outcome, error) {
	if err := f.modelPerson(ctx); err != nil {
		return outcome{}, err
	}
	row, err := f.row(ctx)
	if err != nil {
		return outcome{}, err
	}
	couplings, err := f.couplings(ctx)
	if err != nil {
		return outcome{}, err
	}
	owners := make([]string, len(couplings))
	for i, coupling := range couplings {
		owners[i] = coupling.DataverseID
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	rows, err := dv.RowsOfOtherUsers(ctx, row.ID, owners, samples)
	if err != nil {
		return outcome{}, err
	}
	sets := map[string]string{}
	var ids []string
	for _, r := range rows {
		if sets[r.OwnerID] == "" && len(ids) < named {
			sets[r.OwnerID], ids = r.Set, append(ids, r.OwnerID)
		}
	}
	known, err := dv.SalesUsers(ctx, ids)
	if err != nil {
		return outcome{}, err
	}
	found := map[string]string{}
	for _, id := range ids {
		found[id] = id + " (" + sets[id] + ")"
		if user, is := known[strings.ToLower(id)]; is {
			found[id] = user.FullName + " (" + sets[id] + ")"
		}
	}
	if len(found) > 0 {
		return fail(remedyCouple+" Or assign the rows to the owning team in Sales.", "Users without a coupling own accounts, contacts or opportunities, and such rows fail to synchronize: %s.", list(sorted(found)))
	}
	return pass("No other user owns an active account, an active contact or an open opportunity that comes to the company.")
}

func sorted(texts map[string]string) []string {
	values := make([]string, 0, len(texts))
	for _, text := range texts {
		values = append(values, text)
	}
	slices.Sort(values)
	return values
}
