// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Diagnostics are a provider's diagnostics.
type Diagnostics []*tfprotov6.Diagnostic

// Errors returns summary and detail of all errors, each followed by a newline.
func (d Diagnostics) Errors() string { return d.text(tfprotov6.DiagnosticSeverityError) }

// Warnings returns summary and detail of all warnings, each followed by a newline.
func (d Diagnostics) Warnings() string { return d.text(tfprotov6.DiagnosticSeverityWarning) }

// Failed reports whether there is an error.
func (d Diagnostics) Failed() bool { return d.Errors() != "" }

func (d Diagnostics) text(severity tfprotov6.DiagnosticSeverity) string {
	var text strings.Builder
	for _, one := range d {
		if one.Severity == severity {
			fmt.Fprintf(&text, "%s: %s\n", one.Summary, one.Detail)
		}
	}
	return text.String()
}

// about returns the errors as Terraform shows them: with their address, and sorted by their place in the
// configuration, where a block comes before its arguments.
func (d Diagnostics) about(address string) error {
	var all []error
	sorted := slices.SortedStableFunc(slices.Values(d), func(a, b *tfprotov6.Diagnostic) int {
		return len(a.Attribute.Steps()) - len(b.Attribute.Steps())
	})
	for _, one := range sorted {
		if one.Severity == tfprotov6.DiagnosticSeverityError {
			all = append(all, fmt.Errorf("Error: %s\n\n  with %s,\n\n%s", one.Summary, address, one.Detail)) //nolint:staticcheck // as Terraform shows it
		}
	}
	return errors.Join(all...)
}

// failure converts an error of the harness or of the protocol into a diagnostic.
func failure(summary string, err error) Diagnostics {
	return Diagnostics{{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: err.Error()}}
}

// syntax returns the errors in a configuration.
func syntax(diagnostics hcl.Diagnostics) Diagnostics {
	var all Diagnostics
	for _, d := range diagnostics {
		if d.Severity == hcl.DiagError {
			all = append(all, &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: d.Summary, Detail: d.Detail})
		}
	}
	return all
}
