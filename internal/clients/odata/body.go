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

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// DecodeError reports an answer of success whose body cannot be understood.
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
	return fmt.Sprintf("the answer of %s to %s %s cannot be read: %v%s%s", e.Service, e.Method, e.Path, e.Err, hint, id)
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

func (c *Client) decode(r Request, answer *transport.Response, out any) error {
	if out == nil || answer.StatusCode == http.StatusNoContent || len(answer.Body) == 0 {
		return nil
	}
	if err := decodeOne(answer.Body, out); err != nil {
		return &DecodeError{
			Service: c.Service(), Method: r.Method, Path: r.Path, Err: err,
			ContentType: answer.Header.Get("Content-Type"), RequestID: transport.RequestID(answer.Header),
		}
	}
	return nil
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
