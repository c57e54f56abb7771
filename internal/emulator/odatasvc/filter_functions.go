// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"math"
	"strings"
	"unicode/utf16"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// function is a function for filters. The last parameters may be optional; an extra
// function does not exist in every service.
type function struct {
	result   string
	params   []string
	optional int
	extra    bool
	apply    func(args []any) any
}

// foldOf folds the texts that a function compares. Functions that return texts or numbers get them unchanged.
func foldOf(s *Service, f function) func(string) string {
	if f.result != "Edm.Boolean" {
		return func(text string) string { return text }
	}
	return func(text string) string { return s.dialect.foldPart(s.World.Store.Collation, text) }
}

// fold maps texts that are equal in the service to the same text.
func (s *Service) fold(text string) string { return s.dialect.fold(s.World.Store.Collation, text) }

// alike reports whether two texts are equal in a key: as in a filter, but ignoring case even where filters do not.
func (s *Service) alike(a, b string) bool { return strings.EqualFold(s.fold(a), s.fold(b)) }

func filterFunction(name string) (function, bool) {
	const text, whole, decimal, truth = "Edm.String", "Edm.Int32", "Edm.Double", "Edm.Boolean"
	one, two := []string{text}, []string{text, text}
	known, ok := map[string]function{
		"contains":   {result: truth, params: two, apply: ofTexts(func(a []string) any { return strings.Contains(a[0], a[1]) })},
		"startswith": {result: truth, params: two, apply: ofTexts(func(a []string) any { return strings.HasPrefix(a[0], a[1]) })},
		"endswith":   {result: truth, params: two, apply: ofTexts(func(a []string) any { return strings.HasSuffix(a[0], a[1]) })},
		"tolower":    {result: text, params: one, apply: ofTexts(func(a []string) any { return strings.ToLower(a[0]) })},
		"toupper":    {result: text, params: one, apply: ofTexts(func(a []string) any { return strings.ToUpper(a[0]) })},
		"trim":       {result: text, params: one, apply: ofTexts(func(a []string) any { return strings.TrimSpace(a[0]) })},
		"length":     {result: whole, params: one, apply: ofTexts(func(a []string) any { return int64(texts.Len(a[0])) })},

		"concat":    {result: text, params: two, extra: true, apply: ofTexts(func(a []string) any { return a[0] + a[1] })},
		"indexof":   {result: whole, params: two, extra: true, apply: ofTexts(indexOf)},
		"replace":   {result: text, params: []string{text, text, text}, extra: true, apply: ofTexts(func(a []string) any { return strings.ReplaceAll(a[0], a[1], a[2]) })},
		"substring": {result: text, params: []string{text, whole, whole}, optional: 1, extra: true, apply: substring},
		"round":     {result: decimal, params: []string{decimal}, extra: true, apply: ofNumber(math.Round)},
		"floor":     {result: decimal, params: []string{decimal}, extra: true, apply: ofNumber(math.Floor)},
		"ceiling":   {result: decimal, params: []string{decimal}, extra: true, apply: ofNumber(math.Ceil)},
	}[name]
	return known, ok
}

func ofTexts(f func(args []string) any) func([]any) any {
	return func(args []any) any {
		given := make([]string, len(args))
		for i, arg := range args {
			text, ok := arg.(string)
			if !ok {
				return nil
			}
			given[i] = text
		}
		return f(given)
	}
}

func ofNumber(f func(float64) float64) func([]any) any {
	return func(args []any) any {
		n, ok := number(args[0])
		if !ok {
			return nil
		}
		return f(n)
	}
}

// indexOf counts in UTF-16 units, as .NET does, and returns -1 if there is no match.
func indexOf(args []string) any {
	before, _, found := strings.Cut(args[0], args[1])
	if !found {
		return int64(-1)
	}
	return int64(texts.Len(before))
}

// substring returns the text from a position on, optionally limited in length; it is empty beyond the end.
func substring(args []any) any {
	text, isText := args[0].(string)
	start, isNumber := integer(args[1])
	if !isText || !isNumber {
		return nil
	}
	units := utf16.Encode([]rune(text))
	from := int(min(max(start, 0), int64(len(units))))
	until := len(units)
	if len(args) > 2 {
		if length, ok := integer(args[2]); ok {
			until = int(min(int64(until), int64(from)+max(length, 0)))
		}
	}
	return string(utf16.Decode(units[from:until]))
}
