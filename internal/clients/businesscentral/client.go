// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package businesscentral is a typed client of Business Central's standard API, its automation API, and the API of the
// companion extension.
//
// It knows no Terraform types. Facts about the service come from Microsoft's documentation
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/) and from the sources in
// microsoft/BCApps.
package businesscentral

import (
	"net/http"
	"net/url"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// The API routes below an environment's root.
const (
	standardPath   = "api/v2.0/"
	automationPath = "api/microsoft/automation/v2.0/"
	companionPath  = "api/bcsales/integration/v1.0/"
)

// Client talks to one Business Central environment.
type Client struct {
	standard   *odata.Client
	automation *odata.Client
	companion  *odata.Client
	// tenant is what the service has beside its environments.
	tenant *odata.Client
	place  Place
	marks  marks
	// version is the provider's own; one that is no release has no number.
	version string
	probes  *probes
	run     bulk.Run
	shared  *shared
	// home is a company through which the automation API is asked for what belongs to the whole environment.
	home bulk.Once[string]
	// environment is what is wrong with the environment's name; nil for nothing.
	environment bulk.Once[error]
}

// New returns a client of the environment at root, such as
// https://api.businesscentral.dynamics.com/v2.0/<tenant>/Production. The version is the provider's own.
// configuration distinguishes several configurations for one environment; it may be empty.
func New(t *transport.Client, root *url.URL, version, configuration string) *Client {
	header := http.Header{}
	header.Set("Accept", "application/json")
	// Errors of Microsoft's apps have no codes of their own: they are recognized by their texts in this language.
	header.Set("Accept-Language", "en-US")
	at := func(path string) *odata.Client { return odata.New(t, root.JoinPath(path), header, isGone) }
	c := &Client{standard: at(standardPath), automation: at(automationPath), companion: at(companionPath), place: placeOf(root), marks: newMarks(placeOf(root), configuration), version: version, probes: newProbes()}
	c.tenant = odata.New(t, &url.URL{Scheme: root.Scheme, Host: root.Host}, header, isGone)
	for _, api := range []*odata.Client{c.standard, c.automation, c.companion} {
		api.Remember(&c.run)
	}
	c.shared = newShared(c)
	return c
}

// inCompany returns the path of a set, or of a row of it, in a company.
func inCompany(companyID, path string) string { return "companies(" + companyID + ")/" + path }
