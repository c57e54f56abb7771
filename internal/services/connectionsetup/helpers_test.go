// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	cronus        = "000000cc-0000-4000-8000-000000000001"
	applicationID = "0000001a-0000-4000-8000-000000000001"

	secondApplication = "0000001a-0000-4000-8000-0000000000aa"

	baseRole          = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	administratorRole = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	userRole          = "6f960e32-a72b-e511-80d9-3863bb349780"

	dataverseAddress = "bcsales_dataverse_connection_setup.this"
	salesAddress     = "bcsales_sales_connection_setup.this"
)

func dataverseSetups() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: cronus}
}

func salesSetups() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: cronus}
}

func mappings() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "tableMappings", Company: cronus}
}

func couplings() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: cronus}
}

const integrationEmail = "integration@contoso.example"

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

// fixture is an emulator with the text of everything that the connections stand on.
type fixture struct {
	*acctest.Env
	prelude string
	// unit is the company's business unit, when Terraform does not manage it.
	unit acctest.Row
}

func newFixture(t *testing.T) fixture {
	t.Helper()
	env := acctest.New(t)
	for name, version := range map[string]string{"bcbi_CdsBaseIntegration": "2.0.0.0", "MicrosoftDynamicsNavIntegration": "2.0.0.0"} {
		env.Insert(inDataverse("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": version, "ismanaged": true})
	}
	var roles strings.Builder
	for name, role := range map[string]string{
		"base": baseRole, "administrator": administratorRole, "user": userRole,
	} {
		fmt.Fprintf(&roles, `
resource "bcsales_security_role_assignment" %q {
  system_user_id = bcsales_integration_user.this.id
  role_id        = %q
}
`, name, role)
	}
	return fixture{Env: env, prelude: env.ProviderConfig() + roles.String() + fmt.Sprintf(`
resource "bcsales_integration_user" "this" {
  application_id         = %q
  internal_email_address = "integration@contoso.example"
}

resource "bcsales_dataverse_company" "this" {
  company_id   = %q
  company_name = "CRONUS"
}
`, applicationID, cronus)}
}

// arrange returns a fixture whose user, unit, team and company row are there already, without Terraform.
func arrange(t *testing.T, options ...acctest.Option) fixture {
	t.Helper()
	env := acctest.New(t, options...)
	f := fixture{Env: env, prelude: env.ProviderConfig()}
	for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
		f.Insert(inDataverse("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": "2.0.0.0", "ismanaged": true})
	}
	user := f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": integrationEmail, "fullname": "Integration", "applicationid": applicationID})
	for _, role := range []string{baseRole, administratorRole, userRole} {
		f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": user["systemuserid"], "roleid": role})
	}
	f.unit = f.company(cronus, "CRONUS")
	return f
}

// company makes what a company has in Dataverse and returns its business unit.
func (f fixture) company(companyID, name string) acctest.Row {
	root := f.Find(inDataverse("businessunits"), "_parentbusinessunitid_value", nil)
	unit := f.Insert(inDataverse("businessunits"), acctest.Row{"name": name + " (" + companyID + ")", "_parentbusinessunitid_value": root["businessunitid"]})
	team := f.Insert(inDataverse("teams"), acctest.Row{"name": "BCI - " + name + " (" + companyID + ")", "teamtype": 0, "_businessunitid_value": unit["businessunitid"]})
	for _, role := range f.Rows(inDataverse("roles")) {
		if role["_businessunitid_value"] == unit["businessunitid"] && role["_parentrootroleid_value"] == baseRole {
			f.Insert(inDataverse("teamrolescollection"), acctest.Row{"teamid": team["teamid"], "roleid": role["roleid"]})
		}
	}
	f.Insert(inDataverse("bcbi_companies"), acctest.Row{
		"bcbi_externalid": companyID, "bcbi_name": name, "_bcbi_defaultowningteam_value": team["teamid"], "_ownerid_value": team["teamid"],
	})
	return unit
}

// dataverseRow is a Dataverse connection setup as another administrator would have made it.
func (f fixture) dataverseRow(enabled bool) acctest.Row {
	return acctest.Row{
		"environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "ownershipModel": "Team", "proxyVersion": 100, "isEnabled": enabled,
		"businessUnitId": f.unit["businessunitid"], "businessUnitName": f.unit["name"],
	}
}

// dataverse returns the Dataverse connection setup; each argument is a line that replaces the one of the same name.
func (f fixture) dataverse(lines ...string) string {
	if f.unit != nil {
		return block("bcsales_dataverse_connection_setup", []string{
			fmt.Sprintf(`company_id           = %q`, cronus),
			fmt.Sprintf(`environment_url      = %q`, f.Emulator().URL()),
			fmt.Sprintf(`user_name            = %q`, integrationEmail),
			fmt.Sprintf(`business_unit_id     = %q`, f.unit["businessunitid"]),
			fmt.Sprintf(`business_unit_name   = %q`, f.unit["name"]),
			`consent_acknowledged = true`,
		}, lines)
	}
	return block("bcsales_dataverse_connection_setup", []string{
		`company_id           = bcsales_dataverse_company.this.company_id`,
		fmt.Sprintf(`environment_url      = %q`, f.Emulator().URL()),
		`user_name            = bcsales_integration_user.this.internal_email_address`,
		`business_unit_id     = bcsales_dataverse_company.this.business_unit_id`,
		`business_unit_name   = bcsales_dataverse_company.this.business_unit_name`,
		`consent_acknowledged = true`,
		`depends_on           = [bcsales_security_role_assignment.base, bcsales_security_role_assignment.administrator, bcsales_security_role_assignment.user]`,
	}, lines)
}

// sales returns the Sales connection setup.
func (f fixture) sales(lines ...string) string {
	return block("bcsales_sales_connection_setup", []string{`company_id = bcsales_dataverse_connection_setup.this.company_id`}, lines)
}

// both returns everything, with lines of the one setup and of the other.
func (f fixture) both(dataverse, sales []string) string {
	return f.prelude + f.dataverse(dataverse...) + f.sales(sales...)
}

func block(kind string, lines, others []string) string {
	name := func(line string) string {
		before, _, _ := strings.Cut(line, "=")
		return strings.TrimSpace(before)
	}
	for _, other := range others {
		replaced := false
		for i, line := range lines {
			if name(line) == name(other) {
				lines[i], replaced = other, true
			}
		}
		if !replaced {
			lines = append(lines, other)
		}
	}
	return "\nresource \"" + kind + "\" \"this\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

// only returns the first row of a set.
func (f fixture) only(t *testing.T, set acctest.Set) acctest.Row {
	t.Helper()
	rows := f.Rows(set)
	if len(rows) == 0 {
		t.Fatalf("%s has no rows", set.Name)
	}
	return rows[0]
}

func id(row acctest.Row) string { return fmt.Sprint(row["id"]) }

// words matches a text across the line breaks that Terraform makes.
func words(text string) *regexp.Regexp {
	parts := strings.Fields(text)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(strings.Join(parts, `[\s│]+`))
}
