// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// IssueClientCertificate creates a key and a self-signed certificate, and registers the certificate for the
// provider's own application. A negative lifetime creates one that has expired.
func (e *Emulator) IssueClientCertificate(lifetime time.Duration) (certificatePEM, keyPEM []byte, err error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, nil, fmt.Errorf("creating a key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "bcsales emulator client"},
		NotBefore: now.Add(min(lifetime, 0) - time.Hour), NotAfter: now.Add(lifetime), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, nil, fmt.Errorf("creating a certificate: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("encoding the key: %w", err)
	}
	e.world.Do(func() { e.registerCertificate(der, template.NotBefore, template.NotAfter) })
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), nil
}

func (e *Emulator) registerCertificate(der []byte, from, until time.Time) {
	table := e.world.Store.Table(store.Graph, "servicePrincipals")
	row, ok := table.First(func(row store.Row) bool { return row.Equal("appId", ClientID) })
	if !ok {
		return
	}
	known, _ := row["keyCredentials"].([]any)
	credentials := append([]any{}, known...)
	credentials = append(credentials, map[string]any{
		"keyId": e.world.NewID(), "type": "AsymmetricX509Cert", "usage": "Verify", "key": base64.StdEncoding.EncodeToString(der),
		"startDateTime": from.UTC().Format(time.RFC3339), "endDateTime": until.UTC().Format(time.RFC3339),
	})
	table.Update(table.Key(row), store.Row{"keyCredentials": credentials})
}
