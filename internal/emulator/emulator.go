// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package emulator serves Microsoft Entra, Microsoft Graph, Dataverse and Business Central on one
// loopback origin, statefully and by the services' own rules, for rehearsals, tests and
// benchmarks.
package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/control"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Identity of the demo tenant and of the provider's own application.
const (
	TenantID    = "11111111-0000-4000-8000-000000000001"
	ClientID    = "22222222-0000-4000-8000-000000000002"
	ObjectID    = "33333333-0000-4000-8000-000000000003"
	Environment = "Production" // of Business Central, unless the options or the seed name others
)

// Options configure an emulator. The zero value is a demo tenant on a free port.
type Options struct {
	Listen        string        // loopback address; default 127.0.0.1:0
	Seed          []byte        // seed document; nil is the demo tenant
	Environments  []string      // names of Business Central's environments; each begins with the same rows
	SeedName      string        // what error messages call the seed, for example its file name
	Record        io.Writer     // receives one JSON line for each exchange
	Latency       time.Duration // added to every request
	EnforceLimits bool          // the documented service limits
	Speed         float64       // divides the duration of asynchronous work; default 1
	Repeat        uint64        // if greater than 0, ids and times are derived from it; see world.Repeat
	CAFile        string        // where to write the CA certificate; default a file in CADir
	CADir         string        // default a temporary directory, which Close removes
	ControlToken  bool          // the control interface requires the token of Env

	// Before, if set, is called with each request before it is handled, so that a test can let somebody else act
	// between two requests of a client. It may use the control interface.
	Before func(r *http.Request)
}

// Emulator is a running set of services.
type Emulator struct {
	credentials credentials

	world    *world.World
	entra    *entra.Server
	services *services
	control  *control.Server
	counters control.Counters
	faults   control.Faults
	recorder *recorder
	limits   *limits
	latency  time.Duration
	before   func(r *http.Request)

	authority *authority
	caPath    string
	temporary string

	listener net.Listener
	server   *http.Server
	unused   unused
	started  bool
	done     chan struct{}
	served   error // why serving ended; valid once done is closed
	close    sync.Once
	closed   error
}

// New builds the services, applies the seed and binds the listener; Start serves. Errors in the seed carry its
// name, the line and the path in the document. New returns early, with the context's error, when the context ends.
func New(ctx context.Context, o Options) (*Emulator, error) {
	document := o.Seed
	if document == nil {
		document = seed.Demo()
	}
	parsed, err := seed.Parse(ctx, document)
	if err != nil {
		return nil, seedError(o.SeedName, document, err)
	}
	names, err := environments(o.Environments, parsed)
	if err != nil {
		return nil, err
	}
	e := &Emulator{credentials: newCredentials(o.ControlToken), latency: o.Latency, before: o.Before, done: make(chan struct{})}
	if o.EnforceLimits {
		e.limits = newLimits()
	}
	if o.Record != nil {
		e.recorder = &recorder{w: o.Record, mask: masker{e.credentials.secrets()}}
	}
	if err := e.listen(ctx, o); err != nil {
		return nil, err
	}
	if err := e.build(ctx, o, names, parsed); err != nil {
		return nil, errors.Join(seedError(o.SeedName, document, err), e.release())
	}
	return e, nil
}

// seedError adds the place to an error in the seed: "tenant.json:12: dataverse.teams[0].title: …".
func seedError(name string, document []byte, err error) error {
	problem, ok := errors.AsType[*seed.Problem](err)
	if !ok {
		return err
	}
	if name == "" {
		name = "seed"
	}
	problem.Locate(document)
	path := problem.Path
	if path != "" {
		path += ": "
	}
	return fmt.Errorf("%s:%d: %s%s", name, problem.Line, path, problem.Text)
}

// build creates the world and the services for the bound origin.
func (e *Emulator) build(ctx context.Context, o Options, names []string, document *seed.Document) error {
	e.world = world.New(store.New(func(api, set string) []string { return e.services.keyColumns(api, set) }), world.Config{
		TenantID: TenantID, Environment: names[0], ClientID: ClientID, ClientSecret: e.credentials.client, RequestToken: e.credentials.request,
		Origin: e.URL(), Speed: o.Speed, Latency: o.Latency, Enforce: o.EnforceLimits,
	})
	if o.Repeat > 0 {
		e.world.Repeat(o.Repeat)
	}
	var err error
	if e.services, err = newServices(e.world, names, loaderFor(document), e.part); err != nil {
		return err
	}
	if e.entra, err = entra.New(e.world); err != nil {
		return err
	}
	e.world.Do(func() { err = e.furnish(ctx, document) })
	if err != nil {
		return err
	}
	return e.writeCA(o)
}

// furnish applies the seed and takes a snapshot for resets.
func (e *Emulator) furnish(ctx context.Context, document *seed.Document) error {
	e.addOwnApplication(document)
	e.allowOwnDataverse(document)
	if err := document.Apply(ctx, e.services.seeded(e.world)); err != nil {
		return err
	}
	for _, other := range e.services.environments[len(document.BusinessCentral):] {
		e.world.Store.CopyTo(other.world.Store)
		other.world.Config.Companion = e.world.Config.Companion
		other.world.Config.IgnoreContinueOnError = e.world.Config.IgnoreContinueOnError
	}
	e.trustIssuer()
	snapshot := e.world.Store.Snapshot()
	companions := map[*environment]string{}
	for _, in := range e.services.environments {
		companions[in] = in.world.Config.Companion
	}
	e.control = &control.Server{
		World: e.world, Counters: &e.counters, Faults: &e.faults, Services: e.services.byAPI(), Environment: e.services.control,
		Reset: func() error {
			e.world.CancelAll()
			e.world.Store.Restore(snapshot)
			for in, companion := range companions {
				in.world.Config.Companion = companion
			}
			e.services.organization.SynchronizeUsers()
			return nil
		},
	}
	e.services.organization.SynchronizeUsers()
	return nil
}

// Start serves until Close. Call it once.
func (e *Emulator) Start() {
	e.started = true
	go func() {
		defer close(e.done)
		if err := e.server.ServeTLS(e.listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
			e.served = fmt.Errorf("serving: %w", err)
		}
	}()
}

// Done is closed when the server has stopped serving.
func (e *Emulator) Done() <-chan struct{} { return e.done }

// Close stops the server, gives requests in progress a moment to finish, and removes the temporary directory.
func (e *Emulator) Close() error {
	e.close.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if err := e.server.Shutdown(ctx); err != nil {
			e.closed = e.server.Close() // drop connections that are still open
		}
		if e.started {
			<-e.done
			e.closed = errors.Join(e.closed, e.served)
		}
		e.closed = errors.Join(e.closed, e.recorder.failure(), e.release())
	})
	return e.closed
}

func (e *Emulator) release() error {
	var failed error
	if err := e.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		failed = fmt.Errorf("closing the listener: %w", err)
	}
	if e.temporary != "" {
		failed = errors.Join(failed, os.RemoveAll(e.temporary))
	}
	return failed
}

// World gives tests in the same process access to the state; use World().Do.
func (e *Emulator) World() *world.World { return e.world }

// URL is the origin of all services, without a trailing slash.
func (e *Emulator) URL() string { return "https://" + e.listener.Addr().String() }

// Env returns the environment variables that point a provider at the emulator.
func (e *Emulator) Env() map[string]string {
	env := map[string]string{
		"BCSALES_TENANT_ID":                    TenantID,
		"BCSALES_CLIENT_ID":                    ClientID,
		"BCSALES_CLIENT_SECRET":                e.credentials.client,
		"BCSALES_DATAVERSE_URL":                e.URL(),
		"BCSALES_BUSINESS_CENTRAL_ENVIRONMENT": e.world.Config.Environment,
		"BCSALES_AUTHORITY_URL":                e.URL(),
		"BCSALES_GRAPH_URL":                    e.URL(),
		"BCSALES_BUSINESS_CENTRAL_URL":         e.URL(),
		"BCSALES_CA_CERTIFICATE_PATH":          e.caPath,
	}
	if e.credentials.control != "" {
		env["BCSALES_EMULATOR_TOKEN"] = e.credentials.control
	}
	return env
}
