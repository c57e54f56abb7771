// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// administratorID is the application of the administrator account.
const administratorID = "000000ad-0000-4000-8000-000000000001"

// right is a privilege, a role, a permission set or an application permission.
type right struct {
	Name     string `json:"name"`
	Depth    string `json:"depth,omitempty"`
	Template string `json:"template,omitempty"`
	For      string `json:"for"`
	Source   string `json:"source"`
	// OnlyFor is the argument that needs it, such as a deletion_policy that removes what is left otherwise.
	OnlyFor string `json:"only_for,omitempty"`
}

// definition is a file in examples/bootstrap/rights: what an identity may do, and nothing else.
type definition struct {
	ApplicationPermissions []right `json:"application_permissions"`
	PermissionSets         []right `json:"permission_sets"`
	Roles                  []right `json:"roles"`
	Privileges             []right `json:"privileges"`
}

// rightsOf reads the definition of an identity.
func rightsOf(t *testing.T, identity string) definition {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "bootstrap", "rights", identity+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var d definition
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatalf("%s: %v", identity, err)
	}
	return d
}

// parts are the lists of the definition.
func (d *definition) parts() []*[]right {
	return []*[]right{&d.ApplicationPermissions, &d.PermissionSets, &d.Roles, &d.Privileges}
}

// without returns the definition without some of the rights.
func (d definition) without(some func(right) bool) definition {
	for _, list := range d.parts() {
		*list = slices.DeleteFunc(slices.Clone(*list), some)
	}
	return d
}

func rightNamed(name string) func(right) bool { return func(r right) bool { return r.Name == name } }

func names(rights []right) []any {
	out := make([]any, len(rights))
	for i, r := range rights {
		out[i] = r.Name
	}
	return out
}

// holder gives an application exactly the rights of a definition.
type holder struct {
	env                     *acctest.Env
	application, user, role string
}

// holders gives the provider's application and the administrator's the rights of the committed definitions.
func holders(t *testing.T, env *acctest.Env) (onboarding, administrator holder) {
	t.Helper()
	own := env.Find(dataverseSet("systemusers"), "applicationid", emulator.ClientID)
	env.Insert(graphSet("servicePrincipals"), acctest.Row{
		"id": administratorID, "appId": administratorID, "displayName": "Administrator", "accountEnabled": true, "servicePrincipalType": "Application",
	})
	user := env.Insert(dataverseSet("systemusers"), acctest.Row{"applicationid": administratorID, "_businessunitid_value": own["_businessunitid_value"]})
	env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}, acctest.Row{"clientId": administratorID, "description": "Administrator"})
	of := func(application string, user acctest.Row) holder {
		role := env.Insert(dataverseSet("roles"), acctest.Row{"name": "Rights of " + application, "_businessunitid_value": user["_businessunitid_value"], "privileges": []any{}})
		return holder{env, application, textOf(user, "systemuserid"), textOf(role, "roleid")}
	}
	onboarding, administrator = of(emulator.ClientID, own), of(administratorID, user)
	onboarding.hold(t, rightsOf(t, "onboarding"))
	administrator.hold(t, rightsOf(t, "administrator"))
	return onboarding, administrator
}

func textOf(row acctest.Row, column string) string {
	text, _ := row[column].(string)
	return text
}

// hold takes away what the application may do and gives it the rights of the definition.
func (h holder) hold(t *testing.T, d definition) {
	t.Helper()
	env, links := h.env, dataverseSet("systemuserrolescollection")
	for _, link := range env.Rows(links) {
		if link["systemuserid"] == h.user {
			env.Delete(links, textOf(link, "systemuserroleid"))
		}
	}
	privileges := []any{}
	for _, p := range d.Privileges {
		privileges = append(privileges, acctest.Row{"name": p.Name, "depth": p.Depth})
	}
	env.Patch(dataverseSet("roles"), h.role, acctest.Row{"privileges": privileges})
	env.Insert(links, acctest.Row{"systemuserid": h.user, "roleid": h.role})
	for _, role := range d.Roles {
		for _, row := range env.Rows(dataverseSet("roles")) {
			if row["_roletemplateid_value"] == role.Template && row["_parentroleid_value"] == nil {
				env.Insert(links, acctest.Row{"systemuserid": h.user, "roleid": row["roleid"]})
			}
		}
	}
	principal := env.Find(graphSet("servicePrincipals"), "appId", h.application)
	env.Patch(graphSet("servicePrincipals"), textOf(principal, "id"), acctest.Row{"permissions": names(d.ApplicationPermissions)})
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	env.Patch(applications, textOf(env.Find(applications, "clientId", h.application), "id"), acctest.Row{"permissionSets": names(d.PermissionSets)})
}

// TestRightsHaveSources: each right of the definitions says what it is for, has a public source, a file of this repository or
// the word INFERENCE, and stands in the guide "Permissions".
func TestRightsHaveSources(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "guides", "permissions.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, identity := range []string{"onboarding", "administrator"} {
		d, seen := rightsOf(t, identity), map[string]bool{}
		for _, list := range d.parts() {
			for _, r := range *list {
				_, err := os.Stat(filepath.Join("..", "..", "..", filepath.FromSlash(r.Source)))
				if r.Name == "" || r.For == "" || seen[r.Name] || r.Source != "INFERENCE" && !strings.HasPrefix(r.Source, "https://") && (r.Source == "" || err != nil) {
					t.Errorf("%s: %+v", identity, r)
				}
				seen[r.Name] = true
				if !strings.Contains(string(guide), r.Name) {
					t.Errorf("the guide lacks %s", r.Name)
				}
			}
		}
	}
}

// rightsGuide is the whole guide as examples/complete carries it out: the administrator imports the solutions and installs the
// companion extension, and the provider's own identity does the rest.
func rightsGuide(t *testing.T, env *acctest.Env, deletes bool) string {
	t.Helper()
	g := newGuide(t, env)
	const administrator = "\n  provider = bcsales.administrator"
	g.parts["bcsales_solution.base"] += administrator
	g.parts["bcsales_solution.sales"] += administrator
	g.set("bcsales_extension.companion", fmt.Sprintf("file = %q", companion(t, t.TempDir()))+administrator)
	g.parts["bcsales_dataverse_connection_setup.this"] = strings.Replace(g.parts["bcsales_dataverse_connection_setup.this"], "depends_on = [", "depends_on = [\n    bcsales_extension.companion,", 1)
	g.drop("bcsales_salesperson_coupling.lina").without(", bcsales_salesperson_coupling.lina")
	if deletes { // what was synchronized would keep the company's team
		g.drop("bcsales_initial_synchronization.this")
		for _, address := range []string{"bcsales_integration_user.this", "bcsales_dataverse_company.this"} {
			g.parts[address] += "\n  deletion_policy = \"delete\""
		}
		for _, address := range []string{"bcsales_extension.companion", "bcsales_solution.base", "bcsales_solution.sales"} {
			g.parts[address] += "\n  deletion_policy = \"uninstall\""
		}
	}
	return g.config() + env.ProviderBlock("administrator", administratorID)
}

// withoutCompanion is the demo tenant before anything has been prepared.
func withoutCompanion() acctest.Option {
	return acctest.WithSeed(strings.Replace(string(seed.Demo()), `"companion": "1.1.0.0"`, `"companion": null`, 1))
}

// life creates everything, reads its readiness and destroys it, until something fails. It returns all that the provider said.
func life(t *testing.T, env *acctest.Env, config string) (said string, failed error) {
	t.Helper()
	factories, warnings := env.Warnings()
	own := map[string]inprocess.Factory{}
	maps.Copy(own, factories)
	w := inprocess.NewWorkspace(own)
	for _, destroy := range []bool{false, true} {
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{Destroy: destroy})
		if err == nil {
			err = w.Apply(t.Context(), plan)
		}
		if err == nil && !destroy {
			var report string
			report, err = readiness(t, env)
			said += report
		}
		if err != nil {
			return said + warnings.In("plan") + warnings.In("apply"), err
		}
	}
	return said + warnings.In("plan") + warnings.In("apply"), nil
}

// readiness couples records of the kinds that the demo company lacks, and lists the checks that do not pass, with their findings.
func readiness(t *testing.T, env *acctest.Env) (string, error) {
	t.Helper()
	for table, row := range map[int]struct{ set, key string }{27: {"products", "productid"}, 36: {"salesorders", "salesorderid"}, 112: {"invoices", "invoiceid"}} {
		id := fmt.Sprintf("000000f0-0000-4000-8000-%012d", table)
		env.Insert(dataverseSet(row.set), acctest.Row{row.key: id})
		env.Insert(companySet("recordCouplings"), acctest.Row{"tableId": table, "recordId": id, "dataverseId": id})
	}
	const kind = "bcsales_integration_readiness"
	session := newInProcess(env, false)
	config, err := session.DataSource(kind, map[string]any{"company_id": companyID})
	if err != nil {
		t.Fatal(err)
	}
	report, answer := session.Read(t.Context(), kind, config)
	if answer.Failed() {
		return "", errors.New(answer.Errors())
	}
	var out strings.Builder
	for _, check := range report.GetAttr("checks").AsValueSlice() {
		if status := check.GetAttr("status").AsString(); status != "pass" {
			fmt.Fprintf(&out, "%s: %s\n", status, check.GoString())
		}
	}
	return out.String(), nil
}

// TestLeastPrivileges carries out the guide with exactly the committed rights of both identities.
func TestLeastPrivileges(t *testing.T) {
	t.Parallel()
	for _, deletes := range []bool{false, true} {
		t.Run(fmt.Sprintf("deletes %t", deletes), func(t *testing.T) {
			t.Parallel()
			if deletes {
				acctest.Long(t)
			}
			env := acctest.New(t, withoutCompanion())
			onboarding, administrator := holders(t, env)
			if !deletes {
				later := func(r right) bool { return r.OnlyFor != "" }
				onboarding.hold(t, rightsOf(t, "onboarding").without(later))
				administrator.hold(t, rightsOf(t, "administrator").without(later))
			}
			said, err := life(t, env, rightsGuide(t, env, deletes))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(said, "fail: ") || strings.Contains(said, "skipped: ") {
				t.Errorf("not everything is ready: %s", said)
			}
			if deletes && strings.Contains(said, "Left in place") {
				t.Errorf("destroy leaves something: %s", said)
			}
		})
	}
}

// allRights is the variable with which [TestEachRightCounts] takes every right away, and not every sixth.
const allRights = "BCSALES_TEST_ALL_RIGHTS"

// TestEachRightCounts takes single rights away: then an error or a finding of readiness names what is missing.
func TestEachRightCounts(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	type missing struct {
		identity, name string
		deletes        bool
	}
	var all []missing
	for _, identity := range []string{"administrator", "onboarding"} {
		d := rightsOf(t, identity)
		for _, list := range d.parts() {
			for _, r := range *list {
				all = append(all, missing{identity, r.Name, r.OnlyFor != ""})
			}
		}
	}
	for i, m := range all {
		if i%6 != 0 && os.Getenv(allRights) == "" {
			continue
		}
		t.Run(m.identity+" without "+m.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, withoutCompanion())
			onboarding, administrator := holders(t, env)
			if m.identity == "administrator" {
				administrator.hold(t, rightsOf(t, m.identity).without(rightNamed(m.name)))
			} else {
				onboarding.hold(t, rightsOf(t, m.identity).without(rightNamed(m.name)))
			}
			said, err := life(t, env, rightsGuide(t, env, m.deletes))
			if err != nil {
				said += err.Error()
			}
			if !strings.Contains(strings.ToLower(said), strings.ToLower(m.name)) {
				t.Errorf("nothing names it: failed %t\n%s", err != nil, said)
			}
		})
	}
}
