// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

func TestMadeSalespeople(t *testing.T) {
	t.Parallel()
	run := func(name string, inserted int64) run {
		return run{lines: []line{{name: name, counts: counts{inserted: inserted}}}}
	}
	c := company{before: &coupledBefore{}}
	if problem := c.madeSalespeople(t.Context(), run("CUSTOMER", 4)); problem != nil {
		t.Errorf("customers are no salespeople: %v", problem)
	}
	if problem := c.madeSalespeople(t.Context(), run(salespeople, 0)); problem != nil {
		t.Errorf("none was made: %v", problem)
	}
	problem := c.madeSalespeople(t.Context(), run(salespeople, 4))
	if problem == nil || !strings.HasSuffix(problem.Detail, ": 4.") || !strings.Contains(problem.Remedy, "it removes the couplings that it does not name at the next apply") {
		t.Errorf("four were made: %v", problem)
	}
}

// TestNewSalespeople_names names ten codes and counts the others.
func TestNewSalespeople_names(t *testing.T) {
	t.Parallel()
	var codes []string
	for i := range 12 {
		codes = append(codes, fmt.Sprintf("S%02d", 11-i))
	}
	for count, want := range map[int]string{1: ": 1. Their codes: S11.", 10: " S02, S03, S04, S05, S06, S07, S08, S09, S10, S11.", 12: ": 12. Their codes: S00, S01, S02, S03, S04, S05, S06, S07, S08, S09 and 2 more."} {
		if got := newSalespeople(int64(count), slices.Clone(codes[:count])).Detail; !strings.HasSuffix(got, want) {
			t.Errorf("%d: %s", count, got)
		}
	}
}

// TestBecomeSalespeople_names names ten users and counts the others.
func TestBecomeSalespeople_names(t *testing.T) {
	t.Parallel()
	var users []dataverse.SalesUser
	for i := range 12 {
		users = append(users, dataverse.SalesUser{FullName: fmt.Sprintf("User %02d", i)})
	}
	for count, want := range map[int]string{
		1:  "1 enabled, licensed user has no coupling: User 00.",
		10: "10 enabled, licensed users have no coupling: User 00, User 01, User 02, User 03, User 04, User 05, User 06, User 07, User 08, User 09.",
		12: "User 09 and 2 more.",
	} {
		if got := becomeSalespeople(users[:count]).Detail; !strings.Contains(got, want) {
			t.Errorf("%d users: %s", count, got)
		}
	}
}
