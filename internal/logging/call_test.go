// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging_test

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

type heldKey struct{}

// TestCallsLetGo: a context that somebody keeps after the call holds nothing of it, and ends with it.
func TestCallsLetGo(t *testing.T) {
	t.Setenv("TF_LOG_PROVIDER_BCSALES", "OFF")
	t.Setenv("TF_LOG_PROVIDER_BCSALES_API", "")
	gone := make(chan struct{})
	kept, end, cancel := heldCall(t, gone)
	if kept.Value(heldKey{}) == nil || kept.Err() != nil {
		t.Error("during the call, its context is not that of the call")
	}
	end()
	if kept.Value(heldKey{}) != nil || kept.Err() != nil {
		t.Error("after the call, its context holds what the call held, or has ended before the caller said so")
	}
	cancel()
	<-kept.Done()
	if !errors.Is(kept.Err(), context.Canceled) {
		t.Errorf("the end of the call is seen as %v", kept.Err())
	}
	for range 100 {
		runtime.GC()
		select {
		case <-gone:
			runtime.KeepAlive(kept)
			return
		default:
			runtime.Gosched()
		}
	}
	t.Error("what the call held is in memory still")
}

// heldCall returns the context of a call as the framework's server keeps it. What the call holds closes gone when it is freed.
func heldCall(t *testing.T, gone chan struct{}) (kept context.Context, end, cancel func()) {
	t.Helper()
	held := new([1 << 10]byte)
	runtime.AddCleanup(held, func(gone chan struct{}) { close(gone) }, gone)
	parent, cancel := context.WithCancel(context.WithValue(context.Background(), heldKey{}, held))
	ctx, end := logging.Call(logging.Start(parent, nil))
	kept, stop := context.WithCancel(ctx)
	t.Cleanup(stop)
	return kept, end, cancel
}

// TestCallsHideSecrets: what is read for several calls may write lines when the first of them is over.
func TestCallsHideSecrets(t *testing.T) {
	t.Parallel()
	const secret = "a-client-secret-of-a-test"
	var secrets redact.Secrets
	secrets.Add(secret)
	var output bytes.Buffer
	ctx, end := logging.Call(logging.Start(tflogtest.RootLogger(t.Context(), &output), &secrets))
	end()
	logging.Info(ctx, "sent "+secret, nil)
	if text := output.String(); !strings.Contains(text, "sent ") || strings.Contains(text, secret) {
		t.Errorf("after the call the log holds %q", text)
	}
}
