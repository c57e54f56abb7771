// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// credential is what a test compares of auth.Config.
type credential struct {
	Method                           auth.Method
	Tenant, Client, Secret           string
	Certificate                      string
	CertificatePath, CertificatePass string
	Assertion                        auth.Assertion
}

func credentialOf(c auth.Config) credential {
	return credential{c.Method, c.TenantID, c.ClientID, c.ClientSecret, c.Certificate, c.CertificatePath, c.CertificatePassword, c.Assertion}
}

func TestMethodAndPrecedence(t *testing.T) {
	t.Parallel()
	const audience = "api://AzureADTokenExchange"
	ids := env{"BCSALES_TENANT_ID": "t", "BCSALES_CLIENT_ID": "c"}
	oidc := func(a auth.Assertion) credential {
		a.Audience = audience
		return credential{Method: auth.OIDC, Tenant: "t", Client: "c", Assertion: a}
	}
	tests := map[string]struct {
		block config.Settings
		env   env
		want  credential
	}{
		"block wins over BCSALES_* and ARM_*": {
			config.Settings{TenantID: new("t"), ClientID: new("c"), ClientSecret: new("s")},
			working().with(arm()),
			credential{Method: auth.ClientSecret, Tenant: "t", Client: "c", Secret: "s"},
		},
		"BCSALES_* win over ARM_*": {
			config.Settings{},
			working().with(arm()),
			credential{Method: auth.ClientSecret, Tenant: "contoso.example", Client: "app", Secret: "bcsales-secret"},
		},
		"ARM_* are the last": {
			config.Settings{},
			arm(),
			credential{Method: auth.ClientSecret, Tenant: "arm.example", Client: "arm-app", Secret: "arm-secret"},
		},
		"each value on its own": {
			config.Settings{ClientID: new("c")},
			env{"BCSALES_CLIENT_SECRET": "s", "ARM_TENANT_ID": "t"},
			credential{Method: auth.ClientSecret, Tenant: "t", Client: "c", Secret: "s"},
		},
		"a method of a higher level wins over another one": {
			config.Settings{UseCLI: new(true)},
			working().with(env{"BCSALES_USE_MSI": "false"}),
			credential{Method: auth.AzureCLI, Tenant: "contoso.example", Client: "app"},
		},
		"empty is not set": {
			config.Settings{ClientSecret: new(""), UseOIDC: new(false)},
			arm().with(env{"BCSALES_CLIENT_SECRET": ""}),
			credential{Method: auth.ClientSecret, Tenant: "arm.example", Client: "arm-app", Secret: "arm-secret"},
		},
		"certificate": {
			config.Settings{ClientCertificatePath: new("f"), ClientCertificatePassword: new("w")},
			ids,
			credential{Method: auth.ClientCertificate, Tenant: "t", Client: "c", CertificatePath: "f", CertificatePass: "w"},
		},
		"certificate, password of a lower level belongs to another file": {
			config.Settings{ClientCertificatePath: new("f")},
			ids.with(env{"ARM_CLIENT_CERTIFICATE_PASSWORD": "w"}),
			credential{Method: auth.ClientCertificate, Tenant: "t", Client: "c", CertificatePath: "f"},
		},
		"certificate of ARM_*": {
			config.Settings{},
			ids.with(env{"ARM_CLIENT_CERTIFICATE_PATH": "f", "ARM_CLIENT_CERTIFICATE_PASSWORD": "w"}),
			credential{Method: auth.ClientCertificate, Tenant: "t", Client: "c", CertificatePath: "f", CertificatePass: "w"},
		},
		"certificate itself": {
			config.Settings{ClientCertificate: new("b"), ClientCertificatePassword: new("w")},
			ids.with(env{"BCSALES_CLIENT_CERTIFICATE_PATH": "f"}),
			credential{Method: auth.ClientCertificate, Tenant: "t", Client: "c", Certificate: "b", CertificatePass: "w"},
		},
		"certificate itself, of BCSALES_*": {
			config.Settings{},
			ids.with(env{"BCSALES_CLIENT_CERTIFICATE": "b", "ARM_CLIENT_CERTIFICATE_PATH": "f", "ARM_CLIENT_CERTIFICATE_PASSWORD": "w"}),
			credential{Method: auth.ClientCertificate, Tenant: "t", Client: "c", Certificate: "b"},
		},
		"managed identity without ids": {
			config.Settings{UseMSI: new(true)}, env{}, credential{Method: auth.ManagedIdentity},
		},
		"Azure CLI by variable": {
			config.Settings{}, env{"BCSALES_USE_CLI": "1"}, credential{Method: auth.AzureCLI},
		},
		"a flag that says no decides for lower levels": {
			config.Settings{UseCLI: new(false)},
			working().with(env{"BCSALES_USE_CLI": "true"}),
			credential{Method: auth.ClientSecret, Tenant: "contoso.example", Client: "app", Secret: "bcsales-secret"},
		},
		"OIDC, token": {
			config.Settings{UseOIDC: new(true), OIDCToken: new("a")},
			ids.with(env{"BCSALES_OIDC_TOKEN_FILE_PATH": "f"}),
			oidc(auth.Assertion{Token: "a"}),
		},
		"OIDC, file": {
			config.Settings{UseOIDC: new(true)},
			ids.with(env{"BCSALES_OIDC_TOKEN_FILE_PATH": "f", "ARM_OIDC_TOKEN": "a"}),
			oidc(auth.Assertion{TokenFilePath: "f"}),
		},
		"OIDC, request": {
			config.Settings{UseOIDC: new(true), OIDCRequestURL: new("u"), OIDCRequestToken: new("r")},
			ids.with(env{"ARM_OIDC_TOKEN": "a", "ACTIONS_ID_TOKEN_REQUEST_URL": "x"}),
			oidc(auth.Assertion{RequestURL: "u", RequestToken: "r"}),
		},
		"OIDC, GitHub": {
			config.Settings{UseOIDC: new(true)},
			ids.with(env{"ACTIONS_ID_TOKEN_REQUEST_URL": "u", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "r"}),
			oidc(auth.Assertion{RequestURL: "u", RequestToken: "r"}),
		},
		"OIDC, Azure DevOps": {
			config.Settings{UseOIDC: new(true)},
			ids.with(env{
				"SYSTEM_OIDCREQUESTURI": "u", "SYSTEM_ACCESSTOKEN": "r", "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID": "s",
			}),
			oidc(auth.Assertion{RequestURL: "u", RequestToken: "r", ServiceConnectionID: "s"}),
		},
		"OIDC, Azure DevOps, the block's connection": {
			config.Settings{UseOIDC: new(true), AzureServiceConnectionID: new("mine")},
			ids.with(env{
				"SYSTEM_OIDCREQUESTURI": "u", "SYSTEM_ACCESSTOKEN": "r", "BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID": "s",
			}),
			oidc(auth.Assertion{RequestURL: "u", RequestToken: "r", ServiceConnectionID: "mine"}),
		},
		"OIDC, own address with the pipeline's token": {
			config.Settings{UseOIDC: new(true), OIDCRequestURL: new("u")},
			ids.with(env{"SYSTEM_ACCESSTOKEN": "r", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": "s"}),
			oidc(auth.Assertion{RequestURL: "u", RequestToken: "r", ServiceConnectionID: "s"}),
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := resolve(t, test.block, test.env)
			if diff := cmp.Diff(test.want, credentialOf(c.Auth)); diff != "" {
				t.Error(diff)
			}
			if len(c.Warnings) != 0 {
				t.Errorf("%+v", c.Warnings)
			}
		})
	}
}

func TestMethodProblems(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		block     config.Settings
		env       env
		attribute string
		parts     []string
	}{
		"nothing": {
			config.Settings{},
			env{},
			"",
			[]string{"No way to authenticate", "client_secret", "the provider block: nothing", "BCSALES_* variables: nothing", "ARM_* variables: nothing"},
		},
		"only names": {
			config.Settings{TenantID: new("t"), OIDCToken: new("secret-1")},
			env{"ARM_CLIENT_ID": "x"},
			"",
			[]string{"No way to authenticate", "the provider block: tenant_id, oidc_token", "ARM_* variables: ARM_CLIENT_ID"},
		},
		"two in the block": {
			config.Settings{ClientSecret: new("secret-2"), UseMSI: new(true)},
			arm(), "",
			[]string{
				"More than one way to authenticate", "In the provider block there is more than one: client_secret, use_msi",
				"ARM_* variables: ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET",
			},
		},
		"certificate and file": {
			config.Settings{ClientCertificate: new("secret-3"), ClientCertificatePath: new("f")},
			env{},
			"",
			[]string{"there is more than one: client_certificate, client_certificate_path"},
		},
		"two in BCSALES_*": {
			config.Settings{},
			working().with(env{"BCSALES_USE_CLI": "true"}), "",
			[]string{"In BCSALES_* variables there is more than one: BCSALES_CLIENT_SECRET, BCSALES_USE_CLI"},
		},
		"two in ARM_*": {
			config.Settings{},
			arm().with(env{"ARM_USE_OIDC": "true"}), "",
			[]string{"In ARM_* variables there is more than one"},
		},
		"no tenant": {
			config.Settings{ClientSecret: new("s"), ClientID: new("c")},
			env{},
			"tenant_id",
			[]string{"client secret needs the Microsoft Entra tenant"},
		},
		"no application": {
			config.Settings{ClientSecret: new("s"), TenantID: new("t")},
			env{},
			"client_id",
			[]string{"needs the application's id"},
		},
		"invalid flag": {
			config.Settings{},
			working().with(env{"BCSALES_USE_MSI": "maybe"}), "use_msi",
			[]string{`BCSALES_USE_MSI is "maybe", but must be true or false`},
		},
		"invalid tenant": {
			config.Settings{TenantID: new("a/b")}, working(), "tenant_id", []string{"must be a GUID or a domain"},
		},
		"Azure DevOps without a service connection": {
			config.Settings{UseOIDC: new(true)},
			working().with(env{"SYSTEM_OIDCREQUESTURI": "u", "SYSTEM_ACCESSTOKEN": "r"}),
			"use_oidc",
			[]string{"azure_service_connection_id or BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := problem(t, test.block, test.env)
			if got.Attribute != test.attribute {
				t.Errorf("attribute %q", got.Attribute)
			}
			mustContain(t, got.Summary+"\n"+got.Detail, test.parts...)
		})
	}
}

// TestClientIDOfAFile reads the application's id from a file, as HCP Terraform gives it to each alias.
func TestClientIDOfAFile(t *testing.T) {
	t.Parallel()
	file := func(content string) *string {
		path := filepath.Join(t.TempDir(), "client-id")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return &path
	}
	base := env{"BCSALES_TENANT_ID": "t", "BCSALES_CLIENT_SECRET": "s"}
	for name, test := range map[string]struct {
		block         config.Settings
		env           env
		want, problem string
	}{
		"file":                        {block: config.Settings{ClientIDFilePath: file("app\n")}, want: "app"},
		"file of BCSALES_*":           {env: env{"BCSALES_CLIENT_ID_FILE_PATH": *file("app"), "ARM_CLIENT_ID": "other"}, want: "app"},
		"file wins over a variable":   {block: config.Settings{ClientIDFilePath: file("app")}, env: env{"BCSALES_CLIENT_ID": "other"}, want: "app"},
		"id wins over another's file": {block: config.Settings{ClientID: new("app")}, env: env{"BCSALES_CLIENT_ID_FILE_PATH": "/none"}, want: "app"},
		"both agree":                  {block: config.Settings{ClientID: new("APP"), ClientIDFilePath: file("app")}, want: "app"},
		"both differ":                 {block: config.Settings{ClientID: new("app"), ClientIDFilePath: file("other")}, problem: "client_id and the file that client_id_file_path names hold different ids"},
		"no file":                     {block: config.Settings{ClientIDFilePath: new("/none")}, problem: "client_id_file_path: open /none"},
		"empty file":                  {block: config.Settings{ClientIDFilePath: file(" \n")}, problem: "must hold the client id"},
		"something else":              {block: config.Settings{ClientIDFilePath: file("client_id = app")}, problem: "must hold the client id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			variables := base.with(test.env)
			if test.problem != "" {
				got := problem(t, test.block, variables)
				mustContain(t, got.Detail, test.problem)
				if got.Attribute != "client_id_file_path" {
					t.Errorf("attribute %q", got.Attribute)
				}
				return
			}
			if c := resolve(t, test.block, variables); c.Auth.ClientID != test.want {
				t.Errorf("got %q", c.Auth.ClientID)
			}
		})
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := config.Resolve(config.Settings{Environment: new("mars"), DataverseURL: new("http://x")}, env{}.lookup)
	mustContain(t, err.Error(), "Unknown environment", "No way to authenticate", "Invalid Dataverse address")
}
