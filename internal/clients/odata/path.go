// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"net/url"
	"strings"
)

// Key is the path of one entity by its GUID: "systemusers(6f1c…)".
func Key(set, id string) string { return KeyOf(set, GUID(id)) }

// KeyOf is the path of one entity by a key of any type.
func KeyOf(set string, key Literal) string { return set + "(" + Segment(string(key)) + ")" }

// Segment escapes a text, such as a user principal name, that becomes part of a path.
func Segment(s string) string {
	return strings.NewReplacer("%27", "'", "%28", "(", "%29", ")").Replace(url.PathEscape(s))
}
