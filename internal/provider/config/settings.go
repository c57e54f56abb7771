// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

// Settings is the provider block; nil or empty is a setting that is not made.
type Settings struct {
	TenantID                  *string
	ClientID                  *string
	ClientIDFilePath          *string
	ClientSecret              *string
	ClientCertificate         *string
	ClientCertificatePath     *string
	ClientCertificatePassword *string

	UseOIDC           *bool
	OIDCToken         *string
	OIDCTokenFilePath *string
	OIDCRequestURL    *string
	OIDCRequestToken  *string
	// AzureServiceConnectionID is the service connection of Azure DevOps that assertions are requested for.
	AzureServiceConnectionID *string

	UseMSI             *bool
	UseCLI             *bool
	Environment        *string
	DataverseURL       *string
	BusinessCentralEnv *string
	Endpoints          Endpoints
	CACertificatePath  *string
	ConfigurationName  *string
}

// Endpoints overrides where the services are.
type Endpoints struct {
	Authority       *string
	Graph           *string
	BusinessCentral *string
}

// Lookup finds an environment variable, like os.LookupEnv.
type Lookup func(name string) (string, bool)

// Secrets returns the value of every setting that is a secret, wherever it is made, used or not.
func (s Settings) Secrets(lookup Lookup) []string {
	r := &resolver{settings: s}
	var out []string
	for _, secret := range []setting{r.clientSecret(), r.certificate(), r.certificatePassword(), r.oidcToken(), r.oidcRequestToken()} {
		for _, l := range levels() {
			if f, ok := secret.at(l, lookup); ok {
				out = append(out, f.value)
			}
		}
	}
	for _, name := range []string{"ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN", "IDENTITY_HEADER", "MSI_SECRET"} {
		if value, ok := lookup(name); ok {
			out = append(out, value)
		}
	}
	return out
}
