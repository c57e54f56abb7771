// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strconv"
)

// MultipartBatch is the format of Dataverse, without change sets, in which one failure would undo the rest
// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api). It takes up to
// 1,000 operations; 100 writes, each with what reads it back, keep an answer within the time of a request.
type MultipartBatch struct{}

// MaxParts implements BatchFormat.
func (MultipartBatch) MaxParts() int { return 200 }

// Encode implements BatchFormat.
func (MultipartBatch) Encode(_ string, parts []BatchPart) (string, []byte, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary("batch_" + w.Boundary()[:32]); err != nil {
		return "", nil, fmt.Errorf("writing a batch: %w", err)
	}
	for i, part := range parts {
		to, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Type": {"application/http"}, "Content-Transfer-Encoding": {"binary"}, "Content-ID": {strconv.Itoa(i + 1)},
		})
		if err != nil {
			return "", nil, fmt.Errorf("writing a batch: %w", err)
		}
		fmt.Fprintf(to, "%s %s HTTP/1.1\r\n", part.Method, part.URL)
		if err := part.Header.Write(to); err != nil {
			return "", nil, fmt.Errorf("writing a batch: %w", err)
		}
		fmt.Fprintf(to, "\r\n%s", part.Body)
	}
	if err := w.Close(); err != nil {
		return "", nil, fmt.Errorf("writing a batch: %w", err)
	}
	return "multipart/mixed; boundary=" + w.Boundary(), b.Bytes(), nil
}

// Decode implements BatchFormat. Operations are executed in order, so that an answer without a Content-ID belongs to the next
// part.
func (MultipartBatch) Decode(contentType string, body []byte, n int) ([]*BatchAnswer, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/mixed" || params["boundary"] == "" {
		return nil, fmt.Errorf("the answer to a batch is %q and not multipart/mixed", contentType)
	}
	reader := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	answers := newAnswers(n)
	for next := 1; ; next++ {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return answers.all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading a batch: %w", err)
		}
		answer, err := readAnswer(part)
		if err != nil {
			return nil, err
		}
		id := part.Header.Get("Content-ID")
		if id == "" {
			id = strconv.Itoa(next)
		}
		if err := answers.put(id, answer); err != nil {
			return nil, err
		}
	}
}

func readAnswer(part io.Reader) (*BatchAnswer, error) {
	answer, err := http.ReadResponse(bufio.NewReader(part), nil)
	if err != nil {
		return nil, fmt.Errorf("reading an answer in a batch: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("reading an answer in a batch: %w", err)
	}
	return &BatchAnswer{StatusCode: answer.StatusCode, Header: answer.Header, Body: bytes.TrimSpace(body)}, nil
}
