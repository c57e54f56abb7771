// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // x5t is defined as a SHA-1 thumbprint
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"slices"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// assertion checks a client assertion. One issued by the client itself is signed with a
// certificate; any other is a federated token.
func (s *Server) assertion(principal store.Row, text string) *failure {
	token, err := parseToken(text)
	if err != nil {
		return invalidClient(aadstsAssertion, "JWT token is invalid or malformed.")
	}
	if strings.EqualFold(token.claims.text("iss"), principal.String("appId")) {
		return s.certificate(principal, token)
	}
	return s.federated(principal, token)
}

func (s *Server) inTime(token *parsed) *failure {
	now, leeway := s.world.Wall(), 5*time.Minute
	from, until := time.Unix(token.claims.seconds("nbf"), 0).UTC(), time.Unix(token.claims.seconds("exp"), 0).UTC()
	if now.Add(leeway).Before(from) || now.After(until) {
		const layout = "2006-01-02T15:04:05.0000000Z"
		return invalidClient(aadstsAssertionTime, "Client assertion is not within its valid time range. Current time: %s, assertion valid from %s, expiry time of assertion %s. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .",
			now.Format(layout), from.Format(layout), until.Format(layout))
	}
	return nil
}

func (s *Server) certificate(principal store.Row, token *parsed) *failure {
	app, tenant := principal.String("appId"), s.world.Config.TenantID
	thumbprint, sha2, bad := thumbprints(token)
	if bad != nil {
		return bad
	}
	found := s.registered(principal, thumbprint, sha2)
	shown := strings.ToUpper(hex.EncodeToString(thumbprint))
	if sha2 {
		shown = base64.RawURLEncoding.EncodeToString(thumbprint)
	}
	const visit = "Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '%s'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/%s'"
	if found == nil {
		return invalidClient(aadstsCertificate, "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '%s', "+visit+"].", shown, app, app)
	}
	key, ok := found.PublicKey.(*rsa.PublicKey)
	if !ok || token.verifyRSA(key) != nil {
		return invalidClient(aadstsCertificate, "Client assertion contains an invalid signature. [Reason - The key was found, but use of the key to verify the signature failed., Thumbprint of key used by client: '%s', "+visit+"].", shown, app, app)
	}
	if now := s.world.Wall(); now.After(found.NotAfter) || now.Before(found.NotBefore) {
		const layout = "01/02/2006 15:04:05"
		return invalidClient(aadstsCertificate, "Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: '%s', Found key 'Start=%s, End=%s', "+visit+"].",
			shown, found.NotBefore.UTC().Format(layout), found.NotAfter.UTC().Format(layout), app, app)
	}
	base := s.base(tenant)
	accepted := []string{base + "/oauth2/v2.0/token", base + "/oauth2/token", base + "/v2.0", base}
	if !slices.ContainsFunc(token.claims.audiences(), func(aud string) bool {
		return slices.Contains(accepted, strings.TrimSuffix(aud, "/"))
	}) {
		return invalidClient(aadstsAssertionAudience, "Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .")
	}
	if !strings.EqualFold(token.claims.text("sub"), app) {
		return invalidClient(aadstsAssertionSubject, "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .")
	}
	return s.inTime(token)
}

// thumbprints reads x5t#S256 or x5t from the token's header.
func thumbprints(token *parsed) ([]byte, bool, *failure) {
	for _, name := range []string{"x5t#S256", "x5t"} {
		if text := token.head(name); text != "" {
			// Clients use plain base64 as well as the URL alphabet; Entra accepts both.
			text = strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(text)
			raw, err := base64.RawURLEncoding.DecodeString(text)
			if err != nil {
				return nil, false, invalidClient(aadstsAssertion, "JWT token is invalid or malformed.")
			}
			return raw, name == "x5t#S256", nil
		}
	}
	return nil, false, invalidClient(aadstsAssertion, "Invalid JWT token. No certificate thumbprint specified in token header.")
}

// registered finds the certificate with a thumbprint among the keyCredentials of
// the service principal and its application.
func (s *Server) registered(principal store.Row, thumbprint []byte, sha2 bool) *x509.Certificate {
	for _, row := range s.identities(principal) {
		credentials, _ := row["keyCredentials"].([]any)
		for _, item := range credentials {
			credential, _ := item.(map[string]any)
			key, _ := credential["key"].(string)
			certificate := parseCertificate(key)
			if certificate == nil {
				continue
			}
			short, long := sha1.Sum(certificate.Raw), sha256.Sum256(certificate.Raw) //nolint:gosec // see the import of crypto/sha1
			if !sha2 && slices.Equal(short[:], thumbprint) || sha2 && slices.Equal(long[:], thumbprint) {
				return certificate
			}
		}
	}
	return nil
}

// identities returns the rows that may hold an application's credentials.
func (s *Server) identities(principal store.Row) []store.Row {
	return append([]store.Row{principal}, s.world.Store.Table(store.Graph, "applications").Where(func(row store.Row) bool {
		return row.Equal("appId", principal.String("appId"))
	})...)
}

// parseCertificate reads base64-encoded DER, as Graph stores it, or PEM.
func parseCertificate(text string) *x509.Certificate {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		raw = []byte(text)
	}
	if block, _ := pem.Decode(raw); block != nil {
		raw = block.Bytes
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil
	}
	return certificate
}

func (s *Server) federated(principal store.Row, token *parsed) *failure {
	issuer, subject := token.claims.text("iss"), token.claims.text("sub")
	const check = " Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation"
	bad := invalidClient(aadstsFederatedIssuer, "No matching federated identity record found for presented assertion issuer '%s'."+check, issuer)
	matched := false
	for _, row := range s.identities(principal) {
		credentials, _ := row["federatedIdentityCredentials"].([]any)
		for _, item := range credentials {
			credential, _ := item.(map[string]any)
			switch {
			case credential["issuer"] != issuer:
				continue
			case credential["subject"] != subject:
				if bad.code == aadstsFederatedIssuer {
					bad = invalidClient(aadstsFederatedSubject, "No matching federated identity record found for presented assertion subject '%s'."+check, subject)
				}
				continue
			}
			if !overlaps(credential["audiences"], token.claims.audiences()) {
				bad = invalidClient(aadstsFederatedAudience, "No matching federated identity record found for presented assertion audience '%s'."+check, strings.Join(token.claims.audiences(), ","))
				continue
			}
			matched = true
		}
	}
	if !matched {
		return bad
	}
	if issuer != s.Issuer() || token.verifyECDSA(&s.key.PublicKey) != nil {
		return invalidClient(aadstsCertificate, "Client assertion contains an invalid signature. [Reason - The key was not found.].")
	}
	return s.inTime(token)
}

func overlaps(allowed any, given []string) bool {
	list, _ := allowed.([]any)
	for _, item := range list {
		if text, ok := item.(string); ok && slices.Contains(given, text) {
			return true
		}
	}
	return false
}
