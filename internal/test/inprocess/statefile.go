// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"encoding/json"
	"fmt"
)

// stateFile is what this package reads of a state file of Terraform, format version 4.
type stateFile struct {
	Version   int `json:"version"`
	Resources []struct {
		Mode      string `json:"mode"`
		Type      string `json:"type"`
		Name      string `json:"name"`
		Instances []struct {
			SchemaVersion int64           `json:"schema_version"`
			IndexKey      any             `json:"index_key"`
			Attributes    json.RawMessage `json:"attributes"`
			Private       []byte          `json:"private"`
			Dependencies  []string        `json:"dependencies"`
		} `json:"instances"`
	} `json:"resources"`
}

// Load replaces the state by that of a file that Terraform wrote, whose objects all belong to the provider. It holds no
// data sources and, as before Terraform 1.12, no identities.
func (w *Workspace) Load(provider string, file []byte) error {
	var read stateFile
	if err := json.Unmarshal(file, &read); err != nil {
		return fmt.Errorf("reading a state file: %w", err)
	}
	if read.Version != 4 {
		return fmt.Errorf("reading a state file: its format is version %d, and 4 is known", read.Version)
	}
	loaded := newState()
	for _, r := range read.Resources {
		if r.Mode != "managed" {
			return fmt.Errorf("reading a state file: %s.%s is not a managed resource", r.Type, r.Name)
		}
		for _, one := range r.Instances {
			at := address{kind: r.Type, name: r.Name}
			switch key := one.IndexKey.(type) {
			case float64:
				at = at.at(int(key))
			case string:
				at = at.at(key)
			}
			loaded.put(instance{
				address: at, provider: provider, version: one.SchemaVersion,
				attributes: one.Attributes, private: one.Private, after: one.Dependencies,
			})
		}
	}
	w.state = loaded
	return nil
}

// Attributes returns the attributes of each object in the state by its address, as a state file has them.
func (w *Workspace) Attributes() map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	for _, one := range w.state.all() {
		all[one.address.String()] = one.attributes
	}
	return all
}
