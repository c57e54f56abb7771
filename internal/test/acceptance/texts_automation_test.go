// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	helloID     = "a1000000-0000-4000-8000-000000000001"
	helloOnly   = "a1000000-0000-4000-8000-0000000000ff"
	personAda   = "000000e1-0000-4000-8000-000000000006"
	personLina  = "000000e1-0000-4000-8000-000000000002"
	mayNotGrant = "Give the provider's application the permission set SECURITY"
)

// extensionText configures the extension Hello, whose package has been written before.
type extensionText struct{ file string }

func (e *extensionText) write(t *testing.T, _ *acctest.Env) {
	t.Helper()
	version, err := version.Parse("1.0.0.0")
	if err != nil {
		t.Fatal(err)
	}
	name, err := apptest.WriteFile(t.TempDir(), app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: version})
	if err != nil {
		t.Fatal(err)
	}
	e.file = filepath.ToSlash(name)
}

func (e *extensionText) config(g *guide) string {
	return g.env.ProviderConfig() + oneResource("bcsales_extension.text", []string{fmt.Sprintf("file = %q", e.file), `deletion_policy = "uninstall"`}, nil)
}

// hello is the published package as the environment stores it.
func hello(installed bool) acctest.Row {
	return acctest.Row{
		"packageId": helloOnly, "id": helloID, "displayName": "Hello", "publisher": "Contoso", "publishedAs": "PTE", "isInstalled": installed,
		"versionMajor": 1, "versionMinor": 0, "versionBuild": 0, "versionRevision": 0,
	}
}

// switched installs or uninstalls Hello behind Terraform's back.
func switched(installed bool) func(env *acctest.Env) {
	return func(env *acctest.Env) {
		env.Patch(globalSet("extensions"), fmt.Sprint(env.Find(globalSet("extensions"), "id", helloID)["packageId"]), acctest.Row{"isInstalled": installed})
	}
}

// extensionTexts are the texts of the extensions' pages.
func extensionTexts() []provoked {
	var e extensionText
	const remedy = "Give the provider's application the permission set EXTEN. MGT. - ADMIN"
	upload := func(change func(env *acctest.Env)) during {
		return during{http.MethodPost, `extensionUpload\(.*upload$`, change}
	}
	content := func(text string) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			for _, row := range env.Rows(companySet("extensionUpload")) {
				env.Patch(companySet("extensionUpload"), fmt.Sprint(row["systemId"]), acctest.Row{"extensionContent": base64.StdEncoding.EncodeToString([]byte(text))})
			}
		}
	}
	without := func(env *acctest.Env) { permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS") }
	with := func(env *acctest.Env) {
		permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS", "EXTEN. MGT. - ADMIN")
		for _, row := range env.Rows(companySet("extensionUpload")) {
			env.Delete(companySet("extensionUpload"), fmt.Sprint(row["systemId"]))
		}
	}
	var again extensionText
	return []provoked{
		{
			name: "extensions without the permission set", texts: []string{"textMayNotInstall"}, before: e.write, config: e.config, change: without, repair: with, remedy: remedy,
			want: "You do not have the required permissions to install the selected app.",
			again: []provoked{
				{name: "permission set removed during the run", texts: []string{"textMayNotManage"}, during: upload(without), repair: with, want: "You do not have sufficient permissions to manage extensions.", remedy: remedy},
				{name: "upload emptied during the run", texts: []string{"textContentEmpty"}, during: upload(content("")), repair: with, want: "Extension content is empty", remedy: "Somebody else uploaded an extension at the same time"},
				{name: "upload changed during the run", texts: []string{"textNotAnExtension"}, during: upload(content("no package")), repair: with, want: "The specified file is not an extension file.", remedy: "Check that file is an .app package"},
				{
					name: "extension installed during the run", texts: []string{"textInstalled"}, during: during{http.MethodPost, `extensions\(.*install$`, switched(true)}, want: "The extension Hello is already installed.", remedy: "Somebody installed the extension during the run",
					change: func(env *acctest.Env) { env.Insert(globalSet("extensions"), hello(false)) },
				},
			},
		},
		{
			name: "extension uninstalled during the run", texts: []string{"textNotInstalled"}, before: again.write, first: again.config, destroy: true, during: during{http.MethodPost, `extensions\(.*uninstall$`, switched(false)}, repair: switched(true),
			want: "The extension Hello is not installed.", remedy: "Somebody uninstalled the extension during the run",
		},
	}
}

// assigned configures a permission set of a person.
func assigned(user, set string, lines ...string) func(g *guide) string {
	return func(g *guide) string {
		return g.env.ProviderConfig() + oneResource("bcsales_permission_set_assignment.text", []string{fmt.Sprintf("user_security_id = %q", user), fmt.Sprintf("permission_set_id = %q", set)}, lines)
	}
}

// permissionSetTexts are the texts about permission sets of users.
func permissionSetTexts() []provoked {
	application := func(g *guide) string {
		return assigned(fmt.Sprint(g.env.Find(globalSet("entraApplications"), "clientId", emulator.ClientID)["id"]), "SUPER")(g)
	}
	second := func(env *acctest.Env) {
		env.Insert(globalSet("permissionSets"), acctest.Row{"id": "SECURITY", "displayName": "Another", "appId": helloID, "extensionName": "Hello", "scope": "System"})
	}
	state := func(state string) func(env *acctest.Env) {
		return func(env *acctest.Env) { env.Patch(globalSet("users"), personAda, acctest.Row{"state": state}) }
	}
	giving := func(change func(env *acctest.Env)) during {
		return during{http.MethodPost, `userPermissions$`, change}
	}
	return []provoked{
		{
			name: "SUPER for an application", texts: []string{"textSuperOfApplication"}, config: application, want: "The permission set SUPER cannot be assigned to the application Terraform.", remedy: "Business Central gives SUPER only to people",
			again: []provoked{
				{
					name: "company renamed during the run", config: assigned(personLina, "D365 BASIC", fmt.Sprintf("company_id = %q", companyID)), want: "that cannot be found in the related table.", remedy: "Name something that exists",
					during: giving(func(env *acctest.Env) { env.Patch(globalSet("companies"), companyID, acctest.Row{"name": "RENAMED"}) }),
				},
				{name: "permission set created during the run", texts: []string{"textSeveralRoles"}, config: assigned(personLina, "SECURITY"), during: giving(second), want: "The permission set SECURITY is defined multiple times in this context.", remedy: "Set app_id"},
				{name: "ambiguous permission set", texts: []string{"textSeveralRoles"}, config: assigned(personLina, "SECURITY"), want: "The permission set SECURITY is defined multiple times in this context.", remedy: "Set app_id"},
				{
					name: "assignment without SECURITY", texts: []string{"textMayNotGrant"}, config: assigned(personLina, "D365 BASIC"), change: func(env *acctest.Env) { permit(env, "D365 AUTOMATION") },
					want: "You have not been granted rights to add, modify, or delete this permission set for this user in this company.", remedy: mayNotGrant,
				},
			},
		},
		{
			name: "last SUPER taken away", texts: []string{"textLastSuper"}, first: assigned(personLina, "SUPER"), change: state("Disabled"), repair: state("Enabled"), destroy: true,
			want: "There should be at least one enabled 'SUPER' user.", remedy: "Give SUPER to another enabled user first",
		},
	}
}

// companyTexts are the texts about companies.
func companyTexts() []provoked {
	made := func(g *guide) string {
		return g.env.ProviderConfig() + oneResource("bcsales_company.text", []string{`name = "Second"`, `deletion_policy = "delete"`}, nil)
	}
	return []provoked{{
		name: "last company deleted", terraform: true, texts: []string{"textLastCompany"}, first: made, destroy: true, change: func(env *acctest.Env) { env.Delete(globalSet("companies"), companyID) },
		repair: func(env *acctest.Env) {
			env.Insert(globalSet("companies"), acctest.Row{"id": companyID, "name": "CRONUS"})
		},
		want: "Cannot delete this company. It's the only company you have, and you must have at least one.", remedy: "Create another company first",
	}, {
		name: "company created during the run", config: made, want: "The company exists already", remedy: "terraform import bcsales_company",
		during: during{http.MethodPost, `automationCompanies$`, func(env *acctest.Env) { env.Insert(globalSet("companies"), acctest.Row{"name": "Second"}) }},
	}}
}
