// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// FuzzList reads answers as lists: there are rows, or an error, and only an answer with a list has no rows.
func FuzzList(f *testing.F) {
	f.Fuzz(func(t *testing.T, body string) {
		network := transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
			return transporttest.Answer{Status: 200, Body: body}
		})
		c, _ := newClient(t, network)
		rows, err := odata.List[thing](t.Context(), c, "things", odata.Query{})
		if err == nil && !strings.Contains(body, "value") && !strings.Contains(body, `\u`) {
			t.Errorf("%d rows of an answer that holds no list", len(rows))
		}
	})
}

// FuzzFacts reads the bodies of errors.
func FuzzFacts(f *testing.F) {
	f.Fuzz(func(t *testing.T, body string) {
		code, _ := odata.Facts([]byte(body))
		if utf8.RuneCountInString(code) > 201 || strings.ContainsFunc(code, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("the code is not fit to be shown: %q", code)
		}
	})
}

// FuzzEntityID reads the id of what an answer created.
func FuzzEntityID(f *testing.F) {
	f.Fuzz(func(t *testing.T, value string) {
		id, ok := odata.EntityID(http.Header{"Odata-Entityid": {value}})
		if parsed, err := uuid.Parse(id); ok && (err != nil || parsed.String() != id) {
			t.Errorf("%q gives the id %q", value, id)
		}
	})
}

// FuzzPrintable cleans texts of services.
func FuzzPrintable(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		shown := odata.Printable(text)
		if strings.ContainsFunc(shown, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("%q is shown as %q", text, shown)
		}
	})
}

// FuzzSegment writes keys into paths.
func FuzzSegment(f *testing.F) {
	f.Fuzz(func(t *testing.T, key string) {
		if path := odata.KeyOf("things", odata.String(key)); strings.ContainsAny(path, "/?#\\ \r\n") {
			t.Errorf("%q leaves its segment: %q", key, path)
		}
	})
}
