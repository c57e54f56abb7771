// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

const someCompany = "000000cc-0000-4000-8000-000000000001"

// answering returns clients of a Business Central whose companion answers every look-up with the rows, or with an error for none.
func answering(t *testing.T, rows func(set string) []any) *framework.Clients {
	t.Helper()
	root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/Production"}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
		set := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		if set == "connectors" {
			return transporttest.Answer{Body: `{"value":[{"id":"` + someCompany + `","version":"1.1.0.0"}]}`}
		}
		found := rows(set)
		if found == nil {
			return transporttest.Answer{Status: http.StatusBadRequest, Body: `{"error":{"code":"BadRequest","message":"Not now."}}`}
		}
		body, err := json.Marshal(map[string]any{"value": found})
		if err != nil {
			t.Error(err)
		}
		return transporttest.Answer{Body: string(body)}
	})
	client, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Transporter: network, Clock: transporttest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	return framework.NewClients(framework.ClientSet{BusinessCentral: bc.New(client, root, "test", "")})
}

// TestRecover takes for what an interrupted creation made the setup that has all planned values, and nothing else.
func TestRecover(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows  func(version int64) []any // with the planned version, or none for an error
		found bool
		fails bool
	}{
		"made": {rows: func(v int64) []any {
			return []any{map[string]any{"id": someCompany, "@odata.etag": "x", "proxyVersion": v, "ownershipModel": "Team", "userName": "me", "businessCentralUrl": ""}}
		}, found: true},
		"another one's": {rows: func(int64) []any {
			return []any{map[string]any{"id": someCompany, "@odata.etag": "x", "proxyVersion": 9, "ownershipModel": "Team", "userName": "me", "businessCentralUrl": ""}}
		}},
		"not made": {rows: func(int64) []any { return []any{} }},
		"unread":   {rows: func(int64) []any { return nil }, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const version = 100
			clients := answering(t, func(string) []any { return c.rows(version) })
			dataverse := dataverseModel{CompanyID: customtypes.NewGUID(someCompany), ProxyVersion: types.Int64Value(version), OwnershipModel: types.StringValue(modelTeam)}
			dataverse.UserName.StringValue = types.StringValue("me")
			made, found, err := recoverDataverse(t.Context(), &framework.Operation[dataverseModel]{Clients: clients}, dataverse)
			if found != c.found || (err != nil) != c.fails || found && made.ID.ValueString() != someCompany {
				t.Errorf("Dataverse: found %t, %v", found, err)
			}
			sales := salesModel{CompanyID: customtypes.NewGUID(someCompany), ProxyVersion: types.Int64Value(version)}
			set, found, err := recoverSales(t.Context(), &framework.Operation[salesModel]{Clients: clients}, sales)
			if found != c.found || (err != nil) != c.fails || found && set.ID.ValueString() != someCompany {
				t.Errorf("Sales: found %t, %v", found, err)
			}
		})
	}
}
