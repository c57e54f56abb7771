// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// silent checks that no canary has come out in what a run leaves: its log, its recorded
// traffic, its diagnostics, the state, and the next plan.
func (m *matrix) silent(c cell, w *inprocess.Workspace, err error, log *lockedLog) {
	m.t.Helper()
	left := map[string]string{"recorded traffic": m.traffic.Text(), "log": log.String()}
	m.requestsLogged = m.requestsLogged || strings.Contains(left["log"], "HTTP request")
	m.requestsRecorded = m.requestsRecorded || left["recorded traffic"] != ""
	if err != nil {
		left["diagnostic"] = err.Error()
	}
	state, stateErr := w.State()
	left["state"] = m.json(state, stateErr)
	plan, planErr := w.Clone().Plan(m.t.Context(), c.operation.to.config, inprocess.Mode{})
	if planErr == nil {
		shown, err := plan.JSON()
		left["plan"] = m.json(shown, err)
	} else {
		left["plan's diagnostic"] = planErr.Error()
	}
	for where, text := range left {
		for _, canary := range []string{m.env.Emulator().ClientSecret(), tokenCanary, "c4n4ry0"} {
			if strings.Contains(text, canary) {
				m.t.Errorf("%s: a secret is in the %s", c, where)
			}
		}
	}
}

func (m *matrix) json(v any, err error) string {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		m.t.Fatal(err)
	}
	return string(text)
}
