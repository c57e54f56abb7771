// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestFaultsInBatches: a fault that fits a part changes the answer of that part; one that breaks the connection breaks that of
// the whole batch. Each counts how often it has fired.
func TestFaultsInBatches(t *testing.T) {
	t.Parallel()
	const parts = `{"requests":[
		{"id":"1","method":"POST","url":"companies({company})/salespeoplePurchasers","headers":{"Content-Type":"application/json"},"body":{"code":"ONE"}},
		{"id":"2","method":"GET","url":"companies"},
		{"id":"3","method":"POST","url":"companies({company})/salespeoplePurchasers","headers":{"Content-Type":"application/json"},"body":{"code":"TWO"}}]}`
	for name, tc := range map[string]struct {
		fault string
		want  string // statuses of the parts; empty for a broken connection
		fired int
		made  int
	}{
		"a part fails":                     {`"method":"POST","path":"salespeople","action":"status","status":500,"times":1`, "500 200 201", 1, 1},
		"the second of its kind":           {`"method":"POST","path":"salespeople","action":"status","status":429,"times":1,"skip":1`, "201 200 429", 1, 1},
		"all parts of a kind":              {`"method":"POST","path":"salespeople","action":"status","status":503`, "503 200 503", 2, 0},
		"a part's answer is malformed":     {`"method":"GET","path":"companies$","action":"malformed"`, "201 200 201", 1, 2},
		"the whole fails":                  {`"path":"[$]batch$","action":"status","status":500`, "500", 1, 0},
		"the connection breaks before":     {`"method":"GET","path":"companies$","action":"reset_before"`, "", 1, 0},
		"the connection breaks afterwards": {`"method":"GET","path":"companies$","action":"reset_after"`, "", 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t, emulator.Options{})
			company, _ := c.state("businesscentral/companies")[0]["id"].(string)
			parts := strings.ReplaceAll(parts, "{company}", company)
			before := c.salespeople()
			c.want(c.do("PUT", "/_emulator/faults", `[{"api":"businesscentral",`+tc.fault+`}]`), 204)
			if tc.want == "" {
				if r := c.do("POST", nav+"/$batch", parts, "Prefer: odata.continue-on-error"); r.err == nil {
					t.Error("the connection did not break")
				}
			} else if got := partStatuses(c.do("POST", nav+"/$batch", parts, "Prefer: odata.continue-on-error")); got != tc.want {
				t.Errorf("statuses %s, want %s", got, tc.want)
			}
			var fired []struct{ Fired int }
			c.want(c.do("GET", "/_emulator/faults", ""), 200).json(t, &fired)
			if len(fired) != 1 || fired[0].Fired != tc.fired {
				t.Errorf("fired: %v, want %d", fired, tc.fired)
			}
			c.want(c.do("DELETE", "/_emulator/faults", ""), 204)
			if n := c.salespeople() - before; n != tc.made {
				t.Errorf("%d rows were made, want %d", n, tc.made)
			}
		})
	}
}

// TestBatchStopsInSpiteOfThePreference: an option of the seed makes Business Central ignore the preference.
func TestBatchStopsInSpiteOfThePreference(t *testing.T) {
	t.Parallel()
	const parts = `{"requests":[{"id":"1","method":"GET","url":"companies(00000000-0000-4000-8000-00000000ffff)"},{"id":"2","method":"GET","url":"companies"}]}`
	for ignored, want := range map[bool]string{false: "404 200", true: "404"} {
		c := start(t, emulator.Options{Seed: fmt.Appendf(nil, `{"businesscentral":{"options":{"ignoreContinueOnError":%t}}}`, ignored)})
		if got := partStatuses(c.do("POST", nav+"/$batch", parts, "Prefer: odata.continue-on-error")); got != want {
			t.Errorf("ignored %t: statuses %s, want %s", ignored, got, want)
		}
	}
}

// TestRecordHoldsTheParts: a batch is recorded whole and then each of its parts, as if it had come alone.
func TestRecordHoldsTheParts(t *testing.T) {
	t.Parallel()
	var record bytes.Buffer
	c := start(t, emulator.Options{Record: &record})
	c.do("POST", nav+"/$batch", `{"requests":[{"id":"1","method":"GET","url":"companies?$top=1"},{"id":"2","method":"GET","url":"nothing"}]}`)
	var got []string
	for line := range strings.SplitSeq(strings.TrimSpace(record.String()), "\n") {
		var e struct {
			Method string `json:"method"`
			URL    string `json:"url"`
			Status int    `json:"status"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(e.Method, " ", strings.TrimPrefix(e.URL, c.URL()+nav), " ", e.Status))
	}
	if want := "POST /$batch 200,GET /companies?$top=1 200,GET /nothing 404"; !strings.HasSuffix(strings.Join(got, ","), want) {
		t.Errorf("recorded %v", got)
	}
}

// partStatuses returns the statuses of the parts of a batch, or that of the whole when it failed.
func partStatuses(r response) string {
	if r.status != 200 {
		return strconv.Itoa(r.status)
	}
	var whole struct {
		Responses []struct {
			Status int `json:"status"`
		} `json:"responses"`
	}
	_ = json.Unmarshal(r.body, &whole)
	var out []string
	for _, part := range whole.Responses {
		out = append(out, strconv.Itoa(part.Status))
	}
	return strings.Join(out, " ")
}

// salespeople counts the demo company's salespeople.
func (c *client) salespeople() int {
	return len(c.state("businesscentral/salespeoplePurchasers?company=CRONUS"))
}
