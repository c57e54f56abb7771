// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// answers is a network: the n-th request, from 1, gets what the function returns.
type network func(n int, r *http.Request) (*http.Response, error)

// asking returns a client of a network, and how often it was asked.
func asking(answer network) (*retryingClient, *int) {
	n := 0
	client := newRetryingClient(Config{Clock: transport.SystemClock{}, HTTPClient: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		n++
		return answer(n, r)
	})}})
	return client, &n
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// closing is a body that notes its end.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error { c.closed = true; return nil }

func answered(status int) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: &closing{Reader: bytes.NewReader([]byte("{}"))}}
}

func hang(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func newPost(ctx context.Context, t *testing.T) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://authority.example/token", bytes.NewReader([]byte("secret")))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// TestAnAttemptToSignInHasAnEnd: an authority that hangs once is asked again; one that always does is named, and nothing of an
// attempt outlives its answer.
func TestAnAttemptToSignInHasAnEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempt context.Context
		client, n := asking(func(n int, r *http.Request) (*http.Response, error) {
			attempt = r.Context() //nolint:fatcontext // it is looked at when the attempt has ended
			if body, _ := io.ReadAll(r.Body); string(body) != "secret" {
				t.Errorf("attempt %d sends %q", n, body)
			}
			if n == 1 {
				return hang(r)
			}
			return answered(http.StatusOK), nil
		})
		begun := time.Now()
		answer, err := client.Do(newPost(t.Context(), t))
		if err != nil || *n != 2 || time.Since(begun) != maxTokenAttempt+time.Second {
			t.Fatalf("%d attempts in %s: %v", *n, time.Since(begun), err)
		}
		if attempt.Err() != nil {
			t.Error("the attempt ended before its answer was read")
		}
		if _ = answer.Body.Close(); attempt.Err() == nil {
			t.Error("the attempt goes on though its answer was closed")
		}
	})
	synctest.Test(t, func(t *testing.T) {
		client, n := asking(func(_ int, r *http.Request) (*http.Response, error) { return hang(r) })
		_, err := client.Do(newPost(t.Context(), t)) //nolint:bodyclose // it fails without a response
		if _, slow := errors.AsType[*transport.SlowError](err); !slow || *n != maxTokenAttempts {
			t.Errorf("%d attempts: %v", *n, err)
		}
	})
}

// TestWhatEndsTheAttempts: what the next attempt would meet again, and the end of the caller's context.
func TestWhatEndsTheAttempts(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for name, tc := range map[string]struct {
		answer   func(r *http.Request, cancel func()) (*http.Response, error)
		want     error
		attempts int
	}{
		"a broken connection": {func(*http.Request, func()) (*http.Response, error) { return nil, broken }, broken, maxTokenAttempts},
		"an unknown host": {func(*http.Request, func()) (*http.Response, error) {
			return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
		}, nil, 1},
		"the end of the context":                {func(_ *http.Request, cancel func()) (*http.Response, error) { cancel(); return nil, broken }, broken, 1},
		"the end of the context while it hangs": {func(r *http.Request, cancel func()) (*http.Response, error) { cancel(); return hang(r) }, context.Canceled, 1},
		"the end of the context before a wait": {func(_ *http.Request, cancel func()) (*http.Response, error) {
			cancel()
			return answered(http.StatusServiceUnavailable), nil
		}, context.Canceled, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var attempt context.Context
				client, n := asking(func(_ int, r *http.Request) (*http.Response, error) {
					attempt = r.Context() //nolint:fatcontext // it is looked at when the attempt has ended
					return tc.answer(r, cancel)
				})
				_, err := client.Do(newPost(ctx, t)) //nolint:bodyclose // it fails without a response
				if err == nil || tc.want != nil && !errors.Is(err, tc.want) || *n != tc.attempts {
					t.Errorf("%d attempts: %v", *n, err)
				}
				if _, slow := errors.AsType[*transport.SlowError](err); slow {
					t.Errorf("the caller's own end is reported as the authority's: %v", err)
				}
				if attempt.Err() == nil {
					t.Error("the last attempt goes on")
				}
			})
		})
	}
}

// TestOnlyARequestWithTheCredentialIsChecked: the discovery document may be read from anywhere, the secret goes nowhere else.
func TestOnlyARequestWithTheCredentialIsChecked(t *testing.T) {
	t.Parallel()
	client, n := asking(func(int, *http.Request) (*http.Response, error) { return answered(http.StatusOK), nil })
	client.check = func(*url.URL) error { return &AuthorityHostError{} }
	read, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://authority.example/discovery", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(read)
	if err != nil || *n != 1 {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	_, err = client.Do(newPost(t.Context(), t)) //nolint:bodyclose // it fails without a response
	if _, refused := errors.AsType[*AuthorityHostError](err); !refused || *n != 1 {
		t.Errorf("%d requests, %v", *n, err)
	}
	client.check = nil
	again := newPost(t.Context(), t)
	again.GetBody = func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }
	if _, err = client.Do(again); !errors.Is(err, io.ErrUnexpectedEOF) || *n != 1 { //nolint:bodyclose // it fails without a response
		t.Errorf("a body that cannot be read again: %d requests, %v", *n, err)
	}
}

// TestTheAnswerOfAnIssuerIsClosed: its connection serves the next request.
func TestTheAnswerOfAnIssuerIsClosed(t *testing.T) {
	t.Parallel()
	body := &closing{Reader: bytes.NewReader([]byte(`{"value":"assertion"}`))}
	client, _ := asking(func(int, *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Body: body}, nil
	})
	i := &issuer{client: client, method: http.MethodGet, url: "https://issuer.example"}
	if token, err := i.assertion(t.Context()); err != nil || token != "assertion" || !body.closed {
		t.Errorf("%q, %v, closed: %v", token, err, body.closed)
	}
}

// hanging is a source that never answers, and keeps the context that it was given.
type hanging struct{ ctx context.Context } //nolint:containedctx // the test looks at it

func (h *hanging) token(ctx context.Context, _, _ string) (azcore.AccessToken, error) {
	h.ctx = ctx
	<-ctx.Done()
	return azcore.AccessToken{}, ctx.Err()
}

// TestAnAcquisitionHasAnEnd though the operations that wait for it may have none.
func TestAnAcquisitionHasAnEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &Credential{source: &hanging{}, clock: transport.SystemClock{}, secrets: &redact.Secrets{}, tokens: map[string]azcore.AccessToken{}}
		begun := time.Now()
		_, err := c.GetToken(context.Background(), policy.TokenRequestOptions{Scopes: []string{"s"}})
		if _, slow := errors.AsType[*transport.SlowError](err); !slow || time.Since(begun) != fetchTimeout {
			t.Errorf("after %s: %v", time.Since(begun), err)
		}
	})
	done := &quick{}
	c := &Credential{source: done, clock: transport.SystemClock{}, secrets: &redact.Secrets{}, tokens: map[string]azcore.AccessToken{}}
	if _, err := c.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{"s"}}); err != nil || done.ctx.Err() == nil {
		t.Errorf("%v; the acquisition is over, its context: %v", err, done.ctx.Err())
	}
}

// quick is a source that answers at once.
type quick struct{ ctx context.Context } //nolint:containedctx // the test looks at it

func (q *quick) token(ctx context.Context, _, _ string) (azcore.AccessToken, error) {
	q.ctx = ctx
	return azcore.AccessToken{Token: "t", ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// TestRenewal: five minutes before the end, or when the issuer says, whichever comes first.
func TestRenewal(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct{ refresh, want time.Time }{
		"no word":       {time.Time{}, end.Add(-refreshBefore)},
		"half the time": {end.Add(-time.Hour), end.Add(-time.Hour)},
		"too late":      {end.Add(-time.Minute), end.Add(-refreshBefore)},
	} {
		if got := renewal(azcore.AccessToken{ExpiresOn: end, RefreshOn: tc.refresh}); !got.Equal(tc.want) {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
