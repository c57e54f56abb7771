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

// AlternateKey is the path of one entity by named key properties, given as pairs of name and value:
// AlternateKey("bcbi_companies", Pair("bcbi_externalid", String("…"))).
func AlternateKey(set string, pairs ...string) string {
	return set + "(" + strings.Join(pairs, ",") + ")"
}

// Pair is one "name=value" of an alternate key.
func Pair(name string, value Literal) string { return name + "=" + Segment(string(value)) }

// Segment escapes a text, such as a user principal name, that becomes part of a path.
func Segment(s string) string {
	return strings.NewReplacer("%27", "'", "%28", "(", "%29", ")").Replace(url.PathEscape(s))
}

// Join puts parts of a path together.
func Join(parts ...string) string { return strings.Join(parts, "/") }
