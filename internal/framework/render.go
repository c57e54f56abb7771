// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// Bounds of a diagnostic, in characters. Nothing that the provider says itself comes near them.
const (
	maxSummary = 300
	maxDetail  = 12000
)

// AddWarning appends a problem to diags as a warning.
func AddWarning(diags *diag.Diagnostics, problem *Problem) {
	add(diags, diag.NewWarningDiagnostic(problem.render()), problem.Path)
}

// AddProblem appends a problem to diags as an error, in its own words alone. Errors of callbacks go through [AddError],
// which says what was attempted too.
func AddProblem(diags *diag.Diagnostics, problem *Problem) {
	add(diags, diag.NewErrorDiagnostic(problem.render()), problem.Path)
}

func add(diags *diag.Diagnostics, d diag.Diagnostic, at *path.Path) {
	if at != nil {
		d = diag.WithPath(*at, d)
	}
	diags.Append(d)
}

// render returns the summary and the detail of a problem without saying what was attempted.
func (p *Problem) render() (summary, detail string) {
	var cause string
	remedy := p.Remedy
	if p.Err != nil {
		cause = answer(p.Err)
		if remedy == "" {
			remedy = RemedyOf(p.Err)
		}
	}
	return render(p.Summary, remedy, p.Detail, cause)
}

// render lays out every diagnostic: paragraphs, of which the last says what to do. Texts of services are among them, so
// what a terminal must not get is taken out here.
func render(summary, remedy string, paragraphs ...string) (string, string) {
	var parts []string
	for _, paragraph := range paragraphs {
		if paragraph != "" {
			parts = append(parts, odata.Bounded(odata.Printable(paragraph), maxDetail))
		}
	}
	if remedy != "" {
		parts = append(parts, "What to do: "+odata.Printable(remedy))
	}
	return odata.Bounded(odata.Printable(summary), maxSummary), strings.Join(parts, "\n\n")
}

// RemedyOf is what an error says itself about what to do, as a [Problem] and the errors of a sign-in do; it may be empty.
func RemedyOf(err error) string {
	if problem, ok := errors.AsType[*Problem](err); ok && problem.Remedy != "" {
		return problem.Remedy
	}
	if _, ok := errors.AsType[*auth.EntraError](err); ok {
		if found, known := remedies.Find(err); known {
			return found.Remedy
		}
	}
	var remedied interface{ Remedy() string }
	if errors.As(err, &remedied) {
		return remedied.Remedy()
	}
	return ""
}

// answer describes an error as the service gave it: its code, its text, and by which ids and at what time its support finds it.
func answer(err error) string {
	text := sentence(err.Error())
	var api *odata.Error
	if errors.As(err, &api) && api.RequestID != "" && !strings.Contains(text, api.RequestID) {
		text += "\nRequest id: " + api.RequestID
	}
	if at := answeredAt(err); !at.IsZero() {
		text += "\nAnswered at " + at.UTC().Format(time.RFC3339) + "."
	}
	return text
}

// answeredAt returns when a service or Microsoft Entra gave the answer in an error; the zero time if the error holds no answer.
func answeredAt(err error) time.Time {
	if api, ok := errors.AsType[*odata.Error](err); ok {
		return api.At
	}
	if refused, ok := errors.AsType[*auth.EntraError](err); ok {
		return refused.At
	}
	return time.Time{}
}

// sentence makes an error's text a sentence. A first word that is no plain word, such as a file's name or an identifier,
// keeps its case.
func sentence(text string) string {
	if text == "" {
		return text
	}
	if word := strings.TrimRight(firstWord(text), ",:;.!?"); !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if last, _ := utf8.DecodeLastRuneInString(text); !strings.ContainsRune(".!?…", last) {
		text += "."
	}
	return text
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}
