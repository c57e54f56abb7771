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

// lineFilter passes on, indented, the lines that keep selects, as soon as they are whole, and remembers everything.
type lineFilter struct {
	output io.Writer
	keep   func(line string) bool

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
	if !f.keep(text) {
		f.hidden = true

		return
	}

	fmt.Fprintf(f.output, "      %s\n", strings.TrimRight(text, "\r"))
}

// flush passes on a last line without an end.
func (f *lineFilter) flush() {
	f.mutex.Lock()
	defer f.mutex.Unlock()

	if len(f.pending) > 0 {
		f.line(string(f.pending))
		f.pending = nil
	}
}

// showHidden prints everything, if something was left out.
func (f *lineFilter) showHidden() {
	if f.hidden {
		fmt.Fprintf(f.output, "\n%s\n", f.all.String())
	}
}

// progress selects what says how an apply goes on: one line when an object is done, warnings, and the sums.
func progress(line string) bool {
	for _, part := range []string{"s complete after", "ion complete after", "Warning: ", "Plan: ", "Apply complete!", "Destroy complete!", "No changes."} {
		if strings.Contains(line, part) {
			return true
		}
	}

	return false
}

// changes selects what a plan is about: changed objects and attributes, warnings, and the sums.
func changes(line string) bool {
	trimmed := strings.TrimSpace(line)

	for _, prefix := range []string{"# bcsales_", "~ ", "+ ", "- ", "-/+ ", "Plan: ", "No changes."} {
		if strings.HasPrefix(trimmed, prefix) {
			return true
		}
	}

	return false
}

func nothing(string) bool { return false }

func everything(string) bool { return true }
