// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

type catalog struct {
	framework.Bounded

	Name types.String `tfsdk:"name"`
}

// TestDataSource: what it reads is in the state, with the configured timeout; whatever it lacks is an error, and nothing is read.
func TestDataSource(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		data     any // of the provider
		deferral bool
		timeout  string
		fails    error
		want     []string // of the error; nil for success
		deferred bool
		reads    int
	}{
		"success":              {data: withClients(), timeout: "7s", reads: 1},
		"the default":          {data: withClients(), reads: 1},
		"a failure":            {data: withClients(), fails: errors.New("the service said no"), want: []string{"Could not read the catalog", "service said no"}, reads: 1},
		"no timeout":           {data: withClients(), timeout: "soon", want: []string{"Not a timeout", "timeouts.read"}},
		"no client":            {data: ready(), want: []string{"lacks the argument dataverse_url", "read the catalog"}},
		"not configured":       {data: framework.UnconfiguredClients("client_id"), want: []string{"cannot be read yet", "client_id", "depends_on"}},
		"no provider":          {want: []string{"cannot be read yet"}},
		"another's data":       {data: 5, want: []string{"Unexpected provider data", "got int"}},
		"deferred":             {data: framework.UnconfiguredClients("client_id"), deferral: true, deferred: true},
		"nothing to defer for": {data: withClients(), deferral: true, reads: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reads := 0
			d := framework.NewDataSource(framework.DataSourceDefinition[catalog]{
				Name: "catalog", Noun: "catalog", Needs: framework.Dataverse, Timeout: time.Minute,
				Schema: schema.Schema{Attributes: map[string]schema.Attribute{"name": schema.StringAttribute{Optional: true, Computed: true}}},
				Read: func(ctx context.Context, clients *framework.Clients, config catalog) (catalog, error) {
					reads++
					allowed := time.Minute
					if tc.timeout != "" {
						allowed = 7 * time.Second
					}
					if deadline, ok := ctx.Deadline(); !ok || time.Until(deadline) > allowed || time.Until(deadline) < allowed-5*time.Second {
						t.Errorf("a deadline at %v: %v", deadline, ok)
					}
					if clients.Dataverse == nil || clients.Graph != nil {
						t.Errorf("clients: %+v", clients.ClientSet)
					}
					return catalog{Name: types.StringValue("read for " + config.Name.ValueString())}, tc.fails
				},
			})
			var described datasource.SchemaResponse
			d.Schema(t.Context(), datasource.SchemaRequest{}, &described)
			var configured datasource.ConfigureResponse
			if c, ok := d.(datasource.DataSourceWithConfigure); ok {
				c.Configure(t.Context(), datasource.ConfigureRequest{ProviderData: tc.data}, &configured)
			}
			kind := described.Schema.Type().TerraformType(t.Context())
			timeouts := described.Schema.Attributes["timeouts"].GetType().TerraformType(t.Context())
			limit := tftypes.NewValue(timeouts, nil)
			if tc.timeout != "" {
				limit = tftypes.NewValue(timeouts, map[string]tftypes.Value{"read": tftypes.NewValue(tftypes.String, tc.timeout)})
			}
			resp := datasource.ReadResponse{State: tfsdk.State{Schema: described.Schema, Raw: tftypes.NewValue(kind, nil)}, Diagnostics: configured.Diagnostics}
			if !resp.Diagnostics.HasError() {
				d.Read(t.Context(), datasource.ReadRequest{
					ClientCapabilities: datasource.ReadClientCapabilities{DeferralAllowed: tc.deferral},
					Config: tfsdk.Config{Schema: described.Schema, Raw: tftypes.NewValue(kind, map[string]tftypes.Value{
						"name": tftypes.NewValue(tftypes.String, "bread"), "timeouts": limit,
					})},
				}, &resp)
			}
			var failures strings.Builder
			for _, e := range resp.Diagnostics.Errors() {
				fmt.Fprintf(&failures, "%s: %s\n", e.Summary(), e.Detail())
			}
			if (tc.want == nil) != (failures.Len() == 0) || reads != tc.reads || (resp.Deferred != nil) != tc.deferred {
				t.Errorf("%q after %d reads, deferred: %v", failures.String(), reads, resp.Deferred)
			}
			for _, part := range tc.want {
				if !strings.Contains(failures.String(), part) {
					t.Errorf("%q is not in %q", part, failures.String())
				}
			}
			if tc.want != nil || tc.deferred {
				if !resp.State.Raw.IsNull() {
					t.Errorf("the state is %v", resp.State.Raw)
				}
				return
			}
			var got catalog
			if resp.State.Get(t.Context(), &got).HasError() || got.Name.ValueString() != "read for bread" || got.Timeouts.IsNull() != (tc.timeout == "") {
				t.Errorf("the state is %+v", got)
			}
		})
	}
}
