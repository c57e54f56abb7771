// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// assignment is one way in which an account has a license: directly, or through a group
// (https://learn.microsoft.com/graph/api/resources/licenseassignmentstate).
type assignment struct {
	sku, group, state, failure, updated string
	disabled                            []string
}

// active reports whether the assignment grants the license.
func (a assignment) active() bool {
	return a.state == "" || a.state == "Active" || a.state == "ActiveWithError"
}

// assignments are all assignments of one account.
type assignments []assignment

// readStates reads licenseAssignmentStates.
func readStates(row store.Row) assignments {
	var out assignments
	list, _ := row["licenseAssignmentStates"].([]any)
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			text := func(name string) string { s, _ := object[name].(string); return s }
			out = append(out, assignment{
				sku: strings.ToLower(text("skuId")), group: text("assignedByGroup"), state: text("state"), failure: text("error"),
				updated: text("lastUpdatedDateTime"), disabled: texts(object["disabledPlans"]),
			})
		}
	}
	return out
}

// license is an entry of assignedLicenses.
type license struct {
	sku      string
	disabled []string
}

func readLicenses(row store.Row) []license {
	var out []license
	list, _ := row["assignedLicenses"].([]any)
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			sku, _ := object["skuId"].(string)
			out = append(out, license{strings.ToLower(sku), texts(object["disabledPlans"])})
		}
	}
	return out
}

// licensesOf lists the products that an account has: none if there is no account or it is deleted.
func licensesOf(row store.Row) []string {
	if row == nil || row.String("deletedDateTime") != "" {
		return nil
	}
	var out []string
	for _, l := range readLicenses(row) {
		out = append(out, l.sku)
	}
	return out
}

// complete adds a direct assignment for each entry of assignedLicenses that lacks one.
func (s *assignments) complete(row store.Row) {
	for _, l := range readLicenses(row) {
		if !s.has(l.sku) {
			*s = append(*s, assignment{sku: l.sku, disabled: l.disabled})
		}
	}
}

// keep drops the assignments of products that are not in assignedLicenses, and gives the direct ones its plans.
func (s *assignments) keep(row store.Row) {
	wanted := map[string]license{}
	for _, l := range readLicenses(row) {
		wanted[l.sku] = l
	}
	*s = slices.DeleteFunc(*s, func(a assignment) bool { _, ok := wanted[a.sku]; return !ok })
	for i, a := range *s {
		if a.group == "" {
			(*s)[i].disabled = wanted[a.sku].disabled
		}
	}
}

// has reports whether an assignment grants the product.
func (s assignments) has(sku string) bool {
	return slices.ContainsFunc(s, func(a assignment) bool { return a.sku == sku && a.active() })
}

// direct returns the index of the product's direct assignment, or -1.
func (s assignments) direct(sku string) int {
	return slices.IndexFunc(s, func(a assignment) bool { return a.sku == sku && a.group == "" })
}

// plans returns the plans that at least one assignment of the product leaves enabled.
func (s assignments) plans(sku string) []string {
	var out []string
	first := true
	for _, a := range s {
		if a.sku != sku || !a.active() {
			continue
		}
		if first {
			out, first = slices.Clone(a.disabled), false
			continue
		}
		out = slices.DeleteFunc(out, func(plan string) bool { return !slices.Contains(a.disabled, plan) })
	}
	return out
}

// write stores the assignments in both columns that show them.
func (s assignments) write(row store.Row) {
	states, licenses := make([]any, 0, len(s)), make([]any, 0, len(s))
	var seen []string
	for _, a := range s {
		object := map[string]any{
			"skuId": a.sku, "assignedByGroup": nil, "state": orText(a.state, "Active"), "error": orText(a.failure, "None"),
			"disabledPlans": anys(a.disabled), "lastUpdatedDateTime": nil,
		}
		if a.group != "" {
			object["assignedByGroup"] = a.group
		}
		if a.updated != "" {
			object["lastUpdatedDateTime"] = a.updated
		}
		states = append(states, object)
		if a.active() && !slices.Contains(seen, a.sku) {
			seen = append(seen, a.sku)
			licenses = append(licenses, map[string]any{"skuId": a.sku, "disabledPlans": anys(s.plans(a.sku))})
		}
	}
	row["licenseAssignmentStates"], row["assignedLicenses"] = states, licenses
}

func orText(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func texts(v any) []string {
	var out []string
	list, _ := v.([]any)
	for _, item := range list {
		if text, ok := item.(string); ok {
			out = append(out, strings.ToLower(text))
		}
	}
	return out
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, text := range list {
		out[i] = text
	}
	return out
}
