// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestRemedies: a refusal that nobody words has the remedy of its code or text; package remedies tests each.
func TestRemedies(t *testing.T) {
	t.Parallel()
	const fallback = "Correct what the service names"
	for name, test := range map[string]struct {
		service, code, message string
		want                   string
	}{
		"a text":                        {"Business Central", "Application_DialogException", "The extension Hello is not installed.", "Somebody uninstalled the extension during the run"},
		"the companion's, in German":    {"Business Central", "Application_DialogException", "BCS0502: recordId ist leer.", "Give the id (SystemId) of a record"},
		"the companion's permission":    {"Business Central", "Application_DialogException", "BCS0001: Ihnen fehlt ein Berechtigungssatz.", "Give the provider's identity what it needs for this: BCS Administer"},
		"a code":                        {"Business Central", "Request_EntityChanged", "Another user has already changed the record.", "Somebody changed the object during the run"},
		"a dialog":                      {"Business Central", "Application_CallbackNotAllowed", "A client callback was attempted.", "Business Central wants an answer from a person here"},
		"a text that nobody knows":      {"Business Central", "Application_DialogException", "No.", fallback},
		"the text of another service":   {"Dataverse", "0x80040203", "The extension Hello is not installed.", fallback},
		"a permission that is missing":  {"Business Central", "Application_DialogException", "BCS0703: Nicht gestartet: Sorry, the current permissions prevented the action.", "Give the provider's identity what it needs for this: BCS Administer"},
		"the code of another service's": {"Dataverse", "Request_EntityChanged", "Changed.", fallback},
	} {
		var diags diag.Diagnostics
		err := &odata.Error{Service: test.service, StatusCode: http.StatusBadRequest, Code: test.code, Message: test.message}
		framework.AddError(&diags, "try", framework.Permissions{BusinessCentral: "BCS Administer"}, err)
		if detail := diags[0].Detail(); !strings.Contains(detail, "What to do: "+test.want) {
			t.Errorf("%s: %s", name, detail)
		}
	}
}

// TestRemedyOfInterruption: what goes on after an interruption is the command that was interrupted, which may be a destroy.
func TestRemedyOfInterruption(t *testing.T) {
	t.Parallel()
	for _, attempted := range []string{"create the thing", "delete the thing"} {
		var diags diag.Diagnostics
		framework.AddError(&diags, attempted, framework.Permissions{}, fmt.Errorf("waiting: %w", context.Canceled))
		if detail := diags[0].Detail(); !strings.Contains(detail, "Run the same command again") || strings.Contains(detail, "terraform apply") {
			t.Errorf("%s: %s", attempted, detail)
		}
	}
}
