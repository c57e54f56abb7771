// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// service is what is known of the texts of one emulated service.
type service struct {
	texts      func() []provoked
	elsewhere  func() map[string]string
	unprovoked func() map[string][]string
}

func services() []service {
	return []service{
		{dataverseTexts, dataverseElsewhere, dataverseUnprovoked},
		{businessCentralTexts, businessCentralElsewhere, businessCentralUnprovoked},
	}
}

var emulatedText = regexp.MustCompile(`(?m)^\s+((?:text|own|code)[A-Z]\w*)\s+=\s+["` + "`]")

// emulatedTexts returns the names of the texts of the emulated Business Central and the codes of the emulated Dataverse.
func emulatedTexts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../emulator/businesscentral/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range append(files, "../emulator/dataverse/errors.go") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range emulatedText.FindAllSubmatch(source, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names
}

// TestEveryTextIsProvoked wants each text to be provoked through Terraform, here or in a service's test, or to have a
// reason why no configuration can.
func TestEveryTextIsProvoked(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	note := func(name, where string) {
		if before, twice := seen[name]; twice && before != where {
			t.Errorf("%s is in two lists: %s, and %s", name, before, where)
		}
		seen[name] = where
	}
	rows, elsewhere, total := 0, 0, 0
	for _, service := range services() {
		for _, first := range service.texts() {
			for _, row := range first.all() {
				rows++
				for _, name := range row.texts {
					note(name, "provoked here")
				}
			}
		}
		elsewhere += len(service.elsewhere())
		for name, where := range service.elsewhere() {
			note(name, where)
			file, test, _ := strings.Cut(where, ":")
			source, err := os.ReadFile("../services/" + file)
			if err != nil || !strings.Contains(string(source), "func "+test+"(") {
				t.Errorf("%s: there is no test %s: %v", name, where, err)
			}
		}
		for reason, names := range service.unprovoked() {
			total += len(names)
			t.Logf("%s: %s", reason, strings.Join(names, ", "))
			for _, name := range names {
				note(name, reason)
			}
		}
	}
	known := emulatedTexts(t)
	for _, name := range known {
		if seen[name] == "" {
			t.Errorf("%s is neither provoked through Terraform nor listed with a reason", name)
		}
	}
	for name := range seen {
		if !slices.Contains(known, name) {
			t.Errorf("%s is listed, and the emulator has no such text", name)
		}
	}
	t.Logf("%d texts and codes: %d rows here, %d in the services' tests, %d that no configuration provokes", len(known), rows, elsewhere, total)
}
