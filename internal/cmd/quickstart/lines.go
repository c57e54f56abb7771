// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
)

// selection decides whether and how a line is shown.
type selection func(line string) (shown string, show bool)

// lineFilter passes on selected lines, indented and as soon as they are complete, and remembers everything.
type lineFilter struct {
	output io.Writer
	choose selection

	mutex   sync.Mutex
	pending []byte
	all     bytes.Buffer
	hidden  bool
}

// Write implements io.Writer.
func (f *lineFilter) Write(text []byte) (int, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()

	f.all.Write(text)
	f.pending = append(f.pending, text...)

	for {
		end := bytes.IndexByte(f.pending, '\n')
		if end < 0 {
			return len(text), nil
		}

		f.line(string(f.pending[:end]))
		f.pending = f.pending[end+1:]
	}
}

func (f *lineFilter) line(text string) {
	text = strings.TrimRight(text, "\r")

	shown, show := f.choose(text)
	if !show || shown != text {
		f.hidden = true
	}

	if show {
		fmt.Fprintf(f.output, "      %s\n", shown)
	}
}

// flush passes on a last line without a newline.
func (f *lineFilter) flush() {
	f.mutex.Lock()
	defer f.mutex.Unlock()

	if len(f.pending) > 0 {
		f.line(string(f.pending))
		f.pending = nil
	}
}

// showHidden prints everything if something was omitted.
func (f *lineFilter) showHidden() {
	if f.hidden {
		fmt.Fprintf(f.output, "\n%s\n", f.all.String())
	}
}

// changes selects the essence of a plan: changed objects, attributes whose new values are known, and the summary.
func changes(line string) (string, bool) {
	trimmed := strings.TrimSpace(line)
	if strings.HasSuffix(trimmed, "(known after apply)") || strings.HasPrefix(trimmed, "~ update in-place") {
		return "", false
	}

	for _, prefix := range []string{"# bcsales_", "~ ", "+ ", "- ", "-/+ ", "Plan: ", "No changes."} {
		if strings.HasPrefix(trimmed, prefix) {
			return line, true
		}
	}

	return "", false
}

func nothing(string) (string, bool) { return "", false }

func everything(line string) (string, bool) { return line, true }
