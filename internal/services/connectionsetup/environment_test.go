// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestDataverse_otherEnvironmentInPlan refuses another environment's address in the plan of a creation, whatever else is unknown.
func TestDataverse_otherEnvironmentInPlan(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	p := newPlanner(t, f)
	const other, refusal = "https://contoso.crm4.dynamics.com", "environment_url is not the provider's environment"
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	for _, c := range []struct {
		name, address string
		unknown       []string
		refused       bool
	}{
		{"everything known", other, nil, true},
		{"unknown user", other, []string{"user_name"}, true},
		{"unknown company and unit", other, []string{"company_id", "business_unit_id", "business_unit_name"}, true},
		{"the provider's own", strings.ToUpper(f.Emulator().URL()) + "/", []string{"company_id", "user_name"}, false},
	} {
		given := map[string]any{
			"company_id": cronus, "environment_url": c.address, "user_name": integrationEmail, "ownership_model": "team",
			"business_unit_id": f.unit["businessunitid"], "business_unit_name": f.unit["name"], "proxy_version": 100, "enabled": true, "consent_acknowledged": true,
		}
		for _, name := range c.unknown {
			given[name] = unknown
		}
		proposed := maps.Clone(given)
		for _, name := range []string{"id", "disable_reason", "authentication"} {
			proposed[name] = unknown
		}
		if got := p.creation("bcsales_dataverse_connection_setup", given, proposed); strings.Contains(got, refusal) != c.refused {
			t.Errorf("%s: refused %t, want %t: %s", c.name, !c.refused, c.refused, got)
		}
	}
}

// TestDataverse_offElsewhere lets a setup be that stays off with the address of an environment that the provider does not work on, but
// does not give it another user, whom nobody could look for there.
func TestDataverse_offElsewhere(t *testing.T) {
	t.Parallel()
	const other = "https://other.crm4.dynamics.com"
	f := arrange(t)
	row := f.dataverseRow(false)
	row["environmentUrl"] = other
	f.Insert(dataverseSetups(), row)
	f.Insert(allowed(), acctest.Row{"environmentUrl": other})
	f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": "second@contoso.example", "fullname": "Second"})
	w := inprocess.NewWorkspace(f.Factories())
	lines := []string{`enabled = false`, fmt.Sprintf("environment_url = %q", other)}
	if err := w.Import(t.Context(), f.prelude+f.dataverse(lines...), dataverseAddress, "CRONUS"); err == nil || !strings.Contains(err.Error(), "The import id is not a company id") {
		t.Errorf("got %v", err)
	}
	if err := w.Import(t.Context(), f.prelude+f.dataverse(lines...), dataverseAddress, cronus); err != nil {
		t.Fatal(err)
	}
	if err := f.run(t, w, f.dataverse(append(lines, `timeouts = { update = "30m" }`)...), inprocess.Mode{}, nothing); err != nil {
		t.Error(err)
	}
	for _, change := range []string{`enabled = true`, `environment_url = "https://third.crm4.dynamics.com"`} {
		_, err := w.Plan(t.Context(), f.prelude+f.dataverse(append(lines, change)...), inprocess.Mode{})
		if said := fmt.Sprint(err); !strings.Contains(said, "environment_url is not the provider's environment") {
			t.Errorf("%s: got %v", change, err)
		}
	}
	err := f.run(t, w, f.dataverse(append(lines, `user_name = "second@contoso.example"`)...), inprocess.Mode{}, nothing)
	if said := fmt.Sprint(err); !strings.Contains(said, "environment_url is not the provider's environment") {
		t.Errorf("got %v", err)
	}
	if name := f.only(t, dataverseSetups())["userName"]; name != integrationEmail {
		t.Errorf("the setup signs in as %v", name)
	}
}

// TestSetups_plannedBeforeTheRest plans setups before there is what the same run may bring: the companion extension, or the
// provider's rights.
func TestSetups_plannedBeforeTheRest(t *testing.T) {
	t.Parallel()
	const bare = `{"businesscentral": {"companion": null, "companies": [{"id": "` + cronus + `", "name": "CRONUS"}]}}`
	for name, c := range map[string]struct {
		options []acctest.Option
		fault   acctest.Fault
	}{
		"extension": {options: []acctest.Option{acctest.WithSeed(bare)}},
		"rights":    {fault: acctest.Fault{API: acctest.BusinessCentral, Path: `/companies\(`, Action: "status", Status: http.StatusForbidden}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, c.options...)
			f := fixture{Env: env, prelude: env.ProviderConfig(), unit: acctest.Row{"businessunitid": cronus, "name": "Unit (" + cronus + ")"}}
			if c.fault.Action != "" {
				f.Faults(c.fault)
			}
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": integrationEmail, "fullname": "Integration"})
			if _, err := inprocess.NewWorkspace(f.Factories()).Plan(t.Context(), f.prelude+f.dataverse()+literalSales(), inprocess.Mode{}); err != nil {
				t.Error(err)
			}
		})
	}
}

// creation plans a creation and returns its errors as one text.
func (p planner) creation(resource string, config, proposed map[string]any) string {
	p.t.Helper()
	schema := p.schema.ResourceSchemas[resource]
	kind := schema.ValueType()
	none, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, nil))
	if err != nil {
		p.t.Fatal(err)
	}
	answer, err := p.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: &none, ProposedNewState: p.value(schema, proposed), Config: p.value(schema, config),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	var texts []string
	for _, d := range answer.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			texts = append(texts, d.Summary+": "+d.Detail)
		}
	}
	return strings.Join(texts, "\n")
}
