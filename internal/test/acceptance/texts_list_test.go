// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"regexp"
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
		{graphTexts, graphElsewhere, graphUnprovoked},
		{entraTexts, entraElsewhere, entraUnprovoked},
		{businessCentralTexts, businessCentralElsewhere, businessCentralUnprovoked},
	}
}

// emulatedText matches a text of the emulated Business Central, a code of the emulated Dataverse or a number of the
// emulated Entra.
var emulatedText = regexp.MustCompile(`(?m)^\s+((?:text|own|code|aadsts)[A-Z]\w*)\s+=\s+(?:"((?:[^"\\]|\\.)*)"|` + "`([^`]*)`" + `|(\d+)$)`)

// emulatedTexts returns the texts and the codes of the emulated services by the names of their constants.
func emulatedTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"businesscentral/*.go", "dataverse/errors.go", "odatasvc/dialect_dataverse.go", "limits.go", "graph/texts.go", "entra/codes.go"} {
		files, err := filepath.Glob("../../emulator/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range emulatedText.FindAllStringSubmatch(source(t, file), -1) {
				text := m[2] + m[3] + m[4]
				if other, twice := texts[m[1]]; twice && other != text {
					t.Errorf("%s is %q and %q", m[1], other, text)
				}
				texts[m[1]] = text
			}
		}
	}
	return texts
}

func source(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// recognizable is how many words in a row tell a text from others.
const recognizable = 3

var (
	noWord      = regexp.MustCompile(`\\s\+|\\n|[^\p{L}\p{N}]+`)
	placeholder = regexp.MustCompile(`%\d*\$?[a-z]|%\d|\\"`)
)

func words(text string) []string {
	return strings.Fields(strings.ToLower(noWord.ReplaceAllString(text, " ")))
}

// quotes reports whether the source of a test holds the text, or enough words of it in a row, however it breaks lines.
func quotes(source, text string) bool {
	if !strings.Contains(text, " ") { // a code
		return strings.Contains(strings.ToLower(source), strings.ToLower(text))
	}
	said := " " + strings.Join(words(source), " ") + " "
	for _, part := range placeholder.Split(text, -1) {
		all := words(part)
		for i := range all {
			if n := min(recognizable, len(words(text))); i+n <= len(all) && strings.Contains(said, " "+strings.Join(all[i:i+n], " ")+" ") {
				return true
			}
		}
	}
	return false
}

// asserts reports whether a test, given as file:test from the services' folder, is there and asserts the text.
func asserts(t *testing.T, where, text string) bool {
	t.Helper()
	file, test, _ := strings.Cut(where, ":")
	_, body, found := strings.Cut(source(t, "../../services/"+file), "func "+test+"(")
	if !found {
		t.Errorf("there is no test %s", where)
		return false
	}
	body, _, _ = strings.Cut(body, "\n}\n")
	return quotes(body, text)
}

// TestEveryTextIsProvoked wants each text to be provoked through Terraform, here or in a service's test, or to have a
// reason why no configuration can.
func TestEveryTextIsProvoked(t *testing.T) {
	t.Parallel()
	known := emulatedTexts(t)
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
			if text, ok := known[name]; ok && !asserts(t, where, text) {
				t.Errorf("%s: %s does not say %q", name, where, text)
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
	for name := range known {
		if seen[name] == "" {
			t.Errorf("%s is neither provoked through Terraform nor listed with a reason", name)
		}
	}
	for name := range seen {
		if _, ok := known[name]; !ok {
			t.Errorf("%s is listed, and the emulator has no such text", name)
		}
	}
	t.Logf("%d texts and codes: %d rows here, %d in the services' tests, %d that no configuration provokes", len(known), rows, elsewhere, total)
}
