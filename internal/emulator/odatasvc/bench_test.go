// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

const origin = "https://127.0.0.1:4433"

// bench is one service without rules, or with those that a test registers.
type bench struct {
	t       testing.TB
	root    string
	service *odatasvc.Service
	world   *world.World
	parts   []string
}

func newBench(tb testing.TB, api string) *bench {
	tb.Helper()
	plans := map[string]struct {
		files   []string
		name    string
		root    string
		dialect odatasvc.Dialect
	}{
		store.Dataverse:       {[]string{"dataverse", "dataverse-owned"}, "web", "/api/data/v9.2", odatasvc.Dataverse()},
		store.BusinessCentral: {[]string{"businesscentral", "companion"}, "v2.0", "/v2.0/t/Production/api/v2.0", odatasvc.BusinessCentral()},
		store.Graph:           {[]string{"graph"}, "v1.0", "/v1.0", odatasvc.Graph()},
	}
	plan := plans[api]
	m, err := model.Load(plan.files...)
	if err != nil {
		tb.Fatal(err)
	}
	b := &bench{t: tb, root: plan.root}
	b.world = world.New(store.New(func(_, set string) []string { return b.service.KeyColumns(set) }), world.Config{Origin: origin})
	b.service = odatasvc.New(odatasvc.Options{
		Name: plan.name, Model: m, World: b.world, Dialect: plan.dialect,
		Part: func(r *http.Request, _ []byte, run func() odatasvc.PartAnswer) odatasvc.PartAnswer {
			b.parts = append(b.parts, r.Method+" "+r.URL.Path)
			return run()
		},
	})
	return b
}

func (b *bench) put(scope, set string, rows ...store.Row) {
	for _, row := range rows {
		b.world.Store.Table(scope, set).Put(row)
	}
}

// in is the same bench for a subtest.
func (b *bench) in(t *testing.T) *bench {
	t.Helper()
	out := *b
	out.t = t
	return &out
}

type reply struct {
	*httptest.ResponseRecorder
	t testing.TB
}

func (r reply) object() map[string]any {
	r.t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.Body.Bytes(), &out); err != nil {
		r.t.Fatalf("status %d: the body is no JSON object: %s", r.Code, r.Body)
	}
	return out
}

// code is the error code of the response, or "".
func (r reply) code() string {
	inner, _ := r.object()["error"].(map[string]any)
	code, _ := inner["code"].(string)
	return code
}

// column collects one column of the response's rows.
func (r reply) column(name string) []string {
	rows, _ := r.object()["value"].([]any)
	out := make([]string, 0, len(rows))
	for _, row := range rows {
		object, _ := row.(map[string]any)
		text, _ := object[name].(string)
		out = append(out, text)
	}
	return out
}

// send makes a request; headers are "Name: value" texts.
func (b *bench) send(method, path, body string, headers ...string) reply {
	b.t.Helper()
	url := b.root + path
	if strings.HasPrefix(path, "https://") {
		url = strings.TrimPrefix(path, origin)
	}
	r := httptest.NewRequestWithContext(b.t.Context(), method, strings.ReplaceAll(url, " ", "%20"), bytes.NewBufferString(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	b.world.Do(func() { b.service.Handle(w, r, b.root, odatasvc.Caller{}, []byte(body)) })
	return reply{w, b.t}
}

func (b *bench) get(path string, headers ...string) reply {
	b.t.Helper()
	return b.send(http.MethodGet, path, "", headers...)
}

func (b *bench) expect(r reply, status int, code string) {
	b.t.Helper()
	if r.Code != status {
		b.t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	if code != "" && r.code() != code {
		b.t.Fatalf("code %q, want %q: %s", r.code(), code, r.Body)
	}
}
