// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
	"software.sslmate.com/src/go-pkcs12"
)

func certificateCredential(c Config) (confidential.Credential, error) {
	fail := func(problem, advice string, err error) (confidential.Credential, error) {
		problem = fmt.Sprintf("the certificate %s %s", cmp.Or(c.CertificatePath, "in client_certificate"), problem)
		return confidential.Credential{}, &ConfigError{Method: c.Method, Problem: problem, Advice: advice, Err: err}
	}
	data, err := certificateData(c)
	if err != nil {
		return fail("cannot be read", "", err)
	}
	certificates, key, err := parseCertificate(data, c.CertificatePassword)
	if err != nil {
		return fail("cannot be used", "", err)
	}
	rsaKey, ok := key.(*rsa.PrivateKey)
	if !ok {
		return fail("has no RSA key", "Microsoft Entra accepts only RSA for client certificates.", nil)
	}
	leaf := leafOf(certificates, rsaKey)
	now := c.Clock.Now()
	switch {
	case leaf == nil:
		return fail("holds a private key that belongs to none of its certificates", "", nil)
	case now.After(leaf.NotAfter):
		return fail("expired on "+leaf.NotAfter.UTC().Format(time.RFC3339),
			"Create a new one and add it to the application registration.", nil)
	case now.Before(leaf.NotBefore):
		return fail("is not valid before "+leaf.NotBefore.UTC().Format(time.RFC3339), "Check this machine's clock.", nil)
	}
	credential, err := confidential.NewCredFromCert(certificates, rsaKey)
	if err != nil {
		return fail("cannot be used", "", err)
	}
	return credential, nil
}

// certificateData returns the content of the file, or what stands in its place.
func certificateData(c Config) ([]byte, error) {
	if c.Certificate == "" {
		data, err := os.ReadFile(c.CertificatePath)
		return data, pathless(err)
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(c.Certificate), ""))
	if err != nil {
		// The library's error would quote a part of it.
		return nil, errors.New("it is not base64, which \"base64 -w 0 certificate.pfx\" and filebase64() write")
	}
	return data, nil
}

// parseCertificate reads PEM or PKCS #12.
func parseCertificate(data []byte, password string) ([]*x509.Certificate, crypto.PrivateKey, error) {
	if bytes.Contains(data, []byte("-----BEGIN")) {
		return parsePEM(data, password)
	}
	key, certificate, chain, err := pkcs12.DecodeChain(data, password)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword) && password == "":
		return nil, nil, errors.New("it is encrypted: set client_certificate_password")
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return nil, nil, errors.New("client_certificate_password does not open it")
	case err != nil:
		return nil, nil, fmt.Errorf("it is neither PEM nor a PFX file with one certificate and its key: %w", err)
	}
	return append([]*x509.Certificate{certificate}, chain...), key, nil
}

func parsePEM(data []byte, password string) ([]*x509.Certificate, crypto.PrivateKey, error) {
	var certificates []*x509.Certificate
	var key crypto.PrivateKey
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			certificate, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, nil, fmt.Errorf("a certificate in it is damaged: %w", err)
			}
			certificates = append(certificates, certificate)
			continue
		}
		parsed, err := parseKey(block, password)
		if err != nil {
			return nil, nil, err
		}
		if parsed != nil && key != nil {
			return nil, nil, errors.New("it holds more than one private key")
		}
		if parsed != nil {
			key = parsed
		}
	}
	switch {
	case len(certificates) == 0:
		return nil, nil, errors.New("it holds no certificate; it must hold the certificate and its private key")
	case key == nil:
		return nil, nil, errors.New("it holds no private key; it must hold the certificate and its private key")
	}
	return certificates, key, nil
}

// parseKey returns the private key of a PEM block, nil for a block of another kind.
func parseKey(block *pem.Block, password string) (crypto.PrivateKey, error) {
	if block.Headers["DEK-Info"] != "" {
		return nil, errors.New("its private key has the old PEM encryption (DEK-Info), which is not supported because it is " +
			"weak: convert the key with \"openssl pkcs8 -topk8 -in old.pem -out new.pem\"")
	}
	var key crypto.PrivateKey
	var err error
	switch block.Type {
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "ENCRYPTED PRIVATE KEY":
		if password == "" {
			return nil, errors.New("its private key is encrypted: set client_certificate_password")
		}
		return decryptPKCS8(block.Bytes, password)
	default:
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("its private key is damaged: %w", err)
	}
	return key, nil
}

func leafOf(certificates []*x509.Certificate, key *rsa.PrivateKey) *x509.Certificate {
	for _, certificate := range certificates {
		if public, ok := certificate.PublicKey.(*rsa.PublicKey); ok && public.Equal(&key.PublicKey) {
			return certificate
		}
	}
	return nil
}

// pathless takes the path, which the message has already, off a file error.
func pathless(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}
