// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzWebClient(f *testing.F) {
	for _, text := range []string{"https://businesscentral.dynamics.com/tenant/Production?company=CRONUS%20AG", "?company=", "&COMPANY=x", "", "https://x/?a=b&company=c"} {
		f.Add(text, "CRONUS AG")
	}
	f.Fuzz(func(_ *testing.T, text, company string) {
		w := ParseWebClient(text)
		w.Opens(company)
		w.Place()
	})
}

func FuzzOption(f *testing.F) {
	for _, name := range []string{"Full Synchronization", " ", "Ünïcode", "1", "A.B (C)"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) || strings.Contains(name, "_") { // no member of an option has an underscore, which begins an escape
			return
		}
		wire, err := Option(name).MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Option
		if err := back.UnmarshalText(wire); err != nil || back != Option(name) {
			t.Errorf("%q became %q, then %q", name, wire, back)
		}
	})
}

func FuzzConcerns(f *testing.F) {
	f.Add("Customer: 10000", "Dataverse Account: 000000ee-0000-4000-8000-000000000040", "10000")
	f.Add(": ", "", "")
	f.Fuzz(func(t *testing.T, source, destination, key string) {
		same := SynchronizationError{SourceRecord: source, DestinationRecord: destination}.Concerns(RecordCoupling{RecordKey: key})
		if same && key == "" {
			t.Error("a record without a key is not every record")
		}
	})
}
