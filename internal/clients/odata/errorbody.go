// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"cmp"
	"encoding/json"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"
)

// maxPlainMessage bounds what is shown of an error body that is no OData error.
const maxPlainMessage = 300

// maxCode bounds an error code, which is a word or a number.
const maxCode = 200

// errorBody is the error of OData version 4 with what the three services add.
type errorBody struct {
	Error struct {
		Code       *string    `json:"code"`
		Message    message    `json:"message"`
		InnerError innerError `json:"innerError"`
	} `json:"error"`
	// Message is all that a gateway in front of a service sends.
	Message string `json:"message"`
}

// innerError is Microsoft Graph's.
type innerError struct {
	RequestID string `json:"request-id"`
}

// message is a text; older OData wraps it in {"lang","value"}.
type message string

// UnmarshalJSON reads either form.
func (m *message) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*m = message(text)
		return nil
	}
	var wrapped struct {
		Value string `json:"value"`
	}
	if err := json.Unmarshal(data, &wrapped); err != nil {
		return fmt.Errorf("error message: %w", err)
	}
	*m = message(wrapped.Value)
	return nil
}

// parse reads an error body of any of the three services; a body of another kind becomes the message.
func (e *Error) parse(body []byte, contentType string) {
	var b errorBody
	if err := json.Unmarshal(body, &b); err != nil {
		e.Message = plainMessage(body, contentType)
		return
	}
	if b.Error.Code != nil {
		e.Code, e.CodeStated = Bounded(Printable(*b.Error.Code), maxCode), true
	}
	text, correlation := splitCorrelation(string(b.Error.Message))
	if text == "" {
		text = b.Message
	}
	e.Message = strings.TrimSpace(Printable(text))
	e.CorrelationID = cmp.Or(correlation, b.Error.InnerError.RequestID)
	if e.RequestID == "" {
		e.RequestID, e.CorrelationID = e.CorrelationID, ""
	}
}

// Facts returns the code of an error body, and the service's id of the request that is in it.
func Facts(body []byte) (code, id string) {
	var e Error
	e.parse(body, "")
	return e.Code, e.RequestID
}

// splitCorrelation takes off the suffix "  CorrelationId:  <id>." of Business Central's messages.
// https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/use-odata-batch shows one.
func splitCorrelation(text string) (string, string) {
	const marker = "CorrelationId:"
	at := strings.LastIndex(text, marker)
	if at < 0 {
		return text, ""
	}
	id := strings.Trim(text[at+len(marker):], " .\r\n")
	if strings.ContainsAny(id, " \n") {
		return text, ""
	}
	return strings.TrimRight(text[:at], " \r\n"), id
}

// plainMessage shows the beginning of a text; a web page says nothing to a reader of a terminal.
func plainMessage(body []byte, contentType string) string {
	if media, _, err := mime.ParseMediaType(contentType); err == nil && media == "text/html" {
		return "the answer is a web page, perhaps of a proxy"
	}
	text := strings.Join(strings.Fields(Printable(string(body))), " ")
	if !utf8.ValidString(text) || strings.HasPrefix(text, "<") {
		return ""
	}
	return Bounded(text, maxPlainMessage)
}
