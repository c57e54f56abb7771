// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"crypto/x509"
	"encoding/pem"
	"testing"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// The library that the provider signs in with accepts the emulator's discovery document, sends an
// assertion signed with the certificate, and gets a token.
func TestSignInWithCertificate(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	for name, lifetime := range map[string]time.Duration{"valid": time.Hour, "expired": -time.Minute} {
		certificatePEM, keyPEM, err := c.IssueClientCertificate(lifetime)
		if err != nil {
			t.Fatal(err)
		}
		certificateBlock, _ := pem.Decode(certificatePEM)
		keyBlock, _ := pem.Decode(keyPEM)
		certificate, err := x509.ParseCertificate(certificateBlock.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		key, err := x509.ParsePKCS8PrivateKey(keyBlock.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		credential, err := confidential.NewCredFromCert([]*x509.Certificate{certificate}, key)
		if err != nil {
			t.Fatal(err)
		}
		app, err := confidential.New(c.URL()+"/"+emulator.TenantID, emulator.ClientID, credential, confidential.WithHTTPClient(c.http), confidential.WithInstanceDiscovery(false))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = app.AcquireTokenByCredential(t.Context(), []string{c.URL() + "/.default"}); (err == nil) != (name == "valid") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
