// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/solution"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

const (
	someOperation  = "000000f0-0000-4000-8000-000000000001"
	otherOperation = "000000f0-0000-4000-8000-000000000002"
	// The ids of the imports of the version, attempt by attempt.
	firstJob, nextJob = "3565b246-8565-5fc7-b4ec-ded748c0009c", "70b89f32-c793-5e88-b534-f60ccb2c05c9"

	caller = `{"UserId":"000000d1-0000-4000-8000-000000000001","OrganizationId":"000000d1-0000-4000-8000-000000000002"}`
	staged = `{"StageSolutionResults":{"StageSolutionUploadId":"u","StageSolutionStatus":"Passed"}}`
)

// script holds the answers to each kind of request in turn, the last one again: those to "GET importjobs", for example, and to
// "GET importjobs()", which reads a single one and may say {id}.
type script map[string][]transporttest.Answer

// refusal is the answer to a request that is not allowed.
var refusal = transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"X","message":"No."}}`}

func rows(rows ...string) transporttest.Answer {
	return transporttest.Answer{Body: `{"value":[` + strings.Join(rows, ",") + `]}`}
}

// solutionRow is an installed solution.
func solutionRow(version string) transporttest.Answer {
	return rows(`{"solutionid":"s","uniquename":"a","version":"` + version + `","ismanaged":true}`)
}

// operation is an asynchronous operation that has ended with a status, or runs with none.
func operation(id, status string, more ...string) string {
	state := `"statecode":3,"statuscode":` + status
	if status == "" {
		state = `"statecode":2,"statuscode":20`
	}
	return `{"asyncoperationid":"` + id + `","name":"N",` + strings.Join(append(more, state), ",") + `}`
}

// running is the answer to a start.
var running = transporttest.Answer{Body: `{"AsyncOperationId":"` + someOperation + `"}`}

// play returns a client of a Dataverse that answers from the script, and how often it was asked for what.
// Each request is told to heard.
func play(t *testing.T, s script, heard func(key string)) (*dataverse.Client, map[string]int) {
	t.Helper()
	asked := map[string]int{}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
		path := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		name, id, single := strings.Cut(path, "(")
		if single {
			path = name + "()"
		}
		key := r.Method + " " + path
		answers := s[key]
		asked[key]++
		heard(key)
		if len(answers) == 0 {
			t.Errorf("%s is not expected", key)
			return refusal
		}
		answer := answers[min(asked[key], len(answers))-1]
		answer.Body = strings.ReplaceAll(answer.Body, "{id}", strings.TrimSuffix(id, ")"))
		return answer
	})
	root := &url.URL{Scheme: "https", Host: "contoso.example"}
	client, err := transport.New(transport.Options{Service: "Dataverse", Origin: root, Transporter: network, Clock: transport.SystemClock{}})
	if err != nil {
		t.Fatal(err)
	}
	d := dataverse.New(client, root, dataverse.Scope{})
	d.Changing()
	return d, asked
}

// told is an error with its remedy.
func told(err error) string {
	if problem, ok := errors.AsType[*framework.Problem](err); ok {
		return problem.Error() + "\n" + problem.Remedy
	}
	return err.Error()
}

// with returns the script with the answers of another one in place of its own.
func (s script) with(other script) script {
	all := maps.Clone(s)
	maps.Copy(all, other)
	return all
}

// TestInstaller looks at what becomes of each step of an installation: what cannot be read is neither taken for the end of the
// import, nor for a reason to start another one.
func TestInstaller(t *testing.T) {
	t.Parallel()
	lost := transporttest.Answer{Body: "<html>"}
	plain := script{
		"GET WhoAmI":               {{Body: caller}},
		"GET solutions":            {rows(), solutionRow("2.0.0.0")},
		"GET importjobs":           {rows()},
		"GET importjobs()":         {{Body: `{"importjobid":"{id}","progress":50}`}},
		"GET asyncoperations":      {rows()},
		"GET asyncoperations()":    {{Body: operation(someOperation, "30")}},
		"POST StageSolution":       {{Body: staged}},
		"POST ImportSolutionAsync": {running},
	}
	unfinished := script{
		"GET importjobs":      {rows(`{"importjobid":"`+firstJob+`","completedon":"2026-01-01T00:00:00Z"}`, `{"importjobid":"`+nextJob+`"}`)},
		"GET asyncoperations": {rows(operation(otherOperation, "30"), operation(someOperation, ""))},
	}
	for name, tc := range map[string]struct {
		script script
		want   string // of the error; empty for success
		starts int
		takes  bool // whether it takes up an import that another run started
	}{
		"new":                        {starts: 1},
		"another run's import":       {script: unfinished, takes: true},
		"another run's import fails": {takes: true, script: unfinished.with(script{"GET asyncoperations()": {{Body: operation(someOperation, "31")}}}), want: "Import job: " + nextJob},
		"another import of the caller": {script: script{
			"GET importjobs":      {rows(`{"importjobid":"` + firstJob + `","completedon":"2026-01-01T00:00:00Z"}`)},
			"GET asyncoperations": {rows(operation(otherOperation, "")), rows(operation(otherOperation, "30"))},
			"GET solutions":       {rows(), rows(), solutionRow("2.0.0.0")},
		}, starts: 1},
		"the solution cannot be read":       {script: script{"GET solutions": {refusal}}, want: "looking for the solution"},
		"the jobs cannot be read":           {script: script{"GET importjobs": {refusal}}, want: "looking for earlier imports"},
		"the operations cannot be read":     {script: script{"GET asyncoperations": {refusal, rows()}}, want: "listing solution operations"},
		"nor once the package was checked":  {script: script{"GET asyncoperations": {rows(), refusal, rows()}}, want: "listing solution operations"},
		"the package is refused":            {script: script{"POST StageSolution": {refusal}}, want: "Dataverse did not accept the package of a"},
		"the start is refused":              {script: script{"POST ImportSolutionAsync": {refusal}}, want: "Dataverse did not start the import of a", starts: 1},
		"the operation cannot be read":      {script: script{"GET asyncoperations()": {refusal, {Body: operation(someOperation, "30")}}}, want: "reading the asynchronous operation", starts: 1},
		"the progress cannot be read":       {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "")}, {Body: operation(someOperation, "30")}}, "GET importjobs()": {refusal}}, want: "reading the import job", starts: 1},
		"the import runs for a while":       {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "")}, {Body: operation(someOperation, "30")}}}, starts: 1},
		"the import fails":                  {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "31", `"message":"It is bad."`)}}}, want: "It is bad.", starts: 1},
		"what it made cannot be read":       {script: script{"GET solutions": {rows(), refusal}}, want: "looking for the solution", starts: 1},
		"it made nothing":                   {script: script{"GET solutions": {rows()}}, want: `shows version ""`, starts: 1},
		"it made an older version":          {script: script{"GET solutions": {rows(), solutionRow("1.9.0.0")}}, want: `shows version "1.9.0.0"`, starts: 1},
		"lost answer, started":              {script: script{"POST ImportSolutionAsync": {lost}, "GET asyncoperations": {rows(operation(otherOperation, "30")), rows(operation(otherOperation, "30")), rows(operation(someOperation, "30"), operation(otherOperation, "30"))}}, starts: 1},
		"lost answer, the operations too":   {script: script{"POST ImportSolutionAsync": {lost}, "GET asyncoperations": {rows(), rows(), refusal}}, want: "listing solution operations", starts: 1},
		"lost answer, nothing was started":  {script: script{"POST ImportSolutionAsync": {lost, running}, "GET solutions": {rows(), rows(), solutionRow("2.0.0.0")}}, starts: 2},
		"another operation ends the import": {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "31", `"errorcode":-2147020463`)}, {Body: operation(someOperation, "30")}}, "GET solutions": {rows(), rows(), solutionRow("2.0.0.0")}}, starts: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, asked := play(t, plain.with(tc.script), func(string) {})
				made := false
				i := installer{
					client: client, making: func(context.Context) { made = true },
					wanted: wanted{name: "a", version: version.Version{2}, source: &solution.Package{}},
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				got, err := i.run(ctx)
				if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(told(err), tc.want) {
					t.Errorf("%v, want %q", err, tc.want)
				}
				if made != (tc.takes || tc.starts > 0) {
					t.Errorf("it counts as made here: %t", made)
				}
				if err == nil && got.Version != "2.0.0.0" {
					t.Errorf("%+v is installed", got)
				}
				if asked["POST ImportSolutionAsync"] != tc.starts {
					t.Errorf("%d starts, want %d", asked["POST ImportSolutionAsync"], tc.starts)
				}
			})
		})
	}
}

// TestUninstalls looks at what becomes of each step of an uninstallation: it has ended when the solution is gone.
func TestUninstalls(t *testing.T) {
	t.Parallel()
	lost := transporttest.Answer{Body: "<html>"}
	plain := script{
		"GET WhoAmI":                             {{Body: caller}},
		"GET solutions":                          {solutionRow("1.0.0.0"), rows()},
		"GET RetrieveDependenciesForUninstall()": {rows()},
		"GET asyncoperations":                    {rows()},
		"GET asyncoperations()":                  {{Body: operation(someOperation, "30")}},
		"POST UninstallSolutionAsync":            {running},
	}
	for name, tc := range map[string]struct {
		script script
		want   string // of the error; empty for success
		starts int
	}{
		"installed":                             {starts: 1},
		"gone":                                  {script: script{"GET solutions": {rows()}}},
		"it runs for a while":                   {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "")}, {Body: operation(someOperation, "30")}}}, starts: 1},
		"the operation is gone":                 {script: script{"GET asyncoperations()": {{Status: http.StatusNotFound, Body: `{"error":{"code":"0x80040217","message":"No."}}`}}}, starts: 1},
		"the solution cannot be read":           {script: script{"GET solutions": {refusal, rows()}}, want: "looking for the solution"},
		"the solution is unmanaged":             {script: script{"GET solutions": {rows(`{"solutionid":"s","uniquename":"a","version":"1.0.0.0"}`)}}, want: "is installed unmanaged"},
		"its users cannot be read":              {script: script{"GET RetrieveDependenciesForUninstall()": {refusal}}, want: "asking what depends on the solution"},
		"it is used":                            {script: script{"GET RetrieveDependenciesForUninstall()": {rows(`{"dependentcomponentobjectid":"d"}`)}}, want: "1 component(s) outside of the solution need it"},
		"the operations cannot be read":         {script: script{"GET asyncoperations": {refusal, rows()}}, want: "listing solution operations"},
		"the start is refused":                  {script: script{"POST UninstallSolutionAsync": {refusal}}, want: "Dataverse did not start the uninstallation.", starts: 1},
		"the start is refused for a dependency": {script: script{"POST UninstallSolutionAsync": {{Status: http.StatusBadRequest, Body: `{"error":{"code":"0x8004f01f","message":"No."}}`}}}, want: "Show dependencies", starts: 1},
		"the operation cannot be read":          {script: script{"GET asyncoperations()": {refusal, {Body: operation(someOperation, "30")}}}, want: "reading the asynchronous operation", starts: 1},
		"it fails":                              {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "31", `"message":"It is bad."`)}}}, want: "Dataverse: It is bad.", starts: 1},
		"it fails with a known code":            {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "31", `"errorcode":-2147160033`)}}}, want: "Show dependencies", starts: 1},
		"another operation ends it":             {script: script{"GET asyncoperations()": {{Body: operation(someOperation, "31", `"errorcode":-2147020463`)}, {Body: operation(someOperation, "30")}}, "GET solutions": {solutionRow("1.0.0.0"), solutionRow("1.0.0.0"), rows()}}, starts: 2},
		"another operation is in the way":       {script: script{"POST UninstallSolutionAsync": {{Status: http.StatusBadRequest, Body: `{"error":{"code":"0x80071151","message":"No."}}`}, running}, "GET solutions": {solutionRow("1.0.0.0"), solutionRow("1.0.0.0"), rows()}}, starts: 2},
		"it is still listed":                    {script: script{"GET solutions": {solutionRow("1.0.0.0")}}, want: "still lists the solution", starts: 1},
		"what is listed cannot be read":         {script: script{"GET solutions": {solutionRow("1.0.0.0"), refusal}}, want: "looking for the solution", starts: 1},
		"lost answer, started":                  {script: script{"POST UninstallSolutionAsync": {lost}, "GET asyncoperations": {rows(), rows(operation(someOperation, "30"))}}, starts: 1},
		"lost answer, the operations too":       {script: script{"POST UninstallSolutionAsync": {lost}, "GET asyncoperations": {rows(), refusal}}, want: "listing solution operations", starts: 1},
		"lost answer, none was started":         {script: script{"POST UninstallSolutionAsync": {lost, running}, "GET solutions": {solutionRow("1.0.0.0"), solutionRow("1.0.0.0"), rows()}}, starts: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				client, asked := play(t, plain.with(tc.script), func(string) {})
				err := uninstall(ctx, client, "a")
				if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(told(err), tc.want) {
					t.Errorf("%v, want %q", err, tc.want)
				}
				if asked["POST UninstallSolutionAsync"] != tc.starts {
					t.Errorf("%d starts, want %d", asked["POST UninstallSolutionAsync"], tc.starts)
				}
			})
		})
	}
}

// TestInterruptedStarts say what they were doing: what has become of it is not looked for once the time is over.
func TestInterruptedStarts(t *testing.T) {
	t.Parallel()
	for path, run := range map[string]func(ctx context.Context, client *dataverse.Client) error{
		"ImportSolutionAsync": func(ctx context.Context, client *dataverse.Client) error {
			i := installer{client: client, making: func(context.Context) {}, wanted: wanted{name: "a", version: version.Version{2}, source: &solution.Package{}}}
			_, _, err := i.start(ctx, false, firstJob)
			return err
		},
		"UninstallSolutionAsync": func(ctx context.Context, client *dataverse.Client) error {
			_, _, err := uninstallOnce(ctx, client, "a")
			return err
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		client, _ := play(t, script{
			"GET WhoAmI":          {{Body: caller}},
			"GET asyncoperations": {rows()},
			"POST StageSolution":  {{Body: staged}},
			"POST " + path:        {{Err: context.Canceled}},
		}, func(key string) {
			if key == "POST "+path {
				cancel()
			}
		})
		if err := run(ctx, client); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "starting "+path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestLookFor looks for an operation as long as the caller waits, and takes it for one that was not started only when it had its
// time.
func TestLookFor(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		waits time.Duration
		ended bool
	}{{time.Hour, false}, {lookForStart / 2, true}} {
		synctest.Test(t, func(t *testing.T) {
			client, _ := play(t, script{"GET WhoAmI": {{Body: caller}}, "GET asyncoperations": {rows(operation(someOperation, ""))}}, func(string) {})
			ctx, cancel := context.WithTimeout(t.Context(), tc.waits)
			defer cancel()
			_, found, err := lookFor(ctx, client, []dataverse.AsyncOperation{{ID: strings.ToUpper(someOperation)}})
			if found || (err != nil) != tc.ended || tc.ended && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("within %s: %t, %v", tc.waits, found, err)
			}
		})
	}
}

// TestStartedHere: an installed version counts as this provider's own only when its import is known to have ended well.
func TestStartedHere(t *testing.T) {
	t.Parallel()
	const jobs, job, log = "GET importjobs", "GET importjobs()", `<importexportxml><solutionManifests><solutionManifest><result result=\"%s\"/></solutionManifest></solutionManifests></importexportxml>`
	whole := func(completed, result string) transporttest.Answer {
		return transporttest.Answer{Body: `{"importjobid":"{id}","completedon":"` + completed + `","data":"` + strings.ReplaceAll(log, "%s", result) + `"}`}
	}
	const ended = "2026-01-01T00:00:00Z"
	for name, tc := range map[string]struct {
		script script
		want   bool
	}{
		"no import":              {script: script{jobs: {rows()}}},
		"unread":                 {script: script{jobs: {refusal}}},
		"ended well":             {script: script{job: {whole(ended, "success")}}, want: true},
		"ended with a warning":   {script: script{job: {whole(ended, "warning")}}, want: true},
		"failed":                 {script: script{job: {whole(ended, "Failure")}}},
		"failed, then not":       {script: script{jobs: {rows(`{"importjobid":"`+firstJob+`"}`, `{"importjobid":"`+nextJob+`"}`)}, job: {whole(ended, "failure"), whole(ended, "success")}}, want: true},
		"runs":                   {script: script{job: {whole("", "success")}}},
		"gone":                   {script: script{job: {{Status: http.StatusNotFound, Body: `{"error":{"code":"0x80040217","message":"No."}}`}}}},
		"its log cannot be read": {script: script{job: {refusal}}},
		"its log is cut off":     {script: script{job: {{Body: `{"importjobid":"{id}","completedon":"` + ended + `","data":"<importexportxml"}`}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plain := script{"GET WhoAmI": {{Body: caller}}, jobs: {rows(`{"importjobid":"` + firstJob + `"}`)}}
			client, _ := play(t, plain.with(tc.script), func(string) {})
			if got := startedHere(t.Context(), client, dataverse.Solution{UniqueName: "a", Version: "2.0.0.0"}); got != tc.want {
				t.Errorf("started here: %t", got)
			}
		})
	}
}

// TestWhatCannotBeRead is an error wherever it is needed: of the solution that is installed, and of the package.
func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	client, _ := play(t, script{"GET solutions": {refusal}}, func(string) {})
	clients := framework.NewClients(framework.ClientSet{Dataverse: client})
	op := &framework.Operation[solutionModel]{Clients: clients}
	none, some := solutionModel{}, solutionModel{UniqueName: types.StringValue("a")}
	some.ID = some.UniqueName
	const nameless, unread = "There is no package to install", "looking for the solution a"
	for name, tc := range map[string]struct {
		err  func() error
		want string
	}{
		"created, nothing named":   {func() error { return createSolution(t.Context(), op, none) }, nameless},
		"created":                  {func() error { return createSolution(t.Context(), op, some) }, unread},
		"updated, nothing named":   {func() error { return updateSolution(t.Context(), op, none, some) }, nameless},
		"updated":                  {func() error { return updateSolution(t.Context(), op, some, some) }, unread},
		"recovered, nothing named": {func() error { _, _, err := recoverSolution(t.Context(), op, none); return err }, nameless},
		"recovered":                {func() error { _, _, err := recoverSolution(t.Context(), op, some); return err }, unread},
		"read":                     {func() error { _, _, err := readSolution(t.Context(), op, some); return err }, unread},
		"listed":                   {func() error { _, err := readSolutions(t.Context(), clients, solutionsModel{}); return err }, "listing solutions"},
	} {
		if err := tc.err(); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
