// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflog"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// TestLinesAreRedacted: requests of one operation log from many goroutines with one context, whose fields they share.
func TestLinesAreRedacted(t *testing.T) {
	t.Parallel()
	const secret = "a-client-secret-of-a-test"
	var secrets redact.Secrets
	secrets.Add(secret)
	var output bytes.Buffer
	ctx := tflog.SetField(tflogtest.RootLogger(t.Context(), &output), "tf_rpc", "ReadResource")
	ctx = logging.Start(ctx, &secrets)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 20 {
				logging.Debug(ctx, "sent "+secret, map[string]any{"path": "/" + secret, "status": 200})
				logging.Info(ctx, "sent "+secret, nil)
				logging.Warn(ctx, "sent "+secret, nil)
			}
		})
	}
	group.Wait()
	lines, err := tflogtest.MultilineJSONDecode(&output)
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 16*20*3 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		for name, value := range line {
			if text, ok := value.(string); ok && strings.Contains(text, secret) {
				t.Fatalf("%s: %s", name, text)
			}
		}
	}
}
