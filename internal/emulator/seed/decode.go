// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Problem is an error in a document.
type Problem struct {
	Line int    // counted from 1; 0 while unknown
	Path string // of the value in the document, for example dataverse.systemusers[3].isdisabled
	Text string
}

// Error implements error.
func (p *Problem) Error() string {
	out := p.Text
	if p.Path != "" {
		out = p.Path + ": " + out
	}
	if p.Line > 0 {
		out = "line " + strconv.Itoa(p.Line) + ": " + out
	}
	return out
}

func problemf(path, format string, args ...any) *Problem {
	return &Problem{Path: path, Text: fmt.Sprintf(format, args...)}
}

// deepest is the maximum nesting of values.
const deepest = 32

// decoder reads a document value by value, so that it can report duplicate members and positions.
type decoder struct {
	data   []byte
	tokens *json.Decoder
	read   int
	order  []string
}

// decode reads a document that is one JSON value. order has the members of the object at the path ordered. The error is a *Problem, or the context's.
func decode(ctx context.Context, data []byte) (value any, order []string, err error) {
	if text := encoding(data); text != "" {
		return nil, nil, &Problem{Line: 1, Text: text}
	}
	d := &decoder{data: data, tokens: json.NewDecoder(bytes.NewReader(data))}
	d.tokens.UseNumber()
	value, err = d.value(ctx, "", 0)
	if err != nil {
		return nil, nil, err
	}
	if _, err := d.tokens.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, d.problem("", "there is text after the JSON value")
	}
	return value, d.order, nil
}

// encoding returns what is wrong with the encoding of a document, or "" if it is UTF-8.
func encoding(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return "the file begins with a byte order mark; save it as UTF-8 without one"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), len(data) > 1 && (data[0] == 0 || data[1] == 0):
		return "the file is UTF-16; save it as UTF-8"
	}
	return ""
}

func (d *decoder) line(offset int64) int {
	return 1 + bytes.Count(d.data[:min(offset, int64(len(d.data)))], []byte("\n"))
}

// problem returns an error at the current position.
func (d *decoder) problem(path, text string) *Problem {
	return &Problem{Line: d.line(d.tokens.InputOffset()), Path: path, Text: text}
}

func (d *decoder) token(ctx context.Context, path string) (json.Token, error) {
	const now = 4096 // tokens between two checks of the context
	if d.read++; d.read%now == 0 && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	token, err := d.tokens.Token()
	if err == nil {
		return token, nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, d.problem(path, "the JSON text ends too early")
	}
	at := d.tokens.InputOffset()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = max(at, syntax.Offset)
	}
	text := err.Error()
	if d.trailingComma(at) {
		text = "a comma stands before the end of the list or object"
	}
	return nil, &Problem{Line: d.line(at), Path: path, Text: text}
}

// trailingComma reports whether the offset is between a comma and a closing bracket.
func (d *decoder) trailingComma(at int64) bool {
	at = min(at, int64(len(d.data)))
	before := bytes.TrimRight(d.data[:at], " \t\r\n")
	after := bytes.TrimLeft(d.data[at:], " \t\r\n")
	if len(before) > 0 && bytes.ContainsAny(before[len(before)-1:], "]}") { // the offset is behind the bracket
		after, before = before[len(before)-1:], bytes.TrimRight(before[:len(before)-1], " \t\r\n")
	}
	if bytes.HasPrefix(after, []byte(",")) { // the comma is not read yet
		before, after = after[:1], bytes.TrimLeft(after[1:], " \t\r\n")
	}
	return bytes.HasSuffix(before, []byte(",")) && len(after) > 0 && (after[0] == ']' || after[0] == '}')
}

func (d *decoder) value(ctx context.Context, path string, depth int) (any, error) {
	token, err := d.token(ctx, path)
	if err != nil {
		return nil, err
	}
	opening, nested := token.(json.Delim)
	if !nested {
		return token, nil
	}
	if depth == deepest {
		return nil, d.problem(path, "values are nested too deeply")
	}
	var out any
	if opening == '{' {
		out, err = d.object(ctx, path, depth+1)
	} else {
		out, err = d.list(ctx, path, depth+1)
	}
	if err != nil {
		return nil, err
	}
	_, err = d.token(ctx, path) // the closing bracket
	return out, err
}

func (d *decoder) object(ctx context.Context, path string, depth int) (map[string]any, error) {
	out := map[string]any{}
	for d.tokens.More() {
		token, err := d.token(ctx, path)
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		at := member(path, name)
		if path == ordered {
			d.order = append(d.order, name)
		}
		if _, twice := out[name]; twice {
			return nil, d.problem(at, "the name is there twice; leave one out")
		}
		if out[name], err = d.value(ctx, at, depth); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *decoder) list(ctx context.Context, path string, depth int) ([]any, error) {
	out := []any{}
	for d.tokens.More() {
		value, err := d.value(ctx, fmt.Sprintf("%s[%d]", path, len(out)), depth)
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}

func member(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// Locate adds the line to a problem that was found after the document had been read: the line of its path, or of
// the longest prefix of the path that exists in the document.
func (p *Problem) Locate(data []byte) {
	if p.Line > 0 {
		return
	}
	tokens := json.NewDecoder(bytes.NewReader(data))
	best := 0
	var walk func(path string) bool
	walk = func(path string) bool {
		token, err := tokens.Token()
		if err != nil {
			return false
		}
		if contains(p.Path, path) && len(path) >= best {
			best, p.Line = len(path), 1+bytes.Count(data[:tokens.InputOffset()], []byte("\n"))
		}
		opening, nested := token.(json.Delim)
		for n := 0; nested && tokens.More(); n++ {
			at := fmt.Sprintf("%s[%d]", path, n)
			if opening == '{' {
				key, _ := tokens.Token()
				name, _ := key.(string)
				at = member(path, name)
			}
			if !walk(at) {
				return false
			}
		}
		if nested {
			_, err = tokens.Token()
		}
		return err == nil
	}
	walk("")
}

// contains reports whether a path is equal to another or a prefix of it.
func contains(path, part string) bool {
	if len(part) > len(path) || path[:len(part)] != part {
		return false
	}
	return part == "" || len(part) == len(path) || path[len(part)] == '.' || path[len(part)] == '['
}
