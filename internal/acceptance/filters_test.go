// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// traffic collects what the emulator records.
type traffic struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds a recorded exchange.
func (r *traffic) Write(line []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(line)
}

// take returns the queries of the reads since the last time.
func (r *traffic) take(t *testing.T) []string {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	var queries []string
	for line := range strings.SplitSeq(strings.TrimSpace(r.text.String()), "\n") {
		var exchange struct {
			Method string `json:"method"`
			URL    string `json:"url"`
		}
		if line == "" {
			continue
		}
		if err := json.Unmarshal([]byte(line), &exchange); err != nil {
			t.Fatal(err)
		}
		address, err := url.Parse(exchange.URL)
		if err != nil {
			t.Fatal(err)
		}
		if query := address.Query(); exchange.Method == http.MethodGet {
			queries = append(queries, query.Get("$filter")+"|"+query.Get("$top"))
		}
	}
	r.text.Reset()
	return queries
}

// TestFiltersReachTheServices reads every data source with each of its optional arguments: the service is asked for less.
func TestFiltersReachTheServices(t *testing.T) {
	t.Parallel()
	recorded := &traffic{}
	env := acctest.New(t, func(o *emulator.Options) { o.Record = recorded })
	// The base solution brings the tables of Dataverse's roles and companies.
	env.Insert(dataverseSet("solutions"), acctest.Row{"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "2.0.0.0", "ismanaged": true})
	p := newInProcess(t, env, false)
	elsewhere := map[string]string{
		"bcsales_license_skus sku_id":          "Microsoft Graph filters no subscribedSkus",
		"bcsales_license_skus sku_part_number": "Microsoft Graph filters no subscribedSkus",
	}
	sent := 0
	for _, name := range slices.Sorted(maps.Keys(p.dataSources)) {
		kind := p.dataSources[name]
		base := map[string]any{}
		for _, a := range kind.Block.Attributes {
			if a.Required {
				base[a.Name] = companyID
			}
		}
		for _, a := range kind.Block.Attributes {
			if !a.Optional || elsewhere[name+" "+a.Name] != "" {
				continue
			}
			given := maps.Clone(base)
			given[a.Name] = argument(a)
			p.read(t, name, base)
			without := recorded.take(t)
			p.read(t, name, given)
			with := recorded.take(t)
			if slices.Equal(with, without) {
				t.Errorf("%s: %s is not sent to the service: %v", name, a.Name, with)
			}
			sent++
		}
	}
	t.Logf("%d arguments are sent", sent)
}

// argument is a value of an argument.
func argument(a *tfprotov6.SchemaAttribute) any {
	switch {
	case a.Type.Is(tftypes.Bool):
		return true
	case a.Type.Is(tftypes.Number):
		return 7
	case a.Name == "since":
		return "2026-04-01T00:00:00Z"
	case strings.HasSuffix(a.Name, "_id"):
		return rootUnitID
	}
	return "somebody"
}
