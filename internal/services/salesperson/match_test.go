// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package salesperson

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	// People are written as "code:email" on the left and "id:email" on the right.
	for name, c := range map[string]struct {
		left, right                           string
		pairs, ambiguous, unmatched, unpaired string
	}{
		"nobody":                  {},
		"one pair":                {left: "JO:jim@x", right: "1:jim@x", pairs: "JO=1"},
		"letter case and blanks":  {left: "JO: Jim@X", right: "1:jIM@x ", pairs: "JO=1"},
		"left over on both sides": {left: "JO:jim@x LT:lina@x", right: "1:jim@x 2:otis@x", pairs: "JO=1", unmatched: "LT", unpaired: "2"},
		"no address":              {left: "JO:", right: "1:", unmatched: "JO", unpaired: "1"},
		"two salespeople":         {left: "JO:jim@x JX:jim@x", right: "1:jim@x", ambiguous: "jim@x(JO+JX/1)"},
		"two users":               {left: "JO:jim@x", right: "2:jim@x 1:jim@x", ambiguous: "jim@x(JO/1+2)"},
		"two salespeople, nobody": {left: "JO:jim@x JX:jim@x", right: "1:otis@x", unmatched: "JO JX", unpaired: "1"},
		"order":                   {left: "B:b@x A:a@x", right: "2:b@x 1:a@x", pairs: "A=1 B=2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := match(salespeopleOf(c.left), usersOf(c.right))
			pairs := make([]string, 0, len(got.pairs))
			ambiguous := make([]string, 0, len(got.ambiguous))
			unmatched := make([]string, 0, len(got.salespeople))
			unpaired := make([]string, 0, len(got.users))
			for _, p := range got.pairs {
				pairs = append(pairs, p.salesperson.Code+"="+p.user.ID)
			}
			for _, a := range got.ambiguous {
				ambiguous = append(ambiguous, a.email+"("+codes(a.salespeople)+"/"+ids(a.users)+")")
			}
			for _, s := range got.salespeople {
				unmatched = append(unmatched, s.Code)
			}
			for _, u := range got.users {
				unpaired = append(unpaired, u.ID)
			}
			for _, check := range [][2]string{
				{strings.Join(pairs, " "), c.pairs}, {strings.Join(ambiguous, " "), c.ambiguous}, {strings.Join(unmatched, " "), c.unmatched}, {strings.Join(unpaired, " "), c.unpaired},
			} {
				if check[0] != check[1] {
					t.Errorf("got %q, wanted %q", check[0], check[1])
				}
			}
		})
	}
}

func salespeopleOf(text string) []businesscentral.Salesperson {
	list := items(text)
	people := make([]businesscentral.Salesperson, 0, len(list))
	for _, item := range list {
		people = append(people, businesscentral.Salesperson{Code: item[0], Email: item[1]})
	}
	return people
}

func usersOf(text string) []dataverse.SalesUser {
	list := items(text)
	users := make([]dataverse.SalesUser, 0, len(list))
	for _, item := range list {
		users = append(users, dataverse.SalesUser{ID: item[0], Email: item[1]})
	}
	return users
}

// items splits at blanks that stand before a name.
func items(text string) [][2]string {
	var found [][2]string
	for part := range strings.SplitSeq(strings.ReplaceAll(text, ": ", ":_"), " ") {
		if name, email, ok := strings.Cut(part, ":"); ok {
			found = append(found, [2]string{name, strings.ReplaceAll(email, "_", " ")})
		}
	}
	return found
}

func codes(people []businesscentral.Salesperson) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Code
	}
	return strings.Join(names, "+")
}

func ids(users []dataverse.SalesUser) string {
	names := make([]string, len(users))
	for i, u := range users {
		names[i] = u.ID
	}
	return strings.Join(names, "+")
}
