// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// answer is the response to a request.
type answer struct {
	status int
	body   any // marshaled as JSON, or []byte with a content type set in the header
}

// Handle serves one request. root is the path of the service root without a trailing slash; caller is the token's
// identity. The world must be locked; body is the complete request body.
func (s *Service) Handle(w http.ResponseWriter, r *http.Request, root string, caller Caller, body []byte) {
	c := s.context(r, root, caller)
	a := s.run(c, body)
	s.send(w, c, a)
}

func (s *Service) context(r *http.Request, root string, caller Caller) *Context {
	c := s.Background("")
	c.Request, c.Caller, c.Root = r, caller, s.World.Config.Origin+root
	return c
}

// run handles the request in its own transaction.
func (s *Service) run(c *Context, body []byte) *answer {
	c.tx = s.World.Begin()
	a, err := s.serve(c, body)
	if err != nil {
		c.tx.Rollback()
		return s.refusal(c, err)
	}
	return a
}

func (s *Service) refusal(c *Context, err error) *answer {
	e := s.asError(err)
	maps.Copy(c.Header, e.Header)
	return &answer{status: e.Status, body: s.dialect.body(c, e)}
}

// Refuse writes an error in the service's format, for responses outside Handle.
func (s *Service) Refuse(w http.ResponseWriter, r *http.Request, root string, err error) {
	c := s.context(r, root, Caller{})
	s.send(w, c, s.refusal(c, err))
}

func (s *Service) send(w http.ResponseWriter, c *Context, a *answer) {
	header := w.Header()
	maps.Copy(header, c.Header)
	s.dialect.identify(c, header, s.World.NewID())
	raw, isRaw := a.body.([]byte)
	if a.body != nil && !isRaw {
		header.Set("Content-Type", s.dialect.contentType())
		raw = encode(a.body)
	}
	if a.status >= 200 && a.status != http.StatusNoContent && header.Get("OData-Version") == "" {
		header.Set("OData-Version", "4.0")
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(raw)
}

func (s *Service) serve(c *Context, body []byte) (*answer, error) {
	if s.authorize != nil {
		if err := s.authorize(c); err != nil {
			return nil, err
		}
	}
	if name := s.dialect.refusedHeader(c.Request.Header); name != "" {
		return nil, s.dialect.unsupported("The request header '" + name + "' is not emulated.")
	}
	escaped := strings.TrimPrefix(s.World.Config.Origin+c.Request.URL.EscapedPath(), c.Root)
	segments, bad := s.parsePath(escaped)
	if bad != nil {
		return nil, bad
	}
	at, err := s.resolve(c, segments)
	if err != nil {
		return nil, err
	}
	switch at.kind {
	case kindService:
		return s.document(c)
	case kindMetadata:
		return s.metadata(c)
	case kindBatch:
		return s.batch(c, body)
	}
	return s.dispatch(c, at, body)
}

func (s *Service) dispatch(c *Context, at *target, body []byte) (*answer, error) {
	values, err := queryValues(c.Request.URL.RawQuery)
	if err != nil {
		return nil, s.dialect.badSyntax()
	}
	if bad := s.badOption(at, values); bad != nil {
		return nil, bad
	}
	if at.kind == kindOperation {
		return s.operate(c, at, values, body)
	}
	q, err := s.queryFor(at, values)
	if err != nil {
		return nil, err
	}
	if bad := s.dialect.badQuery(c.Request.Header, q, at.kind == kindCount); bad != nil {
		return nil, bad
	}
	switch at.kind {
	case kindRef:
		return s.reference(c, at, values, body)
	case kindProperty:
		return s.propertyRequest(c, at, body)
	}
	switch c.Request.Method {
	case http.MethodGet, http.MethodHead:
		return s.read(c, at, q)
	case http.MethodPost:
		if at.kind == kindCollection {
			return s.create(c, at, q, body)
		}
	case http.MethodPatch, http.MethodPut:
		if at.kind == kindEntity {
			return s.change(c, at, q, body)
		}
	case http.MethodDelete:
		if at.kind == kindEntity {
			return s.drop(c, at)
		}
	}
	return nil, s.dialect.notAllowed(c.Request.Method, "")
}

func (s *Service) queryFor(at *target, values url.Values) (*query, error) {
	if at.typ == nil {
		return &query{top: -1}, nil
	}
	return s.parseQuery(values, at.set, at.typ)
}

func (s *Service) operate(c *Context, at *target, values url.Values, body []byte) (*answer, error) {
	q := &query{top: -1}
	if t := s.Model.Types[elementOf(at.op.Returns)]; t != nil {
		var err error
		if q, err = s.parseQuery(values, s.Model.SetOf(t.Name), t); err != nil {
			return nil, err
		}
	}
	object := map[string]any{}
	if at.op.IsAction() && len(bytes.TrimSpace(body)) > 0 {
		var err error
		if object, err = s.object(body); err != nil {
			return nil, err
		}
	}
	return s.invoke(c, at, q, object)
}

// object decodes a JSON object.
func (s *Service) object(body []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil || out == nil {
		return nil, s.dialect.badBody("The request body is not a valid JSON object.")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, s.dialect.badBody("The request body has text after the JSON object.")
	}
	return out, nil
}

// document is the service document: the sets and singletons of the metadata.
func (s *Service) document(c *Context) (*answer, error) {
	sets := []any{}
	for _, name := range sortedKeys(s.Model.Sets) {
		set := s.Model.Sets[name]
		if !s.Model.Declared(set, s.Name) {
			continue
		}
		kind := "EntitySet"
		if set.Singleton {
			kind = "Singleton"
		}
		sets = append(sets, map[string]any{"name": name, "kind": kind, "url": name})
	}
	return &answer{status: http.StatusOK, body: map[string]any{"@odata.context": c.Root + "/$metadata", "value": sets}}, nil
}

func (s *Service) metadata(c *Context) (*answer, error) {
	var b bytes.Buffer
	if err := s.Model.WriteMetadata(&b, s.Name); err != nil {
		return nil, err
	}
	c.Header.Set("Content-Type", "application/xml")
	return &answer{status: http.StatusOK, body: b.Bytes()}, nil
}
