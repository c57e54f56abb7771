// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
)

func hello(version string, needs ...app.Dependency) app.Manifest {
	return app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: fullVersion(version), Dependencies: needs}
}

func library(version string) app.Manifest {
	return app.Manifest{ID: libraryID, Name: "Library", Publisher: "Contoso", Version: fullVersion(version)}
}

func companionPackage(version string) app.Manifest {
	return app.Manifest{ID: companionID, Name: companionName, Publisher: companionPublisher, Version: fullVersion(version)}
}

// prepare creates the row of an upload with its content and returns the request that starts its action.
func (b *bench) prepare(content, options string) request {
	b.t.Helper()
	a := b.must(automate(b, http.MethodPost, in(cronus, setExtensionUpload), options))
	id, _ := a.body["systemId"].(string)
	row := in(cronus, setExtensionUpload+"("+id+")")
	if content != "" {
		b.must(request{
			method: http.MethodPatch, path: row + "/extensionContent", body: content, service: b.automation,
			header: map[string]string{"If-Match": "*", "Content-Type": "application/octet-stream"},
		})
	}
	return automate(b, http.MethodPost, row+"/Microsoft.NAV.upload", "")
}

func (b *bench) pack(m app.Manifest) string {
	b.t.Helper()
	content, err := apptest.Generate(m)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(content)
}

// deployed uploads an extension and returns the outcome of the deployment.
func (b *bench) deployed(m app.Manifest, options string) (status, details string) {
	b.t.Helper()
	b.must(b.prepare(b.pack(m), options))
	if got := b.deployment().String(columnStatus); got != statusInProgress {
		b.t.Errorf("the deployment begins as %s", got)
	}
	b.pass(deployDuration)
	row := b.deployment()
	return row.String(columnStatus), row.String(columnDetails)
}

func (b *bench) deployment() store.Row {
	rows := deployments(b.automation.Background(cronus))
	if len(rows) == 0 {
		b.t.Fatal("there is no deployment")
	}
	return rows[0]
}

// packageOf returns the path of an app's package.
func (b *bench) packageOf(app string) string {
	b.t.Helper()
	for _, row := range extensions(b.automation.Background(cronus)) {
		if row.Equal(columnID, app) {
			return in(cronus, setExtensions+"("+row.String(columnPackage)+")")
		}
	}
	b.t.Fatalf("the app %s is not published", app)
	return ""
}

func extensionRules() []rule {
	act := func(b *bench, action string) request {
		b.deployed(hello("1.0.0.0"), "{}")
		return automate(b, http.MethodPost, b.packageOf(helloID)+"/Microsoft.NAV."+action, "")
	}
	replaced := func(from, to string) func(*bench, request) request {
		return func(_ *bench, r request) request { r.path = strings.Replace(r.path, from, to, 1); return r }
	}
	return []rule{
		{name: "installed twice", status: 400, code: dialog, text: "The extension Hello is already installed.", given: func(b *bench) request { return act(b, "install") }, valid: replaced("install", "uninstall")},
		{
			name: "uninstalled twice", status: 400, code: dialog, text: "The extension Hello is not installed.",
			given: func(b *bench) request { r := act(b, "uninstall"); b.must(r); return r }, valid: replaced("uninstall", "install"),
		},
		{
			name: "data deleted of what is not installed", status: 400, code: dialog, text: "The extension Hello is not installed.",
			given: func(b *bench) request {
				b.must(act(b, "uninstall"))
				return automate(b, http.MethodPost, b.packageOf(helloID)+"/Microsoft.NAV.uninstallAndDeleteExtensionData", "")
			},
			fix: func(b *bench) {
				b.must(automate(b, http.MethodPost, b.packageOf(helloID)+"/Microsoft.NAV.install", ""))
			},
		},
		{
			name: "unpublished while installed", status: 400, code: dialog, text: "The extension Hello cannot be unpublished because it is installed.",
			given: func(b *bench) request { return act(b, "unpublish") },
			fix: func(b *bench) {
				b.must(automate(b, http.MethodPost, b.packageOf(helloID)+"/Microsoft.NAV.uninstall", ""))
			},
		},
		{
			name: "extension unknown", status: 404, code: "Internal_RecordNotFound", text: "The extension does not exist. Identification fields and values: SystemId='{" + strings.ToUpper(rootUnit) + "}'",
			given: automated(http.MethodPost, in(cronus, setExtensions+"("+rootUnit+")/Microsoft.NAV.install"), ""),
			valid: func(b *bench, _ request) request { return act(b, "uninstall") },
		},
		{name: "extension deleted", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support delete.", given: func(b *bench) request { return automate(b, http.MethodDelete, b.packageOf(baseApplicationID), "") }, valid: func(b *bench, r request) request { return automate(b, http.MethodGet, r.path, "") }},
	}
}

func extensionUploadRules() []rule {
	return []rule{
		{
			name: "second upload before the first ended", status: 409, code: duplicate, text: "The record in table API Extension Upload already exists. Identification fields and values: Id='0'",
			given: func(b *bench) request {
				b.prepare("", "{}")
				return automate(b, http.MethodPost, in(cronus, setExtensionUpload), "{}")
			},
			valid: func(b *bench, _ request) request {
				row := b.row(cronus, setExtensionUpload, func(store.Row) bool { return true })
				return automate(b, http.MethodPatch, in(cronus, setExtensionUpload+"("+row.String("systemId")+")"), `{"schemaSyncMode":"Force Sync"}`)
			},
		},
		{name: "schedule unknown", status: 400, code: "BadRequest", text: "Cannot convert the literal 'Later' to the expected type 'Edm.String' of property 'schedule'.", given: automated(http.MethodPost, in(cronus, setExtensionUpload), `{"schedule":"Later"}`), valid: body(`{"schedule":"Next minor version"}`)},
		{
			name: "content without If-Match", status: 400, code: "BadRequest_InvalidToken", text: badToken,
			given: func(b *bench) request {
				action := b.prepare("", "{}")
				return request{method: http.MethodPatch, path: strings.Replace(action.path, "Microsoft.NAV.upload", "extensionContent", 1), body: "NAVX", service: b.automation, header: map[string]string{}}
			},
			valid: func(_ *bench, r request) request { r.header = map[string]string{"If-Match": "*"}; return r },
		},
		{
			name: "no content", status: 400, code: dialog, text: textContentEmpty,
			given: func(b *bench) request { return b.prepare("", "{}") },
			fix: func(b *bench) {
				row := b.row(cronus, setExtensionUpload, func(store.Row) bool { return true })
				b.must(request{method: http.MethodPatch, path: in(cronus, setExtensionUpload+"("+row.String("systemId")+")/extensionContent"), body: b.pack(hello("1.0.0.0")), service: b.automation})
			},
		},
		{
			name: "not an app file", status: 400, code: "Unknown", text: textNotAnExtension,
			given: func(b *bench) request { return b.prepare("a text", "{}") },
			fix: func(b *bench) {
				row := b.row(cronus, setExtensionUpload, func(store.Row) bool { return true })
				b.must(request{method: http.MethodPatch, path: in(cronus, setExtensionUpload+"("+row.String("systemId")+")/extensionContent"), body: b.pack(hello("1.0.0.0")), service: b.automation})
			},
		},
		{
			name: "without EXTEN. MGT. - ADMIN", status: 400, code: dialog, text: textMayNotManage,
			given: func(b *bench) request {
				r := b.prepare(b.pack(hello("1.0.0.0")), "{}")
				b.without(permissionExtensions)
				return r
			},
			fix: func(b *bench) { b.again(permissionExtensions) },
		},
	}
}

// TestFailedDeployments lists what makes a deployment fail; the API shows only the status.
func TestFailedDeployments(t *testing.T) {
	t.Parallel()
	needs := func(version string) app.Dependency {
		return app.Dependency{ID: libraryID, Name: "Library", Publisher: "Contoso", MinVersion: fullVersion(version)}
	}
	tooNew := hello("1.0.0.0")
	tooNew.Application = fullVersion("99.0")
	for _, test := range []struct {
		name    string
		given   func(b *bench)
		app     app.Manifest
		details string
		fix     func(b *bench)
		valid   app.Manifest
	}{
		{"same version", func(b *bench) { b.deployed(hello("1.0.0.0"), "{}") }, hello("1.0.0.0"), detailSameVersion, nil, hello("1.0.0.1")},
		{"lower version", func(b *bench) { b.deployed(hello("2.0.0.0"), "{}") }, hello("1.9.0.0"), "Deployment failed. The extension Hello by Contoso 1.9.0.0 cannot be installed because the newer version 2.0.0.0 is installed.", nil, hello("2.1.0.0")},
		{"dependency missing", nil, hello("1.0.0.0", needs("1.0")), "Deployment failed. The extension Hello by Contoso 1.0.0.0 needs the extension Library by Contoso 1.0.0.0, which is not installed.", func(b *bench) { b.deployed(library("1.0.0.0"), "{}") }, hello("1.0.0.0", needs("1.0"))},
		{"dependency too old", func(b *bench) { b.deployed(library("1.0.0.0"), "{}") }, hello("1.0.0.0", needs("1.5")), "Deployment failed. The extension Hello by Contoso 1.0.0.0 needs the extension Library by Contoso 1.5.0.0, which is not installed.", func(b *bench) { b.deployed(library("1.5.0.0"), "{}") }, hello("1.0.0.0", needs("1.5"))},
		{"application too old", nil, tooNew, "Deployment failed. The extension Hello by Contoso 1.0.0.0 is built for application version 99.0.0.0, and this environment has 28.1.30000.0.", nil, hello("1.0.0.0")},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			if test.given != nil {
				test.given(b)
			}
			if status, details := b.deployed(test.app, "{}"); status != statusFailed || details != test.details {
				t.Errorf("%s: %s", status, details)
			}
			if test.fix != nil {
				test.fix(b)
			}
			if status, details := b.deployed(test.valid, "{}"); status != statusCompleted {
				t.Errorf("the valid one: %s: %s", status, details)
			}
		})
	}
}

// TestCompanionDeployment: the companion's API appears and disappears with its extension.
func TestCompanionDeployment(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	read := request{method: http.MethodGet, path: in(cronus, setConnectors)}
	version := func() any { return b.list(in(cronus, setConnectors))[0]["version"] }
	if got := version(); got != "1.1.0.0" {
		t.Errorf("seeded: %v", got)
	}
	b.must(automate(b, http.MethodPost, b.packageOf(companionID)+"/Microsoft.NAV.uninstall", ""))
	if a := b.do(read); a.status != http.StatusNotFound {
		t.Errorf("after the uninstallation: %d", a.status)
	}
	b.must(automate(b, http.MethodPost, b.packageOf(companionID)+"/Microsoft.NAV.install", ""))
	if got := version(); got != "1.1.0.0" {
		t.Errorf("installed again: %v", got)
	}
	if status, details := b.deployed(companionPackage("1.1.1.0"), "{}"); status != statusCompleted {
		t.Errorf("%s: %s", status, details)
	}
	if got := version(); got != "1.1.1.0" {
		t.Errorf("upgraded: %v", got)
	}
	if status, _ := b.deployed(companionPackage("1.2.0.0"), `{"schedule":"Next minor version"}`); status != statusCompleted || version() != "1.1.1.0" {
		t.Errorf("staged: %s, %v", status, version())
	}
}

// TestInstallingListsStoredSetups: a setup that existed before the companion keeps its environment.
func TestInstallingListsStoredSetups(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.must(automate(b, http.MethodPost, b.packageOf(companionID)+"/Microsoft.NAV.uninstall", ""))
	b.bc(cronus, setDataverseSetup, store.Row{columnID: rootUnit, columnAddress: "https://Stored.crm4.dynamics.com/", columnEnabled: true})
	b.bc(fabrikam, setSalesSetup, store.Row{columnID: rootUnit, columnAddress: "https://onpremises.contoso.com"})
	b.must(automate(b, http.MethodPost, b.packageOf(companionID)+"/Microsoft.NAV.install", ""))
	rows := b.list(in(cronus, setAllowed))
	got := make([]string, 0, len(rows))
	for _, row := range rows {
		got = append(got, fmt.Sprint(row[columnAddress]))
	}
	if !slices.Contains(got, "https://stored.crm4.dynamics.com") || len(got) != 3 {
		t.Errorf("listed: %v", got)
	}
}

// TestDependents: uninstalling an extension uninstalls the extensions that depend on it.
func TestDependents(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.deployed(library("1.0.0.0"), "{}")
	b.deployed(hello("1.0.0.0", app.Dependency{ID: libraryID, Name: "Library", Publisher: "Contoso"}), "{}")
	b.must(automate(b, http.MethodPost, b.packageOf(libraryID)+"/Microsoft.NAV.uninstall", ""))
	if _, ok := installedExtension(b.automation.Background(cronus), helloID); ok {
		t.Error("the dependent extension is still installed")
	}
}

// TestApplicationPermissions: permission sets granted to an application in all companies are kept with the
// application, in both directions.
func TestApplicationPermissions(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := in(cronus, setBCUsers+"("+b.own()+")/"+setUserPermissions)
	a := b.must(automate(b, http.MethodPost, path, `{"roleId":"d365 read"}`))
	id, _ := a.body["id"].(string)
	held := func(role string) bool {
		row, _ := b.world.Store.Table(store.BusinessCentral, setApplications).Get(b.own())
		return slices.Contains(roles(row), role)
	}
	if !held("D365 READ") || a.body["extensionName"] != "Base Application" || a.body["scope"] != scopeSystem {
		t.Errorf("not given: %v", a.body)
	}
	b.must(automate(b, http.MethodDelete, path+"("+id+")", ""))
	if held("D365 READ") {
		t.Error("not taken back")
	}
	b.again("D365 READ")
	values, _ := b.must(automate(b, http.MethodGet, path+"?$filter=roleId%20eq%20'D365%20READ'", "")).body["value"].([]any)
	if len(values) != 1 {
		t.Errorf("what the application holds is not listed: %v", values)
	}
}

// TestNewCompany: a company created by the API has no rows, and its deletion
// removes those that it has received since.
func TestNewCompany(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	long := "A display name of more than thirty characters"
	a := b.must(automate(b, http.MethodPost, in(cronus, setAutomationCompanies), `{"name":"Other","evaluationCompany":true,"displayName":"`+long+`"}`))
	id, _ := a.body["id"].(string)
	if a.body["name"] != long[:30] || a.body["evaluationCompany"] != false {
		t.Errorf("got %v", a.body)
	}
	values, _ := b.must(request{method: http.MethodGet, path: in(id, setInformation), service: b.standard}).body["value"].([]any)
	if len(values) != 0 {
		t.Errorf("the new company is initialized: %v", values)
	}
	b.must(request{method: http.MethodPost, path: in(id, setSalespeople), body: `{"code":"A"}`, service: b.standard})
	b.must(automate(b, http.MethodDelete, in(cronus, setAutomationCompanies+"("+id+")"), ""))
	if n := b.world.Store.Table(store.CompanyScope(id), setSalespeople).Len(); n != 0 {
		t.Errorf("%d rows are left of the deleted company", n)
	}
}

// TestUploadShowsItsLink reads the link for writing the content of an upload, as BcContainerHelper does.
func TestUploadShowsItsLink(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, a := range []answer{
		b.must(automate(b, http.MethodPost, in(cronus, setExtensionUpload), "{}")),
		b.must(automate(b, http.MethodGet, in(cronus, setExtensionUpload), "")),
	} {
		row := a.body
		if rows, ok := row["value"].([]any); ok {
			row, _ = rows[0].(map[string]any)
		}
		id, _ := row["systemId"].(string)
		want := "/" + in(cronus, setExtensionUpload+"("+id+")/extensionContent")
		if link, _ := row["extensionContent@odata.mediaEditLink"].(string); id == "" || !strings.HasSuffix(link, want) {
			t.Errorf("the link is %q, want …%s", link, want)
		}
	}
}
