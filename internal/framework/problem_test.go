// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

func TestAddError(t *testing.T) {
	t.Parallel()
	refused := &odata.Error{Service: "Dataverse", Method: http.MethodPost, Path: "roles", StatusCode: http.StatusForbidden, Code: "0x80040220", Message: "Principal user lacks prvAssignRole.", RequestID: "req-1"}
	permissions := framework.Permissions{Dataverse: "a role with prvAssignRole."}
	for name, test := range map[string]struct {
		err     error
		summary string
		details []string
		count   int
	}{
		"a refusal names code, request and permission": {
			fmt.Errorf("assigning: %w", refused), "Could not assign the role",
			[]string{"0x80040220", "req-1", "prvAssignRole", "What to do: Give the provider's identity what it needs for this: a role with prvAssignRole."},
			1,
		},
		"a problem keeps its own words": {
			framework.Errorf("No such role", "Check the name.", "There is no role %q.", "X"), "No such role",
			[]string{"While trying to assign the role.", `There is no role "X".`, "What to do: Check the name."},
			1,
		},
		"a problem reports its cause": {
			&framework.Problem{Summary: "Still off", Remedy: "Apply again.", Err: refused}, "Still off",
			[]string{"0x80040220", "What to do: Apply again."},
			1,
		},
		"joined errors are told one by one": {errors.Join(refused, errors.New("and more")), "Could not assign the role", []string{"0x80040220"}, 2},
		"a call that gave up is told as one": {
			&transport.GaveUpError{Service: "Dataverse", Method: http.MethodGet, Path: "roles", Attempts: 3, Reason: "the budget was spent", Cause: context.DeadlineExceeded, LastErr: errors.New("connection reset")},
			"Could not assign the role",
			[]string{"3 attempts", "connection reset"},
			1,
		},
		"nothing is told of no error": {nil, "", nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diags diag.Diagnostics
			framework.AddError(&diags, "assign the role", permissions, test.err)
			if len(diags) != test.count {
				t.Fatalf("%d diagnostics: %v", len(diags), diags)
			}
			if test.count == 0 {
				return
			}
			if got := diags[0].Summary(); got != test.summary {
				t.Errorf("summary %q, expected %q", got, test.summary)
			}
			for _, text := range test.details {
				if !strings.Contains(diags[0].Detail(), text) {
					t.Errorf("detail lacks %q:\n%s", text, diags[0].Detail())
				}
			}
		})
	}
}

func TestProblemPointsAtAnAttribute(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	framework.AddError(&diags, "plan", framework.Permissions{}, framework.Errorf("Wrong", "", "x").At("role_id"))
	with, ok := diags[0].(diag.DiagnosticWithPath)
	if !ok || with.Path().String() != "role_id" {
		t.Errorf("the diagnostic points at %v", diags[0])
	}
}
