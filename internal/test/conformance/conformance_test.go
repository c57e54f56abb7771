// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/conformance"
)

const root = "../../.."

// unread are the fields that the Go client does not need.
var unread = map[string][]string{
	"connectors":                {"id"},
	"dataverseConnectionSetups": {"lastModifiedDateTime"},
	"salesConnectionSetups":     {"lastModifiedDateTime"},
	"tableMappings":             {"lastModifiedDateTime"},
	"allowedEnvironments":       {"id", "description", "lastModifiedDateTime"},
	"mappingSnapshots":          {"keptDateTime"},
	"logEntries":                {"id", "entryNo", "userSecurityId", "companyName", "property", "oldValue", "newValue"},
}

// sides are the descriptions of the API. The others are compared with the model.
type sides struct {
	al, model, metadata, client, guide conformance.API
}

func readSides(t *testing.T) sides {
	t.Helper()
	must := func(api conformance.API, err error) conformance.API {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return api
	}
	m, err := model.Load("businesscentral", "companion")
	if err != nil {
		t.Fatal(err)
	}
	var csdl bytes.Buffer
	if err := m.WriteMetadata(&csdl, "companion"); err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "companion-api.md"))
	if err != nil {
		t.Fatal(err)
	}
	s := sides{
		al:     must(conformance.FromAL(os.DirFS(filepath.Join(root, "extension", "app", "src")))),
		model:  must(conformance.FromModel(m)),
		client: must(conformance.FromClient(os.DirFS(filepath.Join(root, "internal", "clients", "businesscentral")))),
		guide:  must(conformance.FromGuide(string(guide))),
	}
	s.metadata = must(conformance.FromMetadata(&csdl, s.model))
	return s
}

func (s sides) differences(t *testing.T) []string {
	t.Helper()
	read, err := s.model.Without(unread)
	if err != nil {
		return []string{err.Error()}
	}
	out := conformance.Compare("the AL page", s.al, "the emulator's model", s.model)
	out = append(out, conformance.Compare("the emulator's $metadata", s.metadata, "the emulator's model", s.model)...)
	out = append(out, conformance.Compare("the Go client", s.client, "the emulator's model", read)...)
	return append(out, conformance.Compare("the guide", s.guide, "the emulator's model", s.model)...)
}

func TestTheFourSidesAgree(t *testing.T) {
	t.Parallel()
	s := readSides(t)
	for _, difference := range s.differences(t) {
		t.Error(difference)
	}
	fields, actions := 0, 0
	for _, e := range s.model {
		fields += len(e.Fields)
		actions += len(e.Actions)
	}
	if len(s.model) != 13 || fields == 0 || actions == 0 {
		t.Errorf("the model has %d entity sets, %d fields and %d actions", len(s.model), fields, actions)
	}
	t.Logf("compared %d entity sets, %d fields and %d actions on each side", len(s.model), fields, actions)
}

// TestEveryMutationIsFound changes each side, one thing at a time: every change must be reported as a difference.
func TestEveryMutationIsFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes seconds, and -short leaves it out")
	}
	s := readSides(t)
	if found := s.differences(t); len(found) > 0 {
		t.Fatalf("the sides differ before anything is changed: %v", found)
	}
	for _, side := range []struct {
		name string
		api  conformance.API
		with func(conformance.API) sides
	}{
		{"AL", s.al, func(a conformance.API) sides { c := s; c.al = a; return c }},
		{"model", s.model, func(a conformance.API) sides { c := s; c.model = a; return c }},
		{"metadata", s.metadata, func(a conformance.API) sides { c := s; c.metadata = a; return c }},
		{"client", s.client, func(a conformance.API) sides { c := s; c.client = a; return c }},
		{"guide", s.guide, func(a conformance.API) sides { c := s; c.guide = a; return c }},
	} {
		t.Run(side.name, func(t *testing.T) {
			t.Parallel()
			mutations := conformance.Mutations(side.api)
			for _, m := range mutations {
				if len(side.with(m.API).differences(t)) == 0 {
					t.Errorf("not found: %s", m.Name)
				}
			}
			t.Logf("%d mutations of side %s, all found", len(mutations), side.name)
		})
	}
}
