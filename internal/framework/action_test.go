// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

type errandModel struct {
	framework.Bounded

	Name types.String `tfsdk:"name"`
}

type errand func(ctx context.Context, clients *framework.Clients, config errandModel, progress framework.Progress) error

// configure gives an errand the provider data, and returns its configuration, with a timeout unless that is empty.
func configure(t *testing.T, a action.Action, data any, timeout string) (tfsdk.Config, diag.Diagnostics) {
	t.Helper()
	var described action.SchemaResponse
	a.Schema(t.Context(), action.SchemaRequest{}, &described)
	if !strings.Contains(described.Schema.MarkdownDescription, "the role of errands.") {
		t.Errorf("the description lacks the permissions: %q", described.Schema.MarkdownDescription)
	}
	var configured action.ConfigureResponse
	if withConfigure, ok := a.(action.ActionWithConfigure); ok {
		withConfigure.Configure(t.Context(), action.ConfigureRequest{ProviderData: data}, &configured)
	}
	timeouts := described.Schema.Attributes["timeouts"].GetType().TerraformType(t.Context())
	limit := tftypes.NewValue(timeouts, nil)
	if timeout != "" {
		limit = tftypes.NewValue(timeouts, map[string]tftypes.Value{"invoke": tftypes.NewValue(tftypes.String, timeout)})
	}
	value := tftypes.NewValue(described.Schema.Type().TerraformType(t.Context()), map[string]tftypes.Value{
		"name": tftypes.NewValue(tftypes.String, "bread"), "timeouts": limit,
	})
	return tfsdk.Config{Schema: described.Schema, Raw: value}, configured.Diagnostics
}

func errands(change func(def *framework.ActionDefinition[errandModel])) action.Action {
	def := framework.ActionDefinition[errandModel]{
		Name: "errand", Noun: "errand", Needs: framework.Dataverse, Timeout: 50 * time.Millisecond,
		Permissions: framework.Permissions{Dataverse: "the role of errands."},
		Schema:      schema.Schema{Attributes: map[string]schema.Attribute{"name": schema.StringAttribute{Required: true}}},
	}
	change(&def)
	return framework.NewAction(def)
}

func errorsOf(diags diag.Diagnostics) string {
	var failures strings.Builder
	for _, d := range diags.Errors() {
		fmt.Fprintf(&failures, "%s: %s\n", d.Summary(), d.Detail())
	}
	return failures.String()
}

// invoke runs the errand with the provider data, and returns what was told.
func invoke(t *testing.T, run errand, data any) (progress []string, failure string) {
	t.Helper()
	a := errands(func(def *framework.ActionDefinition[errandModel]) { def.Invoke = run })
	config, told := configure(t, a, data, "")
	resp := action.InvokeResponse{
		Diagnostics:  told,
		SendProgress: func(event action.InvokeProgressEvent) { progress = append(progress, event.Message) },
	}
	if !told.HasError() {
		a.Invoke(t.Context(), action.InvokeRequest{Config: config}, &resp)
	}
	return progress, errorsOf(resp.Diagnostics)
}

func withClients() *framework.Clients {
	return framework.NewClients(framework.ClientSet{Dataverse: &dataverse.Client{}, Graph: &graph.Client{}})
}

// TestAction_receivesWhatItNeeds hands out the clients that the definition names, and no other.
func TestAction_receivesWhatItNeeds(t *testing.T) {
	t.Parallel()
	_, failure := invoke(t, func(_ context.Context, clients *framework.Clients, _ errandModel, _ framework.Progress) error {
		if clients.Dataverse == nil || clients.Graph != nil {
			return fmt.Errorf("received %+v", clients.ClientSet)
		}
		return nil
	}, withClients())
	if failure != "" {
		t.Error(failure)
	}
}

func TestAction_tellsChangesOfProgressOnly(t *testing.T) {
	t.Parallel()
	progress, failure := invoke(t, func(_ context.Context, _ *framework.Clients, config errandModel, tell framework.Progress) error {
		for _, text := range []string{"buying ", "buying ", "carrying ", "buying "} {
			tell(text + config.Name.ValueString())
		}
		return nil
	}, withClients())
	if want := []string{"buying bread", "carrying bread", "buying bread"}; failure != "" || !slices.Equal(progress, want) {
		t.Errorf("progress %q, failure %q", progress, failure)
	}
}

func TestAction_failures(t *testing.T) {
	t.Parallel()
	var configured any = withClients()
	for name, c := range map[string]struct {
		data any
		run  errand
		want []string
	}{
		"plain": {configured, func(context.Context, *framework.Clients, errandModel, framework.Progress) error {
			return errors.New("the shop is closed")
		}, []string{"Could not run the errand: The shop is closed."}},
		"several": {configured, func(context.Context, *framework.Clients, errandModel, framework.Progress) error {
			return errors.Join(framework.Errorf("No bread", "Bake.", "The shelf is empty."), errors.New("no milk either"))
		}, []string{"No bread: While trying to run the errand.\n\nThe shelf is empty.\n\nWhat to do: Bake.", "Could not run the errand: No milk either."}},
		"late": {configured, func(ctx context.Context, _ *framework.Clients, _ errandModel, _ framework.Progress) error {
			<-ctx.Done()
			return fmt.Errorf("still queueing: %w", ctx.Err())
		}, []string{"The errand did not finish within 50ms", "Still queueing", "continues in the service", "raise invoke in the timeouts attribute"}},
		"interrupted": {configured, func(context.Context, *framework.Clients, errandModel, framework.Progress) error {
			return context.Canceled
		}, []string{"The errand was interrupted"}},
		"not configured":   {nil, nil, []string{"The errand cannot run yet: The provider is not configured."}},
		"without a client": {ready(), nil, []string{"The provider lacks the argument dataverse_url: While trying to run the errand."}},
		"unknown":          {framework.UnconfiguredClients("dataverse_url"), nil, []string{"The errand cannot run yet: The provider argument \"dataverse_url\" is not known."}},
		"of another kind":  {"clients", nil, []string{"Unexpected provider data"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, failure := invoke(t, c.run, c.data)
			for _, part := range c.want {
				if !strings.Contains(failure, part) {
					t.Errorf("%q is not in %q", part, failure)
				}
			}
		})
	}
}

// TestAction_plan warns of what the action will do, and says what fails. Where nothing can be asked, it says nothing.
func TestAction_plan(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data  any
		fails error
		told  []string
	}{
		"warns":             {data: withClients(), told: []string{"Expensive"}},
		"fails":             {data: withClients(), fails: errors.New("the shop is closed"), told: []string{"Expensive", "Could not plan the errand"}},
		"without a client":  {data: ready()},
		"without an answer": {data: framework.UnconfiguredClients("dataverse_url")},
		"not configured":    {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := errands(func(def *framework.ActionDefinition[errandModel]) {
				def.Plan = func(ctx context.Context, _ *framework.Clients, config errandModel, warn func(*framework.Problem)) error {
					if _, ok := ctx.Deadline(); !ok || config.Name.ValueString() != "bread" {
						t.Errorf("a deadline: %v, the name: %v", ok, config.Name)
					}
					warn(framework.Errorf("Expensive", "", "Bread costs."))
					return c.fails
				}
			})
			config, told := configure(t, a, c.data, "")
			resp := action.ModifyPlanResponse{Diagnostics: told}
			if planned, ok := a.(action.ActionWithModifyPlan); ok {
				planned.ModifyPlan(t.Context(), action.ModifyPlanRequest{Config: config}, &resp)
			}
			var got []string
			for _, d := range resp.Diagnostics {
				got = append(got, d.Summary())
			}
			if !slices.Equal(got, c.told) || resp.Diagnostics.HasError() != (c.fails != nil) {
				t.Errorf("told %q, want %q", got, c.told)
			}
		})
	}
}

// TestAction_timeout: neither a plan nor the action itself begins with what is no time.
func TestAction_timeout(t *testing.T) {
	t.Parallel()
	a := errands(func(def *framework.ActionDefinition[errandModel]) {
		def.Plan = func(context.Context, *framework.Clients, errandModel, func(*framework.Problem)) error {
			t.Error("planned")
			return nil
		}
		def.Invoke = func(context.Context, *framework.Clients, errandModel, framework.Progress) error {
			t.Error("run")
			return nil
		}
	})
	config, told := configure(t, a, withClients(), "soon")
	planned, run := action.ModifyPlanResponse{Diagnostics: told}, action.InvokeResponse{}
	if planner, ok := a.(action.ActionWithModifyPlan); ok {
		planner.ModifyPlan(t.Context(), action.ModifyPlanRequest{Config: config}, &planned)
	}
	a.Invoke(t.Context(), action.InvokeRequest{Config: config}, &run)
	for _, failure := range []string{errorsOf(planned.Diagnostics), errorsOf(run.Diagnostics)} {
		if !strings.Contains(failure, "Not a timeout") || !strings.Contains(failure, `timeouts.invoke must be a time longer than zero, such as 30s or 1h, got "soon"`) {
			t.Errorf("%q", failure)
		}
	}
}
