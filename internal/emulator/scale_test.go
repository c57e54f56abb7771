// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// peopleSeed is a tenant with n accounts and their users.
func peopleSeed(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"graph":{"users":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"10000000-0000-4000-8000-%012d","userPrincipalName":"user%d@contoso.example","displayName":"User %d"}`, i, i, i)
	}
	b.WriteString(`]},"dataverse":{"systemusers":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"systemuserid":"20000000-0000-4000-8000-%012d","azureactivedirectoryobjectid":"10000000-0000-4000-8000-%012d","domainname":"user%d@contoso.example"}`, i, i, i)
	}
	b.WriteString(`]}}`)
	return b.Bytes()
}

// TestStartAndResetAreLinear starts and resets tenants with accounts and as many users. Eight times as many must
// not take thirty times as long; a quadratic step would take sixty-four times as long. BCSALES_EMULATOR_USERS sets
// the size of one more tenant to measure.
func TestStartAndResetAreLinear(t *testing.T) { //nolint:paralleltest // it measures time
	if testing.Short() {
		t.Skip("it measures")
	}
	measure := func(n int) (start, reset time.Duration) {
		seed := peopleSeed(n)
		began := time.Now()
		e, err := emulator.New(t.Context(), emulator.Options{Seed: seed, CADir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		start = time.Since(began)
		e.Start()
		c := &client{t: t, Emulator: e, http: e.HTTPClient()}
		began = time.Now()
		c.want(c.do("POST", "/_emulator/reset", ""), 204)
		reset = time.Since(began)
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		return start, reset
	}
	const few, many, most = 1000, 8000, 30
	least := func(n int) (start, reset time.Duration) {
		start, reset = measure(n)
		again, resetAgain := measure(n)
		return min(start, again), min(reset, resetAgain)
	}
	start, reset := least(few)
	longer, slower := least(many)
	t.Logf("start of %d: %v, of %d: %v; reset: %v and %v", few, start, many, longer, reset, slower)
	if longer > most*max(start, 10*time.Millisecond) || slower > most*max(reset, 10*time.Millisecond) {
		t.Errorf("start or reset is not linear: %v became %v, and %v became %v", start, longer, reset, slower)
	}
	if text := os.Getenv("BCSALES_EMULATOR_USERS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		start, reset := measure(n)
		t.Logf("%d accounts and users: start %v, reset %v", n, start, reset)
	}
}
