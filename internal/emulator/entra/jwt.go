// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// claims is the body of a token.
type claims map[string]any

func (c claims) text(name string) string {
	s, _ := c[name].(string)
	return s
}

func (c claims) seconds(name string) int64 {
	f, _ := c[name].(float64)
	return int64(f)
}

// audiences returns "aud", which is a string or a list.
func (c claims) audiences() []string { return c.texts("aud") }

// texts returns a claim that is a string or a list of strings.
func (c claims) texts(name string) []string {
	switch v := c[name].(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// parsed is a token that has been decoded but not verified.
type parsed struct {
	header    map[string]any
	claims    claims
	signed    string
	signature []byte
}

var (
	errMalformed = errors.New("the token is malformed")
	errSignature = errors.New("the signature does not verify")
)

func parseToken(text string) (*parsed, error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return nil, errMalformed
	}
	out := &parsed{signed: parts[0] + "." + parts[1]}
	for i, into := range []any{&out.header, &out.claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(raw, into) != nil {
			return nil, errMalformed
		}
	}
	var err error
	if out.signature, err = base64.RawURLEncoding.DecodeString(parts[2]); err != nil {
		return nil, errMalformed
	}
	return out, nil
}

func (p *parsed) head(name string) string {
	s, _ := p.header[name].(string)
	return s
}

// verifyRSA checks an RS256 or PS256 signature.
func (p *parsed) verifyRSA(key *rsa.PublicKey) error {
	digest := sha256.Sum256([]byte(p.signed))
	var err error
	switch p.head("alg") {
	case "RS256":
		err = rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], p.signature)
	case "PS256":
		err = rsa.VerifyPSS(key, crypto.SHA256, digest[:], p.signature, nil)
	default:
		return fmt.Errorf("algorithm %q: %w", p.head("alg"), errSignature)
	}
	if err != nil {
		return errSignature
	}
	return nil
}

// verifyECDSA checks an ES256 signature.
func (p *parsed) verifyECDSA(key *ecdsa.PublicKey) error {
	if p.head("alg") != "ES256" || len(p.signature) != 64 {
		return errSignature
	}
	digest := sha256.Sum256([]byte(p.signed))
	r, s := new(big.Int).SetBytes(p.signature[:32]), new(big.Int).SetBytes(p.signature[32:])
	if !ecdsa.Verify(key, digest[:], r, s) {
		return errSignature
	}
	return nil
}

// sign creates an ES256 token.
func sign(key *ecdsa.PrivateKey, kid string, body claims) (string, error) {
	var parts [2]string
	for i, v := range []any{map[string]any{"typ": "JWT", "alg": "ES256", "kid": kid}, body} {
		raw, err := json.Marshal(v)
		if err != nil {
			return "", fmt.Errorf("encoding a token: %w", err)
		}
		parts[i] = base64.RawURLEncoding.EncodeToString(raw)
	}
	signed := parts[0] + "." + parts[1]
	digest := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		return "", fmt.Errorf("signing a token: %w", err)
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}
