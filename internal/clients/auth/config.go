// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"net/http"
	"net/url"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// Method is a way to authenticate.
type Method string

// The methods.
const (
	ClientSecret      Method = "client secret"
	ClientCertificate Method = "client certificate"
	OIDC              Method = "OpenID Connect"
	ManagedIdentity   Method = "managed identity"
	AzureCLI          Method = "Azure CLI"
)

// DefaultAuthority is the authority of the public cloud, which GCC uses too.
const DefaultAuthority = "https://" + defaultAuthorityHost

const defaultAuthorityHost = "login.microsoftonline.com"

// DefaultOIDCAudience is the audience of an assertion for the public cloud.
const DefaultOIDCAudience = "api://AzureADTokenExchange"

// Config says how to authenticate. Which fields count depends on Method.
type Config struct {
	// Method selects the way.
	Method Method
	// TenantID is the Microsoft Entra tenant: a GUID or a verified domain. Every method but managed identity needs it;
	// the Azure CLI uses its own default tenant without it.
	TenantID string
	// ClientID is the application's id; for a managed identity the client id of a user-assigned one, empty for the
	// system-assigned.
	ClientID string

	// Authority is the origin of Microsoft Entra; nil is DefaultAuthority.
	Authority *url.URL
	// CustomAuthority reports that Authority is not one of Microsoft's: it is then used as it is, without asking Microsoft
	// whether it is a known instance.
	CustomAuthority bool

	// ClientSecret is for that method.
	ClientSecret string

	// CertificatePath names a PEM or PFX (PKCS #12) file with a certificate and its RSA key.
	CertificatePath string
	// Certificate is a PFX itself, in base64; without it CertificatePath is read.
	Certificate string
	// CertificatePassword decrypts either; empty for one that is not encrypted.
	CertificatePassword string

	// Assertion is where the assertion of OIDC comes from.
	Assertion Assertion

	// Secrets learns every credential, assertion and token that passes through, so that nothing shows it; nil is a new one.
	Secrets *redact.Secrets
	// HTTPClient sends the requests to Microsoft Entra and to the issuers of assertions; nil is transport.NewHTTPClient's.
	HTTPClient *http.Client
	// Clock is the time to live by; nil is transport.SystemClock.
	Clock transport.Clock
}

// Assertion names one source of a federated assertion; the first that is set is used, in the order of the fields.
type Assertion struct {
	// Token is the assertion itself.
	Token string
	// TokenFilePath names a file that holds it; it is read again for every token, since its owner renews it.
	TokenFilePath string
	// RequestURL and RequestToken are what GitHub (ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN) or Azure DevOps
	// (SYSTEM_OIDCREQUESTURI and SYSTEM_ACCESSTOKEN) give a job to request an assertion with.
	RequestURL, RequestToken string
	// ServiceConnectionID makes it a request of Azure DevOps.
	ServiceConnectionID string
	// Audience is requested of GitHub; empty is DefaultOIDCAudience.
	Audience string
}
