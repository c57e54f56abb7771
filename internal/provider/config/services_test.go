// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config_test

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// places are the addresses and audiences of a configuration.
type places struct {
	Authority, Graph, GraphScope, Dataverse, DataverseScope, BusinessCentral, BusinessCentralScope string
	Custom                                                                                         bool
}

func placesOf(c *config.Config) places {
	out := places{
		Authority: c.Auth.Authority.String(), Graph: c.GraphURL.String(), GraphScope: c.GraphScope,
		DataverseScope: c.DataverseScope, BusinessCentralScope: c.BusinessCentralScope, Custom: c.Auth.CustomAuthority,
	}
	if c.DataverseURL != nil {
		out.Dataverse = c.DataverseURL.String()
	}
	if c.BusinessCentralURL != nil {
		out.BusinessCentral = c.BusinessCentralURL.String()
	}
	return out
}

const bcScope = "https://api.businesscentral.dynamics.com/.default"

func TestClouds(t *testing.T) {
	t.Parallel()
	const bc = "https://api.businesscentral.dynamics.com/v2.0/contoso.example/Production"
	us, worldwide := "https://login.microsoftonline.us", "https://login.microsoftonline.com"
	tests := map[string]places{
		"":                 {Authority: worldwide, Graph: "https://graph.microsoft.com/v1.0", GraphScope: "https://graph.microsoft.com/.default", BusinessCentral: bc},
		"public":           {Authority: worldwide, Graph: "https://graph.microsoft.com/v1.0", GraphScope: "https://graph.microsoft.com/.default", BusinessCentral: bc},
		"usgovernment":     {Authority: worldwide, Graph: "https://graph.microsoft.com/v1.0", GraphScope: "https://graph.microsoft.com/.default", BusinessCentral: bc},
		"usgovernmenthigh": {Authority: us, Graph: "https://graph.microsoft.us/v1.0", GraphScope: "https://graph.microsoft.us/.default"},
		"dod":              {Authority: us, Graph: "https://dod-graph.microsoft.us/v1.0", GraphScope: "https://dod-graph.microsoft.us/.default"},
		"china": {
			Authority: "https://login.chinacloudapi.cn", Graph: "https://microsoftgraph.chinacloudapi.cn/v1.0",
			GraphScope: "https://microsoftgraph.chinacloudapi.cn/.default",
		},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want.Dataverse, want.DataverseScope = "https://contoso.crm4.dynamics.com", "https://contoso.crm4.dynamics.com/.default"
			want.BusinessCentralScope = bcScope
			s := config.Settings{DataverseURL: new("https://Contoso.crm4.dynamics.com/"), Environment: new(name)}
			if want.BusinessCentral != "" {
				s.BusinessCentralEnv = new("Production")
			}
			if diff := cmp.Diff(want, placesOf(resolve(t, s, working()))); diff != "" {
				t.Error(diff)
			}
			s.BusinessCentralEnv = new("Production")
			if want.BusinessCentral == "" {
				got := problem(t, s, working())
				mustContain(t, got.Summary+got.Detail, "no documented endpoint in this cloud", name)
			}
		})
	}
}

func TestEnvironmentVariablesOfServices(t *testing.T) {
	t.Parallel()
	c := resolve(t, config.Settings{}, working().with(env{
		"BCSALES_ENVIRONMENT": "usgovernment", "BCSALES_DATAVERSE_URL": "https://contoso.crm9.dynamics.com",
		"BCSALES_BUSINESS_CENTRAL_ENVIRONMENT": "Sandbox", "ARM_ENVIRONMENT": "china",
	}))
	if c.Environment != "usgovernment" || c.DataverseURL.Host != "contoso.crm9.dynamics.com" || c.BusinessCentralEnvironment != "Sandbox" {
		t.Errorf("%+v", c)
	}
	if c.TenantID != "contoso.example" || c.HTTPClient == nil || c.Auth.HTTPClient != c.HTTPClient {
		t.Errorf("%+v", c)
	}
}

func TestInvalidAddresses(t *testing.T) {
	t.Parallel()
	for address, part := range map[string]string{
		"http://contoso.crm4.dynamics.com":                "must begin with https://",
		"contoso.crm4.dynamics.com":                       "must be an address such as",
		"https://":                                        "must be an address such as",
		"https://contoso.crm4.dynamics.com/api/data/v9.2": "must end after the host, without a path: https://contoso.crm4.dynamics.com",
		"https://contoso.crm4.dynamics.com?x=1":           "without a path",
		"https://user:secret-pass@contoso.example":        "must not contain a user name or a password",
		"https://a b":                                     "it is not an address",
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			got := problem(t, config.Settings{}, working().with(env{"BCSALES_DATAVERSE_URL": address}))
			if got.Attribute != "dataverse_url" {
				t.Errorf("%+v", got)
			}
			mustContain(t, got.Detail, "BCSALES_DATAVERSE_URL", part)
		})
	}
}

func TestBusinessCentralProblems(t *testing.T) {
	t.Parallel()
	got := problem(t, config.Settings{BusinessCentralEnv: new("a/b")}, working())
	mustContain(t, got.Attribute+got.Detail, "business_central_environment", "only letters, digits")
	got = problem(t, config.Settings{BusinessCentralEnv: new("Production"), UseMSI: new(true)}, env{})
	mustContain(t, got.Attribute+got.Detail, "tenant_id", "contains the tenant")
}

func TestEndpoints(t *testing.T) {
	t.Parallel()
	all := config.Endpoints{
		Authority: new("https://login.corp.example"), Graph: new("https://graph.corp.example"), BusinessCentral: new("https://bc.corp.example"),
	}
	loopback := env{
		"BCSALES_AUTHORITY_URL": "https://127.0.0.1:8443", "BCSALES_GRAPH_URL": "https://127.0.0.1:8443",
		"BCSALES_BUSINESS_CENTRAL_URL": "https://127.0.0.1:8443",
	}
	tests := map[string]struct {
		block     config.Endpoints
		env       env
		attribute string
		problem   []string
		want      places
		warning   []string
	}{
		"all together": {
			block: all, env: working(),
			want: places{
				Authority: "https://login.corp.example", Graph: "https://graph.corp.example/v1.0",
				BusinessCentral: "https://bc.corp.example/v2.0/contoso.example/Production", Custom: true,
			},
			warning: []string{"endpoints.graph = https://graph.corp.example (endpoints.graph)"},
		},
		"loopback by variables": {
			env: working().with(loopback),
			want: places{
				Authority: "https://127.0.0.1:8443", Graph: "https://127.0.0.1:8443/v1.0",
				BusinessCentral: "https://127.0.0.1:8443/v2.0/contoso.example/Production", Custom: true,
			},
			warning: []string{"endpoints.authority = https://127.0.0.1:8443 (BCSALES_AUTHORITY_URL)"},
		},
		"one on a loopback host": {
			block: config.Endpoints{Graph: new("https://[::1]:1")}, env: working(),
			want: places{
				Authority: "https://login.microsoftonline.com", Graph: "https://[::1]:1/v1.0",
				BusinessCentral: "https://api.businesscentral.dynamics.com/v2.0/contoso.example/Production",
			},
			warning: []string{"endpoints.graph = https://[::1]:1"},
		},
		"block wins": {
			block: config.Endpoints{Graph: new("https://localhost:2")}, env: working().with(loopback),
			want: places{
				Authority: "https://127.0.0.1:8443", Graph: "https://localhost:2/v1.0",
				BusinessCentral: "https://127.0.0.1:8443/v2.0/contoso.example/Production", Custom: true,
			},
			warning: []string{"endpoints.graph = https://localhost:2 (endpoints.graph)"},
		},
		"ARM_* credentials are unused when others are there": {
			block: all, env: working().with(arm()),
			want: places{
				Authority: "https://login.corp.example", Graph: "https://graph.corp.example/v1.0",
				BusinessCentral: "https://bc.corp.example/v2.0/contoso.example/Production", Custom: true,
			},
			warning: []string{"Endpoints are overridden"},
		},
		"in part": {
			block: config.Endpoints{Graph: new("https://graph.corp.example")}, env: working().with(env{"BCSALES_AUTHORITY_URL": "https://127.0.0.1"}),
			attribute: "endpoints", problem: []string{"overridden in part", "Only BCSALES_AUTHORITY_URL, endpoints.graph is set"},
		},
		"ARM_* credentials": {
			block: all, env: arm(), attribute: "endpoints",
			problem: []string{"Credentials of other providers", "never sent to such an endpoint", "BCSALES_* variables"},
		},
		"ARM_* credentials on loopback": {
			env: arm().with(loopback), attribute: "endpoints", problem: []string{"Credentials of other providers", "BCSALES_GRAPH_URL"},
		},
		"assertion of ARM_*": {
			block: all, env: env{"BCSALES_TENANT_ID": "t", "BCSALES_CLIENT_ID": "c", "BCSALES_USE_OIDC": "true", "ARM_OIDC_TOKEN": "secret-a"},
			attribute: "endpoints", problem: []string{"Credentials of other providers"},
		},
		"managed identity of ARM_*": {
			block: all, env: env{"ARM_USE_MSI": "true", "ARM_TENANT_ID": "t"},
			attribute: "endpoints", problem: []string{"Credentials of other providers"},
		},
		"not https": {
			block: config.Endpoints{Graph: new("http://127.0.0.1")}, env: working(),
			attribute: "endpoints.graph", problem: []string{"must begin with https://"},
		},
		"with a path": {
			block: config.Endpoints{Authority: new("https://127.0.0.1/tenant")}, env: working(),
			attribute: "endpoints.authority", problem: []string{"without a path"},
		},
		"with a password": {
			block: config.Endpoints{BusinessCentral: new("https://u:secret-p@127.0.0.1")}, env: working(),
			attribute: "endpoints.business_central", problem: []string{"must not contain a user name"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := config.Settings{Endpoints: test.block, BusinessCentralEnv: new("Production")}
			if test.problem != nil {
				got := problem(t, s, test.env)
				if got.Attribute != test.attribute {
					t.Errorf("%+v", got)
				}
				mustContain(t, got.Summary+"\n"+got.Detail, test.problem...)
				return
			}
			c := resolve(t, s, test.env)
			// The audiences stay Microsoft's own.
			test.want.GraphScope, test.want.BusinessCentralScope = "https://graph.microsoft.com/.default", bcScope
			if diff := cmp.Diff(test.want, placesOf(c)); diff != "" {
				t.Error(diff)
			}
			if len(c.Warnings) != 1 {
				t.Fatalf("%+v", c.Warnings)
			}
			mustContain(t, c.Warnings[0].Summary+"\n"+c.Warnings[0].Detail, test.warning...)
		})
	}
}

func TestCACertificate(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	path := filepath.Join(t.TempDir(), "ca.pem")
	data := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	c := resolve(t, config.Settings{}, working().with(env{"BCSALES_CA_CERTIFICATE_PATH": path}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.HTTPClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()

	got := problem(t, config.Settings{CACertificatePath: new("missing.pem")}, working())
	mustContain(t, got.Attribute+got.Detail, "ca_certificate_path", "missing.pem", "no such file")
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	got = problem(t, config.Settings{CACertificatePath: new(empty)}, working())
	mustContain(t, got.Detail, "no certificate in PEM form")
}
