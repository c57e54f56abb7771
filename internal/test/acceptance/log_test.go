// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// lockedLog is what a provider logs. Its operations write at the same time.
type lockedLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String returns what was written.
func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestLog applies the whole guide at DEBUG: every request is one line with what support asks for, no line shows a secret, and at
// INFO remains what a person wants to know.
func TestLog(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	var log lockedLog
	ctx := tflogtest.RootLogger(t.Context(), &log)
	w := workspaceOf(env.Factories())
	config := deletionGuide(t, env).config()
	plan, err := w.Plan(ctx, config, inprocess.Mode{})
	if err == nil {
		err = w.Apply(ctx, plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	lines, err := tflogtest.MultilineJSONDecode(&log.text)
	if err != nil {
		t.Fatal(err)
	}
	requests, ofCompany, configured, signIns, foreign := 0, 0, 0, 0, 0
	for _, line := range lines {
		text := fmt.Sprint(line)
		for _, secret := range []string{env.Emulator().ClientSecret(), "eyJ", "Bearer "} {
			if strings.Contains(text, secret) {
				t.Fatalf("a line shows a secret: %v", line)
			}
		}
		if line["@module"] != "provider.api" {
			if line["@level"] == "info" {
				foreign++
				t.Logf("%v", line)
			}
			continue
		}
		if line["run_id"] == nil {
			t.Errorf("no run: %v", line)
		}
		switch line["@message"] {
		case "Configured":
			configured++
			holdsFields(t, line, "version", "method", "tenant_id", "client_id", "graph", "dataverse", "business_central", "business_central_environment")
		case "Signed in":
			signIns++
			holdsFields(t, line, "method", "resource", "duration_ms", "expires")
		case "HTTP request":
			requests++
			holdsFields(t, line, "service", "host", "method", "path", "status", "attempt", "duration_ms", "client_request_id", "request_id")
			if strings.Contains(fmt.Sprint(line["path"]), "?") {
				t.Errorf("a query is in %v", line)
			}
			if line["method"] != "GET" && strings.Contains(fmt.Sprint(line["path"]), "ConnectionSetups") {
				ofCompany++
				holdsFields(t, line, "company_id")
			}
		}
	}
	if requests < 50 || ofCompany == 0 || configured == 0 || signIns == 0 || foreign > 0 {
		t.Errorf("%d requests, %d writes to setups, configured %d times, signed in %d times, %d lines at INFO of others", requests, ofCompany, configured, signIns, foreign)
	}
}

func holdsFields(t *testing.T, line map[string]any, fields ...string) {
	t.Helper()
	for _, field := range fields {
		if value, ok := line[field]; !ok || value == "" {
			t.Errorf("no %s: %v", field, line)
		}
	}
}
