// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package redact

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The lengths of a value that is recognized in base64. A shorter one would be found in ordinary words; longer ones, such as
// certificates, are base64 themselves.
const minBase64, maxBase64 = 8, 256

// forms returns a value as itself, as text of other formats holds it, and as the form of one format stands in another: a page in
// HTML that quotes a form, a log in JSON that quotes JSON.
func forms(value string) []string {
	plain := []string{value}
	if decoded, err := url.QueryUnescape(value); err == nil && len(decoded) >= minLength {
		plain = append(plain, decoded)
	}
	if joined := strings.Join(strings.Fields(value), ""); strings.Contains(value, "\n") && len(joined) >= minLength {
		plain = append(plain, joined)
	}
	out := slices.Clone(plain)
	for _, once := range encodings(plain) {
		out = append(out, once)
		out = append(out, encodings([]string{once})...)
	}
	for _, value := range plain {
		out = append(out, inBase64(value)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// encodings returns texts as they stand in an address, in JSON and in HTML, by the habits of several encoders.
func encodings(texts []string) []string {
	plainJSON := strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">")
	namedHTML := strings.NewReplacer("&#34;", "&quot;", "&#39;", "&apos;")
	hexHTML := strings.NewReplacer("&#34;", "&quot;", "&#39;", "&#x27;")
	var out []string
	for _, text := range texts {
		query, quoted, page := url.QueryEscape(text), inJSON(text), html.EscapeString(text)
		out = append(
			out, query, strings.ReplaceAll(query, "+", "%20"), url.PathEscape(text),
			quoted, plainJSON.Replace(quoted), strings.ReplaceAll(plainJSON.Replace(quoted), "/", `\/`), strings.Trim(strconv.QuoteToASCII(text), `"`),
			page, namedHTML.Replace(page), hexHTML.Replace(page),
		)
	}
	for _, text := range out {
		if lower := lowerDigits(text); lower != text { // encoders differ in the case of the digits after a percent sign
			out = append(out, lower)
		}
	}
	return out
}

// inJSON returns the text between the quotes.
func inJSON(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return text
	}
	return string(quoted[1 : len(quoted)-1])
}

// inBase64 returns what is the same in the base64 of every text that contains the value, for each place where it can begin.
func inBase64(value string) []string {
	if len(value) < minBase64 || len(value) > maxBase64 {
		return nil
	}
	var out []string
	for before := range 3 {
		bytes := append(make([]byte, before), value...)
		first, end := (before*8+5)/6, len(bytes)*8/6
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			out = append(out, encoding.EncodeToString(bytes)[first:end])
		}
	}
	return out
}

var escape = regexp.MustCompile(`%[0-9A-F]{2}`)

func lowerDigits(encoded string) string { return escape.ReplaceAllStringFunc(encoded, strings.ToLower) }

// withoutWrapped replaces a value that is broken over lines.
func withoutWrapped(text, value string) string {
	for from := 0; ; {
		at := strings.IndexByte(text[from:], value[0])
		if at < 0 {
			return text
		}
		from += at
		if end := wrapped(text[from:], value); end > 0 {
			text = text[:from] + Mark + text[from+end:]
			from += len(Mark)
			continue
		}
		from++
	}
}

// wrapped returns the length of the value at the beginning of the text, with the line breaks and indents in it; 0 if something
// else stands there.
func wrapped(text, value string) int {
	at := 0
	for i := range len(value) {
		if i > 0 && at < len(text) && strings.IndexByte("\\\r\n", text[at]) >= 0 {
			at += len(lineBreak.FindString(text[at:]))
		}
		if at >= len(text) || text[at] != value[i] {
			return 0
		}
		at++
	}
	return at
}

// lineBreak matches line breaks and the indent after them, also as JSON holds them.
var lineBreak = regexp.MustCompile(`^(?:(?:\\r)?\\n[ \t]*|\r?\n[ \t]*)+`)
