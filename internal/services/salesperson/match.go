// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package salesperson

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// person pairs a salesperson with the user who has the same e-mail address.
type person struct {
	salesperson businesscentral.Salesperson
	user        dataverse.SalesUser
}

// shared is an e-mail address that more than one salesperson or more than one user has.
type shared struct {
	email       string
	salespeople []businesscentral.Salesperson
	users       []dataverse.SalesUser
}

// matching is what comparing e-mail addresses gives. All lists are in a stable order.
type matching struct {
	pairs       []person
	ambiguous   []shared
	salespeople []businesscentral.Salesperson
	users       []dataverse.SalesUser
}

// match pairs salespeople and users by e-mail address, regardless of letter case. An address that is not unique on both
// sides pairs nobody.
func match(salespeople []businesscentral.Salesperson, users []dataverse.SalesUser) matching {
	var m matching
	users = slices.Clone(users)
	slices.SortFunc(users, func(a, b dataverse.SalesUser) int {
		return cmp.Or(cmp.Compare(a.FullName, b.FullName), cmp.Compare(a.ID, b.ID))
	})
	left := group(salespeople, func(s businesscentral.Salesperson) string { return s.Email })
	right := group(users, func(u dataverse.SalesUser) string { return u.Email })
	for email, here := range left {
		there := right[email]
		switch {
		case email == "" || len(there) == 0:
			m.salespeople = append(m.salespeople, here...)
		case len(here) == 1 && len(there) == 1:
			m.pairs = append(m.pairs, person{here[0], there[0]})
		default:
			m.ambiguous = append(m.ambiguous, shared{email, here, there})
		}
	}
	for email, there := range right {
		if email == "" || len(left[email]) == 0 {
			m.users = append(m.users, there...)
		}
	}
	slices.SortFunc(m.pairs, func(a, b person) int { return cmp.Compare(a.salesperson.Code, b.salesperson.Code) })
	slices.SortFunc(m.ambiguous, func(a, b shared) int { return cmp.Compare(a.email, b.email) })
	slices.SortFunc(m.salespeople, func(a, b businesscentral.Salesperson) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(m.users, func(a, b dataverse.SalesUser) int {
		return cmp.Or(cmp.Compare(a.FullName, b.FullName), cmp.Compare(a.ID, b.ID))
	})
	return m
}

func group[T any](rows []T, email func(T) string) map[string][]T {
	groups := map[string][]T{}
	for _, row := range rows {
		key := strings.ToLower(strings.TrimSpace(email(row)))
		groups[key] = append(groups[key], row)
	}
	return groups
}
