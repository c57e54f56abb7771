// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Config is the resolved configuration.
type Config struct {
	// Environment is the cloud, for example "public".
	Environment string
	// TenantID is the Microsoft Entra tenant; it may be empty for a managed identity or the Azure CLI.
	TenantID string
	// Auth makes the credential.
	Auth auth.Config
	// HTTPClient is for every service: it trusts the extra authorities and honors the environment's proxy.
	HTTPClient *http.Client

	// DataverseURL is the organization's origin, nil if it is not set.
	DataverseURL *url.URL
	// DataverseScope is requested for it.
	DataverseScope string
	// GraphURL is Microsoft Graph's root, with its version.
	GraphURL *url.URL
	// GraphScope is requested for it.
	GraphScope string
	// BusinessCentralURL is the environment's root …/v2.0/{tenant}/{environment}, nil if no environment is set.
	BusinessCentralURL *url.URL
	// BusinessCentralScope is requested for it.
	BusinessCentralScope string
	// BusinessCentralEnvironment is the environment's name, empty if it is not set.
	BusinessCentralEnvironment string

	// ConfigurationName tells apart several configurations for one environment; it may be empty.
	ConfigurationName string

	// Overridden says which services are not Microsoft's own, so that only tokens of the overridden authority go there.
	Overridden Overridden

	// Warnings are for the user, whatever the outcome.
	Warnings []Problem
}

// Overridden are the services at addresses that are not Microsoft's.
type Overridden struct{ Graph, Dataverse, BusinessCentral bool }

type resolver struct {
	settings    Settings
	lookup      Lookup
	chosenCloud cloud
	problems    Problems
	warnings    []Problem
}

// Resolve finds every setting's value and checks what can be checked without asking a service.
//
// Errors: Problems.
func Resolve(s Settings, lookup Lookup) (*Config, error) {
	r := &resolver{settings: s, lookup: lookup}
	r.chosenCloud = r.cloud()
	c := &Config{Environment: r.chosenCloud.name}
	if f, ok := r.tenantID().find(lookup); ok {
		c.TenantID = f.value
		if !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`).MatchString(f.value) {
			r.problem("tenant_id", "Invalid tenant", f.name+" must be a GUID or a domain such as contoso.onmicrosoft.com.")
		}
	}
	credentials, known := r.credentials(c)
	endpoints := r.endpoints(credentials, known)
	r.services(c, endpoints)
	if f, ok := r.configurationName().find(lookup); ok {
		c.ConfigurationName = f.value
	}
	r.authorities(c)
	c.Auth.HTTPClient = c.HTTPClient
	c.Warnings = r.warnings
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return c, nil
}

// credentials fills the credential's configuration and returns the level that its secret part comes from.
func (r *resolver) credentials(c *Config) (level, bool) {
	chosen, ok := r.method()
	if !ok {
		return 0, false
	}
	where := chosen.found.level
	application, ok := r.application()
	a := auth.Config{Method: chosen.method, TenantID: c.TenantID, ClientID: application}
	switch chosen.method {
	case auth.ClientSecret:
		a.ClientSecret = chosen.found.value
	case auth.ClientCertificate:
		if f, ok := r.certificate().at(where, r.lookup); ok {
			a.Certificate = f.value
		} else {
			a.CertificatePath = chosen.found.value
		}
		// Not from a level below the file's: that password belongs to another file.
		if f, ok := r.certificatePassword().upTo(where, r.lookup); ok {
			a.CertificatePassword = f.value
		}
	case auth.OIDC:
		assertion, level := r.assertion()
		a.Assertion, where = assertion, max(where, level)
	}
	r.requireIDs(a, ok)
	c.Auth = a
	return where, true
}

// requireIDs reports ids that the method needs; readable is whether the application's id, where one is named, could be read.
func (r *resolver) requireIDs(a auth.Config, readable bool) {
	switch a.Method {
	case auth.ManagedIdentity, auth.AzureCLI:
		return
	}
	if a.TenantID == "" {
		r.problem("tenant_id", "The tenant is not known", fmt.Sprintf("Authentication by %s needs the Microsoft Entra tenant: set "+
			"tenant_id, BCSALES_TENANT_ID or ARM_TENANT_ID.", a.Method))
	}
	if a.ClientID == "" && readable {
		r.problem("client_id", "The application is not known", fmt.Sprintf("Authentication by %s needs the application's id: set "+
			"client_id or client_id_file_path, or BCSALES_CLIENT_ID or ARM_CLIENT_ID.", a.Method))
	}
}

// authorities makes the HTTP client with the extra certificate authorities.
func (r *resolver) authorities(c *Config) {
	var pem []byte
	f, ok := r.caCertificatePath().find(r.lookup)
	if ok {
		data, err := os.ReadFile(f.value)
		if err != nil {
			r.problem("ca_certificate_path", "The CA certificate cannot be read", fmt.Sprintf("%s: %v.", f.name, err))
			return
		}
		pem = data
	}
	client, err := transport.NewHTTPClient(pem)
	if err != nil {
		r.problem("ca_certificate_path", "The CA certificate cannot be used", fmt.Sprintf("%s names %s: %v.", f.name, f.value, err))
		return
	}
	c.HTTPClient = client
}

func (r *resolver) problem(attribute, summary, detail string) {
	r.problems = append(r.problems, Problem{Attribute: attribute, Summary: summary, Detail: detail})
}

func (r *resolver) warn(attribute, summary, detail string) {
	r.warnings = append(r.warnings, Problem{Attribute: attribute, Summary: summary, Detail: detail})
}
