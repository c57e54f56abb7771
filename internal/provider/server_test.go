// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

const (
	knownSecret = "known+s3cret/value"
	shapedToken = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIn0.c2lnbmF0dXJl"
	leak        = "quoted " + knownSecret + " known%2Bs3cret%2Fvalue " + shapedToken + ` {"access_token":"opaque-0"}`
)

// talkative is a server that quotes secrets wherever it can.
type talkative struct {
	protocol
}

func (talkative) diagnostics() []*tfprotov6.Diagnostic {
	return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: leak, Detail: leak}}
}

func (s talkative) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	logging.Info(ctx, leak, map[string]any{"error": leak})
	return &tfprotov6.ReadResourceResponse{Diagnostics: s.diagnostics()}, errors.New(leak)
}

func (s talkative) InvokeAction(context.Context, *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return &tfprotov6.InvokeActionServerStream{Events: func(yield func(tfprotov6.InvokeActionEvent) bool) {
		_ = yield(tfprotov6.InvokeActionEvent{Type: tfprotov6.ProgressInvokeActionEventType{Message: leak}}) &&
			yield(tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{Diagnostics: s.diagnostics()}})
	}}, nil
}

// TestServerRedacts: diagnostics, errors, progress and the log leave without secrets.
func TestServerRedacts(t *testing.T) {
	t.Parallel()
	var secrets redact.Secrets
	secrets.Add(knownSecret)
	s := &server{protocol: talkative{}, secrets: &secrets}
	var log bytes.Buffer
	read, err := s.ReadResource(tflogtest.RootLogger(t.Context(), &log), &tfprotov6.ReadResourceRequest{})
	left := map[string]string{"summary": read.Diagnostics[0].Summary, "detail": read.Diagnostics[0].Detail, "error": err.Error(), "log": log.String()}
	stream, err := s.InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		switch kind := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			left["progress"] = kind.Message
		case tfprotov6.CompletedInvokeActionEventType:
			left["completed"] = kind.Diagnostics[0].Summary + kind.Diagnostics[0].Detail
		}
	}
	if len(left) != 6 {
		t.Errorf("only %v left the server", left)
	}
	for where, text := range left {
		for _, secret := range []string{knownSecret, "known%2Bs3cret%2Fvalue", shapedToken, "eyJ", "opaque-0"} {
			if strings.Contains(text, secret) {
				t.Errorf("the %s shows %q: %s", where, secret, text)
			}
		}
		if text == "" {
			t.Errorf("the %s is empty", where)
		}
	}
}
