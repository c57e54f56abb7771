// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/google/uuid"
)

// values are those that a column of a row may have.
type values struct {
	// texts are folded; literals are integers, truth values and null.
	texts, literals map[string]struct{}
}

func (v *values) add(more values) {
	v.texts, v.literals = joined(v.texts, more.texts), joined(v.literals, more.literals)
}

func joined(a, b map[string]struct{}) map[string]struct{} {
	if a == nil {
		return b
	}
	maps.Copy(a, b)
	return a
}

// hold reports whether a value is one of them, or one that the service would not compare with them.
func (v *values) hold(value json.RawMessage) bool {
	literal := string(value)
	switch {
	case literal == "":
		return false
	case literal == "null" || literal == "true" || literal == "false" || isInteger(literal):
		if _, found := v.literals[literal]; found {
			return true
		}
		return literal != "null" && len(v.literals) == 0 // what is no text is not compared with texts
	}
	var text string
	if json.Unmarshal(value, &text) != nil || !isASCII(text) {
		return true
	}
	if _, null := v.literals["null"]; null && (text == "" || text == uuid.Nil.String()) {
		return true
	}
	if _, found := v.texts[folded(text)]; found {
		return true
	}
	_, null := v.literals["null"]
	return len(v.texts) == 0 && !null
}

// folded is a text as the services compare it: without regard to the case of letters, blanks at the end and the form of a GUID.
func folded(text string) string {
	if id, err := uuid.Parse(text); err == nil {
		return id.String()
	}
	return strings.ToLower(strings.TrimRight(text, " "))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

func isInteger(literal string) bool {
	digits := strings.TrimPrefix(literal, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}
