// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const origin = "https://contoso.example"

type fixture struct {
	client  *transport.Client
	clock   *transporttest.Clock
	network *transporttest.Network
	cred    *transporttest.Credential
}

func newFixture(t *testing.T, change func(*transport.Options), script ...transporttest.Answer) fixture {
	t.Helper()
	f := fixture{
		clock: transporttest.NewClock(), network: transporttest.NewNetwork(script...), cred: &transporttest.Credential{},
	}
	u, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	o := transport.Options{
		Service: "Contoso", Origin: u, Scope: origin + "/.default", Credential: f.cred, Transporter: f.network,
		UserAgent: transport.UserAgent("1.2.3", "1.11.4", ""), Clock: f.clock,
		Jitter: func() float64 { return 0 }, NewID: func() string { return "client-id" },
	}
	if change != nil {
		change(&o)
	}
	f.client, err = transport.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func get(path string) *transport.Request {
	return &transport.Request{Method: http.MethodGet, URL: origin + path, Repeatable: true}
}

func post(path, body string) *transport.Request {
	return &transport.Request{
		Method: http.MethodPost, URL: origin + path, Body: []byte(body), Header: http.Header{"Content-Type": {"application/json"}},
	}
}

func TestNewRefusesWhatIsNoHTTPSOrigin(t *testing.T) {
	t.Parallel()
	for _, origin := range []*url.URL{nil, {Scheme: "http", Host: "contoso.example"}, {Scheme: "https"}} {
		if _, err := transport.New(transport.Options{Service: "Contoso", Origin: origin}); err == nil {
			t.Errorf("origin %v: no error", origin)
		}
	}
	if _, err := transport.New(transport.Options{Origin: &url.URL{Scheme: "https", Host: "a"}}); err == nil {
		t.Error("no name: no error")
	}
}

func TestDoSendsHeadersAndBody(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{Status: 201, Body: `{"a":1}`, Header: http.Header{"Etag": {"x"}}})
	answer, err := f.client.Do(t.Context(), post("/things?$select=a%20b", `{"name":"n"}`))
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusCreated || string(answer.Body) != `{"a":1}` || answer.Header.Get("ETag") != "x" || answer.Attempts != 1 {
		t.Errorf("answer: %+v", answer)
	}
	r := f.network.Requests()[0]
	if r.URL != origin+"/things?$select=a%20b" || r.Body != `{"name":"n"}` || r.Method != http.MethodPost {
		t.Errorf("request: %+v", r)
	}
	want := map[string]string{
		"User-Agent": "terraform-provider-bcsales/1.2.3 Terraform/1.11.4", "Authorization": "Bearer token-1",
		"X-Ms-Client-Request-Id": "client-id", "Client-Request-Id": "client-id", "Content-Type": "application/json",
	}
	for name, value := range want {
		if got := r.Header.Get(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	for want, parts := range map[string][3]string{
		"terraform-provider-bcsales/dev":                           {},
		"terraform-provider-bcsales/dev contoso/1":                 {2: " contoso/1 "},
		"terraform-provider-bcsales/1.0.0 Terraform/1.11.4":        {"1.0.0", "1.11.4", "\r\n"},
		"terraform-provider-bcsales/1.0.0 a ~ b":                   {"1.0.0", "", "a ~ b\x7f"},
		"terraform-provider-bcsales/1.0.0 Terraform/1.11.4 a: b c": {"1.0.0", "1.11.4", "a: b\r\n c\u00e9"},
	} {
		if got := transport.UserAgent(parts[0], parts[1], parts[2]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestARepeatedCallKeepsItsIDAndItsBody(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(o *transport.Options) { o.NewID = nil },
		transporttest.Answer{Status: 429}, transporttest.Answer{Status: 401}, transporttest.Answer{Status: 204})
	answer, err := f.client.Do(t.Context(), post("/things", `{"name":"n"}`))
	if err != nil {
		t.Fatal(err)
	}
	requests := f.network.Requests()
	if len(requests) != 3 || answer.Attempts != 3 {
		t.Fatalf("%d requests, %d attempts, want 3", len(requests), answer.Attempts)
	}
	for _, r := range requests {
		if r.Body != `{"name":"n"}` || r.Header.Get("Client-Request-Id") != requests[0].Header.Get("Client-Request-Id") {
			t.Errorf("request differs: %+v", r)
		}
	}
	if requests[0].Header.Get("Client-Request-Id") == "" {
		t.Error("no id")
	}
}

func TestA401IsAnsweredOnceWithAFreshToken(t *testing.T) {
	t.Parallel()
	challenge := `Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ=="`
	tests := map[string]struct {
		script   []transporttest.Answer
		status   int
		tokens   []string
		claims   []string
		attempts int
	}{
		"then it works": {
			[]transporttest.Answer{{Status: 401}, {Status: 200}},
			200,
			[]string{"Bearer token-1", "Bearer token-2"},
			[]string{"", ""},
			2,
		},
		"then it is refused for good": {
			[]transporttest.Answer{{Status: 401}}, 401, []string{"Bearer token-1", "Bearer token-2"}, []string{"", ""}, 2,
		},
		"with a claims challenge": {
			[]transporttest.Answer{{Status: 401, Header: http.Header{"Www-Authenticate": {challenge}}}, {Status: 200}},
			200,
			[]string{"Bearer token-1", "Bearer token-2"},
			[]string{"", `{"a":1}`},
			2,
		},
		"once a call, also after a 429": {
			[]transporttest.Answer{{Status: 401}, {Status: 429}, {Status: 401}},
			401,
			[]string{"Bearer token-1", "Bearer token-2", "Bearer token-2"},
			[]string{"", "", ""},
			3,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil, test.script...)
			answer, err := f.client.Do(t.Context(), post("/things", "{}"))
			if err != nil {
				t.Fatal(err)
			}
			tokens := make([]string, 0, test.attempts)
			for _, r := range f.network.Requests() {
				tokens = append(tokens, r.Header.Get("Authorization"))
			}
			if diff := cmp.Diff(test.tokens, tokens); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.claims, f.cred.Claims()); diff != "" {
				t.Error(diff)
			}
			if answer.StatusCode != test.status || answer.Attempts != test.attempts {
				t.Errorf("%d after %d attempts", answer.StatusCode, answer.Attempts)
			}
		})
	}
}

func TestTokenErrorIsFinalAndNothingIsSent(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{Status: 200})
	f.cred.Err = errors.New("AADSTS7000215")
	_, err := f.client.Do(t.Context(), post("/things", "{}"))
	var token *transport.TokenError
	if !errors.As(err, &token) || !strings.Contains(err.Error(), "AADSTS7000215") || transport.IsAnswerLost(err) {
		t.Errorf("error: %v", err)
	}
	if n := len(f.network.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestNoTokenToAnotherOrigin(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"https://evil.example/things", "https://contoso.example.evil.example/", "http://contoso.example/things",
		"http://contoso.example:443/things", "https://contoso.example:8443/things", "https://contoso.example@evil.example/", "https://user@contoso.example/things",
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil, transporttest.Answer{})
			_, err := f.client.Do(t.Context(), &transport.Request{Method: http.MethodGet, URL: address, Repeatable: true})
			var refused *transport.OriginError
			if !errors.As(err, &refused) || refused.Redirect || !strings.HasPrefix(err.Error(), "refused to send a request") {
				t.Errorf("error: %v", err)
			}
			if n := len(f.network.Requests()); n != 0 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}

func TestTheSameOriginIsWrittenInSeveralWays(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{})
	if _, err := f.client.Do(t.Context(), &transport.Request{Method: "GET", URL: "https://CONTOSO.example:443/x"}); err != nil {
		t.Error(err)
	}
}

// TestRedirectsAreNotFollowed runs against real servers: the second must see no request at all.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			reached := make(chan string, 10)
			evil := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				reached <- r.Header.Get("Authorization")
			}))
			defer evil.Close()
			good := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, evil.URL+"/steal", status)
			}))
			defer good.Close()
			u, err := url.Parse(good.URL)
			if err != nil {
				t.Fatal(err)
			}
			client, err := transport.New(transport.Options{
				Service: "Contoso", Origin: u, Credential: &transporttest.Credential{}, Transporter: good.Client(), Scope: "s",
			})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Do(t.Context(), &transport.Request{Method: http.MethodPost, URL: good.URL + "/x", Body: []byte("secret")})
			var refused *transport.OriginError
			if !errors.As(err, &refused) || !refused.Redirect || refused.Target != evil.URL || transport.IsAnswerLost(err) ||
				!strings.Contains(err.Error(), "POST /x at Contoso") || !strings.Contains(err.Error(), "answered with a redirect to "+evil.URL) {
				t.Errorf("error: %v", err)
			}
			if len(reached) != 0 {
				t.Error("the other host was reached")
			}
		})
	}
}

func TestAnAnswerThatIsTooLarge(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(o *transport.Options) { o.MaxResponseBytes = 3 }, transporttest.Answer{Body: "1234"})
	_, err := f.client.Do(t.Context(), get("/x"))
	var large *transport.TooLargeError
	if !errors.As(err, &large) || len(f.network.Requests()) != 1 {
		t.Errorf("error: %v", err)
	}
	f = newFixture(t, func(o *transport.Options) { o.MaxResponseBytes = 4 }, transporttest.Answer{Body: "1234"})
	if _, err = f.client.Do(t.Context(), get("/x")); err != nil {
		t.Error(err)
	}
}

func TestErrorsShowNoQuery(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{Err: &url.Error{Op: "Get", URL: origin + "/x?secret=1", Err: transporttest.ErrBroken}})
	_, err := f.client.Do(t.Context(), &transport.Request{Method: http.MethodPost, URL: origin + "/x?secret=1"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error: %v", err)
	}
	if _, err = f.client.Do(t.Context(), &transport.Request{Method: "GET", URL: "https://contoso.example/%zz?secret=1"}); err == nil ||
		strings.Contains(err.Error(), "secret") {
		t.Errorf("error: %v", err)
	}
}

func TestCancelOfAWriteInFlightLosesItsAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f := newFixture(t, func(o *transport.Options) {
		o.Transporter = transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
			cancel()
			return transporttest.Answer{Err: context.Canceled}
		})
	})
	_, err := f.client.Do(ctx, post("/x", "{}"))
	if !errors.Is(err, context.Canceled) || !transport.IsAnswerLost(err) {
		t.Errorf("error: %v, lost %v", err, transport.IsAnswerLost(err))
	}
	// Before it was sent, nothing can be lost.
	f = newFixture(t, nil, transporttest.Answer{})
	if _, err = f.client.Do(ctx, post("/x", "{}")); !errors.Is(err, context.Canceled) || transport.IsAnswerLost(err) {
		t.Errorf("error: %v, lost %v", err, transport.IsAnswerLost(err))
	}
}

func TestTheDeadlineEndsARepeatedCallWithTheLastAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	// The fixture's clock is in the past, so its "now plus 30 s" is compared with a real deadline: use a real one.
	f := newFixture(t, func(o *transport.Options) { o.Clock = transport.SystemClock{}; o.Budget = 3 * time.Hour },
		transporttest.Answer{Status: 503, Header: http.Header{"Retry-After": {"7200"}, "Req_id": {"r-1"}}})
	_, err := f.client.Do(ctx, get("/x"))
	var gaveUp *transport.GaveUpError
	if !errors.As(err, &gaveUp) || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error: %v", err)
	}
	for _, part := range []string{"gave up after 1 attempt", "the operation's timeout", "last answer: 503 Service Unavailable (request id r-1)"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
}

// TestAnEmptyBodyIsNone: a service reads neither its length nor its type.
func TestAnEmptyBodyIsNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{})
	for _, body := range [][]byte{nil, {}} {
		if _, err := f.client.Do(t.Context(), &transport.Request{Method: http.MethodPost, URL: origin + "/do", Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range f.network.Requests() {
		if r.Body != "" || r.Header.Get("Content-Type") != "" || r.Header.Get("Content-Length") != "" {
			t.Errorf("%+v", r)
		}
	}
}
