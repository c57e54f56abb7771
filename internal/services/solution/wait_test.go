// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// TestBusyIsLookedForAgain: the wait for another operation says for which, and when Dataverse asks to look again.
func TestBusyIsLookedForAgain(t *testing.T) {
	t.Parallel()
	refusal := fmt.Errorf("starting: %w", &odata.Error{
		Service: "Dataverse", StatusCode: http.StatusTooManyRequests, Code: "0x80071151", RetryAfter: time.Millisecond,
		Message: "Cannot start another [Import] because there is a previous [Import] running at this moment.",
	})
	later, ok := errors.AsType[*transport.Later](busy(refusal))
	if !ok || later.After != time.Millisecond || !strings.Contains(later.Waiting, "a previous [Import] running") || !strings.Contains(later.Waiting, "again after 1ms") {
		t.Errorf("%+v", later)
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
