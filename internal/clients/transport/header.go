// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"fmt"
	"net/http"
	"strings"
)

// HeaderError reports a request that was not sent, because one of its headers holds what no header can. It names the header
// but not its value, which may be a secret.
type HeaderError struct {
	// Name is the header's name.
	Name string
}

// Error names the header.
func (e *HeaderError) Error() string {
	return fmt.Sprintf("the request cannot be sent: its header %q holds a character that no header can, such as a line break", e.Name)
}

// checkHeader refuses what net/http would refuse to send, which looks like a connection that cannot be made
// (RFC 9110, 5.5 and 5.6.2).
func checkHeader(h http.Header) error {
	for name, values := range h {
		if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isToken(r) }) {
			return &HeaderError{Name: name}
		}
		for _, value := range values {
			for i := range len(value) {
				if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
					return &HeaderError{Name: name}
				}
			}
		}
	}
	return nil
}

func isToken(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}
