// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/businesscentral"
)

var textSplit = regexp.MustCompile(`%(?:\[\d\])?[sdv\d]|[",:\\]|\. |\.$|\(s\)`)

// enoughWords is how long a piece of a text must be to distinguish it from others.
const enoughWords = 12

// textPieces returns the pieces of Business Central's texts between their placeholders and sentences.
func textPieces() map[string][]string {
	pieces := map[string][]string{}
	for name, text := range businesscentral.Texts() {
		for _, piece := range textSplit.Split(text, -1) {
			if piece = strings.TrimSpace(piece); len(piece) >= enoughWords {
				pieces[name] = append(pieces[name], piece)
			}
		}
	}
	return pieces
}

// TestWordsAreTheServices requires the expected words of Business Central's texts to be in that text, whether the
// service says them or the provider, which checks first.
func TestWordsAreTheServices(t *testing.T) {
	t.Parallel()
	pieces := textPieces()
	for _, first := range businessCentralTexts() {
		for _, row := range first.all() {
			said := row.summary + " " + row.want
			if len(row.texts) > 0 && !slices.ContainsFunc(row.texts, func(name string) bool {
				return slices.ContainsFunc(pieces[name], func(piece string) bool { return strings.Contains(said, piece) })
			}) {
				t.Errorf("%s: %q is not from %s: %q", row.name, row.want, row.texts, pieces[row.texts[0]])
			}
			if row.remedy == "" || row.remedy == "What to do: " {
				t.Errorf("%s expects no remedy", row.name)
			}
		}
	}
}
