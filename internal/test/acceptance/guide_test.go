// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// The demo tenant's ids.
const (
	companyID     = "000000cc-0000-4000-8000-000000000001"
	applicationID = "0000001a-0000-4000-8000-000000000001"
	rootUnitID    = "000000b0-0000-4000-8000-000000000001"
	userJim       = "000000d1-0000-4000-8000-000000000001"
	userLina      = "000000d1-0000-4000-8000-000000000002"
	userOtis      = "000000d1-0000-4000-8000-000000000003"
	userHelena    = "000000d1-0000-4000-8000-000000000005"
	userAda       = "000000d1-0000-4000-8000-000000000006"
	objectAda     = "000000a1-0000-4000-8000-000000000006"
	personJim     = "000000ce-0000-4000-8000-000000000001"
	customerFirst = "000000cf-0000-4000-8000-000000000001"
)

// guide is a configuration of the whole guide with every argument that can be changed. Each part is a resource
// block, so that a test can replace it.
type guide struct {
	t     *testing.T
	env   *acctest.Env
	base  string
	sales string
	parts map[string]string
	order []string
}

// newGuide generates the solution packages and returns the guide for the demo company.
func newGuide(t *testing.T, env *acctest.Env) *guide {
	t.Helper()
	dir := t.TempDir()
	write := func(s samples.Solution) string {
		path, err := s.WriteFile(dir)
		if err != nil {
			t.Fatalf("generating a solution package: %v", err)
		}
		return filepath.ToSlash(path)
	}
	g := &guide{t: t, env: env, base: write(samples.BaseIntegration("1.2.0.0")), sales: write(samples.SalesIntegration("1.3.0.0")), parts: map[string]string{}}
	g.set("bcsales_solution.base", fmt.Sprintf("file = %q", g.base))
	g.set("bcsales_solution.sales", fmt.Sprintf("file = %q\n  minimum_version = \"1.0\"\n  depends_on = [bcsales_solution.base]", g.sales))
	g.set("bcsales_integration_user.this", `
  application_id         = "`+applicationID+`"
  business_unit_id       = "`+rootUnitID+`"
  internal_email_address = "integration@contoso.example"
  enabled                = true`)
	g.set("bcsales_security_role_assignment.base", role("system_user_id = bcsales_integration_user.this.id", "a2b18661-9ff5-e911-a812-000d3a0b9028"))
	g.set("bcsales_security_role_assignment.administrator", role("system_user_id = bcsales_integration_user.this.id", "8c8d4f51-a72b-e511-80d9-3863bb349780"))
	g.set("bcsales_security_role_assignment.user", role("system_user_id = bcsales_integration_user.this.id", "6f960e32-a72b-e511-80d9-3863bb349780"))
	g.set("bcsales_dataverse_company.this", `
  company_id   = "`+companyID+`"
  company_name = "CRONUS"
  depends_on   = [bcsales_solution.base]`)
	g.set("bcsales_security_role_assignment.team_administrator", role("team_id = bcsales_dataverse_company.this.team_id", "8c8d4f51-a72b-e511-80d9-3863bb349780"))
	g.set("bcsales_security_role_assignment.team_user", role("team_id = bcsales_dataverse_company.this.team_id", "6f960e32-a72b-e511-80d9-3863bb349780"))
	g.set("bcsales_dataverse_connection_setup.this", g.dataverseSetup("integration@contoso.example", "person", 100))
	g.set("bcsales_sales_connection_setup.this", salesSetup(map[string]string{}))
	g.set("bcsales_salesperson_coupling.jim", coupling("JO", `system_user_id = "`+userJim+`"`))
	g.set("bcsales_salesperson_coupling.lina", coupling("LT", `system_user_email = "lina.townsend@contoso.example"`))
	g.set("bcsales_initial_synchronization.this", `
  company_id = bcsales_sales_connection_setup.this.company_id
  match_fields = {
    CUSTOMER = ["E-Mail", "Name"]
  }
  create_unmatched = ["CUSTOMER"]
  depends_on = [bcsales_salesperson_coupling.jim, bcsales_salesperson_coupling.lina]`)
	return g
}

func role(principal, id string) string {
	return principal + "\n  role_id = \"" + id + "\"\n  depends_on = [bcsales_solution.sales]"
}

func coupling(code, user string) string {
	return `
  company_id       = bcsales_sales_connection_setup.this.company_id
  salesperson_code = "` + code + `"
  ` + user
}

func (g *guide) dataverseSetup(user, model string, proxy int) string {
	return fmt.Sprintf(`
  company_id           = "%s"
  environment_url      = %q
  user_name            = %q
  ownership_model      = %q
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  proxy_version        = %d
  enabled              = true
  consent_acknowledged = true
  depends_on = [
    bcsales_integration_user.this,
    bcsales_security_role_assignment.base,
    bcsales_security_role_assignment.administrator,
    bcsales_security_role_assignment.user,
    bcsales_security_role_assignment.team_administrator,
    bcsales_security_role_assignment.team_user,
  ]`, companyID, g.env.Emulator().URL(), user, model, proxy)
}

// salesSetup returns the arguments of the Sales connection with changes.
func salesSetup(changes map[string]string) string {
	values := map[string]string{
		"company_id":                 "bcsales_dataverse_connection_setup.this.company_id",
		"business_central_url":       `"https://businesscentral.dynamics.com/contoso/Production"`,
		"proxy_version":              "100",
		"enabled":                    "true",
		"item_availability":          "true",
		"legacy_sales_orders":        "true",
		"auto_create_sales_orders":   "true",
		"bidirectional_sales_orders": "false",
		"auto_process_sales_quotes":  "true",
		"unit_group_mapping":         "true",
	}
	maps.Copy(values, changes)
	var b strings.Builder
	for name, value := range values {
		fmt.Fprintf(&b, "\n  %s = %s", name, value)
	}
	return b.String()
}

// set puts the body of a resource block at the address.
func (g *guide) set(address, body string) *guide {
	if _, known := g.parts[address]; !known {
		g.order = append(g.order, address)
	}
	g.parts[address] = body
	return g
}

// without removes a line from all parts.
func (g *guide) without(line string) *guide {
	for address, body := range g.parts {
		g.parts[address] = strings.ReplaceAll(body, line, "")
	}
	return g
}

// drop removes a resource.
func (g *guide) drop(address string) *guide {
	g.order = slices.DeleteFunc(g.order, func(a string) bool { return a == address })
	delete(g.parts, address)
	return g
}

// clone returns a copy that can be changed independently.
func (g *guide) clone() *guide {
	c := *g
	c.order = append([]string(nil), g.order...)
	c.parts = map[string]string{}
	maps.Copy(c.parts, g.parts)
	return &c
}

// config returns the configuration.
func (g *guide) config() string {
	var b strings.Builder
	b.WriteString(g.env.ProviderConfig())
	for _, address := range g.order {
		kind, name, _ := strings.Cut(address, ".")
		fmt.Fprintf(&b, "resource %q %q {\n  %s\n}\n", kind, name, strings.TrimSpace(g.parts[address]))
	}
	return b.String()
}

func companySet(name string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: name, Company: companyID}
}

func dataverseSet(name string) acctest.Set {
	return acctest.Set{API: acctest.Dataverse, Name: name}
}
