// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// result is what one step of a model cost with one of the providers.
type result struct {
	N        int      `json:"n"` // couplings, or companies
	Model    string   `json:"model"`
	Step     string   `json:"step"`
	Failed   bool     `json:"failed,omitempty"` // whether the command ended otherwise than it should
	Requests int      `json:"requests"`
	Routes   counts   `json:"routes,omitempty"`
	Refused  int64    `json:"refused"`
	Measured measured `json:"measured"`
}

// results are those of this run and, of what it does not measure, those of earlier runs.
type results struct {
	path string // of the file that keeps them; empty for none
	rows []result
}

// load reads what earlier runs measured.
func (r *results) load() error {
	if r.path == "" {
		return nil
	}
	text, err := os.ReadFile(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(text, &r.rows)
	}
	if err != nil {
		return fmt.Errorf("reading earlier results (delete the file to do without them): %w", err)
	}
	return nil
}

// save writes all results.
func (r *results) save() error {
	if r.path == "" {
		return nil
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", " ")
	err := encoder.Encode(r.rows)
	if err == nil {
		err = os.WriteFile(r.path, text.Bytes(), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keeping the results: %w", err)
	}
	return nil
}

// begin leaves out what earlier runs measured of a model.
func (r *results) begin(n int, model string) {
	r.rows = slices.DeleteFunc(r.rows, func(one result) bool { return one.N == n && one.Model == model })
}

// keep adds a result, unless the same step was faster before.
func (r *results) keep(one result) {
	at := slices.IndexFunc(r.rows, func(other result) bool { return other.N == one.N && other.Model == one.Model && other.Step == one.Step })
	switch {
	case at < 0:
		r.rows = append(r.rows, one)
	case one.Failed || one.Measured.Wall < r.rows[at].Measured.Wall:
		r.rows[at] = one
	}
}
