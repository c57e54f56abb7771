// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package acctest is the harness of the acceptance tests: an emulator for each test, a provider that talks to it, and
// helpers that change the services' state behind Terraform's back, as another administrator would.
package acctest

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// recordDirVariable is the environment variable with the folder that records every test's traffic,
// for the check against the API contracts.
const recordDirVariable = "BCSALES_TEST_RECORD_DIR"

// defaultSpeed turns work that takes minutes in the services into milliseconds.
const defaultSpeed = 1000

// Env is one test's emulator.
type Env struct {
	t        testing.TB
	emulator *emulator.Emulator
	moments  moments
	once     sync.Once
	client   *http.Client // see [Env.Client]
}

// Option changes the emulator of a test.
type Option func(*emulator.Options)

// WithSeed starts from the seed document instead of the demo tenant.
func WithSeed(seed string) Option {
	return func(o *emulator.Options) { o.Seed = []byte(seed) }
}

// WithSpeed divides the duration of asynchronous work by speed.
func WithSpeed(speed float64) Option {
	return func(o *emulator.Options) { o.Speed = speed }
}

// WithEnvironments starts several environments of Business Central over one Dataverse.
func WithEnvironments(names ...string) Option {
	return func(o *emulator.Options) { o.Environments = names }
}

// WithoutRecord excludes the traffic from the check against the API contracts: for tests in which a service
// responds as no contract allows.
func WithoutRecord() Option {
	return func(o *emulator.Options) { o.Record = nil }
}

// WithLatency delays every response, as a network does.
func WithLatency(latency time.Duration) Option {
	return func(o *emulator.Options) { o.Latency = latency }
}

// Refusals counts the answers 429 of an emulator with limits.
type Refusals struct{ n atomic.Int64 }

// Write takes what the emulator records.
func (r *Refusals) Write(p []byte) (int, error) {
	r.n.Add(int64(bytes.Count(p, []byte(`"status":429`))))
	return len(p), nil
}

// Count returns how many requests were refused.
func (r *Refusals) Count() int64 { return r.n.Load() }

// WithLimits enforces the services' limits and counts what they refuse. The traffic is not recorded otherwise.
func WithLimits(refused *Refusals) Option {
	return func(o *emulator.Options) { o.EnforceLimits, o.Record = true, refused }
}

// New starts an emulator that lives as long as the test.
func New(tb testing.TB, options ...Option) *Env {
	tb.Helper()
	env := &Env{t: tb}
	o := emulator.Options{Speed: defaultSpeed, CADir: tb.TempDir(), Before: env.moments.before}
	if dir := os.Getenv(recordDirVariable); dir != "" {
		file, err := os.CreateTemp(dir, "*.jsonl")
		if err != nil {
			tb.Fatalf("recording the traffic: %v", err)
		}
		tb.Cleanup(func() {
			if err := file.Close(); err != nil {
				tb.Errorf("recording the traffic: %v", err)
			}
		})
		o.Record = file
	}
	for _, option := range options {
		option(&o)
	}
	e, err := emulator.New(tb.Context(), o)
	if err != nil {
		tb.Fatalf("starting the emulator: %v", err)
	}
	e.Start()
	tb.Cleanup(func() {
		if env.client != nil {
			env.client.CloseIdleConnections()
		}
		if err := e.Close(); err != nil {
			tb.Errorf("stopping the emulator: %v", err)
		}
	})
	env.emulator = e
	return env
}

// Emulator returns the emulator itself.
func (e *Env) Emulator() *emulator.Emulator { return e.emulator }

// Factories returns the provider as the tests' server. It does not see the machine's environment variables.
func (e *Env) Factories() map[string]func() (tfprotov6.ProviderServer, error) {
	none := func(string) (string, bool) { return "", false }
	return map[string]func() (tfprotov6.ProviderServer, error){
		"bcsales": func() (tfprotov6.ProviderServer, error) { return provider.Server("test", none), nil },
	}
}

// ProviderConfig returns the provider block for the emulator.
func (e *Env) ProviderConfig() string { return e.ProviderBlock("", emulator.ClientID) }

// ProviderIn returns the provider block for an environment of Business Central; each line is one more argument.
func (e *Env) ProviderIn(environment string, lines ...string) string {
	const argument = "business_central_environment = "
	text := e.ProviderConfig()
	first := argument + strconv.Quote(e.emulator.Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"])
	return strings.Replace(text, first, strings.Join(append([]string{argument + strconv.Quote(environment)}, lines...), "\n  "), 1)
}

// ProviderBlock returns a provider block for the emulator that signs in as the application
// clientID, with an alias unless alias is empty.
func (e *Env) ProviderBlock(alias, clientID string) string {
	if alias != "" {
		alias = fmt.Sprintf("\n  alias = %q", alias)
	}
	env := e.emulator.Env()
	return fmt.Sprintf(`
provider "bcsales" {%s
  tenant_id                    = %q
  client_id                    = %q
  client_secret                = %q
  dataverse_url                = %q
  business_central_environment = %q
  ca_certificate_path          = %q
  endpoints = {
    authority        = %q
    graph            = %q
    business_central = %q
  }
}
`, alias, env["BCSALES_TENANT_ID"], clientID, env["BCSALES_CLIENT_SECRET"], env["BCSALES_DATAVERSE_URL"],
		env["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"], filepath.ToSlash(env["BCSALES_CA_CERTIFICATE_PATH"]),
		env["BCSALES_AUTHORITY_URL"], env["BCSALES_GRAPH_URL"], env["BCSALES_BUSINESS_CENTRAL_URL"])
}
