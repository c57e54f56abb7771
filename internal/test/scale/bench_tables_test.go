// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// costs is the head of the columns in which every table says what a step cost.
const costs = " Requests | 429 | Wall (s) | CPU of Terraform (s) | CPU of the provider (s) | Memory of the provider (MiB) |\n"

// models are in the order of the tables.
var models = []string{eachModel, crowdModel, togetherModel, aloneModel, idleModel, dataModel, refusedModel, stoppedModel}

// tables are the results by size and step.
func tables(rows []result) string {
	var couplings, companies []result
	for _, r := range rows {
		if r.Model == companiesModel {
			companies = append(companies, r)
		} else {
			couplings = append(couplings, r)
		}
	}
	slices.SortStableFunc(companies, func(a, c result) int { return cmp.Compare(a.N, c.N) })
	var b strings.Builder
	b.WriteString(beside(rows) + ratios(couplings) + manyCompanies(companies))
	for _, n := range sizesOf(couplings) {
		fmt.Fprintf(&b, "\n### %d couplings\n\n| Step | Model |%s|---|---|--:|--:|--:|--:|--:|--:|\n", n, costs)
		for _, step := range []string{createStep, planStep, driftStep, destroyStep} {
			for _, model := range models {
				if r, ok := find(couplings, n, model, step); ok {
					fmt.Fprintf(&b, "| %s | %s |%s\n", step, model, r.cells())
				}
			}
		}
	}
	return b.String() + routes(couplings)
}

// sizesOf are the sizes of models, the smallest first.
func sizesOf(rows []result) []int {
	var sizes []int
	for _, r := range rows {
		sizes = append(sizes, r.N)
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

func find(rows []result, n int, model, step string) (result, bool) {
	at := slices.IndexFunc(rows, func(r result) bool { return r.N == n && r.Model == model && r.Step == step })
	if at < 0 {
		return result{}, false
	}
	return rows[at], true
}

// cells are the columns that say what the step cost.
func (r result) cells() string {
	if r.Failed {
		return " | | failed | | | |"
	}
	return fmt.Sprintf(" %d | %d | %s | %s | %s | %d |", r.Requests, r.Refused, seconds(r.Measured.Wall), seconds(r.Measured.Terraform), seconds(r.Measured.Provider), r.Measured.Peak>>20)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }

// beside are the requests of version 55b0a16, which shared neither reads nor writes, beside those of today.
func beside(rows []result) string {
	requests := func(n int, model, step string) string {
		r, ok := find(rows, n, model, step)
		return number(r.Requests, ok && !r.Failed)
	}
	one, hasOne := find(rows, 1, companiesModel, planStep)
	ten, hasTen := find(rows, 10, companiesModel, planStep)
	further := number((ten.Requests-one.Requests)/9, hasOne && hasTen && !one.Failed && !ten.Failed)
	var b strings.Builder
	b.WriteString("\n### Before and now\n\nRequests before reads were shared and writes travelled together, and now.\n\n| | Before | Now |\n|---|--:|--:|\n")
	for _, line := range []struct {
		what   string
		before int
		now    string
	}{
		{"1,000 couplings: plan without changes", 391, requests(1000, eachModel, planStep)},
		{"1,000 couplings: create", 6305, requests(1000, eachModel, createStep)},
		{"1,000 couplings: create, 100 at a time", 6305, requests(1000, crowdModel, createStep)},
		{"One company of examples/complete: plan without changes", 83, requests(1, companiesModel, planStep)},
		{"Each further company", 53, further},
	} {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", line.what, line.before, line.now)
	}
	return b.String()
}

// number is a number of the tables; a dash where it was not measured.
func number(n int, known bool) string {
	if !known {
		return "–"
	}
	return strconv.Itoa(n)
}

// ratios compare the model of one resource each with the baselines.
func ratios(rows []result) string {
	wall := func(n int, model, step string) string {
		own, has := find(rows, n, eachModel, step)
		other, hasOther := find(rows, n, model, step)
		if !has || !hasOther || own.Failed || other.Failed {
			return "–"
		}
		return fmt.Sprintf("%.2f", own.Measured.Wall.Seconds()/other.Measured.Wall.Seconds())
	}
	requests := func(n int, model, step string) string {
		r, ok := find(rows, n, model, step)
		if !ok || r.Failed {
			return "–"
		}
		return fmt.Sprintf("%.3g", float64(r.Requests)/float64(n))
	}
	var b strings.Builder
	b.WriteString("\n### Compared with the baselines\n\nWall time of *" + eachModel + "*, divided by that of the baseline, and its requests for each coupling.\n\n" +
		"| Couplings | Step | To the provider that does nothing | To terraform_data | To sharing off | Requests each | Requests each, sharing off |\n|--:|---|--:|--:|--:|--:|--:|\n")
	for _, n := range sizesOf(rows) {
		for _, step := range []string{createStep, planStep, destroyStep} {
			fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s | %s |\n", n, step, wall(n, idleModel, step), wall(n, dataModel, step), wall(n, aloneModel, step),
				requests(n, eachModel, step), requests(n, aloneModel, step))
		}
	}
	return b.String()
}

// manyCompanies are what companies of examples/complete cost, and how much that is of what the services allow one user in five
// minutes.
func manyCompanies(rows []result) string {
	const allowed = 6000
	var b strings.Builder
	fmt.Fprintf(&b, "\n### Companies of examples/complete\n\nEach with %d salespeople and %d customers. The shares are those of the %d requests that each service allows a user in five minutes.\n\n"+
		"| Companies | Step | Of Business Central's limit | Of Dataverse's limit |%s|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n", people, customers, allowed, costs)
	for _, r := range rows {
		share := func(prefix string) string {
			if r.Failed {
				return ""
			}
			return fmt.Sprintf("%.1f %%", 100*float64(r.Routes.of(prefix))/allowed)
		}
		fmt.Fprintf(&b, "| %d | %s | %s | %s |%s\n", r.N, r.Step, share(" /v2.0/{tenant}"), share(" /api/data/"), r.cells())
	}
	return b.String()
}

// routes are the requests of the largest model, route by route.
func routes(rows []result) string {
	sizes := sizesOf(rows)
	if len(sizes) == 0 {
		return ""
	}
	var b strings.Builder
	largest := sizes[len(sizes)-1]
	fmt.Fprintf(&b, "\n### Requests for %d couplings, one resource each\n", largest)
	for _, r := range rows {
		if r.N != largest || r.Model != eachModel || r.Failed {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n\n| Requests | Route |\n|--:|---|\n", strings.ToUpper(r.Step[:1])+r.Step[1:])
		for _, line := range r.Routes.lines() {
			n, route, _ := strings.Cut(strings.TrimSpace(line), " ")
			fmt.Fprintf(&b, "| %s | `%s` |\n", n, route)
		}
	}
	return b.String()
}

// TestTables writes tables of what was measured, of what failed, and of what was not measured.
func TestTables(t *testing.T) {
	t.Parallel()
	text := tables([]result{
		{N: 1000, Model: eachModel, Step: planStep, Requests: 13, Measured: measured{Wall: 3 * time.Second}, Routes: counts{"GET /api/data/v9.2/teams": 13}},
		{N: 1000, Model: idleModel, Step: planStep, Measured: measured{Wall: 2 * time.Second}},
		{N: 1000, Model: aloneModel, Step: planStep, Failed: true},
		{N: 10, Model: companiesModel, Step: planStep, Requests: 720, Routes: counts{"GET /api/data/v9.2/teams": 120, "POST /v2.0/{tenant}/x": 600}},
		{N: 1, Model: companiesModel, Step: planStep, Requests: 90},
	})
	for _, line := range []string{
		"| 1,000 couplings: plan without changes | 391 | 13 |\n",
		"| 1,000 couplings: create | 6305 | – |\n",
		"| Each further company | 53 | 70 |\n",
		"| 1000 | plan without changes | 1.50 | – | – | 0.013 | – |\n",
		"| 10 | plan without changes | 10.0 % | 2.0 % | 720 | 0 | 0.0 | 0.0 | 0.0 | 0 |\n",
		"| plan without changes | one resource each, sharing off | | | failed | | | |\n",
		"| 13 | `GET /api/data/v9.2/teams` |\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("without %q:\n%s", line, text)
		}
	}
}
