// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Option is a value of an option or enum field, as its name reads in AL: "Full Synchronization", or " " for blank.
// On the wire every character that an OData name does not allow is written as _xHHHH_, a blank as _x0020_.
type Option string

// MarshalText returns the name as it stands on the wire.
func (o Option) MarshalText() ([]byte, error) { return []byte(o.wire()), nil }

// UnmarshalText reads a name from the wire.
func (o *Option) UnmarshalText(text []byte) error {
	*o = Option(decodeName(string(text)))
	return nil
}

// IsBlank reports whether the option has no value.
func (o Option) IsBlank() bool { return strings.TrimSpace(string(o)) == "" }

func (o Option) wire() string {
	var b strings.Builder
	for _, r := range string(o) {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "_x%04X_", r)
	}
	return b.String()
}

func decodeName(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`).ReplaceAllStringFunc(text, func(code string) string {
		n, err := strconv.ParseInt(code[2:6], 16, 32)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}
