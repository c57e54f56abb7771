// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Literal is a value as it stands in a filter or in a key. The functions that make one escape it.
type Literal string

// String is a text in quotes; a quote in it is doubled.
func String(s string) Literal { return Literal("'" + strings.ReplaceAll(s, "'", "''") + "'") }

// GUID is a GUID in any case and form; any other text becomes a String, which the service refuses.
func GUID(s string) Literal {
	id, err := uuid.Parse(s)
	if err != nil {
		return String(s)
	}
	return Literal(id.String())
}

// Int is an integer.
func Int[T ~int | ~int32 | ~int64](i T) Literal { return Literal(strconv.FormatInt(int64(i), 10)) }

// Bool is true or false.
func Bool(b bool) Literal { return Literal(strconv.FormatBool(b)) }

// Null is the absence of a value.
func Null() Literal { return "null" }

// Time is a point in time.
func Time(t time.Time) Literal { return Literal(t.UTC().Format(time.RFC3339Nano)) }
