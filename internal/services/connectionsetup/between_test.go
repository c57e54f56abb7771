// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// unread is a look-up that fails.
func unread(api, path string) acctest.Fault {
	return acctest.Fault{
		API: api, Method: http.MethodGet, Path: path, Action: "status", Status: http.StatusBadRequest,
		Body: map[string]any{"error": map[string]any{"code": "BadRequest", "message": "Not now."}},
	}
}

// run plans a configuration in a workspace, lets something happen, and applies.
func (f fixture) run(t *testing.T, w *inprocess.Workspace, config string, mode inprocess.Mode, between func()) error {
	t.Helper()
	plan, err := w.Plan(t.Context(), f.prelude+config, mode)
	if err != nil {
		t.Fatal(err)
	}
	between()
	return w.Apply(t.Context(), plan)
}

func nothing() {}

// TestSetups_sincePlan lets something happen between the plan and the apply of an update that stops it: it is said, and the
// connections are as they were.
func TestSetups_sincePlan(t *testing.T) {
	t.Parallel()
	const second = "second@contoso.example"
	off := func(lines ...string) []string { return append(lines, `enabled = false`) }
	for name, c := range map[string]struct {
		dataverse, sales []string // the lines of the setups before
		change, settings []string // and of the update
		between          func(t *testing.T, f fixture)
		want             string
	}{
		"the Dataverse setup is deleted": {
			off(), off(), off(`proxy_version = 91`), off(),
			func(t *testing.T, f fixture) {
				t.Helper()
				f.Delete(dataverseSetups(), id(f.only(t, dataverseSetups())))
			}, "The Dataverse connection setup is gone",
		},
		"the Sales setup is deleted": {
			off(), off(), off(), off(`proxy_version = 91`),
			func(t *testing.T, f fixture) { t.Helper(); f.Delete(salesSetups(), id(f.only(t, salesSetups()))) }, "The Sales connection setup is gone",
		},
		"the next user of a setup that is off is deleted": {
			off(), off(), off(fmt.Sprintf("user_name = %q", second)), off(),
			func(_ *testing.T, f fixture) {
				f.Delete(inDataverse("systemusers"), fmt.Sprint(f.Find(inDataverse("systemusers"), "internalemailaddress", second)["systemuserid"]))
			}, "There is no user with email address " + second,
		},
		"the environment leaves the list before the connection is turned on": {
			off(), off(), nil, nil,
			func(t *testing.T, f fixture) { t.Helper(); f.forbid(t)() }, "may connect to. Nothing was changed.",
		},
		"the currencies cannot be read": {
			off(), off(), nil, nil,
			func(_ *testing.T, f fixture) { f.Faults(unread(acctest.Dataverse, "/transactioncurrencies$")) }, "Not now",
		},
		"the roles cannot be read": {
			off(), off(), nil, nil,
			func(_ *testing.T, f fixture) { f.Faults(unread(acctest.Dataverse, "/roles$")) }, "Not now",
		},
		"the exchange rate of a foreign currency cannot be read": {
			off(), off(), nil, nil,
			func(t *testing.T, f fixture) {
				t.Helper()
				currency("XXX")(t, f)
				f.Faults(unread(acctest.BusinessCentral, "/currencyExchangeRates$"))
			}, "Not now",
		},
		"the next user of a setup that is off cannot be read": {
			off(), off(), off(fmt.Sprintf("user_name = %q", second)), off(),
			func(_ *testing.T, f fixture) {
				fault := unread(acctest.Dataverse, "/systemusers$")
				fault.Skip = 1 // the plan's own look
				f.Faults(fault)
			}, "Not now",
		},
		"the solution of the Sales connection cannot be read": {
			nil, nil,
			[]string{`proxy_version = 91`},
			nil,
			func(_ *testing.T, f fixture) {
				fault := unread(acctest.Dataverse, "/solutions$")
				fault.Skip = 1 // the base solution's
				f.Faults(fault)
			}, "Not now",
		},
		"the mappings cannot be read": {
			nil, nil,
			[]string{`proxy_version = 91`},
			nil,
			func(_ *testing.T, f fixture) { f.Faults(unread(acctest.BusinessCentral, "/tableMappings$")) }, "Not now",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": second, "fullname": "Second"})
			w := inprocess.NewWorkspace(f.Factories())
			if err := f.run(t, w, f.dataverse(c.dataverse...)+f.sales(c.sales...), inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			err := f.run(t, w, f.dataverse(c.change...)+f.sales(c.settings...), inprocess.Mode{}, func() { c.between(t, f) })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			for _, row := range append(f.Rows(dataverseSetups()), f.Rows(salesSetups())...) {
				if row["isEnabled"] != (c.dataverse == nil) || row["userName"] == second || fmt.Sprint(row["proxyVersion"]) != "100" {
					t.Errorf("the setup is %v", row)
				}
			}
		})
	}
}

// TestDataverse_salesUnread cannot see the Sales connection after the Dataverse connection is on again, or after both are: both are
// turned off, and the next apply turns both on.
func TestDataverse_salesUnread(t *testing.T) {
	t.Parallel()
	for _, step := range []string{`/dataverseConnectionSetups\(.*enable$`, `/salesConnectionSetups\(.*testConnection$`} {
		f := arrange(t)
		w := inprocess.NewWorkspace(f.Factories())
		if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
			t.Fatal(err)
		}
		once := unread(acctest.BusinessCentral, "/salesConnectionSetups$")
		once.Times = 1
		err := f.run(t, w, f.dataverse(`proxy_version = 91`)+f.sales(), inprocess.Mode{}, func() {
			f.Before(http.MethodPost, step, func() { f.Faults(once) })
		})
		if err == nil || !strings.Contains(err.Error(), "stay off after the failure") {
			t.Errorf("%s: got %v", step, err)
		}
		f.expectBoth(t, false)
		if err := f.run(t, w, f.dataverse(`proxy_version = 91`)+f.sales(), inprocess.Mode{}, nothing); err != nil {
			t.Error(err)
		}
		f.expectBoth(t, true)
	}
}

// TestDataverse_stoppedJob turns the connections off and on, and the Dataverse connection on under a Sales connection whose jobs run
// without it: the job of a mapping that somebody stopped stays stopped.
func TestDataverse_stoppedJob(t *testing.T) {
	t.Parallel()
	for _, on := range []bool{true, false} {
		f := arrange(t)
		w := inprocess.NewWorkspace(f.Factories())
		if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
			t.Fatal(err)
		}
		f.Patch(mappings(), id(f.Find(mappings(), "name", "CUSTOMER")), acctest.Row{"isSynchronizationEnabled": false})
		f.Patch(dataverseSetups(), id(f.only(t, dataverseSetups())), acctest.Row{"isEnabled": on})
		if err := f.run(t, w, f.dataverse(`proxy_version = 91`)+f.sales(), inprocess.Mode{}, nothing); err != nil {
			t.Fatal(err)
		}
		f.expectBoth(t, true)
		for name, runs := range map[string]bool{"CUSTOMER": false, "VENDOR": true, "ITEM-PRODUCT": true} {
			if got := f.Find(mappings(), "name", name)["isSynchronizationEnabled"]; got != runs {
				t.Errorf("on %t: the job of %s runs: %v", on, name, got)
			}
		}
	}
}

// TestDataverse_salesTurnedOnMeanwhile turns the Dataverse connection off and on while somebody turns on the Sales connection, which was
// off, as another user: it is left as it is.
func TestDataverse_salesTurnedOnMeanwhile(t *testing.T) {
	t.Parallel()
	const another = "another@contoso.example"
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "environmentUrl": f.Emulator().URL(), "userName": another})
	err := f.run(t, w, f.dataverse(`proxy_version = 91`), inprocess.Mode{}, func() {
		f.Before(http.MethodPost, `/dataverseConnectionSetups\(.*testConnection$`, func() {
			f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"isEnabled": true})
		})
	})
	if err != nil {
		t.Error(err)
	}
	f.expectBoth(t, true)
	if row := f.only(t, salesSetups()); row["userName"] != another {
		t.Errorf("the setup is %v", row)
	}
}

// TestSales_settingsUnread: settings that were written and cannot be seen do not count as taken.
func TestSales_settingsUnread(t *testing.T) {
	t.Parallel()
	f, w, off := bothOff(t)
	once := unread(acctest.BusinessCentral, "/salesConnectionSetups$")
	once.Times = 1
	err := f.run(t, w, f.dataverse(off...)+f.sales(append(off, `item_availability = true`)...), inprocess.Mode{}, func() {
		f.Before(http.MethodPatch, `/salesConnectionSetups\(`, func() { f.Faults(once) })
	})
	if err == nil || !strings.Contains(err.Error(), "Not now") {
		t.Errorf("got %v", err)
	}
}

// bothOff makes the two setups, turned off as off says.
func bothOff(t *testing.T) (f fixture, w *inprocess.Workspace, off []string) {
	t.Helper()
	f = arrange(t)
	w = inprocess.NewWorkspace(f.Factories())
	off = []string{`enabled = false`}
	if err := f.run(t, w, f.dataverse(off...)+f.sales(off...), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	return f, w, off
}

// TestSales_settingsNotTaken: settings that somebody has changed back right after they were written do not count as taken.
func TestSales_settingsNotTaken(t *testing.T) {
	t.Parallel()
	f, w, off := bothOff(t)
	err := f.run(t, w, f.dataverse(off...)+f.sales(append(off, `item_availability = true`)...), inprocess.Mode{}, func() {
		f.Before(http.MethodPatch, `/salesConnectionSetups\(`, func() {
			f.Before(http.MethodGet, `/salesConnectionSetups$`, func() {
				f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"itemAvailabilityEnabled": false})
			})
		})
	})
	if err == nil || !strings.Contains(err.Error(), "Business Central did not take all settings") {
		t.Errorf("got %v", err)
	}
}

// TestDataverse_unitUnchecked: a setup that is off and could not be seen in the plan does not get the ownership model Person with
// another unit than the company's own.
func TestDataverse_unitUnchecked(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse(`enabled = false`), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	denied := unread(acctest.BusinessCentral, "/dataverseConnectionSetups$")
	denied.Status, denied.Times = http.StatusForbidden, 4 // twice in the plan, and as often when it is made again before the apply
	f.Faults(denied)
	lines := []string{`enabled = false`, `ownership_model = "person"`, `business_unit_name = "Shared"`}
	plan, err := w.Plan(t.Context(), f.prelude+f.dataverse(lines...), inprocess.Mode{NoRefresh: true})
	if err != nil {
		t.Fatal(err)
	}
	err = w.Apply(t.Context(), plan)
	if row := f.only(t, dataverseSetups()); err == nil || !strings.Contains(err.Error(), "needs the company's own business unit") || row["ownershipModel"] != "Team" {
		t.Errorf("got %v, and the setup %v", err, row)
	}
}

// TestDataverse_spelledUnread: a setup whose unit's name cannot be spelled as Dataverse has it is not changed.
func TestDataverse_spelledUnread(t *testing.T) {
	t.Parallel()
	const composed, decomposed = "Verk\u00e4ufe", "Verka\u0308ufe"
	f := arrange(t)
	f.Patch(inDataverse("businessunits"), fmt.Sprint(f.unit["businessunitid"]), acctest.Row{"name": decomposed})
	w := inprocess.NewWorkspace(f.Factories())
	lines := []string{`enabled = false`, fmt.Sprintf("business_unit_name = %q", composed)}
	err := f.run(t, w, f.dataverse(lines...), inprocess.Mode{}, func() { f.Faults(unread(acctest.Dataverse, "/businessunits")) })
	if rows := f.Rows(dataverseSetups()); err == nil || !strings.Contains(err.Error(), "Not now") || len(rows) != 0 {
		t.Errorf("got %v, and the setups %v", err, rows)
	}
	f.Faults()
	if err := f.run(t, w, f.dataverse(lines...), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if name := f.only(t, dataverseSetups())["businessUnitName"]; name != decomposed {
		t.Errorf("the setup names the unit %q", name)
	}
	err = f.run(t, w, f.dataverse(append(lines, `proxy_version = 91`)...), inprocess.Mode{}, func() { f.Faults(unread(acctest.Dataverse, "/businessunits")) })
	if row := f.only(t, dataverseSetups()); err == nil || !strings.Contains(err.Error(), "Not now") || fmt.Sprint(row["proxyVersion"]) != "100" {
		t.Errorf("got %v, and the setup %v", err, row)
	}
}

// TestDataverse_unitOfAnotherName: a setup that is off says what the configuration says, also where Dataverse has another name.
func TestDataverse_unitOfAnotherName(t *testing.T) {
	t.Parallel()
	const name = "Eink\u00e4ufe"
	f := arrange(t)
	if err := f.run(t, inprocess.NewWorkspace(f.Factories()), f.dataverse(`enabled = false`, fmt.Sprintf("business_unit_name = %q", name)), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if got := f.only(t, dataverseSetups())["businessUnitName"]; got != name {
		t.Errorf("the setup names the unit %q", got)
	}
}

// TestSetups_timeouts changes what only Terraform knows of running connections: nothing is sent to Business Central, not even
// when their environment has left the list of those that it may connect to.
func TestSetups_timeouts(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	f.forbid(t)()
	f.ResetRequests()
	const longer = `timeouts = { update = "30m" }`
	if err := f.run(t, w, f.dataverse(longer)+f.sales(longer), inprocess.Mode{}, nothing); err != nil {
		t.Error(err)
	}
	f.writesNothing(t)
	for address, attributes := range w.Attributes() {
		if !strings.Contains(string(attributes), `"update":"30m"`) {
			t.Errorf("%s: the state has %s", address, attributes)
		}
	}
}
