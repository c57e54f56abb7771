// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestA429ThatIsNoThrottlingIsAnAnswer: it is neither waited for nor repeated, and pauses nobody.
func TestA429ThatIsNoThrottlingIsAnAnswer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body       string
		retryAfter string
		sent       int
		waited     time.Duration
	}{
		"throttling":                      {body: "slow down", sent: 2, waited: time.Second},
		"throttling that says how long":   {body: "slow down", retryAfter: "20", sent: 2, waited: 20 * time.Second},
		"another reason":                  {body: "in progress", sent: 1},
		"another reason, with how long":   {body: "in progress", retryAfter: "20", sent: 1},
		"a body without any reason in it": {body: "", sent: 2, waited: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusal := transporttest.Answer{Status: http.StatusTooManyRequests, Header: http.Header{}, Body: test.body}
			if test.retryAfter != "" {
				refusal.Header.Set("Retry-After", test.retryAfter)
			}
			f := newFixture(t, func(o *transport.Options) {
				o.Throttles = func(body []byte) bool { return !strings.Contains(string(body), "in progress") }
			}, refusal, transporttest.Answer{})
			began := f.clock.Now()
			answer, err := f.client.Do(t.Context(), post("/starts", "{}"))
			if err != nil {
				t.Fatal(err)
			}
			if test.sent == 1 && (answer.StatusCode != http.StatusTooManyRequests || string(answer.Body) != test.body) {
				t.Errorf("answer %d %q, want the 429 itself", answer.StatusCode, answer.Body)
			}
			if sent := len(f.network.Requests()); sent != test.sent {
				t.Errorf("sent %d times, want %d", sent, test.sent)
			}
			if _, err := f.client.Do(t.Context(), get("/unrelated")); err != nil {
				t.Error(err)
			}
			if waited := f.clock.Now().Sub(began); waited != test.waited {
				t.Errorf("waited %s, want %s", waited, test.waited)
			}
		})
	}
}
