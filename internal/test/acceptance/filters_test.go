// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// queries returns the queries of all reads since the last call.
func queries(t *testing.T, traffic *acctest.Traffic) []string {
	t.Helper()
	defer traffic.Reset()
	var asked []string
	for _, exchange := range traffic.Exchanges(t) {
		address, err := url.Parse(exchange.URL)
		if err != nil {
			t.Fatal(err)
		}
		if query := address.Query(); exchange.Method == http.MethodGet {
			asked = append(asked, query.Get("$filter")+"|"+query.Get("$top"))
		}
	}
	return asked
}

// TestFiltersReachTheServices reads every data source with each of its optional arguments:
// each narrows the request to the service.
func TestFiltersReachTheServices(t *testing.T) {
	t.Parallel()
	recorded := &acctest.Traffic{}
	env := acctest.New(t, acctest.WithTraffic(recorded))
	// The base solution brings the tables of Dataverse's roles and companies.
	env.Insert(dataverseSet("solutions"), acctest.Row{"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "2.0.0.0", "ismanaged": true})
	p := newInProcess(env, false)
	elsewhere := map[string]string{
		"bcsales_license_skus sku_id":          "Microsoft Graph filters no subscribedSkus",
		"bcsales_license_skus sku_part_number": "Microsoft Graph filters no subscribedSkus",
	}
	sent := 0
	for _, name := range slices.Sorted(maps.Keys(p.DataSourceSchemas())) {
		kind := p.DataSourceSchemas()[name]
		base := map[string]any{}
		for _, a := range kind.Block.Attributes {
			if a.Required {
				base[a.Name] = companyID
			}
		}
		for _, a := range kind.Block.Attributes {
			if !a.Optional || a.Name == "timeouts" || elsewhere[name+" "+a.Name] != "" {
				continue
			}
			given := maps.Clone(base)
			given[a.Name] = argument(a)
			p.read(t, name, base)
			without := queries(t, recorded)
			p.read(t, name, given)
			with := queries(t, recorded)
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
	case a.Name == "table":
		return "customer"
	}
	return "somebody"
}
