// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"strings"
	"testing"
)

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	der, err := asn1.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// encrypted are the parts of an encrypted key, which the rows of a table change.
type encrypted struct {
	scheme, kdf, hash, cipher asn1.ObjectIdentifier
	parameters, derivation    []byte // in place of what they would be
	iterations                int
	iv, data                  []byte
}

func (e *encrypted) der(t *testing.T) []byte {
	t.Helper()
	if e.derivation == nil {
		e.derivation = marshal(t, pbkdf2Parameters{Salt: []byte("12345678"), Iterations: e.iterations, Hash: pkix.AlgorithmIdentifier{Algorithm: e.hash}})
	}
	if e.parameters == nil {
		e.parameters = marshal(t, pbes2{
			Derivation: pkix.AlgorithmIdentifier{Algorithm: e.kdf, Parameters: asn1.RawValue{FullBytes: e.derivation}},
			Encryption: pkix.AlgorithmIdentifier{Algorithm: e.cipher, Parameters: asn1.RawValue{FullBytes: e.iv}},
		})
	}
	return marshal(t, encryptedKey{
		Algorithm: pkix.AlgorithmIdentifier{Algorithm: e.scheme, Parameters: asn1.RawValue{FullBytes: e.parameters}}, Data: e.data,
	})
}

// TestEncryptedKeys: whatever is wrong with one, the error says whether the file, its kind or the password is to blame.
func TestEncryptedKeys(t *testing.T) {
	t.Parallel()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	iv := []byte("1234567890123456")
	key, err := pbkdf2.Key(sha256.New, "password", []byte("12345678"), 1, 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	padding := 16 - len(plain)%16
	data := append(slices.Clone(plain), bytes.Repeat([]byte{byte(padding)}, padding)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
	noise := make([]byte, 16)
	noise[15] = 1
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(noise, noise)

	none := asn1.ObjectIdentifier{1, 2, 3}
	const damaged, unsupported = "is damaged", "in a way that is not supported (1.2.3)"
	for name, tc := range map[string]struct {
		change func(e *encrypted)
		after  []byte
		want   string
	}{
		"as it should be":            {change: func(*encrypted) {}},
		"something after it":         {change: func(*encrypted) {}, after: []byte{0}, want: damaged},
		"another scheme":             {change: func(e *encrypted) { e.scheme = none }, want: unsupported},
		"parameters of another kind": {change: func(e *encrypted) { e.parameters = marshal(t, 1) }, want: damaged},
		"another cipher":             {change: func(e *encrypted) { e.cipher = none }, want: unsupported},
		"no vector":                  {change: func(e *encrypted) { e.iv = marshal(t, 1) }, want: damaged},
		"a short vector":             {change: func(e *encrypted) { e.iv = marshal(t, []byte("12345678")) }, want: damaged},
		"another derivation":         {change: func(e *encrypted) { e.kdf = none }, want: unsupported},
		"derived from nothing":       {change: func(e *encrypted) { e.derivation = marshal(t, 1) }, want: damaged},
		"another hash":               {change: func(e *encrypted) { e.hash = none }, want: unsupported},
		"no iterations":              {change: func(e *encrypted) { e.iterations = 0 }, want: "with 0 iterations"},
		"too many iterations":        {change: func(e *encrypted) { e.iterations = maxIterations + 1 }, want: "with 10000001 iterations"},
		"no data":                    {change: func(e *encrypted) { e.data = nil }, want: damaged},
		"cut":                        {change: func(e *encrypted) { e.data = data[:17] }, want: damaged},
		"no key in it":               {change: func(e *encrypted) { e.data = noise }, want: errPassword.Error()},
	} {
		e := &encrypted{
			scheme: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}, kdf: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12},
			hash: asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}, cipher: asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42},
			iterations: 1, iv: marshal(t, iv), data: data,
		}
		tc.change(e)
		got, err := decryptPKCS8(append(e.der(t), tc.after...), "password")
		switch {
		case tc.want == "" && (err != nil || !private.Equal(got)):
			t.Errorf("%s: %v", name, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

// TestPadding: a wrong password shows in a padding that cannot be, most of the time.
func TestPadding(t *testing.T) {
	t.Parallel()
	block, err := aes.NewCipher(make([]byte, 16))
	if err != nil {
		t.Fatal(err)
	}
	iv := make([]byte, 16)
	ending := func(length int, last ...byte) []byte { return append(make([]byte, length-len(last)), last...) }
	for name, tc := range map[string]struct {
		plain []byte
		left  int // -1 for the error
	}{
		"one byte":         {ending(16, 1), 15},
		"a whole block":    {bytes.Repeat([]byte{16}, 16), 0},
		"none":             {ending(16, 0), -1},
		"more than fits":   {bytes.Repeat([]byte{17}, 32), -1},
		"beyond the start": {bytes.Repeat([]byte{200}, 16), -1},
		"of two minds":     {ending(16, 3, 2, 3), -1},
	} {
		data := slices.Clone(tc.plain)
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
		got, err := decryptCBC(block, iv, data)
		if tc.left >= 0 && (err != nil || len(got) != tc.left) || tc.left < 0 && err == nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
