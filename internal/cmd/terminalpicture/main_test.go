// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestDraw: the picture is XML, wide enough for the longest line, and each line stands in it once, in the color of its meaning.
func TestDraw(t *testing.T) {
	t.Parallel()

	var out strings.Builder
	if err := draw(strings.NewReader("$ terraform plan\n\n  ~ a = <b> & \"c\" -> äöü\nNo changes.\n"), &out); err != nil {
		t.Fatal(err)
	}

	picture := out.String()
	for _, want := range []string{
		`viewBox="0 0 241 132"`,
		`fill="` + command + `" xml:space="preserve">$ terraform plan</text>`,
		`fill="` + changed + `" xml:space="preserve">  ~ a = &lt;b&gt; &amp; "c" -&gt; äöü</text>`,
		`fill="` + added + `" xml:space="preserve">No changes.</text>`,
	} {
		if strings.Count(picture, want) != 1 {
			t.Errorf("%q is not there once in\n%s", want, picture)
		}
	}

	decoder := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}
