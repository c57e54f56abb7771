// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"encoding/json"
	"net/url"
	"strings"
)

// keyIn returns the key of the entity that a path ends in: of "teams(6f1c…)", of "EntityDefinitions(LogicalName='team')" and
// of "users/6f1c…". A path without one is that of a function.
func keyIn(path string) (string, bool) {
	path = strings.Trim(path, "/")
	at := strings.LastIndexByte(path, '/')
	segment, err := url.PathUnescape(path[at+1:])
	if err != nil {
		return "", false
	}
	_, key, inside := strings.Cut(segment, "(")
	if !inside {
		return segment, at >= 0
	}
	key, closed := strings.CutSuffix(key, ")")
	if !closed || key == "" {
		return "", false
	}
	if name, value, named := strings.Cut(key, "="); named && !strings.ContainsAny(name, "'") {
		key = value
	}
	if strings.HasPrefix(key, "@") { // the alias of a function's parameter
		return "", false
	}
	if text, quoted := strings.CutPrefix(key, "'"); quoted {
		key = strings.ReplaceAll(strings.TrimSuffix(text, "'"), "''", "'")
	}
	return key, true
}

// isKey reports whether a member's value is the key, as the services compare it.
func isKey(value json.RawMessage, key string) bool {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return strings.EqualFold(folded(text), folded(key))
	}
	return string(value) == key
}
