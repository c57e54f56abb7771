// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"html"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitMissingDependencies(t *testing.T) {
	t.Parallel()
	const (
		before = "The following solution cannot be imported: Needy. Some dependencies are missing. The missing dependencies are"
		one    = `<MissingDependency><Required type="300" schemaName="c_lib" displayName="Headers &amp; Footers" solution="Active" /><Dependent type="300" schemaName="c_app" displayName="Request" /></MissingDependency>`
		other  = `<MissingDependency><Required type="connectionreference" displayName="c_mail" solution="Base (1.0.0.0)" id.connectionreferencelogicalname="c_mail" /><Dependent type="29" displayName="Flow" id="{7168}" /></MissingDependency>`
		after  = " , ProductUpdatesOnly : False"
	)
	first := MissingDependency{
		Required:  DependencyComponent{Type: "300", SchemaName: "c_lib", DisplayName: "Headers & Footers", Solution: "Active"},
		Dependent: DependencyComponent{Type: "300", SchemaName: "c_app", DisplayName: "Request"},
	}
	second := MissingDependency{
		Required:  DependencyComponent{Type: "connectionreference", DisplayName: "c_mail", Solution: "Base (1.0.0.0)"},
		Dependent: DependencyComponent{Type: "29", DisplayName: "Flow", ID: "{7168}"},
	}
	whole := before + " : <MissingDependencies>" + one + other + "</MissingDependencies>" + after
	for name, test := range map[string]struct {
		message, rest string
		want          []MissingDependency
	}{
		"two":                 {whole, before + after, []MissingDependency{first, second}},
		"escaped":             {html.EscapeString(whole), before + after, []MissingDependency{first, second}},
		"cut off":             {before + " : <MissingDependencies>" + one + other[:40], before, []MissingDependency{first}},
		"without a list":      {before, before, nil},
		"without the outside": {before + ": " + one, before, []MissingDependency{first}},
	} {
		rest, missing := SplitMissingDependencies(test.message)
		if diff := cmp.Diff(test.want, missing); diff != "" || rest != test.rest {
			t.Errorf("%s: %q %s", name, rest, diff)
		}
	}
}
