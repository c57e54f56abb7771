// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// Problem is an error that knows how it should be told to the user.
type Problem struct {
	Summary string     // one line: what is wrong
	Detail  string     // what was found
	Remedy  string     // what to do about it
	Path    *path.Path // the attribute at fault, when there is one
	Err     error      // the cause, when there is one
}

// Error returns the problem as one text.
func (p *Problem) Error() string {
	text := strings.TrimSuffix(p.Summary, ".")
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	if p.Err != nil {
		text += ": " + p.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// At returns a copy of the problem that points at the attribute name.
func (p *Problem) At(name string) *Problem {
	at := path.Root(name)
	c := *p
	c.Path = &at
	return &c
}

// AddError appends err to diags as diagnostics that say what was attempted, what the service said and what to do.
// Joined errors become one diagnostic each. The permissions are named when the service refused for lack of one.
func AddError(diags *diag.Diagnostics, attempted string, permissions Permissions, err error) {
	if err == nil {
		return
	}
	// A call that gave up has several causes too, but is reported as one.
	var gaveUp *transport.GaveUpError
	if joined, ok := err.(interface{ Unwrap() []error }); ok && (!errors.As(err, &gaveUp) || error(gaveUp) != err) { //nolint:errorlint // err itself, not one of those it joins
		for _, e := range joined.Unwrap() {
			AddError(diags, attempted, permissions, e)
		}
		return
	}
	summary, detail, at := describe(attempted, permissions, err)
	add(diags, diag.NewErrorDiagnostic(summary, detail), at)
}

func describe(attempted string, permissions Permissions, err error) (summary, detail string, at *path.Path) {
	problem, ok := errors.AsType[*Problem](err)
	if !ok {
		summary, detail = render("Could not "+attempted, remedyFor(permissions, err), answer(err))
		return summary, detail, nil
	}
	cause := ""
	if problem.Err != nil {
		cause = answer(problem.Err)
	}
	summary, detail = render(problem.Summary, remedyFor(permissions, err), "While trying to "+attempted+".", problem.Detail, cause)
	return summary, detail, problem.Path
}

func remedyFor(permissions Permissions, err error) string {
	if remedy := RemedyOf(err); remedy != "" {
		return remedy
	}
	var api *odata.Error
	var privilege *dataverse.MissingPrivilegeError
	switch {
	case errors.As(err, &privilege):
		return privilegeRemedy(privilege)
	case LacksPermission(err) && errors.As(err, &api):
		found, known := remedies.Find(err)
		if known && !found.Permission {
			return found.Remedy
		}
		if needed := permissions.For(api.Service); needed != "" {
			return "Give the provider's identity what it needs for this: " + needed + missingPrivilege(api)
		}
		if known {
			return found.Remedy + missingPrivilege(api)
		}
		return "Give the provider's identity the permission that the service names."
	case businesscentral.IsCompanionMissing(err):
		return "Install or upgrade the companion extension in the environment, for example with bcsales_extension, and give the provider's application its permission set."
	case errors.As(err, &api) && api.StatusCode == http.StatusUnauthorized:
		return unauthorizedRemedy(api)
	case errors.Is(err, context.DeadlineExceeded):
		return "Raise the operation's value in the timeouts attribute if the service only needs more time (a plan has that of read), and look at the last answer above otherwise."
	case errors.Is(err, context.Canceled):
		return "The run was interrupted. Run the same command again: what was done before was recorded."
	case errors.As(err, &api) && api.StatusCode == http.StatusNotFound && !odata.IsNotFound(err) && !known(api):
		return "This is not an answer of the service itself: check its address in the provider's configuration, and any proxy in between."
	case errors.As(err, &api) && refusalRemedy(api) != "":
		return refusalRemedy(api)
	}
	return answerRemedy(err)
}

func known(api *odata.Error) bool {
	_, ok := remedies.Find(api)
	return ok
}

// refusalRemedy is the remedy for a refusal that no resource knows better.
func refusalRemedy(api *odata.Error) string {
	if found, ok := remedies.Find(api); ok {
		return found.Remedy
	}
	if api.StatusCode >= http.StatusBadRequest && !fails(api.StatusCode) {
		return "Correct what the service names, and run terraform apply again."
	}
	return ""
}

// Errorf is a shorthand for a Problem with a formatted detail.
func Errorf(summary, remedy, format string, args ...any) *Problem {
	return &Problem{Summary: summary, Remedy: remedy, Detail: fmt.Sprintf(format, args...)}
}
