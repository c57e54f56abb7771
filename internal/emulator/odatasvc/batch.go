// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
)

// batchPart is one request in a $batch.
type batchPart struct {
	id     string
	method string
	url    string
	header http.Header
	body   []byte
	group  string // parts of one group form a change set
}

// batchResult is the response to one part.
type batchResult struct {
	id    string
	group string
	PartAnswer
}

// PartAnswer is the response to one part of a $batch.
type PartAnswer struct {
	Status int
	Header http.Header
	Body   []byte
}

// batch serves POST $batch, as multipart or as JSON.
func (s *Service) batch(c *Context, body []byte) (*answer, error) {
	if c.Request.Method != http.MethodPost {
		return nil, s.dialect.notAllowed(c.Request.Method, "")
	}
	multi := isMultipart(c.Request.Header.Get("Content-Type"))
	if !multi && !s.dialect.jsonBatch() {
		return nil, s.dialect.badRequest("The content type of a batch request must be multipart/mixed with a boundary.")
	}
	parts, err := s.readBatch(c.Request.Header.Get("Content-Type"), body)
	if err != nil {
		return nil, err
	}
	if limit := s.dialect.batchLimit(); len(parts) > limit {
		return nil, s.dialect.badRequest("The batch has more operations than the service allows: " + itoa(len(parts)) + " of " + itoa(limit) + ".")
	}
	results := s.runBatch(c, parts)
	if multi {
		return s.writeMultipart(c, results)
	}
	return s.writeJSONBatch(results)
}

// Parts returns the requests inside a batch, as far as they can be read without executing them.
func (s *Service) Parts(r *http.Request, root string, body []byte) []*http.Request {
	c := s.context(r, root, Caller{})
	parts, err := s.readBatch(r.Header.Get("Content-Type"), body)
	if err != nil {
		return nil
	}
	var out []*http.Request
	for _, part := range parts {
		if request, err := s.partRequest(c, part, nil); err == nil {
			out = append(out, request)
		}
	}
	return out
}

// readBatch reads the parts of a batch, which is multipart or JSON.
func (s *Service) readBatch(contentType string, body []byte) ([]batchPart, error) {
	if isMultipart(contentType) {
		return s.readMultipart(contentType, body)
	}
	return s.readJSONBatch(body)
}

func isMultipart(contentType string) bool { return strings.HasPrefix(contentType, "multipart/mixed") }

// runBatch runs the parts in order. A change set, or with "Isolation: snapshot" the whole batch, is one
// transaction. After a failure the remaining parts are skipped, unless the client asked to continue or the service
// always does.
func (s *Service) runBatch(c *Context, parts []batchPart) []batchResult {
	preferred, given := preference(c, "odata.continue-on-error")
	goOn := s.dialect.goesOn() || given && preferred != "false" && !s.World.Config.IgnoreContinueOnError
	snapshot := strings.EqualFold(c.Request.Header.Get("Isolation"), "snapshot")
	if snapshot {
		goOn = false
	}
	whole := s.World.Begin()
	named := map[string]string{}
	var results []batchResult
	for i := 0; i < len(parts); {
		end := i + 1
		for parts[i].group != "" && end < len(parts) && parts[end].group == parts[i].group {
			end++
		}
		done, failed := s.runGroup(c, parts[i:end], named)
		results = append(results, done...)
		if failed && snapshot {
			whole.Rollback()
		}
		if failed && !goOn {
			break
		}
		i = end
	}
	return results
}

// runGroup runs one part, or a change set that succeeds or fails as a whole.
func (s *Service) runGroup(c *Context, parts []batchPart, named map[string]string) ([]batchResult, bool) {
	tx := s.World.Begin()
	var results []batchResult
	for _, part := range parts {
		result := s.runPart(c, part, named)
		if result.Status >= http.StatusBadRequest {
			if part.group != "" {
				tx.Rollback()
				return []batchResult{result}, true
			}
			return append(results, result), true
		}
		results = append(results, result)
	}
	return results, false
}

func (s *Service) runPart(c *Context, part batchPart, named map[string]string) batchResult {
	request, err := s.partRequest(c, part, named)
	if err != nil {
		request = (&http.Request{Method: part.method, URL: c.Request.URL, Header: part.header}).WithContext(c.Request.Context())
	}
	body := part.body
	for name, location := range named { // bodies too may refer to an earlier part
		body = bytes.ReplaceAll(body, []byte(`"`+name+`"`), []byte(`"`+location+`"`))
	}
	got := s.part(request, body, func() PartAnswer {
		inner := s.context(request, strings.TrimPrefix(c.Root, s.World.Config.Origin), c.Caller)
		if err != nil {
			return s.partAnswer(inner, s.refusal(inner, err))
		}
		return s.partAnswer(inner, s.run(inner, body))
	})
	if location := got.Header.Get("Location"); location != "" && part.id != "" {
		named["$"+part.id] = location
	}
	return batchResult{id: part.id, group: part.group, PartAnswer: got}
}

// partAnswer is an answer as it is written into the response of the batch.
func (s *Service) partAnswer(c *Context, a *answer) PartAnswer {
	out := PartAnswer{Status: a.status, Header: c.Header}
	if s.dialect.identifiesParts() {
		s.dialect.identify(c, out.Header, s.World.NewID())
	}
	switch body := a.body.(type) {
	case nil:
		return out
	case []byte:
		out.Body = body
	default:
		out.Body = encode(body)
	}
	if out.Header.Get("Content-Type") == "" {
		out.Header.Set("Content-Type", s.dialect.contentType())
	}
	return out
}

// partRequest builds the request of a part. Its URL may be absolute, relative to the host or relative to the
// service root, or begin with the id of an earlier part.
func (s *Service) partRequest(c *Context, part batchPart, named map[string]string) (*http.Request, error) {
	text := part.url
	if name, rest, _ := strings.Cut(text, "/"); named[name] != "" {
		text = named[name]
		if rest != "" {
			text += "/" + rest
		}
	}
	root := strings.TrimPrefix(c.Root, s.World.Config.Origin)
	switch {
	case strings.HasPrefix(text, s.World.Config.Origin):
		text = strings.TrimPrefix(text, s.World.Config.Origin)
	case strings.HasPrefix(text, root+"/"):
	default:
		text = root + "/" + strings.TrimPrefix(text, "/")
	}
	u, err := url.Parse(s.World.Config.Origin + text)
	if err == nil && strings.HasSuffix(u.Path, "/$batch") {
		return nil, s.dialect.badRequest("A batch request must not hold another batch request.")
	}
	if err != nil {
		return nil, s.dialect.badRequest("Invalid URI in the batch: the request URI is not valid.")
	}
	header := part.header.Clone()
	for _, name := range []string{"Authorization", "OData-Version", "OData-MaxVersion"} {
		if header.Get(name) == "" && c.Request.Header.Get(name) != "" {
			header.Set(name, c.Request.Header.Get(name))
		}
	}
	return (&http.Request{Method: part.method, URL: u, Header: header, Host: u.Host}).WithContext(c.Request.Context()), nil
}
