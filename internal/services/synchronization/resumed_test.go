// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestAskedFor: a run is that of a configuration with the same company, mappings and triggers, however they are written.
func TestAskedFor(t *testing.T) {
	t.Parallel()
	const other = "000000cc-0000-4000-8000-000000000002"
	triggers := func(key, value string) types.Map {
		return types.MapValueMust(types.StringType, map[string]attr.Value{key: types.StringValue(value), "z": types.StringValue("z")})
	}
	model := func(change func(m *initialModel), mappings ...string) initialModel {
		m := modelWith(nil, mappings...)
		m.Triggers = triggers("a", "1")
		change(&m)
		return m
	}
	same := func(*initialModel) {}
	runID := model(same, "CURRENCY", "CUSTOMER").newRunID()
	for name, tc := range map[string]struct {
		plan initialModel
		want bool
	}{
		"the same":        {model(same, "CURRENCY", "CUSTOMER"), true},
		"another order":   {model(same, "CUSTOMER", "CURRENCY"), true},
		"another case":    {model(same, "customer", "Currency"), true},
		"another mapping": {model(same, "CUSTOMER", "VENDOR"), false},
		"fewer mappings":  {model(same, "CUSTOMER"), false},
		"another company": {model(func(m *initialModel) { m.CompanyID = customtypes.NewGUID(other) }, "CURRENCY", "CUSTOMER"), false},
		"another trigger": {model(func(m *initialModel) { m.Triggers = triggers("a", "2") }, "CURRENCY", "CUSTOMER"), false},
		"another key":     {model(func(m *initialModel) { m.Triggers = triggers("b", "1") }, "CURRENCY", "CUSTOMER"), false},
	} {
		if got := tc.plan.askedFor(runID); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	for _, id := range []string{"", nullGUID, jobID} {
		if model(same).askedFor(id) {
			t.Errorf("a configuration asked for %q", id)
		}
	}
}

// TestResumable: what a deletion left is the run that the creation after it takes up, unless it is another configuration's.
func TestResumable(t *testing.T) {
	t.Parallel()
	plan := modelWith(nil, "CUSTOMER")
	own, another := plan.newRunID(), plan.newRunID()
	left := func(id, status, onError string) *initialModel {
		m := plan
		m.RunID, m.Status, m.OnError = customtypes.NewGUID(id), types.StringValue(status), types.StringValue(onError)
		if status == "" {
			m.Status = types.StringNull()
		}
		return &m
	}
	for name, tc := range map[string]struct {
		left    *initialModel // what the deletion had in state
		last    string        // the run that Business Central shows
		busy    bool
		onError string
		want    bool
	}{
		"nothing was left":                  {last: own, onError: onErrorFail},
		"under way":                         {last: own, busy: true, onError: onErrorFail, want: true},
		"under way, of another":             {last: runID, busy: true, onError: onErrorFail},
		"not seen to its end":               {left: left(own, "", onErrorFail), last: own, onError: onErrorFail, want: true},
		"not seen to its end, written else": {left: left(strings.ToUpper(own), "", onErrorFail), last: own, onError: onErrorFail, want: true},
		"not seen, and another ran since":   {left: left(own, "", onErrorFail), last: another, onError: onErrorFail},
		"not started":                       {left: &initialModel{CompanyID: plan.CompanyID}, last: own, onError: onErrorFail},
		"succeeded":                         {left: left(own, statusSucceeded, onErrorFail), last: own, onError: onErrorWarn},
		"failed":                            {left: left(own, statusFailed, onErrorFail), last: own, onError: onErrorFail},
		"failed, accepted now":              {left: left(own, statusFailed, onErrorFail), last: own, onError: onErrorWarn, want: true},
		"failed, and another ran since":     {left: left(own, statusFailed, onErrorFail), last: another, onError: onErrorWarn},
		"failed, accepted before":           {left: left(own, statusFailed, onErrorWarn), last: own, onError: onErrorWarn},
	} {
		clients := framework.NewClients(framework.ClientSet{})
		if tc.left != nil {
			leaveRun(&framework.Operation[initialModel]{Clients: clients}, *tc.left)
		}
		now := plan
		now.OnError = types.StringValue(tc.onError)
		id, ok := company{id: cronusID}.resumable(now, businesscentral.SalesConnectionSetup{LastRunID: tc.last}, tc.busy, clients)
		if ok != tc.want || ok && id != tc.last {
			t.Errorf("%s: %q, %v, want %v", name, id, ok, tc.want)
		}
	}
}

// TestOrImport advises an import for nothing but the configuration's own run, and only when it succeeded.
func TestOrImport(t *testing.T) {
	t.Parallel()
	plan := modelWith(nil, "CUSTOMER")
	refusal := framework.Errorf("Refused", "Do this.", "So it is.")
	for name, tc := range map[string]struct {
		err     error
		last    string
		job     transporttest.Answer
		advises bool
	}{
		"succeeded":              {err: refusal, last: plan.newRunID(), job: transporttest.Answer{Body: `{"value":[{"id":"j","jobId":"` + jobID + `"}]}`}, advises: true},
		"failed":                 {err: refusal, last: plan.newRunID(), job: transporttest.Answer{Body: `{"value":[{"id":"j","jobId":"` + jobID + `","failed":1}]}`}},
		"another's":              {err: refusal, last: runID, job: transporttest.Answer{Body: `{"value":[{"id":"j","jobId":"` + jobID + `"}]}`}},
		"its jobs are unread":    {err: refusal, last: plan.newRunID(), job: transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"X","message":"No."}}`}},
		"the error is no advice": {err: errors.New("refused"), last: plan.newRunID(), job: transporttest.Answer{Body: `{"value":[]}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answering(t, func(r *http.Request) transporttest.Answer {
				if strings.HasSuffix(r.URL.Path, "/synchronizationErrors") {
					return transporttest.Answer{Body: `{"value":[]}`}
				}
				return tc.job
			})
			latest := newRun(tc.last, []businesscentral.FullSynchronizationLine{{Name: "CUSTOMER", JobQueueEntryStatus: businesscentral.StatusFinished, ToIntegrationTableJobID: jobID}})
			got := c.orImport(t.Context(), tc.err, plan, businesscentral.SalesConnectionSetup{LastRunID: tc.last}, latest)
			told, ok := errors.AsType[*framework.Problem](got)
			if advises := ok && strings.Contains(told.Remedy, "terraform import"); advises != tc.advises {
				t.Errorf("%v: advises an import: %v", got, advises)
			}
			if !tc.advises && got != tc.err { //nolint:errorlint // It is the same error, not one that wraps it.
				t.Errorf("%v, want %v", got, tc.err)
			}
		})
	}
}
