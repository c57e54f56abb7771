// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// JSONBatch is the format of Business Central: OData's JSON batch, of at most 100 operations
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/operational-limits-online).
type JSONBatch struct{}

// MaxParts implements BatchFormat.
func (JSONBatch) MaxParts() int { return 100 }

type jsonPart struct {
	ID      string            `json:"id"`
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body,omitempty"`
}

// Encode implements BatchFormat. Addresses are relative to the batch's.
func (JSONBatch) Encode(url string, parts []BatchPart) (string, []byte, error) {
	root := strings.TrimSuffix(url, "$batch")
	document := struct {
		Requests []jsonPart `json:"requests"`
	}{}
	for i, part := range parts {
		headers := map[string]string{}
		for name, values := range part.Header {
			headers[name] = strings.Join(values, ", ")
		}
		document.Requests = append(document.Requests, jsonPart{
			ID: strconv.Itoa(i + 1), Method: part.Method, URL: strings.TrimPrefix(part.URL, root), Headers: headers, Body: part.Body,
		})
	}
	body, err := json.Marshal(document)
	if err != nil {
		return "", nil, fmt.Errorf("writing a batch: %w", err)
	}
	return "application/json", body, nil
}

// Decode implements BatchFormat.
func (JSONBatch) Decode(_ string, body []byte, n int) ([]*BatchAnswer, error) {
	var document struct {
		Responses []struct {
			ID      string            `json:"id"`
			Status  int               `json:"status"`
			Headers map[string]string `json:"headers"`
			Body    json.RawMessage   `json:"body"`
		} `json:"responses"`
	}
	if err := json.Unmarshal(body, &document); err != nil {
		return nil, fmt.Errorf("reading a batch: %w", err)
	}
	answers := newAnswers(n)
	for _, r := range document.Responses {
		header := http.Header{}
		for name, value := range r.Headers {
			header.Set(name, value)
		}
		if err := answers.put(r.ID, &BatchAnswer{StatusCode: r.Status, Header: header, Body: plainBody(r.Body, header)}); err != nil {
			return nil, err
		}
	}
	return answers.all, nil
}

// plainBody is a body as it would have come alone: JSON stands in the batch as it is, anything else as a string in base64.
func plainBody(raw json.RawMessage, header http.Header) []byte {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return raw
	}
	if !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		if plain, err := base64.StdEncoding.DecodeString(text); err == nil {
			return plain
		}
	}
	return []byte(text)
}

// answers are the answers to the parts of a batch, by their number.
type answers struct{ all []*BatchAnswer }

func newAnswers(n int) *answers { return &answers{all: make([]*BatchAnswer, n)} }

// put refuses an answer that belongs to no part, and a second answer to the same part.
func (a *answers) put(id string, answer *BatchAnswer) error {
	i, err := strconv.Atoi(id)
	switch {
	case err != nil || i < 1 || i > len(a.all):
		return fmt.Errorf("the batch has no request with the id %q, which an answer names", id)
	case a.all[i-1] != nil:
		return fmt.Errorf("there are two answers to the request %d of the batch", i)
	case answer.StatusCode < 200 || answer.StatusCode > 599:
		return errors.New("an answer in the batch has no status")
	}
	a.all[i-1] = answer
	return nil
}
