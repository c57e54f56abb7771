// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// settings turns the block into settings and names the arguments whose values are not known yet.
func (m model) settings(ctx context.Context) (s config.Settings, unknown []string, diags diag.Diagnostics) {
	text := func(name string, v types.String) *string {
		if v.IsUnknown() {
			unknown = append(unknown, name)
		}
		return v.ValueStringPointer()
	}
	flag := func(name string, v types.Bool) *bool {
		if v.IsUnknown() {
			unknown = append(unknown, name)
		}
		return v.ValueBoolPointer()
	}
	s = config.Settings{
		TenantID:                  text("tenant_id", m.TenantID),
		ClientID:                  text("client_id", m.ClientID),
		ClientIDFilePath:          text("client_id_file_path", m.ClientIDFilePath),
		ClientSecret:              text("client_secret", m.ClientSecret),
		ClientCertificate:         text("client_certificate", m.ClientCertificate),
		ClientCertificatePath:     text("client_certificate_path", m.ClientCertificatePath),
		ClientCertificatePassword: text("client_certificate_password", m.ClientCertificatePassword),
		UseOIDC:                   flag("use_oidc", m.UseOIDC),
		OIDCToken:                 text("oidc_token", m.OIDCToken),
		OIDCTokenFilePath:         text("oidc_token_file_path", m.OIDCTokenFilePath),
		OIDCRequestURL:            text("oidc_request_url", m.OIDCRequestURL),
		OIDCRequestToken:          text("oidc_request_token", m.OIDCRequestToken),
		AzureServiceConnectionID:  text("azure_service_connection_id", m.AzureServiceConnectionID),
		UseMSI:                    flag("use_msi", m.UseMSI),
		UseCLI:                    flag("use_cli", m.UseCLI),
		Environment:               text("environment", m.Environment),
		DataverseURL:              text("dataverse_url", m.DataverseURL),
		BusinessCentralEnv:        text("business_central_environment", m.BusinessCentralEnvironment),
		CACertificatePath:         text("ca_certificate_path", m.CACertificatePath),
		ConfigurationName:         text("configuration_name", m.ConfigurationName),
	}
	if m.Endpoints.IsUnknown() {
		return s, append(unknown, "endpoints"), diags
	}
	if m.Endpoints.IsNull() {
		return s, unknown, diags
	}
	var endpoints endpointsModel
	diags.Append(m.Endpoints.As(ctx, &endpoints, basetypes.ObjectAsOptions{})...)
	s.Endpoints = config.Endpoints{
		Authority:       text("endpoints.authority", endpoints.Authority),
		Graph:           text("endpoints.graph", endpoints.Graph),
		BusinessCentral: text("endpoints.business_central", endpoints.BusinessCentral),
	}
	return s, unknown, diags
}
