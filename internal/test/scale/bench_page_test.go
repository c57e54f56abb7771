// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// The lines of the page between which the tables stand.
const (
	tablesBegin = "<!-- written by make bench -->\n"
	tablesEnd   = "<!-- end of what make bench writes -->\n"
)

// writePage writes the tables into the page.
func writePage(t *testing.T, path string, results []result) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(page), tablesBegin)
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the tables", path)
	}
	text := before + tablesBegin + "\n" + machine(t) + tables(results) + "\n" + tablesEnd + after
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// machine names what was measured on, and how busy it was.
func machine(t *testing.T) string {
	t.Helper()
	version, err := exec.CommandContext(t.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	name, _, _ := bytes.Cut(version, []byte("\n"))
	text := fmt.Sprintf("Measured on %s/%s with %d cores (%s), %s, %s.", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), model(), name, time.Now().UTC().Format("2 January 2006"))
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		text += fmt.Sprintf(" The load of the machine at the end was %s.", strings.Fields(string(load))[0])
	}
	return text + "\n"
}

func model() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// tables are the results by size and step.
func tables(results []result) string {
	var b strings.Builder
	var sizes []int
	var couplings, companies []result
	for _, r := range results {
		if r.model == companiesModel {
			companies = append(companies, r)
			continue
		}
		couplings = append(couplings, r)
		if !slices.Contains(sizes, r.n) {
			sizes = append(sizes, r.n)
		}
	}
	for _, n := range sizes {
		fmt.Fprintf(&b, "\n### %d couplings\n\n| Step | Model | Requests | 429 | Wall (s) | CPU of Terraform (s) | CPU of the provider (s) | Memory of the provider (MiB) |\n|---|---|--:|--:|--:|--:|--:|--:|\n", n)
		for _, step := range []string{"create", "plan without changes", "plan with 1 % drift", "destroy"} {
			for _, r := range couplings {
				if r.n == n && r.step == step {
					fmt.Fprintf(&b, "| %s | %s | %d | %d | %.1f | %.1f | %.1f | %d |\n", step, r.model, r.requests, r.refused,
						r.measured.wall.Seconds(), r.measured.terraform.Seconds(), r.measured.provider.Seconds(), r.measured.peak>>20)
				}
			}
		}
	}
	return b.String() + ratios(couplings, sizes) + manyCompanies(companies) + routes(couplings)
}

// ratios compare the model of one resource each with the baselines.
func ratios(results []result, sizes []int) string {
	of := func(n int, model, step string) result {
		at := slices.IndexFunc(results, func(r result) bool { return r.n == n && r.model == model && r.step == step })
		if at < 0 {
			return result{}
		}
		return results[at]
	}
	wall := func(one, other result) string {
		if other.measured.wall == 0 {
			return ""
		}
		return fmt.Sprintf("%.2f", one.measured.wall.Seconds()/other.measured.wall.Seconds())
	}
	var b strings.Builder
	b.WriteString("\n### Compared with the baselines\n\nWall time of *" + eachModel + "*, divided by that of the baseline, and its requests for each coupling.\n\n" +
		"| Couplings | Step | To the provider that does nothing | To terraform_data | To sharing off | Requests each | Requests each, sharing off |\n|--:|---|--:|--:|--:|--:|--:|\n")
	for _, n := range sizes {
		for _, step := range []string{"create", "plan without changes", "destroy"} {
			own, alone := of(n, eachModel, step), of(n, aloneModel, step)
			fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %.3f | %s |\n", n, step, wall(own, of(n, idleModel, step)), wall(own, of(n, dataModel, step)), wall(own, alone),
				float64(own.requests)/float64(n), perCoupling(alone.requests, n))
		}
	}
	return b.String()
}

// perCoupling is a number of requests for each coupling; empty where there is none.
func perCoupling(requests, n int) string {
	if requests == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(requests)/float64(n))
}

// manyCompanies is the table of examples/complete.
func manyCompanies(results []result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### Companies of examples/complete\n\nEach with %d salespeople and %d customers.\n\n"+
		"| Companies | Step | Requests | 429 | Wall (s) | CPU of Terraform (s) | CPU of the provider (s) | Memory of the provider (MiB) |\n|--:|---|--:|--:|--:|--:|--:|--:|\n", people, customers)
	for _, r := range results {
		fmt.Fprintf(&b, "| %d | %s | %d | %d | %.1f | %.1f | %.1f | %d |\n", r.n, r.step, r.requests, r.refused,
			r.measured.wall.Seconds(), r.measured.terraform.Seconds(), r.measured.provider.Seconds(), r.measured.peak>>20)
	}
	return b.String()
}

// routes are the requests of the largest model, route by route.
func routes(results []result) string {
	var b strings.Builder
	largest := slices.MaxFunc(results, func(a, c result) int { return a.n - c.n }).n
	fmt.Fprintf(&b, "\n### Requests for %d couplings, one resource each\n", largest)
	for _, r := range results {
		if r.n != largest || r.model != eachModel {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n\n| Requests | Route |\n|--:|---|\n", strings.ToUpper(r.step[:1])+r.step[1:])
		for _, line := range r.routes.lines() {
			n, route, _ := strings.Cut(strings.TrimSpace(line), " ")
			fmt.Fprintf(&b, "| %s | `%s` |\n", n, route)
		}
	}
	return b.String()
}
