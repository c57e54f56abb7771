// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"encoding/base64"

	"github.com/google/uuid"
)

// ShortID returns a GUID in 22 characters instead of 36, for private state; any other text as it is. See [LongID].
func ShortID(id string) string {
	guid, err := uuid.Parse(id)
	if err != nil {
		return id
	}
	return base64.RawURLEncoding.EncodeToString(guid[:])
}

// LongID returns the GUID, in lower case, of which [ShortID] made the text; any other text as it is.
func LongID(short string) string {
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(short)
	if err != nil {
		return short
	}
	guid, err := uuid.FromBytes(bytes)
	if err != nil {
		return short
	}
	return guid.String()
}
