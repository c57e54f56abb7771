// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

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
	"strings"
)

// readMultipart reads a multipart/mixed batch; a part that is itself multipart is a change set.
func (s *Service) readMultipart(contentType string, body []byte) ([]batchPart, error) {
	parts, err := multiparts(contentType, body)
	if err != nil {
		return nil, s.dialect.badBody("The batch request cannot be read: " + err.Error())
	}
	var out []batchPart
	for i, p := range parts {
		if kind := p.header.Get("Content-Type"); strings.HasPrefix(kind, "multipart/mixed") {
			inner, err := multiparts(kind, p.body)
			if err != nil {
				return nil, s.dialect.badBody("The change set cannot be read: " + err.Error())
			}
			for _, q := range inner {
				part, err := readPart(q)
				if err != nil {
					return nil, s.dialect.badBody("The change set cannot be read: " + err.Error())
				}
				if part.method == http.MethodGet {
					return nil, s.dialect.badBody("A change set must not hold GET requests.")
				}
				if part.id == "" {
					return nil, s.dialect.badRequest("The header with name 'Content-ID' was not present in the header collection of the batch operation.")
				}
				part.group = fmt.Sprintf("changeset_%d", i)
				out = append(out, part)
			}
			continue
		}
		part, err := readPart(p)
		if err != nil {
			return nil, s.dialect.badBody("The batch request cannot be read: " + err.Error())
		}
		out = append(out, part)
	}
	return out, nil
}

type rawPart struct {
	header textproto.MIMEHeader
	body   []byte
}

func multiparts(contentType string, body []byte) ([]rawPart, error) {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil || params["boundary"] == "" {
		return nil, errors.New("the content type has no boundary")
	}
	reader := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	var out []rawPart
	for {
		p, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading a part: %w", err)
		}
		raw, err := io.ReadAll(p)
		if err != nil {
			return nil, fmt.Errorf("reading a part: %w", err)
		}
		out = append(out, rawPart{p.Header, raw})
	}
}

// readPart reads the request line, headers and body in an application/http part.
func readPart(p rawPart) (batchPart, error) {
	reader := bufio.NewReader(bytes.NewReader(p.body))
	line, err := reader.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return batchPart{}, fmt.Errorf("reading the request line: %w", err)
	}
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return batchPart{}, fmt.Errorf("%q is not a request line", strings.TrimSpace(line))
	}
	header, err := textproto.NewReader(reader).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) {
		return batchPart{}, fmt.Errorf("reading the headers: %w", err)
	}
	body, err := io.ReadAll(reader)
	if err != nil {
		return batchPart{}, fmt.Errorf("reading the body: %w", err)
	}
	return batchPart{
		id: p.header.Get("Content-ID"), method: strings.ToUpper(fields[0]), url: fields[1],
		header: http.Header(header), body: bytes.TrimSpace(body),
	}, nil
}

// writeMultipart writes a multipart body. Dataverse uses the status of the first operation if that failed and the
// client did not ask to continue.
func (s *Service) writeMultipart(c *Context, results []batchResult) (*answer, error) {
	var b bytes.Buffer
	outer := "batchresponse_" + s.World.NewID()
	for i := 0; i < len(results); {
		r := results[i]
		fmt.Fprintf(&b, "--%s\r\n", outer)
		if r.group == "" {
			writePart(&b, r)
			i++
			continue
		}
		inner := "changesetresponse_" + s.World.NewID()
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=%s\r\n\r\n", inner)
		for ; i < len(results) && results[i].group == r.group; i++ {
			fmt.Fprintf(&b, "--%s\r\n", inner)
			writePart(&b, results[i])
		}
		fmt.Fprintf(&b, "--%s--\r\n", inner)
	}
	fmt.Fprintf(&b, "--%s--\r\n", outer)
	c.Header.Set("Content-Type", "multipart/mixed; boundary="+outer)
	status := http.StatusOK
	if _, goOn := preference(c, "odata.continue-on-error"); !goOn && len(results) == 1 && results[0].Status >= http.StatusBadRequest {
		status = results[0].Status
	}
	return &answer{status: status, body: b.Bytes()}, nil
}

// spelling is a header's name as the services write it; clients search the parts for it.
func spelling(name string) string {
	switch name {
	case "Odata-Entityid":
		return "OData-EntityId"
	case "Req_id":
		return "REQ_ID"
	}
	return name
}

func writePart(b *bytes.Buffer, r batchResult) {
	b.WriteString("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n")
	if r.id != "" {
		fmt.Fprintf(b, "Content-ID: %s\r\n", r.id)
	}
	fmt.Fprintf(b, "\r\nHTTP/1.1 %d %s\r\n", r.Status, http.StatusText(r.Status))
	for _, name := range sortedKeys(r.Header) {
		fmt.Fprintf(b, "%s: %s\r\n", spelling(name), strings.Join(r.Header[name], ", "))
	}
	b.WriteString("OData-Version: 4.0\r\n\r\n")
	b.Write(r.Body)
	b.WriteString("\r\n")
}
