// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// model is the provider block.
type model struct {
	TenantID                   types.String `tfsdk:"tenant_id"`
	ClientID                   types.String `tfsdk:"client_id"`
	ClientIDFilePath           types.String `tfsdk:"client_id_file_path"`
	ClientSecret               types.String `tfsdk:"client_secret"`
	ClientCertificate          types.String `tfsdk:"client_certificate"`
	ClientCertificatePath      types.String `tfsdk:"client_certificate_path"`
	ClientCertificatePassword  types.String `tfsdk:"client_certificate_password"`
	UseOIDC                    types.Bool   `tfsdk:"use_oidc"`
	OIDCToken                  types.String `tfsdk:"oidc_token"`
	OIDCTokenFilePath          types.String `tfsdk:"oidc_token_file_path"`
	OIDCRequestURL             types.String `tfsdk:"oidc_request_url"`
	OIDCRequestToken           types.String `tfsdk:"oidc_request_token"`
	AzureServiceConnectionID   types.String `tfsdk:"azure_service_connection_id"`
	UseMSI                     types.Bool   `tfsdk:"use_msi"`
	UseCLI                     types.Bool   `tfsdk:"use_cli"`
	Environment                types.String `tfsdk:"environment"`
	DataverseURL               types.String `tfsdk:"dataverse_url"`
	BusinessCentralEnvironment types.String `tfsdk:"business_central_environment"`
	Endpoints                  types.Object `tfsdk:"endpoints"`
	CACertificatePath          types.String `tfsdk:"ca_certificate_path"`
	ConfigurationName          types.String `tfsdk:"configuration_name"`
}

// endpointsModel is the provider argument endpoints.
type endpointsModel struct {
	Authority       types.String `tfsdk:"authority"`
	Graph           types.String `tfsdk:"graph"`
	BusinessCentral types.String `tfsdk:"business_central"`
}

func providerSchema() schema.Schema {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Optional: true, MarkdownDescription: description}
	}
	secret := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Optional: true, Sensitive: true, MarkdownDescription: description}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Sets up and maintains the integration between Dynamics 365 Business Central and Dynamics 365 Sales.",
		Attributes: map[string]schema.Attribute{
			"tenant_id":                   text("Id of the Microsoft Entra tenant. Also `BCSALES_TENANT_ID`, then `ARM_TENANT_ID`."),
			"client_id":                   text("Client id of the Microsoft Entra application, or of the user-assigned managed identity. Also `BCSALES_CLIENT_ID`, then `ARM_CLIENT_ID`."),
			"client_id_file_path":         text("Path of a file that holds the client id, for HCP Terraform's dynamic credentials of several aliases. Also `BCSALES_CLIENT_ID_FILE_PATH`, then `ARM_CLIENT_ID_FILE_PATH`."),
			"client_secret":               secret("Client secret of the application. Also `BCSALES_CLIENT_SECRET`, then `ARM_CLIENT_SECRET`."),
			"client_certificate":          secret("The application's certificate and private key as a PFX in base64, in place of `client_certificate_path`. Also `BCSALES_CLIENT_CERTIFICATE`, then `ARM_CLIENT_CERTIFICATE`."),
			"client_certificate_path":     text("Path of the file with the application's certificate and private key, PEM or PFX. Also `BCSALES_CLIENT_CERTIFICATE_PATH`, then `ARM_CLIENT_CERTIFICATE_PATH`."),
			"client_certificate_password": secret("Password of the certificate. Also `BCSALES_CLIENT_CERTIFICATE_PASSWORD`, then `ARM_CLIENT_CERTIFICATE_PASSWORD`."),
			"use_oidc":                    flag("Use workload identity federation. Also `BCSALES_USE_OIDC`, then `ARM_USE_OIDC`."),
			"oidc_token":                  secret("The federated token itself. Also `BCSALES_OIDC_TOKEN`, then `ARM_OIDC_TOKEN`."),
			"oidc_token_file_path":        text("Path of a file with the federated token. The file is read again whenever a token is needed. Also `BCSALES_OIDC_TOKEN_FILE_PATH`, then `ARM_OIDC_TOKEN_FILE_PATH`."),
			"oidc_request_url":            text("Address to request a federated token from. Also `BCSALES_OIDC_REQUEST_URL`, then `ARM_OIDC_REQUEST_URL`; GitHub's `ACTIONS_ID_TOKEN_REQUEST_URL` and Azure DevOps' `SYSTEM_OIDCREQUESTURI` (with the id of the service connection) are honored."),
			"oidc_request_token":          secret("Bearer token for `oidc_request_url`. Also `BCSALES_OIDC_REQUEST_TOKEN`, then `ARM_OIDC_REQUEST_TOKEN`; GitHub's `ACTIONS_ID_TOKEN_REQUEST_TOKEN` and Azure DevOps' `SYSTEM_ACCESSTOKEN` are honored."),
			"azure_service_connection_id": text("Id of the service connection that an Azure DevOps pipeline requests a federated token for. Also `BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID`, then `ARM_OIDC_AZURE_SERVICE_CONNECTION_ID`; Azure DevOps' own variables for it are honored."),
			"use_msi":                     flag("Use the managed identity of the machine. Also `BCSALES_USE_MSI`, then `ARM_USE_MSI`."),
			"use_cli":                     flag("Use the account that is signed in to the Azure CLI. Also `BCSALES_USE_CLI`, then `ARM_USE_CLI`."),
			"environment": schema.StringAttribute{
				Optional:            true,
				Validators:          []validator.String{stringvalidator.OneOf("public", "usgovernment", "usgovernmenthigh", "dod", "china")},
				MarkdownDescription: "The cloud: `public` (default), `usgovernment` (GCC), `usgovernmenthigh`, `dod` or `china`. Also `BCSALES_ENVIRONMENT`.",
			},
			"dataverse_url":                text("Address of the Dataverse environment without a path, such as `https://contoso.crm4.dynamics.com`. Needed by everything that works with Dataverse. Also `BCSALES_DATAVERSE_URL`."),
			"business_central_environment": text("Name of the Business Central environment, such as `Production`. Needed by everything that works with Business Central. Also `BCSALES_BUSINESS_CENTRAL_ENVIRONMENT`."),
			"endpoints": schema.SingleNestedAttribute{
				Optional: true,
				MarkdownDescription: "Other addresses of the services, for a rehearsal against the emulator. Either all of them are set, or those that are set have loopback hosts; " +
					"they must use https, a warning names them, and credentials from `ARM_*` variables are never sent to them. Nor is a token or an assertion that somebody else than the overridden `authority` issued: not one of Microsoft, GitHub or Azure DevOps, and none whose issuer cannot be read.",
				Attributes: map[string]schema.Attribute{
					"authority":        text("Address of Microsoft Entra. Also `BCSALES_AUTHORITY_URL`."),
					"graph":            text("Address of Microsoft Graph. Also `BCSALES_GRAPH_URL`."),
					"business_central": text("Address of Business Central. Also `BCSALES_BUSINESS_CENTRAL_URL`."),
				},
			},
			"ca_certificate_path": text("Path of a PEM file with additional certificate authorities, for a corporate proxy or the emulator. Also `BCSALES_CA_CERTIFICATE_PATH`."),
			"configuration_name": schema.StringAttribute{
				Optional:   true,
				Validators: []validator.String{stringvalidator.LengthBetween(1, 100)},
				MarkdownDescription: "A name that tells this configuration apart from others for the same Business Central environment, such as `team-a`. What one of them creates in Dataverse is found by the others, " +
					"and not taken for their own, so that their destroy leaves it. Without names, all states of one environment own the same objects. " +
					"A change concerns only what is created afterwards. Also `BCSALES_CONFIGURATION_NAME`.",
			},
		},
	}
}
