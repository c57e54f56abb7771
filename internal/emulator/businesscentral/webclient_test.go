// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestURLPathEncode has results of HttpUtility.UrlPathEncode.
func TestURLPathEncode(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"CRONUS":         "CRONUS",
		"Huber & Co. KG": "Huber%20&%20Co.%20KG",
		"Müller+Söhne":   "M%c3%bcller+S%c3%b6hne",
		"100% Bio":       "100%%20Bio",
		"Wer? Wir!":      "Wer? Wir!",
		"Halle #7 ü":     "Halle%20#7 ü",
		"\u682a":         "%e6%a0%aa",
	} {
		if got := urlPathEncode(name); got != want {
			t.Errorf("urlPathEncode(%q) = %q, want %q", name, got, want)
		}
	}
}

func (b *bench) navRows() []string {
	rows := b.world.Store.Table(store.Dataverse, setNavConnections).All()
	out := make([]string, 0, len(rows))
	for _, row := range rows {
		out = append(out, row.String(columnNavURL))
	}
	slices.Sort(out)
	return out
}

// TestNavConnectionOfAnotherEnvironment checks that the row of a company with the same name in another Business
// Central environment survives in the same Dataverse, whatever happens to the setup.
func TestNavConnectionOfAnotherEnvironment(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{"without an address": "{}", "with an address": `{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P"}`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			const foreign = "https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Other?company=CRONUS"
			b.dv(setNavConnections, store.Row{"nav_connectionid": "00000aaa-0000-4000-8000-000000000001", columnNavURL: foreign, columnNavName: "CRONUS"})
			id := b.connectSales(cronus, cronusUnit, "Team", body)
			two := func(when string) {
				t.Helper()
				if got := b.navRows(); len(got) != 2 || !slices.Contains(got, foreign) {
					t.Errorf("%s: %v", when, got)
				}
			}
			two("enabled")
			if got := b.row(cronus, setSalesSetup, func(store.Row) bool { return true }).String(columnURL); got == foreign {
				t.Error("the setup took the other environment's address over")
			}
			// The page refreshes the setup's field from the first row.
			b.put(cronus, setSalesSetup, id, store.Row{columnURL: foreign})
			b.must(action(cronus, setSalesSetup, id, "resetConfiguration"))
			two("reset")
			b.must(request{method: http.MethodPatch, path: in(cronus, setSalesSetup+"("+id+")"), body: `{"businessCentralUrl":"https://businesscentral.dynamics.com/new.contoso.com/P"}`})
			two("another address")
			b.put(cronus, setSalesSetup, id, store.Row{columnURL: foreign})
			b.must(action(cronus, setSalesSetup, id, "disable"))
			if got := b.navRows(); !slices.Equal(got, []string{foreign}) {
				t.Errorf("disabled: %v", got)
			}
			// A setup whose address was never sent, after the base application has filled it in.
			b.put(cronus, setSalesSetup, id, store.Row{columnURL: foreign, columnSent: ""})
			b.must(action(cronus, setSalesSetup, id, "enable"))
			two("enabled once more")
			b.must(action(cronus, setSalesSetup, id, "disable"))
			if got := b.navRows(); !slices.Equal(got, []string{foreign}) {
				t.Errorf("disabled once more: %v", got)
			}
		})
	}
}
