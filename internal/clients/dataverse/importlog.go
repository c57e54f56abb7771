// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ImportLog is the essence of an import job's log.
type ImportLog struct {
	// Result is what the manifest's result says: success, failure or warning; empty when the log has none.
	Result string
	// ErrorCode and ErrorText are the manifest's.
	ErrorCode, ErrorText string
	// Failures are the components that failed.
	Failures []ImportFailure
}

// ImportFailure is a component that failed.
type ImportFailure struct {
	// Component is its kind and name as far as the log has them.
	Component       string
	Code, ErrorText string
}

// ParseImportLog reads the column data of an import job: elements with an element result below, which has the attributes
// result, errorcode and errortext; the element solutionManifest speaks for the whole import. A log that ends in the
// middle gives what was read up to there.
func ParseImportLog(data string) (ImportLog, error) {
	var log ImportLog
	decoder := xml.NewDecoder(strings.NewReader(data))
	decoder.Strict = false
	// The log is text already, whatever encoding its declaration names.
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	var open []xml.StartElement
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return log, nil
		}
		if err != nil {
			return log, fmt.Errorf("reading the import log: %w", err)
		}
		switch element := token.(type) {
		case xml.StartElement:
			if element.Name.Local == "result" && len(open) > 0 {
				log.add(open, element)
			}
			open = append(open, element.Copy())
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
}

func (l *ImportLog) add(open []xml.StartElement, result xml.StartElement) {
	outcome, code, text := attr(result, "result"), attr(result, "errorcode"), attr(result, "errortext")
	parent := open[len(open)-1]
	if parent.Name.Local == "solutionManifest" {
		l.Result, l.ErrorCode, l.ErrorText = outcome, code, text
		return
	}
	if !strings.EqualFold(outcome, "failure") && !strings.EqualFold(outcome, "error") {
		return
	}
	name := ""
	for _, candidate := range []string{"LocalizedName", "name", "displayname", "id"} {
		if name = attr(parent, candidate); name != "" {
			break
		}
	}
	component := strings.TrimSpace(parent.Name.Local + " " + name)
	l.Failures = append(l.Failures, ImportFailure{Component: component, Code: code, ErrorText: text})
}

func attr(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}
