// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// timed is a read of a data source or the run of an action.
type timed struct {
	kind, name, bound string
	arguments         map[string]any
}

// allTimed are all data sources and actions, with what they require.
func allTimed(p inProcess) []timed {
	var all []timed
	for _, kind := range slices.Sorted(maps.Keys(p.DataSourceSchemas())) {
		one := timed{kind: "data source", name: kind, bound: "read", arguments: map[string]any{}}
		for _, a := range p.DataSourceSchemas()[kind].Block.Attributes {
			if a.Required {
				one.arguments[a.Name] = companyID
			}
		}
		all = append(all, one)
	}
	for _, kind := range slices.Sorted(maps.Keys(p.ActionSchemas())) {
		one := timed{kind: "action", name: kind, bound: "invoke", arguments: map[string]any{}}
		for _, a := range p.ActionSchemas()[kind].Schema.Block.Attributes {
			if a.Required {
				one.arguments[a.Name] = map[string]string{"company_id": companyID, "setup": "dataverse", "name": "CUSTOMER"}[a.Name]
			}
		}
		all = append(all, one)
	}
	return all
}

// run carries out the operation within the time, and returns what was said and, of a data source, what was read.
func (o timed) run(t *testing.T, p inProcess, within string) (errors string, read cty.Value) {
	t.Helper()
	given := maps.Clone(o.arguments)
	given["timeouts"] = map[string]any{o.bound: within}
	if o.kind == "action" {
		config, err := p.Action(o.name, given)
		if err != nil {
			t.Fatal(err)
		}
		return p.Invoke(t.Context(), o.name, config).Errors(), cty.NilVal
	}
	config, err := p.DataSource(o.name, given)
	if err != nil {
		t.Fatal(err)
	}
	read, said := p.Read(t.Context(), o.name, config)
	return said.Errors(), read
}

// TestTimeoutsOfDataSourcesAndActions lets every service hang: no data source and no action takes longer than its timeout, and
// what it says names the call that was waited for, and the attribute.
func TestTimeoutsOfDataSourcesAndActions(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithoutRecord())
	all := allTimed(newInProcess(env, false))
	if len(all) < 19 {
		t.Fatalf("only %d data sources and actions", len(all))
	}
	env.Faults(
		acctest.Fault{API: acctest.Dataverse, Action: "hang"}, acctest.Fault{API: acctest.BusinessCentral, Action: "hang"},
		acctest.Fault{API: acctest.Graph, Action: "hang"},
	)
	for _, one := range all {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			p := newInProcess(env, false)
			for _, value := range []string{"0s", "-5s", "soon"} {
				if said, _ := one.run(t, p, value); !strings.Contains(said, "must be a time longer than zero") {
					t.Errorf("with %q: %s", value, said)
				}
			}
			begun := time.Now()
			said, read := one.run(t, p, "300ms")
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
			wanted := []string{" at ", "timeout ended while waiting for", "What to do: ", "timeouts"}
			if one.name == "bcsales_integration_readiness" {
				// It never fails: what cannot be looked at is a finding.
				if said != "" || read.GetAttr("ready").True() {
					t.Fatalf("ready %#v: %s", read.GetAttr("ready"), said)
				}
				said, wanted = fmt.Sprintf("%#v", read.GetAttr("checks")), wanted[:2]
			}
			for _, words := range wanted {
				if !strings.Contains(said, words) {
					t.Errorf("%q is not in:\n%s", words, said)
				}
			}
		})
	}
}

// TestTimeoutsAreKept reads within a time that is enough: the configured time is part of what was read.
func TestTimeoutsAreKept(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	p := newInProcess(env, false)
	said, read := timed{kind: "data source", name: "bcsales_companies", bound: "read", arguments: map[string]any{}}.run(t, p, "1h")
	if said != "" || read.GetAttr("timeouts").GetAttr("read").AsString() != "1h" {
		t.Errorf("read %#v: %s", read, said)
	}
}
