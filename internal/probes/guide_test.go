// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/probes"
)

// guide is the page that describes the probes.
const guide = "../../templates/guides/what-is-verified.md"

// TestQuestions: each entry of the guide's list of what is not settled names its probes or says why there is none, and there is
// no other probe.
func TestQuestions(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(page), "is not settled by any public source.")
	if !found {
		t.Fatal("the guide has no list")
	}
	list, _, _ := strings.Cut(after, "\n## ")
	unnamed := map[string]bool{}
	for _, p := range probes.All() {
		if unnamed[p.ID] {
			t.Errorf("two probes are called %s", p.ID)
		}
		unnamed[p.ID] = true
	}
	named := regexp.MustCompile("^(?:`[a-z-]+`(?:, )?)+: ")
	for _, entry := range strings.Split(list, "\n- ")[1:] {
		ids := named.FindString(entry)
		if ids == "" && !strings.Contains(strings.Join(strings.Fields(entry), " "), "No probe: ") {
			t.Errorf("neither a probe nor a reason: %s", entry)
		}
		for _, id := range regexp.MustCompile("[a-z-]+").FindAllString(ids, -1) {
			if !unnamed[id] {
				t.Errorf("no probe, or named twice: %s", id)
			}
			delete(unnamed, id)
		}
	}
	if len(unnamed) > 0 {
		t.Errorf("probes that the list does not name: %v", slices.Sorted(maps.Keys(unnamed)))
	}
}

// TestGuide: the guide lists the probes, in their order.
func TestGuide(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	for _, p := range probes.All() {
		fmt.Fprintf(&rows, "| `%s` | %s | %s |\n", p.ID, map[bool]string{true: "yes", false: "no"}[p.Writes], p.Question)
	}
	if !strings.Contains(string(page), "|---|---|---|\n"+rows.String()+"\n") {
		t.Errorf("the guide lacks\n%s", rows.String())
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"teamroles With Id = 5B1F0C3A-4f8b-4b6e-9d38-6d1f0c0de365 Does Not Exist": "teamroles With Id = {id} Does Not Exist",
		`GET "https://contoso.crm4.dynamics.com/api?x=1" failed`:                  `GET "{address}" failed`,
		"contoso.crm4.dynamics.com says no to jo.e@contoso.example (0x80040217)":  "{host} says no to {e-mail} (0x80040217)",
		"412 0x80040237": "412 0x80040237",
	} {
		if got := probes.Mask(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// TestSelect keeps the order of all probes.
func TestSelect(t *testing.T) {
	t.Parallel()
	if _, err := probes.Select([]string{"user-id", "weather"}); err == nil {
		t.Error("an unknown probe was selected")
	}
	some, err := probes.Select([]string{"user-id", "batch-after-refusal"})
	if err != nil || len(some) != 2 || some[0].ID != "batch-after-refusal" {
		t.Errorf("%v %v", some, err)
	}
	writes := false
	for _, p := range probes.All() {
		if writes && !p.Writes {
			t.Errorf("%s reads and comes after one that writes", p.ID)
		}
		writes = p.Writes
	}
}
