// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

const password = "p4ss-word"

// identity is a certificate with its key.
type identity struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

func newIdentity(t *testing.T, key crypto.Signer, notBefore, notAfter time.Time) identity {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: notBefore, NotAfter: notAfter,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return identity{certificate, key}
}

func rsaKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func ecKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func valid(t *testing.T, key crypto.Signer) identity {
	t.Helper()
	return newIdentity(t, key, time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

func (i identity) certPEM() []byte { return block("CERTIFICATE", i.certificate.Raw) }

func (i identity) pkcs8(t *testing.T) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(i.key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func (i identity) pem(t *testing.T) []byte {
	t.Helper()
	return append(block("PRIVATE KEY", i.pkcs8(t)), i.certPEM()...)
}

func (i identity) pfx(t *testing.T, password string) []byte {
	t.Helper()
	encoder := pkcs12.Modern
	if password == "" {
		encoder = pkcs12.Passwordless
	}
	data, err := encoder.Encode(i.key, i.certificate, nil, password)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// encryptedPEM encrypts the key as "openssl pkcs8 -topk8 -v2 aes256" does.
func (i identity) encryptedPEM(t *testing.T, password string) []byte {
	t.Helper()
	salt, iv := []byte("12345678"), []byte("1234567890123456")
	key, err := pbkdf2.Key(sha256.New, password, salt, 2048, 32)
	if err != nil {
		t.Fatal(err)
	}
	cipherBlock, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	plain := i.pkcs8(t)
	padding := 16 - len(plain)%16
	for range padding {
		plain = append(plain, byte(padding))
	}
	cipher.NewCBCEncrypter(cipherBlock, iv).CryptBlocks(plain, plain)
	marshal := func(v any) asn1.RawValue {
		der, err := asn1.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return asn1.RawValue{FullBytes: der}
	}
	oid := func(ids ...int) asn1.ObjectIdentifier { return ids }
	kdf := pkix.AlgorithmIdentifier{Algorithm: oid(1, 2, 840, 113549, 1, 5, 12), Parameters: marshal(struct {
		Salt []byte
		N    int
		PRF  pkix.AlgorithmIdentifier
	}{salt, 2048, pkix.AlgorithmIdentifier{Algorithm: oid(1, 2, 840, 113549, 2, 9), Parameters: asn1.NullRawValue}})}
	enc := pkix.AlgorithmIdentifier{Algorithm: oid(2, 16, 840, 1, 101, 3, 4, 1, 42), Parameters: marshal(iv)}
	outer := marshal(struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}{
		pkix.AlgorithmIdentifier{
			Algorithm:  oid(1, 2, 840, 113549, 1, 5, 13),
			Parameters: marshal(struct{ KDF, Enc pkix.AlgorithmIdentifier }{kdf, enc}),
		}, plain,
	})
	return append(i.certPEM(), block("ENCRYPTED PRIVATE KEY", outer.FullBytes)...)
}

func writeFile(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "credential")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
