// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// batching is a service that answers batches: answer gets the number of the batch, from 1, and the paths of its parts, and
// returns what to answer to it; nil is 200 to each of them.
type batching struct {
	mu      sync.Mutex
	batches [][]string
	alone   []string
	answer  func(batch int, paths []string) *transporttest.Answer
}

func (b *batching) do(_ int, r *http.Request) transporttest.Answer {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !strings.HasSuffix(r.URL.Path, "/$batch") {
		b.alone = append(b.alone, r.URL.Path)
		return transporttest.Answer{Status: http.StatusCreated, Body: r.URL.Path}
	}
	body, _ := io.ReadAll(r.Body)
	var sent struct {
		Requests []struct {
			URL string `json:"url"`
		} `json:"requests"`
	}
	if err := json.Unmarshal(body, &sent); err != nil || r.Header.Get("Prefer") != "odata.continue-on-error" || r.Header.Get("Authorization") == "" || strings.Contains(string(body), "token") {
		return transporttest.Answer{Status: http.StatusBadRequest}
	}
	var paths []string
	for _, request := range sent.Requests {
		paths = append(paths, request.URL)
	}
	b.batches = append(b.batches, paths)
	if a := b.answer(len(b.batches), paths); a != nil {
		return *a
	}
	return transporttest.Answer{Body: responses(paths, func(string) int { return http.StatusCreated }, len(paths))}
}

// responses is the answer to the first n parts, with the status of each; the body of a part is its path.
func responses(paths []string, status func(path string) int, n int) string {
	out := make([]string, 0, n)
	for i, path := range paths[:n] {
		out = append(out, fmt.Sprintf(`{"id":"%d","status":%d,"headers":{"content-type":"application/json","request-id":"r%s","retry-after":"1"},"body":{"path":%q}}`, i+1, status(path), path, path))
	}
	return `{"responses":[` + strings.Join(out, ",") + `]}`
}

// TestFaultsInBatches: each request that travels with others has its own outcome, whatever becomes of the rest.
func TestFaultsInBatches(t *testing.T) {
	t.Parallel()
	first := func(status int) func(int, []string) *transporttest.Answer {
		return func(batch int, paths []string) *transporttest.Answer {
			return &transporttest.Answer{Body: responses(paths, func(path string) int {
				if path == "p0" && batch == 1 {
					return status
				}
				return http.StatusCreated
			}, len(paths))}
		}
	}
	whole := func(a transporttest.Answer) func(int, []string) *transporttest.Answer {
		return func(batch int, _ []string) *transporttest.Answer {
			if batch == 1 {
				return &a
			}
			return nil
		}
	}
	half := func(batch int, paths []string) *transporttest.Answer {
		if batch > 1 {
			return nil
		}
		return &transporttest.Answer{Body: responses(paths, func(string) int { return http.StatusCreated }, len(paths)/2)}
	}
	for name, tc := range map[string]struct {
		answer     func(int, []string) *transporttest.Answer
		repeatable bool
		want       string // outcomes of the parts, by number
		sizes      string // of the batches
		alone      int
	}{
		"all succeed":                             {answer: func(int, []string) *transporttest.Answer { return nil }, want: "201 201 201 201", sizes: "[4]"},
		"a part fails":                            {answer: first(http.StatusBadRequest), want: "400 201 201 201", sizes: "[4]"},
		"a part fails and may be repeated":        {answer: first(http.StatusBadRequest), repeatable: true, want: "400 201 201 201", sizes: "[4]"},
		"a part is throttled":                     {answer: first(http.StatusTooManyRequests), want: "201 201 201 201", sizes: "[4]", alone: 1},
		"a part is uncertain":                     {answer: first(http.StatusServiceUnavailable), want: "503 201 201 201", sizes: "[4]"},
		"a part is uncertain, may be repeated":    {answer: first(http.StatusServiceUnavailable), repeatable: true, want: "201 201 201 201", sizes: "[4]", alone: 1},
		"the answer is lost":                      {answer: whole(transporttest.Answer{Err: transporttest.ErrBroken}), want: times(4, "lost"), sizes: "[4]"},
		"the answer is lost, may be repeated":     {answer: whole(transporttest.Answer{Err: transporttest.ErrBroken}), repeatable: true, want: "201 201 201 201", sizes: "[4 4]"},
		"the answer is malformed":                 {answer: whole(transporttest.Answer{Body: `{"responses":[{"id":"1","sta`}), want: times(4, "lost"), sizes: "[4]"},
		"the answer is to others":                 {answer: whole(transporttest.Answer{Body: `{"responses":[{"id":"9","status":200}]}`}), want: times(4, "lost"), sizes: "[4]"},
		"two answers to one part":                 {answer: whole(transporttest.Answer{Body: `{"responses":[{"id":"1","status":200},{"id":"1","status":200}]}`}), want: times(4, "lost"), sizes: "[4]"},
		"the answer is empty":                     {answer: whole(transporttest.Answer{Body: `{"responses":[]}`}), want: times(4, "lost"), sizes: "[4]"},
		"half of the parts are missing":           {answer: half, want: "201 201 " + times(2, "unanswered"), sizes: "[4]"},
		"half are missing and may be repeated":    {answer: half, repeatable: true, want: "201 201 201 201", sizes: "[4 2]"},
		"the batch is throttled":                  {answer: whole(transporttest.Answer{Status: http.StatusTooManyRequests}), want: "201 201 201 201", sizes: "[4 4]"},
		"the batch fails":                         {answer: whole(transporttest.Answer{Status: http.StatusBadGateway}), want: "502 502 502 502", sizes: "[4]"},
		"the batch is refused, and its parts not": {answer: whole(transporttest.Answer{Status: http.StatusNotFound}), want: "201 201 201 201", sizes: "[4]", alone: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &batching{answer: tc.answer}
			f := newFixture(t, func(o *transport.Options) {
				o.Transporter, o.Batches, o.Clock = transporttest.NewNetworkFunc(service.do), transport.JSONBatch{}, transport.SystemClock{}
			})
			send := func(path string) string {
				r := post("/"+path, "{}")
				r.Batch, r.Repeatable = &transport.Batch{Kind: "things", URL: origin + "/$batch"}, tc.repeatable
				answer, err := f.client.Do(t.Context(), r)
				switch {
				case transport.IsUnanswered(err) && transport.IsAnswerLost(err):
					return "unanswered"
				case transport.IsAnswerLost(err):
					return "lost"
				case err != nil:
					return err.Error()
				case !strings.Contains(string(answer.Body), path) && answer.StatusCode < 500:
					return "the answer to another: " + string(answer.Body)
				}
				return strconv.Itoa(answer.StatusCode)
			}
			if got := send("first"); got != "201" || len(service.alone) != 1 {
				t.Errorf("the first: %s, alone: %v", got, service.alone)
			}
			got := make([]string, 4)
			var all sync.WaitGroup
			for i := range got {
				all.Go(func() { got[i] = send(fmt.Sprintf("p%d", i)) })
			}
			all.Wait()
			if slices.Contains(got, "unanswered") {
				slices.Sort(got) // which of them the answer holds is up to the order in which they came
			}
			if outcomes := strings.Join(got, " "); outcomes != tc.want {
				t.Errorf("outcomes %s, want %s", outcomes, tc.want)
			}
			var sizes []int
			for _, batch := range service.batches {
				sizes = append(sizes, len(batch))
			}
			if fmt.Sprint(sizes) != tc.sizes || len(service.alone) != 1+tc.alone {
				t.Errorf("batches %v, want %s; alone %v, want %d", sizes, tc.sizes, service.alone, 1+tc.alone)
			}
		})
	}
}

// TestMultipartBatch reads what Dataverse answers: with Content-IDs in any order, or without, up to where it stopped.
func TestMultipartBatch(t *testing.T) {
	t.Parallel()
	part := func(id, status string) string {
		return "--b\r\nContent-Type: application/http\r\n" + id + "\r\nHTTP/1.1 " + status + "\r\nREQ_ID: r\r\n\r\n\r\n"
	}
	for name, tc := range map[string]struct{ body, want string }{
		"without ids": {part("", "204 No Content") + part("", "412 Precondition Failed") + "--b--\r\n", "204 412 -"},
		"with ids":    {part("Content-ID: 3\r\n", "204 No Content") + part("Content-ID: 1\r\n", "403 Forbidden") + "--b--\r\n", "403 - 204"},
		"cut":         {part("", "204 No Content") + "--b\r\nContent-Ty", "error"},
		"unknown id":  {part("Content-ID: 4\r\n", "204 No Content") + "--b--\r\n", "error"},
		"cut body":    {"--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}\r\n--b--\r\n", "error"},
		"no answer":   {"--b\r\nContent-Type: application/http\r\n\r\n<html>\r\n--b--\r\n", "error"},
	} {
		answers, err := transport.MultipartBatch{}.Decode("multipart/mixed; boundary=b", []byte(tc.body), 3)
		got := "error"
		if err == nil {
			var all []string
			for _, a := range answers {
				if a == nil {
					all = append(all, "-")
					continue
				}
				all = append(all, strconv.Itoa(a.StatusCode))
			}
			got = strings.Join(all, " ")
		}
		if got != tc.want {
			t.Errorf("%s: %s (%v), want %s", name, got, err, tc.want)
		}
	}
	for _, kind := range []string{"", "text/html", "text/html; boundary=b", "multipart/mixed", "multipart/mixed; boundary", "multipart/digest; boundary=b"} {
		if _, err := (transport.MultipartBatch{}).Decode(kind, []byte("--b--\r\n"), 1); err == nil || !strings.Contains(err.Error(), "not multipart/mixed") {
			t.Errorf("%q is read as a batch: %v", kind, err)
		}
	}
}

// TestJSONBatch reads what Business Central and Graph answer, and says what is wrong with a malformed answer.
func TestJSONBatch(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"responses":[{"id":"2","status":204},{"id":"1","status":200}]}`: "",
		`{"responses":[{"id":"9","status":200}]}`:                         `no request with the id "9"`,
		`{"responses":[{"id":"0","status":200}]}`:                         `no request with the id "0"`,
		`{"responses":[{"id":"1","status":200},{"id":"1","status":200}]}`: "two answers to the request 1",
		`{"responses":[{"id":"1"}]}`:                                      "has no status",
		`{"responses":[{"id":"1","sta`:                                    "reading a batch",
	} {
		answers, err := transport.JSONBatch{}.Decode("application/json", []byte(body), 2)
		switch {
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", body, err, want)
		case want == "" && (err != nil || answers[0].StatusCode != http.StatusOK || answers[1].StatusCode != http.StatusNoContent):
			t.Errorf("%s: %v, %v", body, answers, err)
		}
	}
}

// TestJSONBatch_bodies: JSON stands in the batch as it is, also a string that looks like base64, and anything else in base64.
func TestJSONBatch_bodies(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ kind, body, want string }{
		{"application/json", `{"a":1}`, `{"a":1}`},
		{"application/json; charset=utf-8", `"YQ=="`, "YQ=="},
		{"text/html", `"PGh0bWw+"`, "<html>"},
		{"text/html", `"<html>"`, "<html>"},
	} {
		body := fmt.Sprintf(`{"responses":[{"id":"1","status":200,"headers":{"Content-Type":%q},"body":%s}]}`, tc.kind, tc.body)
		answers, err := transport.JSONBatch{}.Decode("application/json", []byte(body), 1)
		if err != nil || string(answers[0].Body) != tc.want {
			t.Errorf("%s of %s: %v, %v; want %s", tc.body, tc.kind, answers, err, tc.want)
		}
	}
}

// times repeats a word.
func times(n int, word string) string { return strings.TrimSpace(strings.Repeat(word+" ", n)) }
