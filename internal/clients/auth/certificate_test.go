// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

func TestCertificates(t *testing.T) {
	t.Parallel()
	key := rsaKey(t)
	good := valid(t, key)
	hour := time.Hour
	expired := newIdentity(t, key, time.Now().Add(-2*hour), time.Now().Add(-hour))
	future := newIdentity(t, key, time.Now().Add(hour), time.Now().Add(2*hour))
	elliptic := valid(t, ecKey(t))
	other := valid(t, rsaKey(t))
	pkcs1 := append(good.certPEM(), block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key))...)
	ec, err := x509.MarshalECPrivateKey(ecKey(t))
	if err != nil {
		t.Fatal(err)
	}
	legacy := append(good.certPEM(), pem.EncodeToMemory(&pem.Block{
		Type: "RSA PRIVATE KEY", Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-256-CBC,00"}, Bytes: []byte{1},
	})...)
	twoKeys := append(good.pem(t), block("PRIVATE KEY", good.pkcs8(t))...)
	chain := append(other.certPEM(), good.pem(t)...)

	tests := map[string]struct {
		data     []byte
		password string
		// problem is a part of the message; empty for a credential that works.
		problem []string
	}{
		"PEM":                             {good.pem(t), "", nil},
		"PEM, PKCS #1":                    {pkcs1, "", nil},
		"PEM, password not needed":        {good.pem(t), password, nil},
		"PEM, chain":                      {chain, "", nil},
		"PEM, encrypted":                  {good.encryptedPEM(t, password), password, nil},
		"PFX":                             {good.pfx(t, ""), "", nil},
		"PFX, encrypted":                  {good.pfx(t, password), password, nil},
		"PEM, encrypted, no password":     {good.encryptedPEM(t, password), "", []string{"is encrypted: set client_certificate_password"}},
		"PEM, encrypted, wrong password":  {good.encryptedPEM(t, password), "wrong-one", []string{"client_certificate_password does not open"}},
		"PEM, encrypted the old way":      {legacy, password, []string{"DEK-Info", "openssl pkcs8 -topk8"}},
		"PFX, encrypted, no password":     {good.pfx(t, password), "", []string{"is encrypted: set client_certificate_password"}},
		"PFX, encrypted, wrong password":  {good.pfx(t, password), "wrong-one", []string{"client_certificate_password does not open"}},
		"expired":                         {expired.pem(t), "", []string{"expired on 20", "Create a new one"}},
		"expired PFX":                     {expired.pfx(t, password), password, []string{"expired on 20"}},
		"not valid yet":                   {future.pem(t), "", []string{"is not valid before", "clock"}},
		"elliptic curve":                  {elliptic.pem(t), "", []string{"no RSA key", "only RSA"}},
		"elliptic curve, SEC 1":           {append(good.certPEM(), block("EC PRIVATE KEY", ec)...), "", []string{"no RSA key"}},
		"key of another certificate":      {append(other.certPEM(), block("PRIVATE KEY", good.pkcs8(t))...), "", []string{"belongs to none"}},
		"no key":                          {good.certPEM(), "", []string{"holds no private key"}},
		"no certificate":                  {block("PRIVATE KEY", good.pkcs8(t)), "", []string{"holds no certificate"}},
		"two keys":                        {twoKeys, "", []string{"more than one private key"}},
		"damaged certificate":             {block("CERTIFICATE", []byte{1}), "", []string{"damaged"}},
		"damaged key":                     {append(good.certPEM(), block("PRIVATE KEY", []byte{1})...), "", []string{"damaged"}},
		"damaged encrypted key":           {append(good.certPEM(), block("ENCRYPTED PRIVATE KEY", []byte{1})...), password, []string{"damaged"}},
		"neither PEM nor PFX":             {[]byte("hello"), "", []string{"neither PEM nor a PFX"}},
		"empty":                           {nil, "", []string{"neither PEM nor a PFX"}},
		"block of another kind is passed": {append(block("DH PARAMETERS", []byte{1}), good.pem(t)...), "", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			a.check = func(form url.Values) string { return checkAssertion(t, a, form, key) }
			c := a.config(t)
			c.Method, c.ClientSecret = auth.ClientCertificate, ""
			c.CertificatePath, c.CertificatePassword = writeFile(t, test.data), test.password
			got, err := token(t, c)
			inline := c
			inline.CertificatePath, inline.Certificate = "", base64.StdEncoding.EncodeToString(test.data)
			if inline.Certificate != "" {
				_, inlineErr := token(t, inline)
				if (err == nil) != (inlineErr == nil) {
					t.Errorf("%v from the file, %v in base64", err, inlineErr)
				}
				if inlineErr != nil {
					mustContain(t, inlineErr, "the certificate in client_certificate ")
					mustContain(t, inlineErr, test.problem...)
					mustNotShow(t, inlineErr, test.password, inline.Certificate)
				}
			}
			if test.problem == nil {
				if err != nil || got != "token-1" {
					t.Errorf("%q, %v", got, err)
				}
				return
			}
			if _, ok := errors.AsType[*auth.ConfigError](err); !ok {
				t.Errorf("not a ConfigError: %v", err)
			}
			mustContain(t, err, test.problem...)
			mustContain(t, err, "authentication by client certificate", c.CertificatePath)
			mustNotShow(t, err, test.password)
			if n := len(a.requests()); n != 0 {
				t.Errorf("Entra was asked %d times", n)
			}
		})
	}
}

// checkAssertion verifies the client assertion as Microsoft Entra does.
func checkAssertion(t *testing.T, a *authority, form url.Values, key *rsa.PrivateKey) string {
	t.Helper()
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(form.Get("client_assertion"), claims, func(*jwt.Token) (any, error) { return &key.PublicKey, nil },
		jwt.WithAudience(a.server.URL+"/"+tenant+"/oauth2/v2.0/token"), jwt.WithIssuer(clientID))
	if err != nil || form.Get("client_secret") != "" {
		t.Errorf("assertion: %v", err)
		return refusal("invalid_client", "700027", "The certificate is not registered.")
	}
	return ""
}

func TestCertificateFileIsMissing(t *testing.T) {
	t.Parallel()
	c := newAuthority(t).config(t)
	c.Method, c.CertificatePath = auth.ClientCertificate, "does-not-exist.pem"
	_, err := token(t, c)
	mustContain(t, err, "the certificate does-not-exist.pem cannot be read: no such file")
}

func TestCertificateThatEntraDoesNotKnow(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	a.check = func(url.Values) string {
		return refusal("invalid_client", "700027", "Client assertion failed signature validation.")
	}
	c := a.config(t)
	c.Method, c.CertificatePath = auth.ClientCertificate, writeFile(t, valid(t, rsaKey(t)).pem(t))
	_, err := token(t, c)
	mustContain(t, err, "AADSTS700027: Client assertion failed signature validation")
}
