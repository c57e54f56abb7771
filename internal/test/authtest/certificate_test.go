// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const password = "p4ss-word-of-a-file"

// certificate is a certificate with its key.
type certificate struct {
	parsed *x509.Certificate
	key    *rsa.PrivateKey
}

func newCertificate(t *testing.T, from, until time.Duration) certificate {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "terraform"}, NotBefore: time.Now().Add(from), NotAfter: time.Now().Add(until),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return certificate{parsed, key}
}

func (c certificate) pkcs8(t *testing.T) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(c.key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func (c certificate) public() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.parsed.Raw})
}

func (c certificate) pem(t *testing.T) string {
	t.Helper()
	return write(t, append(c.pkcs8(t), c.public()...))
}

// encryptedPEM encrypts the key as people do.
func (c certificate) encryptedPEM(t *testing.T) string {
	t.Helper()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not on PATH; the unit tests of internal/auth read encrypted keys without it")
	}
	command := exec.CommandContext(t.Context(), openssl, "pkcs8", "-topk8", "-passout", "pass:"+password)
	command.Stdin = bytes.NewReader(c.pkcs8(t))
	key, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, append(key, c.public()...))
}

func (c certificate) pfx(t *testing.T, encoder *pkcs12.Encoder, password string) string {
	t.Helper()
	data, err := encoder.Encode(c.key, c.parsed, nil, password)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, data)
}

// register adds certificates to the provider's own application.
func (p place) register(certificates ...certificate) {
	keys := make([]any, 0, len(certificates))
	for _, c := range certificates {
		keys = append(keys, acctest.Row{"type": "AsymmetricX509Cert", "usage": "Verify", "key": base64.StdEncoding.EncodeToString(c.parsed.Raw)})
	}
	p.Patch(principals(), emulator.ObjectID, acctest.Row{"keyCredentials": keys})
}

func write(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "credential")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestClientCertificate(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	right, stranger, expired := newCertificate(t, -time.Hour, time.Hour), newCertificate(t, -time.Hour, time.Hour), newCertificate(t, -2*time.Hour, -time.Hour)
	early := newCertificate(t, time.Hour, 2*time.Hour)
	p.register(right, expired, early)
	for name, test := range map[string]struct {
		path, password string
		want           []string
	}{
		"PEM":                          {right.pem(t), "", nil},
		"encrypted PEM":                {right.encryptedPEM(t), password, nil},
		"PFX without password":         {right.pfx(t, pkcs12.Passwordless, ""), "", nil},
		"PFX with password":            {right.pfx(t, pkcs12.Modern, password), password, nil},
		"PFX of older tools":           {right.pfx(t, pkcs12.LegacyDES, password), password, nil},
		"not registered":               {stranger.pem(t), "", []string{"AADSTS700027", "not registered on application", "upload its public part"}},
		"expired":                      {expired.pem(t), "", []string{"expired on", "Create a new one and add it to the application registration"}},
		"not valid yet":                {early.pem(t), "", []string{"is not valid before", "clock"}},
		"encrypted PEM, no password":   {right.encryptedPEM(t), "", []string{"its private key is encrypted: set client_certificate_password"}},
		"encrypted PEM, wrong one":     {right.encryptedPEM(t), wrong, []string{"client_certificate_password does not open its private key"}},
		"PFX without its password":     {right.pfx(t, pkcs12.Modern, password), "", []string{"it is encrypted: set client_certificate_password"}},
		"PFX with a wrong password":    {right.pfx(t, pkcs12.Modern, password), wrong, []string{"client_certificate_password does not open it"}},
		"no key":                       {write(t, right.public()), "", []string{"it holds no private key"}},
		"no certificate":               {write(t, right.pkcs8(t)), "", []string{"it holds no certificate"}},
		"neither":                      {write(t, []byte("text")), "", []string{"neither PEM nor a PFX file"}},
		"no file":                      {filepath.Join(t.TempDir(), "none.pem"), "", []string{"cannot be read", "no such file"}},
		"the certificate of something": {write(t, append(stranger.pkcs8(t), right.public()...)), "", []string{"belongs to none of its certificates"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			block := values{"client_certificate_path": test.path}
			if test.password != "" {
				block["client_certificate_password"] = test.password
			}
			signIn(t, block, p.environment).expect(t, test.want, password, wrong)
			environment := p.environment.with(values{"BCSALES_CLIENT_CERTIFICATE_PATH": test.path, "BCSALES_CLIENT_CERTIFICATE_PASSWORD": test.password})
			signIn(t, nil, environment).expect(t, test.want, password, wrong)
			if data, err := os.ReadFile(test.path); err == nil {
				inline := base64.StdEncoding.EncodeToString(data)
				environment := p.environment.with(values{"BCSALES_CLIENT_CERTIFICATE": inline, "BCSALES_CLIENT_CERTIFICATE_PASSWORD": test.password})
				signIn(t, nil, environment).expect(t, test.want, password, wrong, inline)
			}
		})
	}
}

// TestCertificateExpiresAtEntra lets Entra, whose clock is right, detect that the certificate has expired.
func TestCertificateExpiresAtEntra(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	right := newCertificate(t, -time.Hour, time.Hour)
	p.register(right)
	block := values{"client_certificate_path": right.pem(t)}
	signIn(t, block, p.environment).expect(t, nil)
	w := p.Emulator().World()
	w.Do(func() { w.Advance(2 * time.Hour) })
	signIn(t, block, p.environment).expect(t, []string{"AADSTS700027", "The key used is expired", "has expired: create a new one"})
}

// TestAssertionOutOfTime signs in while this machine's clock is wrong.
func TestAssertionOutOfTime(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	right := newCertificate(t, -time.Hour, 48*time.Hour)
	p.register(right)
	w := p.Emulator().World()
	w.Do(func() { w.Advance(24 * time.Hour) })
	signIn(t, values{"client_certificate_path": right.pem(t)}, p.environment).
		expect(t, []string{"AADSTS700024: Client assertion is not within its valid time range", "clock"})
}
