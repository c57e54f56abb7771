// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TestWaitIsLogged: the log says which solution waits, and for what.
func TestWaitIsLogged(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &log)
	refusal := fmt.Errorf("starting: %w", &odata.Error{
		Service: "Dataverse", StatusCode: http.StatusTooManyRequests, Code: "0x80071151", RetryAfter: time.Millisecond,
		Message: "Cannot start another [Import] because there is a previous [Import] running at this moment.",
	})
	looks := 0
	err := untilFree(ctx, "contoso", func(context.Context) (bool, string, error) {
		if looks++; looks == 1 {
			return false, "", busy(refusal)
		}
		return true, "", nil
	})
	if err != nil || looks != 2 {
		t.Fatalf("%d looks, %v", looks, err)
	}
	entries, err := tflogtest.MultilineJSONDecode(&log)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	because, _ := entries[0]["because"].(string)
	if entries[0]["solution"] != "contoso" || !strings.Contains(because, "a previous [Import] running") || !strings.Contains(because, "again after 1ms") {
		t.Errorf("%v", entries[0])
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"0x80071151": true, "0X8004ED47": true, "0x80048554": true, "0x80072322": false, "": false} {
		if got := busy(&odata.Error{Code: code}) != nil; got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
	if busy(nil) != nil || busy(context.Canceled) != nil {
		t.Error("what is no answer is not busy")
	}
}
