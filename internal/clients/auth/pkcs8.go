// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // decrypts keys that older tools encrypted with triple DES
	"crypto/pbkdf2"
	"crypto/sha1" //nolint:gosec // HMAC-SHA-1 is PBKDF2's default by RFC 8018
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"hash"
)

// errPassword is one text for every way in which a wrong password shows.
var errPassword = errors.New("client_certificate_password does not open its private key")

// maxIterations bounds the work that a file can cause; tools write 2,048 to 1,000,000.
const maxIterations = 10_000_000

// encryptedKey is EncryptedPrivateKeyInfo of RFC 5958, section 3.
type encryptedKey struct {
	Algorithm pkix.AlgorithmIdentifier
	Data      []byte
}

// pbes2 is PBES2-params of RFC 8018, appendix A.4.
type pbes2 struct {
	Derivation, Encryption pkix.AlgorithmIdentifier
}

// pbkdf2Parameters is PBKDF2-params of RFC 8018, appendix A.2.
type pbkdf2Parameters struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	Hash       pkix.AlgorithmIdentifier `asn1:"optional"`
}

// decryptPKCS8 opens a private key that is encrypted with PBES2, PBKDF2 and AES or triple DES in CBC mode: what
// OpenSSL has written by default since 1.1.
func decryptPKCS8(der []byte, password string) (crypto.PrivateKey, error) {
	var outer encryptedKey
	if rest, err := asn1.Unmarshal(der, &outer); err != nil || len(rest) > 0 {
		return nil, errors.New("its encrypted private key is damaged")
	}
	if outer.Algorithm.Algorithm.String() != "1.2.840.113549.1.5.13" {
		return nil, unsupported(outer.Algorithm)
	}
	var scheme pbes2
	if _, err := asn1.Unmarshal(outer.Algorithm.Parameters.FullBytes, &scheme); err != nil {
		return nil, errors.New("its encrypted private key is damaged")
	}
	newCipher, keyLength, err := cipherOf(scheme.Encryption)
	if err != nil {
		return nil, err
	}
	var iv []byte
	if _, err := asn1.Unmarshal(scheme.Encryption.Parameters.FullBytes, &iv); err != nil {
		return nil, errors.New("its encrypted private key is damaged")
	}
	key, err := deriveKey(scheme.Derivation, password, keyLength)
	if err != nil {
		return nil, err
	}
	block, err := newCipher(key)
	if err != nil {
		return nil, err
	}
	plain, err := decryptCBC(block, iv, outer.Data)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(plain)
	if err != nil {
		return nil, errPassword
	}
	return parsed, nil
}

func deriveKey(algorithm pkix.AlgorithmIdentifier, password string, length int) ([]byte, error) {
	if algorithm.Algorithm.String() != "1.2.840.113549.1.5.12" {
		return nil, unsupported(algorithm)
	}
	var p pbkdf2Parameters
	if _, err := asn1.Unmarshal(algorithm.Parameters.FullBytes, &p); err != nil {
		return nil, errors.New("its encrypted private key is damaged")
	}
	if p.Iterations < 1 || p.Iterations > maxIterations {
		return nil, fmt.Errorf("its private key is encrypted with %d iterations, which is not supported", p.Iterations)
	}
	newHash, err := hashOf(p.Hash)
	if err != nil {
		return nil, err
	}
	key, err := pbkdf2.Key(newHash, password, p.Salt, p.Iterations, length)
	if err != nil {
		return nil, fmt.Errorf("its private key cannot be decrypted: %w", err)
	}
	return key, nil
}

// hashOf knows the pseudorandom functions of RFC 8018, appendix B.1.2.
func hashOf(algorithm pkix.AlgorithmIdentifier) (func() hash.Hash, error) {
	switch algorithm.Algorithm.String() {
	case "", "1.2.840.113549.2.7":
		return sha1.New, nil
	case "1.2.840.113549.2.9":
		return sha256.New, nil
	case "1.2.840.113549.2.10":
		return sha512.New384, nil
	case "1.2.840.113549.2.11":
		return sha512.New, nil
	default:
		return nil, unsupported(algorithm)
	}
}

func cipherOf(algorithm pkix.AlgorithmIdentifier) (func([]byte) (cipher.Block, error), int, error) {
	switch algorithm.Algorithm.String() {
	case "2.16.840.1.101.3.4.1.2":
		return aes.NewCipher, 16, nil
	case "2.16.840.1.101.3.4.1.22":
		return aes.NewCipher, 24, nil
	case "2.16.840.1.101.3.4.1.42":
		return aes.NewCipher, 32, nil
	case "1.2.840.113549.3.7":
		return des.NewTripleDESCipher, 24, nil
	default:
		return nil, 0, unsupported(algorithm)
	}
}

// decryptCBC decrypts and takes off the padding of RFC 5652, section 6.3.
func decryptCBC(block cipher.Block, iv, data []byte) ([]byte, error) {
	size := block.BlockSize()
	if len(iv) != size || len(data) == 0 || len(data)%size != 0 {
		return nil, errors.New("its encrypted private key is damaged")
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > size {
		return nil, errPassword
	}
	for _, b := range plain[len(plain)-padding:] {
		if int(b) != padding {
			return nil, errPassword
		}
	}
	return plain[:len(plain)-padding], nil
}

func unsupported(algorithm pkix.AlgorithmIdentifier) error {
	return fmt.Errorf("its private key is encrypted in a way that is not supported (%s): convert it with "+
		"\"openssl pkcs8 -topk8 -v2 aes256 -in old.pem -out new.pem\"", algorithm.Algorithm)
}
