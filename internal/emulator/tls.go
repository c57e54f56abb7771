// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// authority is the certificate authority that an emulator creates when it starts.
type authority struct {
	pem  []byte
	leaf tls.Certificate
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("creating the CA key: %w", err)
	}
	now := time.Now()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "bcsales emulator CA"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(30 * 24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("creating the CA certificate: %w", err)
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("creating the server key: %w", err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano() + 1), Subject: pkix.Name{CommonName: "bcsales emulator"},
		NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}, DNSNames: []string{"localhost"},
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, ca, &leafKey.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("creating the server certificate: %w", err)
	}
	return &authority{
		pem:  pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER}),
		leaf: tls.Certificate{Certificate: [][]byte{leafDER, caDER}, PrivateKey: leafKey},
	}, nil
}

// listen binds a loopback address and refuses any other, because only programs of this machine may use it.
func (e *Emulator) listen(ctx context.Context, o Options) error {
	address := o.Listen
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("reading the listen address: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("listen address %q: the emulator serves on loopback only, for example 127.0.0.1:0", address)
	}
	if e.authority, err = newAuthority(); err != nil {
		return err
	}
	if e.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", address); err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	e.server = &http.Server{
		Handler:           e,
		ConnState:         e.unused.watch,
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // broken connections are part of the job
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{e.authority.leaf}, MinVersion: tls.VersionTLS12},
		// HTTP/1.1 only, so that a fault can break one connection without affecting others.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	e.server.RegisterOnShutdown(e.unused.drop) // once the listener is closed
	return nil
}

// writeCA writes the CA certificate to a file for clients in other processes.
func (e *Emulator) writeCA(o Options) error {
	e.caPath = o.CAFile
	if e.caPath == "" {
		dir := o.CADir
		if dir == "" {
			var err error
			if dir, err = os.MkdirTemp("", "bcsales-emulator-"); err != nil {
				return fmt.Errorf("creating a directory for the CA certificate: %w", err)
			}
			e.temporary = dir
		}
		e.caPath = filepath.Join(dir, "emulator-ca.pem")
	}
	path, err := filepath.Abs(e.caPath)
	if err != nil {
		return fmt.Errorf("naming the CA certificate: %w", err)
	}
	e.caPath = path
	if err := os.WriteFile(path, e.authority.pem, 0o600); err != nil {
		return fmt.Errorf("writing the CA certificate: %w", err)
	}
	return nil
}

// CACertificatePEM is the certificate that clients must trust.
func (e *Emulator) CACertificatePEM() []byte { return e.authority.pem }

// HTTPClient returns a client that trusts the emulator, for tests.
func (e *Emulator) HTTPClient() *http.Client {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(e.authority.pem)
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:     &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
		MaxIdleConnsPerHost: 64,
	}}
}
