// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

// Settings is the provider block; nil or empty is a setting that is not made.
type Settings struct {
	TenantID                  *string
	ClientID                  *string
	ClientSecret              *string
	ClientCertificatePath     *string
	ClientCertificatePassword *string

	UseOIDC            *bool
	OIDCToken          *string
	OIDCTokenFilePath  *string
	OIDCRequestURL     *string
	OIDCRequestToken   *string
	UseMSI             *bool
	UseCLI             *bool
	Environment        *string
	DataverseURL       *string
	BusinessCentralEnv *string
	Endpoints          Endpoints
	CACertificatePath  *string
}

// Endpoints overrides where the services are.
type Endpoints struct {
	Authority       *string
	Graph           *string
	BusinessCentral *string
}

// Lookup finds an environment variable, like os.LookupEnv.
type Lookup func(name string) (string, bool)
