// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// batchPolicy lets requests of a kind that are on their way at the same time travel in one batch. Each keeps its own call: its
// answer, its error and its repetitions are its own, and a repeated one goes in a new batch. A batch that has no answer leaves
// each of its requests without one.
type batchPolicy struct {
	service  string
	format   BatchFormat
	queues   *batchQueues
	log      logPolicy
	clock    Clock
	pipeline runtime.Pipeline // of the batches themselves
}

func newBatchPolicy(o Options, log logPolicy, pipeline runtime.Pipeline) *batchPolicy {
	p := &batchPolicy{service: o.Service, format: o.Batches, log: log, clock: o.Clock, pipeline: pipeline}
	if p.format != nil {
		p.queues = &batchQueues{clock: o.Clock, most: o.Batches.MaxParts(), send: p.send, known: map[Batch]*batchQueue{}}
	}
	return p
}

// Do sends the request alone, or with others.
func (p *batchPolicy) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	call := callOf(ctx)
	if p.format == nil || call.batch == nil || !Sharing {
		return req.Next()
	}
	part, err := partOf(req)
	if err != nil {
		return nil, err
	}
	parts := []BatchPart{part}
	if call.readBack != "" {
		parts = append(parts, readBack(part, call.readBack))
	}
	m := p.queues.join(ctx, *call.batch, parts)
	if m == nil {
		return req.Next()
	}
	call.waiting = "other requests of its kind, to be sent in one batch"
	begun := p.clock.Now()
	if sent, err := m.wait(ctx); err != nil {
		call.connected = sent
		if sent {
			call.attempts++
		}
		return nil, err
	}
	if m.alone {
		return req.Next()
	}
	call.begin(begun)
	call.attempts++
	call.connected = m.connected
	call.waiting = "its answer"
	call.shown = m.then
	if m.answer != nil {
		m.answer.Request = req.Raw()
	}
	p.log.write(req, begun, m.answer, m.err)
	return m.answer, m.err
}

// partOf copies a request. The token belongs to the batch.
func partOf(req *policy.Request) (BatchPart, error) {
	raw := req.Raw()
	part := BatchPart{Method: raw.Method, URL: raw.URL.String(), Header: raw.Header.Clone()}
	for _, name := range []string{"Authorization", "User-Agent", "Content-Length"} {
		part.Header.Del(name)
	}
	if raw.Body == nil {
		return part, nil
	}
	if err := req.RewindBody(); err != nil {
		return part, fmt.Errorf("body: %w", err)
	}
	body, err := io.ReadAll(raw.Body)
	if err != nil {
		return part, fmt.Errorf("body: %w", err)
	}
	part.Body = body
	if err := req.RewindBody(); err != nil {
		return part, fmt.Errorf("body: %w", err)
	}
	return part, nil
}

// readBack is the part that reads what another one has come to.
func readBack(after BatchPart, url string) BatchPart {
	header := after.Header.Clone()
	for _, name := range []string{"Content-Type", "If-Match", "Prefer"} {
		header.Del(name)
	}
	return BatchPart{Method: http.MethodGet, URL: url, Header: header}
}

// send sends the batch and gives each member its outcome.
func (p *batchPolicy) send(ctx context.Context, url string, members []*member) {
	var parts []BatchPart
	for _, m := range members {
		parts = append(parts, m.parts...)
	}
	each := func(outcome func(m *member)) {
		for _, m := range members {
			outcome(m)
		}
	}
	kind, body, err := p.format.Encode(url, parts)
	if err != nil {
		each(func(m *member) { m.alone = true })
		return
	}
	call := &call{method: http.MethodPost}
	req, err := newRequest(withCall(ctx, call), &Request{Method: http.MethodPost, URL: url, Body: body, Header: batchHeader(parts[0], kind)})
	if err != nil {
		each(func(m *member) { m.err = err })
		return
	}
	answer, err := p.pipeline.Do(req)
	if err == nil {
		body, err = runtime.Payload(answer)
	}
	switch {
	case err != nil:
		each(func(m *member) { m.err, m.connected = err, call.connected })
	case answer.StatusCode < 300 || isMultipart(answer.Header):
		p.distribute(answer, body, members)
	case IsUncertain(answer.StatusCode), answer.StatusCode == http.StatusTooManyRequests, answer.StatusCode == http.StatusUnauthorized:
		each(func(m *member) {
			m.connected = true
			m.answer = newAnswer(&BatchAnswer{StatusCode: answer.StatusCode, Header: answer.Header.Clone(), Body: body}) //nolint:bodyclose // its body is in memory
		})
	default:
		// The batch was refused, and none of the requests looked at: what it says is no answer to them.
		each(func(m *member) { m.alone = true })
	}
}

func (p *batchPolicy) distribute(answer *http.Response, body []byte, members []*member) {
	parts, answered := 0, 0
	for _, m := range members {
		parts += len(m.parts)
	}
	answers, err := p.format.Decode(answer.Header.Get("Content-Type"), body, parts)
	for _, a := range answers {
		if a != nil {
			answered++
		}
	}
	if err == nil && answered == 0 {
		err = fmt.Errorf("%s answered none of the %d requests that were sent in one batch", p.service, parts)
	}
	for _, m := range members {
		m.connected, m.err = true, err
		if err != nil {
			continue
		}
		own := answers[:len(m.parts)]
		answers = answers[len(m.parts):]
		if own[0] == nil {
			m.err = &UnansweredError{Service: p.service, Parts: parts, Answers: answered}
			continue
		}
		if own[0].Header.Get("Date") == "" {
			own[0].Header.Set("Date", answer.Header.Get("Date"))
		}
		// Support finds a part by the id of the batch where the service gives it none of its own.
		if id := RequestID(answer.Header); id != "" && RequestID(own[0].Header) == "" {
			own[0].Header.Set("request-id", id)
		}
		m.answer = newAnswer(own[0]) //nolint:bodyclose // its body is in memory
		if len(own) > 1 {
			m.then = own[1]
		}
	}
}

// batchHeader returns the headers of a batch: those that hold for the whole of it, of its first part, and the preference that
// the operations after a failure are executed as well.
func batchHeader(first BatchPart, contentType string) http.Header {
	header := http.Header{"Content-Type": {contentType}, "Prefer": {"odata.continue-on-error"}, "Accept": {"application/json"}}
	for _, name := range []string{"Odata-Version", "Odata-Maxversion", "Accept-Language", "Consistency"} {
		if values, ok := first.Header[name]; ok {
			header[name] = values
		}
	}
	return header
}

func isMultipart(h http.Header) bool {
	return strings.HasPrefix(h.Get("Content-Type"), "multipart/")
}

func newAnswer(a *BatchAnswer) *http.Response {
	return &http.Response{
		StatusCode: a.StatusCode, Status: fmt.Sprintf("%d %s", a.StatusCode, http.StatusText(a.StatusCode)), Header: a.Header,
		Body: io.NopCloser(bytes.NewReader(a.Body)), ContentLength: int64(len(a.Body)),
	}
}
