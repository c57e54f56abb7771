// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/probes"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// The variables of the test in a live environment, beside the provider's own.
const (
	liveVariable            = "BCSALES_LIVE"
	liveCompanyVariable     = "BCSALES_LIVE_COMPANY"
	liveApplicationVariable = "BCSALES_LIVE_APPLICATION_ID"
)

// TestLive sets up a throwaway company of a live environment with the guide's configuration and destroys it, as the other tests
// do with the emulator.
func TestLive(t *testing.T) { //nolint:paralleltest // it is the only one that waits for services
	if os.Getenv(liveVariable) != "1" {
		t.Skipf("it sets up and destroys a company in a live environment: set %s=1, %s to the name of a company that nobody needs, "+
			"%s to the client id that Business Central signs in to Dataverse with, and the provider's variables",
			liveVariable, liveCompanyVariable, liveApplicationVariable)
	}
	company, err := throwaway(t.Context(), os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkspace(t, "")
	folder, err := os.MkdirTemp("", "bcsales-live-") //nolint:usetesting // the state outlives a failure
	if err != nil {
		t.Fatal(err)
	}
	w.dir = folder
	w.write("")
	w.quickstart(map[string]string{
		"company_name": company.Name, "dataverse_url": os.Getenv("BCSALES_DATAVERSE_URL"), "integration_application_id": os.Getenv(liveApplicationVariable),
	})
	t.Logf("the state is in %s: if the test fails, run terraform destroy there", folder)
	w.cycle()
	if !t.Failed() {
		_ = os.RemoveAll(folder)
	}
}

// throwaway returns the company that the variables name, unless something speaks against setting it up: it is connected
// already, or people work in the environment.
func throwaway(ctx context.Context, lookup config.Lookup) (bc.Company, error) {
	name, _ := lookup(liveCompanyVariable)
	if _, given := lookup(liveApplicationVariable); name == "" || !given {
		return bc.Company{}, fmt.Errorf("set %s and %s", liveCompanyVariable, liveApplicationVariable)
	}
	connected, err := provider.Connect(ctx, "live", lookup)
	if err != nil {
		return bc.Company{}, fmt.Errorf("connecting: %w", err)
	}
	if connected.Dataverse == nil || connected.BusinessCentral == nil {
		return bc.Company{}, errors.New("set BCSALES_DATAVERSE_URL and BCSALES_BUSINESS_CENTRAL_ENVIRONMENT")
	}
	if _, err := probes.Permit(ctx, &probes.Lab{Dataverse: connected.Dataverse, BusinessCentral: connected.BusinessCentral}); err != nil {
		return bc.Company{}, fmt.Errorf("looking for the type of the environment: %w", err)
	}
	all, err := connected.BusinessCentral.Companies(ctx, bc.CompanyQuery{})
	if err != nil {
		return bc.Company{}, fmt.Errorf("looking for the company: %w", err)
	}
	for _, company := range all {
		if !strings.EqualFold(company.Name, name) {
			continue
		}
		setup, found, err := connected.BusinessCentral.DataverseConnectionSetup(ctx, company.ID)
		if err == nil && found && setup.IsEnabled {
			err = errors.New("it is connected already")
		}
		if err != nil {
			return bc.Company{}, fmt.Errorf("the company %q: %w", name, err)
		}
		return company, nil
	}
	return bc.Company{}, fmt.Errorf("there is no company %q", name)
}

// TestThrowaway: what the live test refuses to set up.
func TestThrowaway(t *testing.T) {
	t.Parallel()
	production := acctest.Fault{
		Path: "RetrieveCurrentOrganization", Action: "status", Status: 200, Body: map[string]any{"Detail": map[string]any{"OrganizationType": "Secondary"}},
	}
	setups := acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: companyID}
	for name, tc := range map[string]struct {
		arrange func(env *acctest.Env)
		company string
		want    string // empty for no refusal
	}{
		"throwaway":  {nil, "cronus", ""},
		"nobody's":   {nil, "Fabrikam", `no company "Fabrikam"`},
		"unnamed":    {nil, "", liveCompanyVariable},
		"production": {func(env *acctest.Env) { env.Faults(production) }, "CRONUS", "of type Secondary"},
		"connected": {func(env *acctest.Env) {
			env.Insert(setups, acctest.Row{"isEnabled": true, "environmentUrl": env.Emulator().URL(), "userName": "x@contoso.example"})
		}, "CRONUS", "connected already"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithoutRecord())
			if tc.arrange != nil {
				tc.arrange(env)
			}
			variables := env.Emulator().Env()
			variables[liveCompanyVariable], variables[liveApplicationVariable] = tc.company, applicationID
			company, err := throwaway(t.Context(), func(name string) (string, bool) {
				value, found := variables[name]
				return value, found
			})
			if tc.want == "" && (err != nil || company.Name != "CRONUS") || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("%v: %v", company, err)
			}
		})
	}
}
