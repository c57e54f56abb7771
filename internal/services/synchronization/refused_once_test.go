// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

const (
	cronusID = "000000cc-0000-4000-8000-000000000001"
	runID    = "000000ee-0000-4000-8000-0000000000aa"
	jobID    = "000000ee-0000-4000-8000-000000000001"
	madeID   = "000000ee-0000-4000-8000-000000000002"
)

// rowsOf are what a connected company holds, whose run has ended.
func rowsOf() map[string]string {
	return map[string]string{
		"fieldMappings": `{"id":"000000e0-0000-4000-8000-000000000001","mappingName":"CUSTOMER","fieldNo":2,"fieldName":"Name"},
			{"id":"000000e0-0000-4000-8000-000000000002","mappingName":"CUSTOMER","fieldNo":3,"fieldName":"E-Mail","useForMatchBasedCoupling":true,"matchPriority":0}`,
		"tableMappings": `{"id":"000000e0-0000-4000-8000-000000000003","name":"CUSTOMER","tableId":18,"matchFieldCount":1,"createUnmatched":false,"synchronizeOnlyCoupledRecords":true}`,
		"fullSynchronizationProposals": `{"id":"000000e0-0000-4000-8000-000000000005","name":"CUSTOMER","recommendation":"Full Synchronization"},
			{"id":"000000e0-0000-4000-8000-000000000006","name":"SALESPEOPLE","recommendation":"Full Synchronization"}`,
		"fullSynchronizationLines": `{"id":"000000e0-0000-4000-8000-000000000007","name":"CUSTOMER","recommendation":"Full Synchronization","jobQueueEntryStatus":"Finished","toIntegrationTableJobId":"` + jobID + `"}`,
		"synchronizationJobs":      `{"id":"000000e0-0000-4000-8000-000000000008","jobId":"` + jobID + `","mappingName":"CUSTOMER","inserted":2}`,
		"synchronizationErrors":    "",
		"recordCouplings":          "",
		"jobQueueEntries":          "",
	}
}

// world is a Business Central that refuses one of its requests, once.
type world struct {
	rows    map[string]string
	run     string // that the setup shows
	refuses int    // the number of the request, from 0; negative for none
	asked   []string
}

func (w *world) answer(r *http.Request) transporttest.Answer {
	_, set, _ := strings.Cut(r.URL.Path, ")/")
	_, action, _ := strings.Cut(set, ")/Microsoft.NAV.")
	w.asked = append(w.asked, r.Method+" "+set)
	set, _, single := strings.Cut(set, "(")
	switch {
	case len(w.asked)-1 == w.refuses:
		return transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"X","message":"No."}}`}
	case action == "startFullSynchronization":
		var body struct {
			RunID string `json:"runId"`
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		w.run = body.RunID
	case action != "":
	case single:
		var rows []map[string]json.RawMessage
		_ = json.Unmarshal([]byte("["+w.rows[set]+"]"), &rows)
		for _, row := range rows {
			if strings.Contains(r.URL.Path, strings.Trim(string(row["id"]), `"`)) {
				_ = json.NewDecoder(r.Body).Decode(&row)
				body, err := json.Marshal(row)
				if err != nil {
					return transporttest.Answer{Err: err}
				}
				return transporttest.Answer{Body: string(body)}
			}
		}
	case set == "salesConnectionSetups":
		return transporttest.Answer{Body: `{"value":[{"id":"s","businessCentralUrl":"","isEnabled":true,"lastRunId":"` + w.run + `"}]}`}
	default:
		return transporttest.Answer{Body: `{"value":[` + w.named(set, r.URL.Query().Get("$filter")) + `]}`}
	}
	return transporttest.Answer{Status: http.StatusNoContent}
}

// named are the rows of a set, without the jobs that the filter does not name.
func (w *world) named(set, filter string) string {
	if set != "synchronizationJobs" || !strings.Contains(filter, "jobId") {
		return w.rows[set]
	}
	var rows []string
	for row := range strings.SplitAfterSeq(w.rows[set], "}") {
		if strings.Contains(filter, jobID) && strings.Contains(row, jobID) || strings.Contains(filter, madeID) && strings.Contains(row, madeID) {
			rows = append(rows, strings.TrimLeft(row, ", \n\t"))
		}
	}
	return strings.Join(rows, ",")
}

// modelWith is the model of a configuration with match fields, mappings, and mappings that create what has no match.
func modelWith(fields []string, mappings ...string) initialModel {
	m := initialModel{CompanyID: customtypes.NewGUID(cronusID), WaitForCompletion: types.BoolValue(true), Triggers: types.MapNull(types.StringType), Results: types.MapNull(resultType())}
	m.WhenPopulated, m.OnError = types.StringValue(populatedCouple), types.StringValue("fail")
	folded := func(names []string) []attr.Value {
		values := make([]attr.Value, len(names))
		for i, name := range names {
			values[i] = customtypes.NewFolded(name)
		}
		return values
	}
	of := customtypes.FoldedType{}
	m.MatchFields = types.MapValueMust(types.ListType{ElemType: of}, map[string]attr.Value{"CUSTOMER": types.ListValueMust(of, folded(fields))})
	m.Mappings, m.CreateUnmatched = types.SetValueMust(of, folded(mappings)), types.SetValueMust(of, folded([]string{"CUSTOMER"}))
	return m
}

// TestEachRequestRefusedOnce refuses each request of an operation in turn, and answers when it is made again: the refusal is told, and
// nothing is started before everything is known that the run depends on.
func TestEachRequestRefusedOnce(t *testing.T) {
	t.Parallel()
	state := func() initialModel {
		m := modelWith([]string{"E-Mail"})
		m.RunID, m.Status = customtypes.NewGUID(runID), types.StringValue(statusSucceeded)
		return m
	}
	failing := map[string]string{
		"synchronizationJobs":   `{"id":"j1","jobId":"` + jobID + `","mappingName":"CUSTOMER","failed":1}`,
		"synchronizationErrors": `{"id":"e1","entryNo":1,"jobId":"` + jobID + `","message":"It is bad."}`,
	}
	couples := map[string]string{
		"fullSynchronizationLines": strings.Replace(rowsOf()["fullSynchronizationLines"], "Full Synchronization", "Couple Records", 1),
		"tableMappings":            strings.Replace(rowsOf()["tableMappings"], `"createUnmatched":false`, `"createUnmatched":true`, 1),
		"synchronizationJobs": `{"id":"j1","jobId":"` + jobID + `","type":"Coupling","mappingName":"CUSTOMER","startDateTime":"2026-01-02T03:04:05Z"},
			{"id":"j2","jobId":"` + madeID + `","type":"Synchronization","mappingName":"CUSTOMER","startDateTime":"2026-01-02T03:04:06Z","failed":1}`,
		"synchronizationErrors": strings.Replace(failing["synchronizationErrors"], jobID, madeID, 1),
	}
	for name, tc := range map[string]struct {
		rows      map[string]string
		run       func(ctx context.Context, clients *framework.Clients, op *framework.Operation[initialModel]) error
		ends      string // the error without a refusal
		tolerated string // what may be refused without a word
	}{
		"initial": {run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			return createInitial(ctx, op, modelWith([]string{"Name"}, "CUSTOMER", "SALESPEOPLE"))
		}},
		"initial, with failures": {rows: failing, ends: "It is bad.", run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			return createInitial(ctx, op, modelWith([]string{"E-Mail"}, "CUSTOMER"))
		}},
		"initial, making records": {rows: couples, ends: "It is bad.", run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			return createInitial(ctx, op, modelWith([]string{"E-Mail"}, "CUSTOMER"))
		}},
		"read": {run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			_, _, err := readInitial(ctx, op, state())
			return err
		}},
		"update": {run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			return updateInitial(ctx, op, modelWith([]string{"Name"}), state())
		}},
		"plan": {run: func(ctx context.Context, _ *framework.Clients, op *framework.Operation[initialModel]) error {
			m := modelWith([]string{"Name"})
			return planInitial(ctx, &framework.PlanOperation[initialModel]{Operation: op, Plan: &m})
		}},
		"full": {run: func(ctx context.Context, clients *framework.Clients, _ *framework.Operation[initialModel]) error {
			return runFull(ctx, clients, fullModel{CompanyID: customtypes.NewGUID(cronusID), Mappings: modelWith(nil, "CUSTOMER", "SALESPEOPLE").Mappings}, func(string) {})
		}},
		"retry": {
			rows: map[string]string{"recordCouplings": `{"id":"000000e0-0000-4000-8000-000000000021","tableId":18,"recordId":"` + jobID + `","dataverseId":"` + runID + `","skipped":true}`},
			run: func(ctx context.Context, clients *framework.Clients, _ *framework.Operation[initialModel]) error {
				return retrySkipped(ctx, clients, retryModel{CompanyID: customtypes.NewGUID(cronusID), Mappings: modelWith(nil, "CUSTOMER").Mappings}, func(string) {})
			},
		},
		"jobs": {run: func(ctx context.Context, clients *framework.Clients, _ *framework.Operation[initialModel]) error {
			_, err := readJobs(ctx, clients, jobsModel{CompanyID: customtypes.NewGUID(cronusID)})
			return err
		}},
		"errors": {run: func(ctx context.Context, clients *framework.Clients, _ *framework.Operation[initialModel]) error {
			_, err := readErrors(ctx, clients, errorsModel{CompanyID: customtypes.NewGUID(cronusID)})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			try := func(refuses int) (w *world, err error) {
				w = &world{rows: rowsOf(), run: runID, refuses: refuses}
				maps.Copy(w.rows, tc.rows)
				synctest.Test(t, func(t *testing.T) {
					bc := clientAnswering(t, w.answer)
					bc.Changing()
					clients := framework.NewClients(framework.ClientSet{BusinessCentral: bc})
					ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
					defer cancel()
					err = tc.run(ctx, clients, &framework.Operation[initialModel]{Clients: clients})
				})
				return w, err
			}
			whole, err := try(-1)
			if (err == nil) != (tc.ends == "") || err != nil && !strings.Contains(err.Error(), tc.ends) {
				t.Fatalf("without a refusal: %v", err)
			}
			started := false
			for n, request := range whole.asked {
				w, err := try(n)
				told := err != nil && strings.Contains(err.Error(), "No (code X)")
				if !told && (tc.tolerated == "" || !regexp.MustCompile(tc.tolerated).MatchString(request)) {
					t.Errorf("the refusal of %s, number %d, is not told: %v", request, n, err)
				}
				started = started || strings.HasSuffix(request, ".startFullSynchronization")
				if !started && w.run != runID {
					t.Errorf("a run was started in spite of the refusal of %s, number %d", request, n)
				}
			}
		})
	}
}
