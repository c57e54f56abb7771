// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

// The settings with the variables that stand for them.

func (r *resolver) tenantID() setting {
	return setting{"tenant_id", r.settings.TenantID, "BCSALES_TENANT_ID", "ARM_TENANT_ID"}
}

func (r *resolver) clientID() setting {
	return setting{"client_id", r.settings.ClientID, "BCSALES_CLIENT_ID", "ARM_CLIENT_ID"}
}

func (r *resolver) clientIDFilePath() setting {
	return setting{
		"client_id_file_path", r.settings.ClientIDFilePath, "BCSALES_CLIENT_ID_FILE_PATH", "ARM_CLIENT_ID_FILE_PATH",
	}
}

func (r *resolver) clientSecret() setting {
	return setting{"client_secret", r.settings.ClientSecret, "BCSALES_CLIENT_SECRET", "ARM_CLIENT_SECRET"}
}

func (r *resolver) certificate() setting {
	return setting{
		"client_certificate", r.settings.ClientCertificate, "BCSALES_CLIENT_CERTIFICATE", "ARM_CLIENT_CERTIFICATE",
	}
}

func (r *resolver) certificatePath() setting {
	return setting{
		"client_certificate_path", r.settings.ClientCertificatePath,
		"BCSALES_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_CERTIFICATE_PATH",
	}
}

func (r *resolver) certificatePassword() setting {
	return setting{
		"client_certificate_password", r.settings.ClientCertificatePassword,
		"BCSALES_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE_PASSWORD",
	}
}

func (r *resolver) useOIDC() setting {
	return setting{"use_oidc", text(r.settings.UseOIDC), "BCSALES_USE_OIDC", "ARM_USE_OIDC"}
}

func (r *resolver) useMSI() setting {
	return setting{"use_msi", text(r.settings.UseMSI), "BCSALES_USE_MSI", "ARM_USE_MSI"}
}

func (r *resolver) useCLI() setting {
	return setting{"use_cli", text(r.settings.UseCLI), "BCSALES_USE_CLI", "ARM_USE_CLI"}
}

func (r *resolver) oidcToken() setting {
	return setting{"oidc_token", r.settings.OIDCToken, "BCSALES_OIDC_TOKEN", "ARM_OIDC_TOKEN"}
}

func (r *resolver) oidcTokenFilePath() setting {
	return setting{
		"oidc_token_file_path", r.settings.OIDCTokenFilePath, "BCSALES_OIDC_TOKEN_FILE_PATH", "ARM_OIDC_TOKEN_FILE_PATH",
	}
}

func (r *resolver) oidcRequestURL() setting {
	return setting{"oidc_request_url", r.settings.OIDCRequestURL, "BCSALES_OIDC_REQUEST_URL", "ARM_OIDC_REQUEST_URL"}
}

func (r *resolver) oidcRequestToken() setting {
	return setting{
		"oidc_request_token", r.settings.OIDCRequestToken, "BCSALES_OIDC_REQUEST_TOKEN", "ARM_OIDC_REQUEST_TOKEN",
	}
}

func (r *resolver) serviceConnection() setting {
	return setting{
		"azure_service_connection_id", r.settings.AzureServiceConnectionID,
		"BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
	}
}

// environment is not read from ARM_ENVIRONMENT, whose "usgovernment" means another cloud than Dataverse's.
func (r *resolver) environment() setting {
	return setting{"environment", r.settings.Environment, "BCSALES_ENVIRONMENT", ""}
}

func (r *resolver) dataverseURL() setting {
	return setting{"dataverse_url", r.settings.DataverseURL, "BCSALES_DATAVERSE_URL", ""}
}

func (r *resolver) businessCentralEnvironment() setting {
	return setting{
		"business_central_environment", r.settings.BusinessCentralEnv, "BCSALES_BUSINESS_CENTRAL_ENVIRONMENT", "",
	}
}

func (r *resolver) caCertificatePath() setting {
	return setting{"ca_certificate_path", r.settings.CACertificatePath, "BCSALES_CA_CERTIFICATE_PATH", ""}
}

func (r *resolver) configurationName() setting {
	return setting{"configuration_name", r.settings.ConfigurationName, "BCSALES_CONFIGURATION_NAME", ""}
}

func (r *resolver) endpointSettings() []setting {
	e := r.settings.Endpoints
	return []setting{
		{endpointAuthority, e.Authority, "BCSALES_AUTHORITY_URL", ""},
		{endpointGraph, e.Graph, "BCSALES_GRAPH_URL", ""},
		{endpointBusinessCentral, e.BusinessCentral, "BCSALES_BUSINESS_CENTRAL_URL", ""},
	}
}

const (
	endpointAuthority       = "endpoints.authority"
	endpointGraph           = "endpoints.graph"
	endpointBusinessCentral = "endpoints.business_central"
)
