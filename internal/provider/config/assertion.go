// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

// assertion finds where the assertion for OIDC comes from, and at which level that was set. What the job's own
// variables offer comes last and counts as set for us: they are there for whatever the job runs.
func (r *resolver) assertion() (auth.Assertion, level) {
	a := auth.Assertion{Audience: r.chosenCloud.oidcAudience}
	for _, l := range levels() {
		if f, ok := r.oidcToken().at(l, r.lookup); ok {
			a.Token = f.value
			return a, l
		}
		if f, ok := r.oidcTokenFilePath().at(l, r.lookup); ok {
			a.TokenFilePath = f.value
			return a, l
		}
		if _, ok := r.oidcRequestURL().at(l, r.lookup); ok {
			break
		}
		if _, ok := r.oidcRequestToken().at(l, r.lookup); ok {
			break
		}
	}
	return r.request(a)
}

// request finds the address and the token that a job requests assertions with: GitHub's variables are
// ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN, those of Azure DevOps SYSTEM_OIDCREQUESTURI and SYSTEM_ACCESSTOKEN.
func (r *resolver) request(a auth.Assertion) (auth.Assertion, level) {
	where := inBlock
	if f, ok := r.oidcRequestURL().find(r.lookup); ok {
		a.RequestURL, where = f.value, f.level
	}
	if f, ok := r.oidcRequestToken().find(r.lookup); ok {
		a.RequestToken, where = f.value, max(where, f.level)
	}
	if f, ok := r.serviceConnection().find(r.lookup); ok {
		a.ServiceConnectionID = f.value
	} else {
		a.ServiceConnectionID = r.first("ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID")
	}
	onGitHub, onDevOps := r.first("ACTIONS_ID_TOKEN_REQUEST_URL"), r.first("SYSTEM_OIDCREQUESTURI")
	switch {
	case a.RequestURL != "":
		a.RequestToken = cmp.Or(a.RequestToken, r.first("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"))
	case onGitHub != "":
		a.RequestURL = onGitHub
		a.RequestToken = cmp.Or(a.RequestToken, r.first("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
		a.ServiceConnectionID = ""
	case onDevOps != "":
		a.RequestURL = onDevOps
		a.RequestToken = cmp.Or(a.RequestToken, r.first("SYSTEM_ACCESSTOKEN"))
		if a.ServiceConnectionID == "" {
			r.problem("use_oidc", "Azure DevOps needs a service connection", "The pipeline offers assertions "+
				"(SYSTEM_OIDCREQUESTURI), but no service connection is named: set "+
				"azure_service_connection_id or BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID to the id of one with workload identity federation.")
		}
	}
	return a, where
}

// first returns the first variable that is set, or "".
func (r *resolver) first(names ...string) string {
	for _, name := range names {
		if value, ok := r.lookup(name); ok && value != "" {
			return value
		}
	}
	return ""
}
