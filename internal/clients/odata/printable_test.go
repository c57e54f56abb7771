// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

func TestPrintable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"plain":                     {"Währung fehlt: 通貨\n\tEUR.", "Währung fehlt: 通貨\n\tEUR."},
		"colour":                    {"a\x1b[31;1mred\x1b[0m b", "ared b"},
		"eight-bit CSI":             {"a\u009b2Jb", "ab"},
		"window title":              {"a\x1b]0;title\x07b", "ab"},
		"link with terminator":      {"\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\", "here"},
		"unterminated title":        {"a\x1b]0;title\nnext", "a\nnext"},
		"two-byte escape":           {"a\x1bcb", "ab"},
		"escape at the end":         {"a\x1b", "a"},
		"bell, backspace, null":     {"a\x07b\x08c\x00d\x7f", "abcd"},
		"carriage return":           {"Done.\rFailed.\r\nEnd", "Done.\nFailed.\nEnd"},
		"right-to-left override":    {"a\u202egnp.exe", "agnp.exe"},
		"line separator of Unicode": {"a\u2028b", "ab"},
	} {
		if got := odata.Printable(test.text); got != test.want {
			t.Errorf("%s: %q, expected %q", name, got, test.want)
		}
	}
}

func TestBounded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{{"ä€𝄞", 3, "ä€𝄞"}, {"ä€𝄞x", 3, "ä€𝄞…"}, {"ab cd", 3, "ab…"}, {"", 0, ""}} {
		if got := odata.Bounded(test.text, test.limit); got != test.want {
			t.Errorf("Bounded(%q, %d) = %q, expected %q", test.text, test.limit, got, test.want)
		}
	}
}

// TestErrorShowsBoundedMessage: what a service says at length stays whole in the message, but not in what is shown.
func TestErrorShowsBoundedMessage(t *testing.T) {
	t.Parallel()
	long := &odata.Error{Service: "Dataverse", Method: http.MethodGet, Path: "roles", StatusCode: http.StatusBadRequest, Code: "0x1", Message: strings.Repeat("ü", 100_000)}
	if got := len([]rune(long.Error())); got > 2_200 {
		t.Errorf("the error shows %d characters", got)
	}
	if !strings.HasSuffix(long.Error(), "ü… (code 0x1)") {
		t.Errorf("the error ends in %q", long.Error()[len(long.Error())-40:])
	}
}
