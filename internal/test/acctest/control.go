// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

// Row is a row of the emulator's state.
type Row = map[string]any

// The APIs of the emulator's control interface.
const (
	Entra           = "entra"
	Graph           = "graph"
	Dataverse       = "dataverse"
	BusinessCentral = "businesscentral"
)

// Set identifies a set of rows: an entity set of an API, for Business Central in a company, and in an environment other
// than the first if one is named.
type Set struct{ API, Name, Company, Environment string }

func (s Set) path(key string) string {
	path := "/_emulator/state/" + s.API + "/" + url.PathEscape(s.Name)
	if key != "" {
		path += "/" + url.PathEscape(key)
	}
	query := url.Values{}
	if s.Company != "" {
		query.Set("company", s.Company)
	}
	if s.Environment != "" {
		query.Set("environment", s.Environment)
	}
	return path + "?" + query.Encode()
}

// Rows returns the rows of the set.
func (e *Env) Rows(s Set) []Row {
	e.t.Helper()
	var rows []Row
	e.control(http.MethodGet, s.path(""), nil, &rows)
	return rows
}

// Insert adds a row to the set and returns it.
func (e *Env) Insert(s Set, row Row) Row {
	e.t.Helper()
	var made Row
	e.control(http.MethodPost, s.path(""), row, &made)
	return made
}

// Patch changes a row of the set.
func (e *Env) Patch(s Set, key string, changes Row) {
	e.t.Helper()
	e.control(http.MethodPatch, s.path(key), changes, nil)
}

// Delete removes a row of the set.
func (e *Env) Delete(s Set, key string) {
	e.t.Helper()
	e.control(http.MethodDelete, s.path(key), nil, nil)
}

// Find returns the first row of the set that has the value in the column, and fails the test if there is none.
func (e *Env) Find(s Set, column string, value any) Row {
	e.t.Helper()
	for _, row := range e.Rows(s) {
		if row[column] == value {
			return row
		}
	}
	e.t.Fatalf("%s/%s has no row with %s = %v", s.API, s.Name, column, value)
	return nil
}

// Fault is a failure that the emulator produces.
type Fault struct {
	API     string            `json:"api,omitempty"`
	Method  string            `json:"method,omitempty"`
	Path    string            `json:"path,omitempty"`
	Action  string            `json:"action"`
	Status  int               `json:"status,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    any               `json:"body,omitempty"`
	Times   int               `json:"times,omitempty"`
	Delay   string            `json:"delay,omitempty"`
	Skip    int               `json:"skip,omitempty"`
}

// Faults sets the failures that the emulator produces from now on; without arguments it clears them.
func (e *Env) Faults(faults ...Fault) {
	e.t.Helper()
	if len(faults) == 0 {
		e.control(http.MethodDelete, "/_emulator/faults", nil, nil)
		return
	}
	e.control(http.MethodPut, "/_emulator/faults", faults, nil)
}

// Fired returns how often the faults have fired since they were set.
func (e *Env) Fired() int {
	e.t.Helper()
	var rules []struct {
		Fired int `json:"fired"`
	}
	e.control(http.MethodGet, "/_emulator/faults", nil, &rules)
	total := 0
	for _, rule := range rules {
		total += rule.Fired
	}
	return total
}

// Count is how often a route was requested.
type Count struct {
	API    string `json:"api"`
	Method string `json:"method"`
	Route  string `json:"route"`
	Count  int    `json:"count"`
}

// Requests returns the counted requests.
func (e *Env) Requests() []Count {
	e.t.Helper()
	var counts []Count
	e.control(http.MethodGet, "/_emulator/requests", nil, &counts)
	return counts
}

// Reads returns how many of the counted requests read from the API.
func (e *Env) Reads(api string) int {
	e.t.Helper()
	reads := 0
	for _, count := range e.Requests() {
		if count.API == api && count.Method == http.MethodGet {
			reads += count.Count
		}
	}
	return reads
}

// ResetRequests sets the counts to zero.
func (e *Env) ResetRequests() {
	e.t.Helper()
	e.control(http.MethodDelete, "/_emulator/requests", nil, nil)
}

// Client returns an HTTP client that trusts the emulator. A test has one, so that it reuses connections.
func (e *Env) Client() *http.Client {
	e.t.Helper()
	e.once.Do(func() {
		pem, err := os.ReadFile(e.emulator.Env()["BCSALES_CA_CERTIFICATE_PATH"])
		if err != nil {
			e.t.Errorf("reading the emulator's certificate: %v", err)
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
		e.client = &http.Client{Timeout: time.Minute, Transport: transport}
	})
	return e.client
}

func (e *Env) control(method, path string, body, out any) {
	e.t.Helper()
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			e.t.Fatalf("%s %s: %v", method, path, err)
		}
		reader = bytes.NewReader(encoded)
	}
	// Clean-ups use it too, after the test's context has ended.
	request, err := http.NewRequestWithContext(context.WithoutCancel(e.t.Context()), method, e.emulator.URL()+path, reader)
	if err != nil {
		e.t.Fatalf("%s %s: %v", method, path, err)
	}
	answer, err := e.Client().Do(request)
	if err != nil {
		e.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		e.t.Fatalf("%s %s: %v", method, path, err)
	}
	if answer.StatusCode >= http.StatusBadRequest {
		e.t.Fatalf("%s %s: %s: %s", method, path, answer.Status, text)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(text, out); err != nil {
		e.t.Fatalf("%s %s: %v: %s", method, path, err, text)
	}
}
