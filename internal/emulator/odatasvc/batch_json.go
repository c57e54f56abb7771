// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

func partMethod(method string) bool {
	return slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete}, method)
}

// readJSONBatch reads {"requests": [{id, method, url, headers, body, atomicityGroup}]}.
func (s *Service) readJSONBatch(body []byte) ([]batchPart, error) {
	var document struct {
		Requests []struct {
			ID      string            `json:"id"`
			Method  string            `json:"method"`
			URL     string            `json:"url"`
			Headers map[string]string `json:"headers"`
			Body    json.RawMessage   `json:"body"`
			Group   string            `json:"atomicityGroup"`
		} `json:"requests"`
	}
	if err := json.Unmarshal(body, &document); err != nil || document.Requests == nil {
		return nil, s.dialect.badBody("The batch request is not a valid JSON object with 'requests'.")
	}
	var out []batchPart
	for _, r := range document.Requests {
		method := strings.ToUpper(r.Method)
		if r.URL == "" || !partMethod(method) {
			return nil, s.dialect.badBody("A request of the batch has no valid 'method' or 'url'.")
		}
		part := batchPart{id: r.ID, method: method, url: r.URL, header: http.Header{}, body: r.Body, group: r.Group}
		for k, v := range r.Headers {
			part.header.Set(k, v)
		}
		out = append(out, part)
	}
	return out, nil
}

func (s *Service) writeJSONBatch(results []batchResult) (*answer, error) {
	responses := make([]any, len(results))
	for i, r := range results {
		headers := map[string]string{}
		for k := range r.Header {
			headers[strings.ToLower(k)] = r.Header.Get(k)
		}
		response := map[string]any{"id": r.id, "status": r.Status, "headers": headers}
		if r.group != "" {
			response["atomicityGroup"] = r.group
		}
		switch isJSON := strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"); {
		case len(r.Body) == 0:
		case isJSON && json.Valid(r.Body):
			response["body"] = json.RawMessage(r.Body)
		case isJSON:
			response["body"] = string(r.Body)
		default:
			response["body"] = base64.StdEncoding.EncodeToString(r.Body)
		}
		responses[i] = response
	}
	return &answer{status: http.StatusOK, body: map[string]any{"responses": responses}}, nil
}
