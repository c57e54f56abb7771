// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// inProcess is a provider in this process, called as Terraform calls it.
type inProcess struct{ *inprocess.Session }

// newInProcess starts a provider for the emulator, whose address may be unknown yet.
func newInProcess(env *acctest.Env, later bool) inProcess {
	block := map[string]any{}
	if later {
		block["dataverse_url"] = inprocess.Unknown
	}
	return inProcess{env.Session(nil, block)}
}

// plan validates and plans a resource, with arguments that may be unknown yet.
func (p inProcess) plan(t *testing.T, kind string, prior, config map[string]any, unknown []string) inprocess.Diagnostics {
	t.Helper()
	given := maps.Clone(config)
	for _, name := range unknown {
		given[name] = inprocess.Unknown
	}
	configured, err := p.Resource(kind, given)
	if err != nil {
		t.Fatal(err)
	}
	var before inprocess.Object
	if prior != nil {
		if before.Value, err = p.Resource(kind, prior); err != nil {
			t.Fatal(err)
		}
	}
	_, answer := p.Plan(t.Context(), kind, before, configured)
	return answer
}

// read reads a data source.
func (p inProcess) read(t *testing.T, kind string, config map[string]any) {
	t.Helper()
	given, err := p.DataSource(kind, config)
	if err != nil {
		t.Fatal(err)
	}
	if _, answer := p.Read(t.Context(), kind, given); answer.Failed() {
		t.Fatalf("%s with %v: %s", kind, config, answer.Errors())
	}
}
