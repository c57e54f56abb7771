// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/google/uuid"
)

const (
	// DefaultBudget is the time within which a call without a deadline may be repeated.
	DefaultBudget = 5 * time.Minute
	// DefaultMaxResponseBytes bounds the size of one answer, unless its request has a bound of its own.
	DefaultMaxResponseBytes = 32 << 20
	// maxErrorBytes is how much is read of an answer that is an error.
	maxErrorBytes = 1 << 20
)

// Options configures a Client.
type Options struct {
	// Service is the service's name as messages show it, for example "Dataverse".
	Service string
	// Origin is the only scheme, host and port that requests go to; its path is ignored. It must be https.
	Origin *url.URL
	// Scope is requested of Credential, for example "https://graph.microsoft.com/.default".
	Scope string
	// Credential supplies the bearer token. A credential that implements Invalidator learns of refused tokens.
	// Without one, requests are sent without a token.
	Credential azcore.TokenCredential
	// SignIn is how Credential comes by its tokens, as errors carry it for advice about a refused one.
	SignIn string
	// Transporter sends the requests; nil is NewHTTPClient's client without extra authorities.
	Transporter policy.Transporter
	// UserAgent is sent as it is, see UserAgent.
	UserAgent string
	// MaxConcurrent, if not 0, takes the place of Limits.MaxConcurrent.
	MaxConcurrent int
	// Limits are kept by the Client itself.
	Limits Limits
	// Throttles reads the body of a 429 and reports whether it asks every caller to slow down. Any other is an answer like
	// every error, which is neither waited for nor repeated. Without it every 429 throttles.
	Throttles func(body []byte) bool
	// TryAgain recognizes, by status and body, an error that the next attempt may not meet. Refused says that nothing was
	// executed, so that any request may be repeated; otherwise only one that is Repeatable is. Optional.
	TryAgain func(status int, body []byte) (again, refused bool)
	// Facts reads the service's error code and its own id of the request from the body of an error, for the log. Optional.
	Facts func(body []byte) (code, id string)
	// Absent recognizes the codes with which the service says, in a 404, that a row does not exist: what many look-ups expect, and
	// no refusal for the log. Without it, any 404 is that.
	Absent func(code string) bool
	// Batches is how the service writes batches. Without it every request is sent alone.
	Batches BatchFormat
	// Budget is the time, counted from a call's first attempt, within which it may be repeated when its context has no
	// deadline; 0 is DefaultBudget.
	Budget time.Duration
	// MaxResponseBytes bounds the size of one answer; 0 is DefaultMaxResponseBytes.
	MaxResponseBytes int64
	// Patience bounds one attempt.
	Patience Patience
	// Clock is the time to live by; nil is SystemClock.
	Clock Clock
	// Jitter returns a number in [0, 1) that spreads the waits without a Retry-After; nil is a random one.
	Jitter func() float64
	// NewID returns the correlation id of one call; nil is a random UUID.
	NewID func() string
}

// Client sends requests to one service. It is safe for concurrent use.
type Client struct {
	service  string
	signIn   string
	origin   *url.URL
	pipeline runtime.Pipeline
}

// New makes the Client of one service.
func New(o Options) (*Client, error) {
	if o.Service == "" {
		return nil, errors.New("transport: a service needs a name")
	}
	if o.Origin == nil || o.Origin.Scheme != "https" || o.Origin.Host == "" {
		return nil, fmt.Errorf("the address of %s must be an https origin, for example https://contoso.example", o.Service)
	}
	if o.Transporter == nil {
		client, err := NewHTTPClient(nil)
		if err != nil {
			return nil, err
		}
		o.Transporter = client
	}
	o = o.withDefaults()
	origin := &url.URL{Scheme: o.Origin.Scheme, Host: o.Origin.Host}
	limiter := newLimiter(o.Service, o.Limits, o.Clock)
	retry := &retryPolicy{
		service: o.Service, budget: o.Budget, clock: o.Clock, backoff: backoff{jitter: o.Jitter}, gate: limiter.gate,
		throttles: o.Throttles, tryAgain: o.TryAgain,
	}
	log := logPolicy{service: o.Service, clock: o.Clock, facts: o.Facts, absent: o.Absent}
	perCall := []policy.Policy{
		originPolicy{service: o.Service, origin: origin},
		userAgentPolicy{value: o.UserAgent},
		correlationPolicy{newID: o.NewID},
	}
	perAttempt := []policy.Policy{
		&bearerPolicy{service: o.Service, origin: origin, scope: o.Scope, credential: o.Credential},
		limiter,
		log,
	}
	client := &policy.ClientOptions{
		// The one retry policy is this package's.
		Retry:     policy.RetryOptions{MaxRetries: -1, ShouldRetry: func(*http.Response, error) bool { return false }},
		Telemetry: policy.TelemetryOptions{Disabled: true},
		Transport: &guard{next: withoutRedirects(o.Transporter), service: o.Service, maxBytes: o.MaxResponseBytes, patience: o.Patience.withDefaults()},
	}
	batches := newBatchPolicy(o, log, runtime.NewPipeline("", "", runtime.PipelineOptions{PerCall: perCall, PerRetry: perAttempt}, client))
	pipeline := runtime.NewPipeline("", "", runtime.PipelineOptions{
		PerCall: append(slices.Clip(perCall), retry), PerRetry: append([]policy.Policy{batches}, perAttempt...),
	}, client)
	return &Client{service: o.Service, signIn: o.SignIn, origin: origin, pipeline: pipeline}, nil
}

func (o Options) withDefaults() Options {
	if o.MaxConcurrent != 0 {
		o.Limits.MaxConcurrent = o.MaxConcurrent
	}
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
	if o.MaxResponseBytes == 0 {
		o.MaxResponseBytes = DefaultMaxResponseBytes
	}
	if o.Throttles == nil {
		o.Throttles = func([]byte) bool { return true }
	}
	if o.TryAgain == nil {
		o.TryAgain = func(int, []byte) (bool, bool) { return false, false }
	}
	if o.Absent == nil {
		o.Absent = func(string) bool { return true }
	}
	if o.Facts == nil {
		o.Facts = func([]byte) (string, string) { return "", "" }
	}
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.NewID == nil {
		o.NewID = uuid.NewString
	}
	return o
}

// Service returns the service's name as messages show it.
func (c *Client) Service() string { return c.service }

// SignIn returns how the Client's credential comes by its tokens.
func (c *Client) SignIn() string { return c.signIn }

// Origin returns the origin that the Client sends to.
func (c *Client) Origin() *url.URL {
	u := *c.origin
	return &u
}

// Do sends a request and returns the service's answer, whatever its status. It repeats the request as the package
// comment says.
//
// Errors: *OriginError for an address on another host, *GaveUpError when repeating came to its end, *CallError for
// everything else that is not an answer. IsAnswerLost reports whether the request may have been executed all the same.
func (c *Client) Do(ctx context.Context, r *Request) (*Response, error) {
	call := &call{repeatable: r.Repeatable, method: r.Method, maxBytes: r.MaxResponseBytes, batch: r.Batch, readBack: r.ReadBack}
	req, err := newRequest(withCall(ctx, call), r)
	if err != nil {
		return nil, &CallError{Service: c.service, Method: r.Method, Path: pathOf(r.URL), Err: err}
	}
	answer, err := c.pipeline.Do(req) //nolint:bodyclose // the pipeline has read and closed it
	if err != nil {
		return nil, c.asError(call, req, err)
	}
	body, err := runtime.Payload(answer)
	if err != nil {
		return nil, c.asError(call, req, err)
	}
	return newResponse(answer, body, call), nil
}
