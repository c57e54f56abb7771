// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import "encoding/json"

// shortMark begins private state that is written by its values. What the framework writes begins with a brace.
const shortMark = '='

// short returns the framework's private state with its values, which are JSON, as they are instead of in base64. Terraform encodes the
// whole in base64 again, and writes it with the whole state after every object.
func short(private []byte) []byte {
	var encoded map[string][]byte
	if json.Unmarshal(private, &encoded) != nil {
		return private
	}
	values := make(map[string]json.RawMessage, len(encoded))
	for key, value := range encoded {
		values[key] = value
	}
	text, err := json.Marshal(values)
	if err != nil {
		return private
	}
	return append([]byte{shortMark}, text...)
}

// long returns what the framework wrote and [short] has made shorter; anything else as it is.
func long(private []byte) []byte {
	if len(private) == 0 || private[0] != shortMark {
		return private
	}
	var values map[string]json.RawMessage
	if json.Unmarshal(private[1:], &values) != nil {
		return private // the framework says that it is not what it wrote
	}
	encoded := make(map[string][]byte, len(values))
	for key, value := range values {
		encoded[key] = value
	}
	text, err := json.Marshal(encoded)
	if err != nil {
		return private
	}
	return text
}
