// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// DecodeError reports an answer of success that cannot be understood. It says nothing about what exists: neither that there
// are no rows, nor that a write was carried out.
type DecodeError struct {
	// Service, Method and Path name the request.
	Service, Method, Path string
	// ContentType is what the answer says it is.
	ContentType string
	// RequestID is the service's id of the request, or "".
	RequestID string
	// Err is the cause.
	Err error
}

// Error names the request and the cause.
func (e *DecodeError) Error() string {
	hint := ""
	if media, _, err := mime.ParseMediaType(e.ContentType); err == nil && media == "text/html" {
		hint = "; the answer is a web page, perhaps of a proxy or a sign-in page"
	}
	id := ""
	if e.RequestID != "" {
		id = " (request id " + e.RequestID + ")"
	}
	return fmt.Sprintf("the answer of %s to %s %s cannot be understood: %v%s%s", e.Service, e.Method, e.Path, e.Err, hint, id)
}

// Unwrap returns the cause.
func (e *DecodeError) Unwrap() error { return e.Err }

// AnswerLost is true for a request that writes: it was executed, but what came of it is not known.
func (e *DecodeError) AnswerLost() bool {
	return e.Method != http.MethodGet && e.Method != http.MethodHead
}

func encodeBody(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case []byte:
		return b, nil
	case io.Reader:
		data, err := io.ReadAll(b)
		if err != nil {
			return nil, fmt.Errorf("reading it: %w", err)
		}
		return data, nil
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return nil, fmt.Errorf("encoding it: %w", err)
	}
	return bytes.TrimRight(buffer.Bytes(), "\n"), nil
}

// decode reads an answer of success into out. Every answer of every client passes here: one that does not hold what was
// asked for is a *DecodeError.
func (c *Client) decode(r Request, answer *transport.Response, out any) error {
	if err := understand(r, answer, out); err != nil {
		return &DecodeError{
			Service: c.Service(), Method: r.Method, Path: r.Path, Err: err,
			ContentType: answer.Header.Get("Content-Type"), RequestID: transport.RequestID(answer.Header),
		}
	}
	return nil
}

// Misunderstood returns the error of an answer that lacks what only the caller knows to be in it.
func (c *Client) Misunderstood(method, path, why string) *DecodeError {
	return &DecodeError{Service: c.Service(), Method: method, Path: path, Err: errors.New(why)}
}

func understand(r Request, answer *transport.Response, out any) error {
	empty := len(bytes.TrimSpace(answer.Body)) == 0
	// An association has no representation, so nothing but 204 says that it was made or removed
	// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/associate-disassociate-entities-using-web-api).
	if r.Method != http.MethodGet && strings.HasSuffix(r.Path, "/$ref") && answer.StatusCode != http.StatusNoContent {
		return fmt.Errorf("it is %d %s, and an association is answered with 204", answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	if out == nil && r.Method != http.MethodGet {
		if empty {
			return madeOther(r, answer) // a write whose effect is read back
		}
		// What else the answer to such a write says does not matter, as long as the service says it, and of the right row.
		var members map[string]json.RawMessage
		if !json.Valid(answer.Body) {
			return errors.New("it is not JSON")
		}
		_ = json.Unmarshal(answer.Body, &members) // another value than an object holds no error
		if err := refused(members); err != nil || len(members) == 0 && !hasRow(r) {
			return err
		}
		return holds(members, r)
	}
	if empty {
		return fmt.Errorf("it is %d %s without a body", answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	if list, ok := out.(lister); ok {
		return decodeOne(answer.Body, list)
	}
	var members map[string]json.RawMessage
	if err := decodeOne(answer.Body, &members); err != nil {
		return err
	}
	if err := refused(members); err != nil {
		return err
	}
	if err := holds(members, r); err != nil {
		return err
	}
	if out == nil {
		return nil
	}
	return decodeOne(answer.Body, out)
}

// lister is a page, which checks its members itself while it reads them.
type lister interface {
	json.Unmarshaler
	list()
}

// refused reports an error that comes with a status of success.
func refused(members map[string]json.RawMessage) error {
	stated, ok := members["error"]
	if !ok || string(stated) == "null" {
		return nil
	}
	var e Error
	e.parse([]byte(`{"error":`+string(stated)+`}`), "application/json")
	text := "it is an error in spite of its status"
	if e.Message != "" {
		text += ": " + Bounded(e.Message, maxPlainMessage)
	}
	if e.Code != "" {
		text += " (code " + e.Code + ")"
	}
	return errors.New(text)
}

func decodeOne(data []byte, out any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(out); err != nil {
		return fmt.Errorf("it is not the JSON that was expected: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON value")
	}
	return nil
}
