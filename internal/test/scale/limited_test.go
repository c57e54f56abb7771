// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package scale_test

import (
	"bytes"
	"sync/atomic"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// usual is Terraform's default of -parallelism.
const usual = 10

// throttled counts the answers 429 in what the emulator records.
type throttled struct{ n atomic.Int64 }

func (t *throttled) Write(p []byte) (int, error) {
	t.n.Add(int64(bytes.Count(p, []byte(`"status":429`))))
	return len(p), nil
}

// limited delays every answer, enforces the services' limits and counts what they refuse.
func limited(refused *throttled, latency time.Duration) acctest.Option {
	return func(o *emulator.Options) { o.Latency, o.EnforceLimits, o.Record = latency, true, refused }
}
