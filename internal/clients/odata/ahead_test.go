// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"net/url"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestAhead lets two reads travel together. The second one asks for more when it has its first answer.
func TestAhead(t *testing.T) {
	t.Parallel()
	const (
		rows    = `{"value":[{"id":"a"}]}`
		part    = `","status":200,"headers":{"Content-Type":"application/json"},"body":` + rows + `}`
		refused = `{"error":{"code":"x","message":"no"}}`
		no      = `","status":403,"headers":{"Content-Type":"application/json"},"body":` + refused + `}`
	)
	batch := func(first, second string) transporttest.Answer {
		return transporttest.Answer{Body: `{"responses":[{"id":"1` + first + `,{"id":"2` + second + `]}`}
	}
	row, denial := transporttest.Answer{Body: rows}, transporttest.Answer{Status: 403, Body: refused}
	for name, test := range map[string]struct {
		changing bool
		answers  []transporttest.Answer
		rounds   []int
		alone    int // how many requests the reads send afterwards
	}{
		"answers":        {false, []transporttest.Answer{batch(part, part), row}, []int{2, 1, 0}, 0},
		"refusals":       {false, []transporttest.Answer{batch(no, no), denial, denial}, []int{2, 0}, 2},
		"while changing": {true, []transporttest.Answer{row, row, row}, []int{0}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			network := transporttest.NewNetwork(test.answers...)
			tr, err := transport.New(transport.Options{
				Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "contoso.example"}, Transporter: network, Batches: transport.JSONBatch{},
			})
			if err != nil {
				t.Fatal(err)
			}
			run := &bulk.Run{}
			if test.changing {
				run.Change()
			}
			c := New(tr, &url.URL{Scheme: "https", Host: "contoso.example", Path: "/api"}, nil, nil).Remember(run)
			list := func(ctx context.Context, path string) error {
				_, err := List[map[string]string](ctx, c, path, Query{})
				return err
			}
			one := func(ctx context.Context) { _ = list(ctx, "things") }
			two := func(ctx context.Context) {
				if list(ctx, "parts") == nil {
					_ = list(ctx, "more")
				}
			}
			var together Ahead
			for i, want := range test.rounds {
				if n := together.Round(t.Context(), []func(context.Context){one, two}); n != want {
					t.Errorf("round %d sent %d requests, want %d", i+1, n, want)
				}
			}
			before := len(network.Requests())
			one(t.Context())
			two(t.Context())
			if n := len(network.Requests()) - before; n != test.alone {
				t.Errorf("the reads sent %d requests themselves, want %d", n, test.alone)
			}
		})
	}
}
