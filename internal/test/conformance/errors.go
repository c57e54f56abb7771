// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

var (
	alCode  = regexp.MustCompile(`value\(\d+; (\w+)\)\s*\{\s*Caption = '([^']*)', Locked = true;`)
	alRaise = regexp.MustCompile(`"BCS Error Code"::(\w+),\s*(?:StrSubstNo\()?(\w+)`)
	alLabel = regexp.MustCompile(`(\w+Err): Label '((?:[^']|'')*)'`)
	ofCode  = regexp.MustCompile(`^BCS\d{4}$`)
)

// errorCodes is the file with the codes of all errors of the extension.
const errorCodes = "ErrorCode.Enum.al"

// Errors are the errors of the extension: texts by code. A code that is no longer raised has no text.
type Errors map[string]string

// ErrorsFromAL reads the errors of the extension from a folder of AL source files. It returns an error for a code
// or name that occurs twice, a code with two texts, a text with two codes, an error raised without a code, and a
// raised code that is not declared.
func ErrorsFromAL(source fs.FS) (Errors, error) {
	files := map[string]string{}
	err := fs.WalkDir(source, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".al") {
			return err
		}
		text, err := fs.ReadFile(source, path)
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		files[path] = string(text)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the extension: %w", err)
	}
	found, codes := Errors{}, map[string]string{}
	for path, text := range files {
		if !strings.HasSuffix(path, errorCodes) {
			continue
		}
		for _, m := range alCode.FindAllStringSubmatch(text, -1) {
			name, code := m[1], m[2]
			if _, twice := found[code]; twice || codes[name] != "" || !ofCode.MatchString(code) {
				return nil, fmt.Errorf("%s: code %s of %s is not valid or stands there twice", path, code, name)
			}
			found[code], codes[name] = "", code
		}
	}
	owners := map[string]string{}
	for path, text := range files {
		if err := found.addRaised(text, codes, owners); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return found, nil
}

// addRaised adds the texts of the errors that one source file raises.
func (e Errors) addRaised(text string, codes, owners map[string]string) error {
	labels := map[string]string{}
	for _, m := range alLabel.FindAllStringSubmatch(text, -1) {
		labels[m[1]] = strings.ReplaceAll(m[2], "''", "'")
	}
	raised := map[string]bool{}
	for _, m := range alRaise.FindAllStringSubmatch(text, -1) {
		code, label := codes[m[1]], m[2]
		said, known := labels[label]
		switch {
		case code == "":
			return fmt.Errorf("the code %s is not declared", m[1])
		case !known:
			return fmt.Errorf("%s is raised with %s, which is no label of the file", code, label)
		case e[code] != "" && e[code] != said:
			return fmt.Errorf("%s has two texts", code)
		case owners[said] != "" && owners[said] != code:
			return fmt.Errorf("%s and %s have the same text", code, owners[said])
		}
		e[code], owners[said], raised[label] = said, code, true
	}
	for label := range labels {
		if !raised[label] {
			return fmt.Errorf("the error %s has no code", label)
		}
	}
	return nil
}
