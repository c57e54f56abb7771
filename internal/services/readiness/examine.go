// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/report"
)

// Examine runs all checks of a company with the id. It never fails: what cannot be looked at is a finding too.
func Examine(ctx context.Context, clients *framework.Clients, companyID string) []report.Finding {
	f := newFacts(clients, companyID)
	all := checks()
	ctx = f.readAhead(ctx)
	findings := make([]report.Finding, 0, len(all))
	for _, c := range all {
		found, err := f.examine(ctx, c)
		if err != nil {
			found = f.unexamined(c, err)
		}
		f.failed = f.failed || found.status == statusFail
		findings = append(findings, report.Finding{
			ID: c.id, Title: c.title, Scope: c.scope, Status: found.status, Detail: found.detail, Remedy: found.remedy, Unexamined: found.unexamined,
		})
	}
	return findings
}

type aheadKey struct{}

// ahead reports whether a check only runs to show what it will read.
func ahead(ctx context.Context) bool { return ctx.Value(aheadKey{}) != nil }

// rounds is how many answers a check needs at most before it knows what else to read.
const rounds = 8

// readAhead lets what the checks read travel together, and returns the context in which they find it. They find nothing when
// the services do not answer, and then ask themselves. It may take a quarter of the time that is left.
func (f *facts) readAhead(ctx context.Context) context.Context {
	together := &odata.Ahead{}
	found := together.Context(ctx)
	if end, bounded := ctx.Deadline(); bounded {
		quarter, cancel := context.WithTimeout(ctx, time.Until(end)/4)
		defer cancel()
		ctx = quarter
	}
	dv, err := f.dv()
	if err == nil {
		_, err = dv.WhoAmI(ctx)
	}
	if err == nil {
		_, err = f.readConnector(ctx)
	}
	if err != nil {
		return found
	}
	checks := readingChecks()
	looks := make([]func(ctx context.Context), len(checks))
	for i, c := range checks {
		looks[i] = func(ctx context.Context) { _, _ = c.look(context.WithValue(ctx, aheadKey{}, true), f) }
	}
	for range rounds {
		if together.Round(ctx, looks) == 0 {
			break
		}
	}
	return found
}

// examine makes one check. It may take half of the time that is left, so that a service that does not answer leaves time
// for the others.
func (f *facts) examine(ctx context.Context, c check) (outcome, error) {
	if end, bounded := ctx.Deadline(); bounded {
		half, cancel := context.WithTimeout(ctx, time.Until(end)/2)
		defer cancel()
		ctx = half
	}
	return c.look(ctx, f)
}

// unmet is the error of a fact that cannot be known because of something that another check reports.
type unmet struct{ why string }

func (u unmet) Error() string { return u.why }

// unexamined says why a check could not be made. It is skipped when another check reports the reason, and fails when it is
// the first that meets it.
func (f *facts) unexamined(c check, err error) outcome {
	if reported, ok := errors.AsType[unmet](err); ok {
		return outcome{status: statusSkipped, detail: reported.why}
	}
	text := err.Error()
	if first, known := f.told[text]; known {
		return outcome{status: statusSkipped, detail: "This could not be checked, for the reason that the check " + first + " reports."}
	}
	f.told[text] = c.id
	if service := odata.Unreachable(err); service != "" {
		f.down[service] = unmet{service + " does not answer, as the check " + c.id + " reports."}
	}
	found := outcome{
		status: statusFail, detail: "This could not be checked: " + text + ".", unexamined: true,
		remedy: "Run the plan again. When it stays, ask the service's support, with the request id where there is one.",
	}
	var problem *framework.Problem
	var api *odata.Error
	if known, ok := remedies.Find(err); ok {
		found.remedy = known.Remedy
	} else if remedy := framework.RemedyOf(err); remedy != "" {
		found.remedy = remedy
	}
	switch {
	case errors.As(err, &problem) && problem.Remedy != "":
		found.detail = "This could not be checked: " + problem.Detail
	case framework.LacksPermission(err), errors.As(err, &api) && api.StatusCode == http.StatusUnauthorized:
		found.remedy = "Give the provider's identity the permissions that this data source names in its documentation."
	}
	return found
}
