// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/url"
	"regexp"
	"strings"
)

// segment is one part of a path: name or name(arguments).
type segment struct {
	name  string
	args  string
	paren bool
}

var segmentForm = regexp.MustCompile(`(?s)^([^()]+)(?:\((.*)\))?$`)

// parsePath splits an escaped path below the service root.
func (s *Service) parsePath(escaped string) ([]segment, *Error) {
	var out []segment
	for raw := range strings.SplitSeq(strings.Trim(escaped, "/"), "/") {
		if raw == "" {
			continue
		}
		text, err := url.PathUnescape(raw)
		if err != nil {
			return nil, s.dialect.badSyntax()
		}
		m := segmentForm.FindStringSubmatch(text)
		if m == nil {
			return nil, s.dialect.badSyntax()
		}
		out = append(out, segment{name: m[1], args: m[2], paren: strings.HasSuffix(text, ")")})
	}
	return out, nil
}

// arguments splits name=literal pairs; a lone literal has the name "".
func arguments(text string) map[string]string {
	out := map[string]string{}
	for _, part := range splitTop(text, ',') {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if part[0] != '\'' {
			if name, value, ok := strings.Cut(part, "="); ok {
				out[strings.TrimSpace(name)] = strings.TrimSpace(value)
				continue
			}
		}
		out[""] = part
	}
	return out
}

// unquote removes the quotes from an OData string literal.
func unquote(literal string) (string, bool) {
	if len(literal) < 2 || literal[0] != '\'' || literal[len(literal)-1] != '\'' {
		return "", false
	}
	return strings.ReplaceAll(literal[1:len(literal)-1], "''", "'"), true
}
