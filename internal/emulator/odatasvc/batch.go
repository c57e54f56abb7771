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
	id     string
	group  string
	header http.Header
	answer *answer
}

// batch serves POST $batch, as multipart or as JSON.
func (s *Service) batch(c *Context, body []byte) (*answer, error) {
	if c.Request.Method != http.MethodPost {
		return nil, s.dialect.notAllowed(c.Request.Method, "")
	}
	multi := strings.HasPrefix(c.Request.Header.Get("Content-Type"), "multipart/mixed")
	if !multi && !s.dialect.jsonBatch() {
		return nil, s.dialect.badRequest("The content type of a batch request must be multipart/mixed with a boundary.")
	}
	var parts []batchPart
	var err error
	if multi {
		parts, err = s.readMultipart(c.Request.Header.Get("Content-Type"), body)
	} else {
		parts, err = s.readJSONBatch(body)
	}
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

// runBatch runs the parts in order. A change set, or with "Isolation: snapshot" the whole batch, is one
// transaction. After a failure the remaining parts are skipped, unless the client asked to continue or the service
// always does.
func (s *Service) runBatch(c *Context, parts []batchPart) []batchResult {
	preferred, given := preference(c, "odata.continue-on-error")
	goOn := s.dialect.goesOn() || given && preferred != "false"
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
		if result.answer.status >= http.StatusBadRequest {
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
	s.part(part.method, c.Request.URL.Path)
	result := batchResult{id: part.id, group: part.group, header: http.Header{}}
	request, err := s.partRequest(c, part, named)
	if err != nil {
		result.answer = s.refusal(c, err)
		return result
	}
	inner := s.context(request, strings.TrimPrefix(c.Root, s.World.Config.Origin), c.Caller)
	body := part.body
	for name, location := range named { // bodies too may refer to an earlier part
		body = bytes.ReplaceAll(body, []byte(`"`+name+`"`), []byte(`"`+location+`"`))
	}
	result.answer = s.run(inner, body)
	result.header = inner.Header
	if s.dialect.identifiesParts() {
		s.dialect.identify(inner, result.header, s.World.NewID())
	}
	if result.answer.body != nil && result.header.Get("Content-Type") == "" {
		result.header.Set("Content-Type", s.dialect.contentType())
	}
	if location := result.header.Get("Location"); location != "" && part.id != "" {
		named["$"+part.id] = location
	}
	return result
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
