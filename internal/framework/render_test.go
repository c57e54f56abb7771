// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestRendering: warnings and errors are laid out in one way, whatever is given.
func TestRendering(t *testing.T) {
	t.Parallel()
	at := path.Root("file")
	api := &odata.Error{Service: "Dataverse", Method: http.MethodGet, Path: "roles", StatusCode: http.StatusBadRequest, Code: "0x1", Message: "No.", RequestID: "req-1"}
	unsigned := fmt.Errorf("asking for a token: %w", &auth.ConfigError{Method: auth.AzureCLI, Problem: "nobody is signed in", Advice: "Sign in."})
	refused := auth.EntraError{Method: auth.AzureCLI, Scope: "https://vault.example/.default", Advice: "Sign in again."}
	expired, unknown := refused, refused
	expired.Code, expired.Message = "AADSTS7000222", "Expired"
	unknown.Code, unknown.Message = "AADSTS1", "New"
	for name, test := range map[string]struct {
		problem framework.Problem
		detail  string
	}{
		"all":                       {framework.Problem{Detail: "It is so.", Err: api, Remedy: "Change it.", Path: &at}, "It is so.\n\nDataverse answered 400 Bad Request to GET roles: No (code 0x1, request id req-1).\n\nWhat to do: Change it."},
		"nothing but the summary":   {framework.Problem{}, ""},
		"a remedy alone":            {framework.Problem{Remedy: "Change it."}, "What to do: Change it."},
		"the cause's own remedy":    {framework.Problem{Err: unsigned}, "Asking for a token: authentication by Azure CLI: nobody is signed in.\n\nWhat to do: Sign in."},
		"of Microsoft Entra's code": {framework.Problem{Err: &expired}, "Microsoft Entra refused a token for https://vault.example with the Azure CLI: Expired.\n\nWhat to do: The client secret has expired: create a new one in the application registration."},
		"of another code":           {framework.Problem{Err: &unknown}, "Microsoft Entra refused a token for https://vault.example with the Azure CLI: New.\n\nWhat to do: Sign in again."},
		"the problem's own first":   {framework.Problem{Err: unsigned, Remedy: "Change it."}, "Asking for a token: authentication by Azure CLI: nobody is signed in.\n\nWhat to do: Change it."},
		"escapes of a terminal":     {framework.Problem{Detail: "a\x1b[2Jb", Remedy: "\x1b]0;x\x07Change it."}, "ab\n\nWhat to do: Change it."},
		"a text without end":        {framework.Problem{Detail: strings.Repeat("ä", 20_000), Remedy: "Change it."}, strings.Repeat("ä", 12_000) + "…\n\nWhat to do: Change it."},
	} {
		for severity, add := range map[diag.Severity]func(*diag.Diagnostics, *framework.Problem){
			diag.SeverityWarning: framework.AddWarning, diag.SeverityError: framework.AddProblem,
		} {
			var diags diag.Diagnostics
			test.problem.Summary = "It is \x1b[1mwrong"
			add(&diags, &test.problem)
			if got := diags[0].Severity(); got != severity {
				t.Errorf("%s: severity %v, expected %v", name, got, severity)
			}
			if got := diags[0].Summary(); got != "It is wrong" {
				t.Errorf("%s: summary %q", name, got)
			}
			if got := diags[0].Detail(); got != test.detail {
				t.Errorf("%s: %q, expected %q", name, got, test.detail)
			}
			if _, pointed := diags[0].(diag.DiagnosticWithPath); pointed != (test.problem.Path != nil) {
				t.Errorf("%s: the diagnostic points at an attribute: %t", name, pointed)
			}
		}
	}
}

// TestSentences: an error's text becomes a sentence, but names in it stay as they are written.
func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"reading the file: it is gone":    "Reading the file: it is gone.",
		"über alles":                      "Über alles.",
		"main.tf: no such file":           "main.tf: no such file.",
		"./package.zip: no such file":     "./package.zip: no such file.",
		"userName: there is no such user": "userName: there is no such user.",
		"user_name is empty":              "user_name is empty.",
		"0x80040217 is the code":          "0x80040217 is the code.",
		"What now?":                       "What now?",
		"it is cut off…":                  "It is cut off…",
		"wait: ":                          "Wait: .",
		"gone":                            "Gone.",
		"\"x\" is not known":              "\"x\" is not known.",
	} {
		var diags diag.Diagnostics
		framework.AddError(&diags, "try", framework.Permissions{}, errors.New(text))
		if got := diags[0].Detail(); got != want {
			t.Errorf("%q becomes %q, expected %q", text, got, want)
		}
	}
}
