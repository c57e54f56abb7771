// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

func intRange(kind string) (low, high int64) {
	switch kind {
	case "Edm.Byte":
		return 0, math.MaxUint8
	case "Edm.Int16":
		return math.MinInt16, math.MaxInt16
	case "Edm.Int32":
		return math.MinInt32, math.MaxInt32
	}
	return math.MinInt64, math.MaxInt64
}

// badValue refuses a value that a column cannot hold.
func (s *Service) badValue(p property, value string) *Error {
	return s.dialect.badValue(s.Model.SetOf(p.owner), p.Name, value, p.Type)
}

// canonical checks a JSON value against a declared column and returns it as stored in rows.
func (s *Service) canonical(p property, v any) (any, *Error) {
	if v == nil {
		if p.Nullable != nil && !*p.Nullable {
			return nil, s.badValue(p, "null")
		}
		return s.dialect.null(p), nil
	}
	if model.IsCollection(p.Type) {
		list, ok := v.([]any)
		if !ok {
			return nil, s.badValue(p, shown(v))
		}
		element := *p.Property
		element.Type, element.Nullable = model.Element(p.Type), nil
		out := make([]any, len(list))
		for i, item := range list {
			value, err := s.canonical(property{Property: &element, enum: p.enum, owner: p.owner}, item)
			if err != nil {
				return nil, err
			}
			out[i] = value
		}
		return out, nil
	}
	if p.enum != nil {
		return s.canonicalEnum(p, v)
	}
	if ct, ok := s.Model.Complex[p.Type]; ok {
		return s.canonicalComplex(p, ct, v)
	}
	return s.canonicalPrimitive(p, v)
}

func (s *Service) canonicalPrimitive(p property, v any) (any, *Error) {
	bad := func() *Error { return s.badValue(p, shown(v)) }
	text, isText := v.(string)
	switch p.Type {
	case "Edm.String":
		if !isText {
			return nil, bad()
		}
		if p.MaxLength > 0 && texts.Len(text) > p.MaxLength {
			return nil, s.dialect.tooLong(p.owner, p.Name, text, p.MaxLength)
		}
		return text, nil
	case "Edm.Boolean":
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, bad()
	case "Edm.Byte", "Edm.Int16", "Edm.Int32", "Edm.Int64":
		n, ok := integer(v)
		if low, high := intRange(p.Type); !ok || n < low || n > high {
			return nil, bad()
		}
		return n, nil
	case "Edm.Decimal", "Edm.Double", "Edm.Single":
		if f, ok := number(v); ok {
			return f, nil
		}
		return nil, bad()
	case "Edm.Guid":
		if !isText || !store.IsGUID(text) {
			return nil, bad()
		}
		return strings.ToLower(text), nil
	case "Edm.DateTimeOffset":
		if at, ok := parseTime(text); isText && ok {
			return formatTime(at), nil
		}
		return nil, bad()
	case "Edm.Date":
		if _, err := time.Parse(time.DateOnly, text); isText && err == nil {
			return text, nil
		}
		return nil, bad()
	case "Edm.Binary":
		if _, err := base64.StdEncoding.DecodeString(text); isText && err == nil {
			return text, nil
		}
		if _, err := base64.URLEncoding.DecodeString(text); isText && err == nil {
			return text, nil
		}
		return nil, bad()
	}
	return Canonical(v), nil
}

func (s *Service) canonicalEnum(p property, v any) (any, *Error) {
	if p.enum.Wire == "integer" {
		n, ok := integer(v)
		if ok {
			for _, member := range p.enum.Members {
				if member == n {
					return n, nil
				}
			}
		}
		return nil, s.badValue(p, shown(v))
	}
	text, ok := v.(string)
	if !ok {
		return nil, s.badValue(p, shown(v))
	}
	names := []string{text}
	if p.enum.Flags {
		names = strings.Split(text, ",")
	}
	for i, name := range names {
		name = DecodeName(name)
		if _, known := p.enum.Members[name]; !known {
			_, blank := p.enum.Members[" "]
			if name != "" || !blank {
				return nil, s.badValue(p, shown(v))
			}
			name = " "
		}
		names[i] = name
	}
	return strings.Join(names, ","), nil
}

func (s *Service) canonicalComplex(p property, ct *model.ComplexType, v any) (any, *Error) {
	object, ok := v.(map[string]any)
	if !ok {
		return nil, s.badValue(p, shown(v))
	}
	out := map[string]any{}
	for name, item := range object {
		if strings.Contains(name, "@") {
			out[name] = item
			continue
		}
		declared, known := s.property(ct.Name, name)
		if !known {
			if !ct.Open {
				return nil, s.dialect.undeclared("", name, ct.Name, false)
			}
			out[name] = Canonical(item)
			continue
		}
		value, err := s.canonical(declared, item)
		if err != nil {
			return nil, err
		}
		out[name] = value
	}
	return out, nil
}

// Canonical converts decoded JSON into values of rows: numbers become int64 or float64.
func Canonical(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[k] = Canonical(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = Canonical(item)
		}
		return out
	case int:
		return int64(v)
	}
	return v
}

func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case int64:
		return v, true
	case int:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v)
	}
	return 0, false
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case json.Number:
		f, err := v.Float64()
		return f, err == nil
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	}
	return 0, false
}

func shown(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any, []any:
		return "object"
	}
	return fmt.Sprint(v)
}

func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

func formatTime(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }

var encodedChar = regexp.MustCompile("_x([0-9A-Fa-f]{4})_")

// DecodeName decodes Business Central's option names, in which _x0020_ stands for a space.
func DecodeName(name string) string {
	if !strings.Contains(name, "_x") {
		return name
	}
	return encodedChar.ReplaceAllStringFunc(name, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
}

// EncodeName encodes an option name as Business Central does.
func EncodeName(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '_', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', i > 0 && r >= '0' && r <= '9', r > 127:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "_x%04X_", r)
		}
	}
	return b.String()
}
