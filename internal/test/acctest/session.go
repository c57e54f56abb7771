// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// Start starts the provider in this process with only these environment variables, without configuring it.
func Start(t testing.TB, environment map[string]string) *inprocess.Session {
	t.Helper()
	lookup := func(name string) (string, bool) {
		value, ok := environment[name]
		return value, ok
	}
	session, err := inprocess.Start(t.Context(), func() (tfprotov6.ProviderServer, error) { return provider.Server("test", lookup), nil })
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// Session starts the provider in this process and configures it for the emulator: with arguments of the provider
// block, and with the emulator's environment variables, which the given ones override; an empty one is unset.
func (e *Env) Session(variables map[string]string, block map[string]any) *inprocess.Session {
	e.t.Helper()
	environment := maps.Clone(e.emulator.Env())
	maps.Copy(environment, variables)
	maps.DeleteFunc(environment, func(_, value string) bool { return value == "" })
	session := Start(e.t, environment)
	config, err := session.Provider(block)
	if err != nil {
		e.t.Fatal(err)
	}
	if answer := session.Configure(e.t.Context(), config); answer.Failed() {
		e.t.Fatalf("configuring the provider: %s", answer.Errors())
	}
	return session
}

// Invocation is the output of an action.
type Invocation struct {
	Progress []string
	// Errors holds summary and detail of all errors; it is empty after success.
	Errors string
	// Warnings holds summary and detail of all warnings, of plan and invocation.
	Warnings string
}

// Invoke runs an action of the provider in this process, as Terraform does: it
// validates, plans and invokes the configuration.
func (e *Env) Invoke(name string, arguments map[string]any) Invocation {
	e.t.Helper()
	session := e.Session(nil, nil)
	config, err := session.Action(name, arguments)
	if err != nil {
		e.t.Fatal(err)
	}
	said := session.Invoke(e.t.Context(), name, config)
	return Invocation{said.Progress, said.Errors(), said.Warnings()}
}
