// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// env is an environment.
type env map[string]string

func (e env) lookup(name string) (string, bool) {
	value, ok := e[name]
	return value, ok
}

// with returns the environment with more.
func (e env) with(more env) env {
	out := maps.Clone(e)
	maps.Copy(out, more)
	return out
}

// working is a smallest environment that works.
func working() env {
	return env{"BCSALES_TENANT_ID": "contoso.example", "BCSALES_CLIENT_ID": "app", "BCSALES_CLIENT_SECRET": "bcsales-secret"}
}

func arm() env {
	return env{"ARM_TENANT_ID": "arm.example", "ARM_CLIENT_ID": "arm-app", "ARM_CLIENT_SECRET": "arm-secret"}
}

//go:fix inline
func resolve(t *testing.T, s config.Settings, e env) *config.Config {
	t.Helper()
	c, err := config.Resolve(s, e.lookup)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// problem resolves and returns the one problem that there must be.
func problem(t *testing.T, s config.Settings, e env) config.Problem {
	t.Helper()
	c, err := config.Resolve(s, e.lookup)
	var problems config.Problems
	if c != nil || !errors.As(err, &problems) {
		t.Fatalf("%+v, %v", c, err)
	}
	if len(problems) != 1 {
		t.Fatalf("%d problems: %v", len(problems), err)
	}
	for _, value := range e {
		if strings.Contains(value, "secret") && strings.Contains(err.Error(), value) {
			t.Errorf("the message shows a secret: %v", err)
		}
	}
	return problems[0]
}

func mustContain(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %q", part, text)
		}
	}
}
