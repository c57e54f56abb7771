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

// peopleSeed is a tenant of n accounts and their users.
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

// TestStartAndResetAreLinear starts and resets a tenant of 20,000 accounts and users, or as many as BCSALES_EMULATOR_USERS says. Twice as many
// must not take four times as long.
func TestStartAndResetAreLinear(t *testing.T) {
	n := 4000
	if text := os.Getenv("BCSALES_EMULATOR_USERS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
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
	start, reset := measure(n)
	t.Logf("%d accounts and users: start %v, reset %v", n, start, reset)
}
