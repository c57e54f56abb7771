// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestStart: a start whose answer says nothing counts when the setup shows the run, and only then.
func TestStart(t *testing.T) {
	t.Parallel()
	const run, other = "000000ee-0000-4000-8000-0000000000aa", "000000ee-0000-4000-8000-0000000000bb"
	lost := transporttest.Answer{Body: "<html>"}
	shows := func(run string) transporttest.Answer {
		return transporttest.Answer{Body: `{"value":[{"id":"000000ee-0000-4000-8000-000000000001","businessCentralUrl":"","lastRunId":"` + run + `"}]}`}
	}
	for name, tc := range map[string]struct {
		start, setup transporttest.Answer
		want         string // of the error; empty for success
	}{
		"answered":                 {start: transporttest.Answer{Status: http.StatusNoContent}},
		"lost, started":            {start: lost, setup: shows(strings.ToUpper(run))},
		"lost, another's run":      {start: lost, setup: shows(other), want: "cannot be understood"},
		"lost, without a setup":    {start: lost, setup: transporttest.Answer{Body: `{"value":[]}`}, want: "cannot be understood"},
		"lost, the setup is too":   {start: lost, setup: lost, want: "startFullSynchronization"},
		"refused, whatever it has": {start: transporttest.Answer{Status: http.StatusBadRequest, Body: `{"error":{"code":"X","message":"No."}}`}, setup: shows(run), want: "No (code X)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answering(t, func(r *http.Request) transporttest.Answer {
				if r.Method == http.MethodPost {
					return tc.start
				}
				return tc.setup
			})
			err := c.start(t.Context(), businesscentral.SalesConnectionSetup{ID: "s"}, run, nil)
			if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
}

// answering is a company of a Business Central that answers so; the run changes something.
func answering(t *testing.T, answer func(r *http.Request) transporttest.Answer) company {
	t.Helper()
	c := company{bc: clientAnswering(t, answer), id: "c"}
	c.bc.Changing()
	return c
}

// clientAnswering is the client of a Business Central that answers so.
func clientAnswering(t *testing.T, answer func(r *http.Request) transporttest.Answer) *businesscentral.Client {
	t.Helper()
	root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/Production"}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
		if strings.HasSuffix(r.URL.Path, "/connectors") {
			return transporttest.Answer{Body: `{"value":[{"version":"99.0.0.0"}]}`}
		}
		return answer(r)
	})
	client, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Transporter: network, Clock: transport.SystemClock{}})
	if err != nil {
		t.Fatal(err)
	}
	return businesscentral.New(client, root, "1.0.0", "")
}

// TestWait_borrowedEnd: a line that may show another line's end has ended when nothing couples any more, and it still shows it then.
func TestWait_borrowedEnd(t *testing.T) {
	t.Parallel()
	const (
		run      = "000000ee-0000-4000-8000-0000000000aa"
		lines    = `{"id":"l","name":"CUSTOMER","recommendation":"Couple Records","jobQueueEntryId":"j","jobQueueEntryStatus":"Error"}`
		setup    = `{"id":"s","businessCentralUrl":"","lastRunId":"` + run + `"}`
		coupling = `{"id":"j","objectIdToRun":5359,"status":"In Process"}`
	)
	for name, tc := range map[string]struct {
		refused string // what cannot be read
		jobs    []string
		want    string // of the error
	}{
		"after the job":             {jobs: []string{coupling, "", ""}},
		"the job comes late":        {jobs: []string{"", coupling, "", ""}},
		"the review cannot be read": {refused: "fullSynchronizationLines", want: "fullSynchronizationLines"},
		"the jobs cannot be read":   {refused: "jobQueueEntries", want: "job queue"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				looks := 0
				c := answering(t, func(r *http.Request) transporttest.Answer {
					row := ""
					switch _, set, _ := strings.Cut(r.URL.Path, ")/"); {
					case set == tc.refused:
						return transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"X","message":"No."}}`}
					case set == "fullSynchronizationLines":
						row = lines
					case set == "salesConnectionSetups":
						row = setup
					case set == "jobQueueEntries" && looks < len(tc.jobs):
						row = tc.jobs[looks]
						looks++
					}
					return transporttest.Answer{Body: `{"value":[` + row + `]}`}
				})
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				ended, err := c.wait(ctx, run, func(string) {})
				if tc.want != "" {
					if err == nil || errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), tc.want) {
						t.Errorf("%v, want %q", err, tc.want)
					}
					return
				}
				if err != nil || len(ended.lines) != 1 || looks != len(tc.jobs) {
					t.Errorf("%v, %v after %d looks at the jobs, want %d", ended, err, looks, len(tc.jobs))
				}
			})
		})
	}
}

// TestSettingsThatCannotBeRead are neither taken for those that are wanted, nor for Business Central's defaults.
func TestSettingsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	c := answering(t, func(*http.Request) transporttest.Answer {
		return transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"X","message":"No."}}`}
	})
	for name, err := range map[string]error{
		"set":     c.setCreateUnmatched(t.Context(), nil, []string{"CUSTOMER"}),
		"adopted": c.adoptSettings(t.Context(), &initialModel{}),
	} {
		if err == nil || !strings.Contains(err.Error(), "No (code X)") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAWaitForAnotherSynchronizationEnds with the operation: what has not begun is no success.
func TestAWaitForAnotherSynchronizationEnds(t *testing.T) {
	t.Parallel()
	const id = "000000cc-0000-4000-8000-000000000001"
	clients := framework.NewClients(framework.ClientSet{})
	unlock, err := clients.Locks().Lock(t.Context(), "synchronization/"+id)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, run := range map[string]func() error{
		"initial": func() error {
			return createInitial(ended, &framework.Operation[initialModel]{Clients: clients}, initialModel{CompanyID: customtypes.NewGUID(id)})
		},
		"full": func() error {
			return runFull(ended, clients, fullModel{CompanyID: customtypes.NewGUID(id), Mappings: types.SetNull(customtypes.FoldedType{})}, func(string) { t.Error("it goes on") })
		},
		"retried": func() error {
			return retrySkipped(ended, clients, retryModel{CompanyID: customtypes.NewGUID(id), Mappings: types.SetNull(customtypes.FoldedType{})}, func(string) { t.Error("it goes on") })
		},
	} {
		if err := run(); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "other work on synchronization/"+id) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOwn: the lines that the review shows are those of the run that the setup remembers.
func TestOwn(t *testing.T) {
	t.Parallel()
	for setup, want := range map[string]string{
		`{"id":"s","businessCentralUrl":"","lastRunId":"` + strings.ToUpper(runID) + `"}`: "",
		`{"id":"s","businessCentralUrl":"","lastRunId":"` + jobID + `"}`:                  "Another full synchronization was started",
		"": "The Sales connection setup is gone",
	} {
		c := answering(t, func(*http.Request) transporttest.Answer {
			return transporttest.Answer{Body: `{"value":[` + setup + `]}`}
		})
		err := c.own(t.Context(), runID)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", setup, err, want)
		}
	}
}
