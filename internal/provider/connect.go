// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// connect resolves the settings and returns the clients; problems are added to diags.
func (p *Provider) connect(ctx context.Context, settings config.Settings, terraformVersion string, diags *diag.Diagnostics) *framework.Clients {
	p.secrets.Add(settings.Secrets(p.lookup)...)
	config, err := config.Resolve(settings, p.lookup)
	if err != nil {
		addProblems(diags, err)
		return nil
	}
	for _, warning := range config.Warnings {
		diags.Append(diag.WithPath(problemPath(warning.Attribute), diag.NewWarningDiagnostic(warning.Summary, warning.Detail)))
	}
	config.Auth.Secrets = p.secrets
	credential, err := auth.New(config.Auth)
	if err != nil {
		addProblems(diags, err)
		return nil
	}
	// The variable is that of Terraform itself and of most providers: partners are told apart by it.
	addition, _ := p.lookup("TF_APPEND_USER_AGENT")
	services := services{
		config: config, credential: credential, version: p.version, userAgent: transport.UserAgent(p.version, terraformVersion, addition),
	}
	set, err := services.clients()
	if err != nil {
		addProblems(diags, err)
		return nil
	}
	services.log(ctx)
	services.signIn(ctx)
	return framework.NewClients(set)
}

// services makes the clients of one configuration.
type services struct {
	config     *config.Config
	credential *auth.Credential
	version    string
	userAgent  string
}

// log says once what everything after it works with.
func (s services) log(ctx context.Context) {
	c := s.config
	fields := map[string]any{
		"version": s.version, "method": string(c.Auth.Method), "tenant_id": c.TenantID, "client_id": c.Auth.ClientID,
		"environment": c.Environment, "graph": c.GraphURL.Host,
	}
	if c.DataverseURL != nil {
		fields["dataverse"] = c.DataverseURL.Host
	}
	if c.BusinessCentralURL != nil {
		fields["business_central"], fields["business_central_environment"] = c.BusinessCentralURL.Host, c.BusinessCentralEnvironment
	}
	logging.Info(ctx, "Configured", fields)
}

// signIn begins to sign in to the services that nearly every object needs, while Terraform makes its graph. A failure is reported by
// what needs the service.
func (s services) signIn(ctx context.Context) {
	var scopes []string
	if s.config.DataverseURL != nil {
		scopes = append(scopes, s.config.DataverseScope)
	}
	if s.config.BusinessCentralURL != nil {
		scopes = append(scopes, s.config.BusinessCentralScope)
	}
	s.credential.Prefetch(ctx, scopes...)
}

func (s services) clients() (set framework.ClientSet, err error) {
	c := s.config
	t, err := s.transport("Microsoft Graph", c.GraphURL, c.GraphScope, transport.GraphLimits(), answers{absent: graph.Absent, tryAgain: graph.TryAgain}, c.Overridden.Graph)
	if err != nil {
		return set, err
	}
	set.Graph = graph.New(t, c.GraphURL)
	if c.DataverseURL != nil {
		t, err := s.transport("Dataverse", c.DataverseURL, c.DataverseScope, transport.DataverseLimits(), answers{absent: dataverse.Absent, throttles: dataverse.Throttles, batches: transport.MultipartBatch{}}, c.Overridden.Dataverse)
		if err != nil {
			return set, err
		}
		set.Dataverse = dataverse.New(t, c.DataverseURL, dataverse.Scope{Environment: c.BusinessCentralEnvironment, Configuration: c.ConfigurationName})
	}
	if c.BusinessCentralURL != nil {
		t, err := s.transport("Business Central", c.BusinessCentralURL, c.BusinessCentralScope, transport.BusinessCentralLimits(), answers{absent: businesscentral.Absent, tryAgain: businesscentral.TryAgain, batches: transport.JSONBatch{}}, c.Overridden.BusinessCentral)
		if err != nil {
			return set, err
		}
		set.BusinessCentral = businesscentral.New(t, c.BusinessCentralURL, s.version, c.ConfigurationName)
	}
	return set, nil
}

// answers reads what a service says about a row that is not there and about repeating a request, and how it writes batches, see
// transport.Options.
type answers struct {
	absent    func(code string) bool
	throttles func(body []byte) bool
	tryAgain  func(status int, body []byte) (again, refused bool)
	batches   transport.BatchFormat
}

func (s services) transport(service string, address *url.URL, scope string, limits transport.Limits, read answers, overridden bool) (*transport.Client, error) {
	var credential azcore.TokenCredential = s.credential
	if overridden {
		credential = s.credential.Overridden()
	}
	t, err := transport.New(transport.Options{
		Service: service, Origin: address, Scope: scope, Credential: credential, SignIn: string(s.config.Auth.Method),
		Transporter: s.config.HTTPClient, UserAgent: s.userAgent, Limits: limits,
		Throttles: read.throttles, TryAgain: read.tryAgain, Facts: odata.Facts, Absent: read.absent, Batches: read.batches,
	})
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", service, err)
	}
	return t, nil
}

func addProblems(diags *diag.Diagnostics, err error) {
	var problems config.Problems
	if !errors.As(err, &problems) {
		framework.AddProblem(diags, &framework.Problem{Summary: "The provider cannot authenticate", Err: err})
		return
	}
	for _, problem := range problems {
		if problem.Attribute == "" {
			diags.AddError(problem.Summary, problem.Detail)
			continue
		}
		diags.AddAttributeError(problemPath(problem.Attribute), problem.Summary, problem.Detail)
	}
}

// problemPath returns the path of "endpoints.graph" and the like.
func problemPath(attribute string) path.Path {
	names := strings.Split(attribute, ".")
	at := path.Root(names[0])
	for _, name := range names[1:] {
		at = at.AtName(name)
	}
	return at
}
