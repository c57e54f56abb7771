// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address   = "bcsales_extension.test"
	helloID   = "a1000000-0000-4000-8000-000000000001"
	libraryID = "a1000000-0000-4000-8000-000000000002"
	connector = "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"
	uninstall = `deletion_policy = "uninstall"`
)

func set(name string) acctest.Set { return acctest.Set{API: acctest.BusinessCentral, Name: name} }

func parsed(t *testing.T, text string) version.Version {
	t.Helper()
	v, err := version.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func file(t *testing.T, m app.Manifest) string {
	t.Helper()
	name, err := apptest.WriteFile(t.TempDir(), m)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// hello writes a package of the extension Hello.
func hello(t *testing.T, v string, needs ...app.Dependency) string {
	t.Helper()
	return file(t, app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: parsed(t, v), Dependencies: needs})
}

func library(t *testing.T, v string) string {
	t.Helper()
	return file(t, app.Manifest{ID: libraryID, Name: "Library", Publisher: "Contoso", Version: parsed(t, v)})
}

func needs(t *testing.T, v string) app.Dependency {
	t.Helper()
	return app.Dependency{ID: libraryID, Name: "Library", Publisher: "Contoso", MinVersion: parsed(t, v)}
}

func config(env *acctest.Env, file, arguments string) string {
	if file != "" {
		file = fmt.Sprintf("file = %q", file)
	}
	return env.ProviderConfig() + "resource \"bcsales_extension\" \"test\" {\n" + file + "\n" + arguments + "\n}\n"
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func words(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`))
}

// packageOf returns the installed package of an app.
func packageOf(env *acctest.Env, app string) (acctest.Row, bool) {
	for _, row := range env.Rows(set("extensions")) {
		if row["id"] == app && row["isInstalled"] == true {
			return row, true
		}
	}
	return nil, false
}

// has checks which version of an app is installed; empty means none.
func has(env *acctest.Env, app, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := ""
		if row, ok := packageOf(env, app); ok {
			got = fmt.Sprintf("%v.%v.%v.%v", row["versionMajor"], row["versionMinor"], row["versionBuild"], row["versionRevision"])
		}
		if got != want {
			return fmt.Errorf("version %q of %s is installed, want %q", got, app, want)
		}
		return nil
	}
}

// change uninstalls the package of an app behind Terraform's back, or changes it.
func change(env *acctest.Env, app string, changes acctest.Row) {
	row, _ := packageOf(env, app)
	env.Patch(set("extensions"), row["packageId"].(string), changes)
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	one, two, rebuilt := hello(t, "1.0.0.0"), hello(t, "1.1.0.0"), hello(t, "1.1.0.0", app.Dependency{ID: "437dbf0e-84ff-417a-965d-ed2bb9650972", Name: "Base Application", Publisher: "Microsoft"})
	expect := func(version string) resource.TestCheckFunc {
		return resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "id", helloID), resource.TestCheckResourceAttr(address, "app_id", helloID),
			resource.TestCheckResourceAttr(address, "name", "Hello"), resource.TestCheckResourceAttr(address, "publisher", "Contoso"),
			resource.TestCheckResourceAttr(address, "version", version), resource.TestCheckResourceAttrSet(address, "package_id"),
			resource.TestCheckNoResourceAttr(address, "file"), has(env, helloID, version),
		)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_11_0)},
		CheckDestroy:             has(env, helloID, ""),
		Steps: []resource.TestStep{
			{Config: config(env, one, uninstall), Check: expect("1.0.0.0")},
			{Config: config(env, one, uninstall), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"deletion_policy"}},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: strings.ToUpper(helloID), ImportStateVerifyIgnore: []string{"deletion_policy"}},
			{Config: config(env, two, uninstall), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: expect("1.1.0.0")},
			{Config: config(env, two, uninstall), PlanOnly: true},
			{Config: config(env, rebuilt, uninstall), PlanOnly: true},
			{Config: config(env, one, uninstall), PlanOnly: true}, // never a downgrade
			{Config: config(env, "", uninstall), PlanOnly: true},
			{ // uninstalled behind Terraform's back: the published package is installed again
				PreConfig: func() { change(env, helloID, acctest.Row{"isInstalled": false}) },
				Config:    config(env, two, uninstall), ConfigPlanChecks: planned(plancheck.ResourceActionCreate), Check: expect("1.1.0.0"),
			},
			{ // an older version than wanted
				PreConfig: func() { change(env, helloID, acctest.Row{"versionMinor": 0}) },
				Config:    config(env, two, uninstall), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: expect("1.1.0.0"),
			},
			{ // a newer version than wanted
				PreConfig: func() { change(env, helloID, acctest.Row{"versionMinor": 2}) },
				Config:    config(env, two, uninstall), PlanOnly: true,
			},
			{ // only local settings
				Config:           config(env, two, uninstall+"\nschema_sync_mode = \"Force Sync\""),
				ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: expect("1.2.0.0"),
			},
		},
	})
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	app := hello(t, "1.0.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{Config: config(env, app, "")},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

// TestUninstalledAndBack: destroy leaves the package published, and the next apply installs it.
func TestUninstalledAndBack(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	app := hello(t, "1.0.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, app, uninstall)},
			{Config: config(env, app, uninstall), Destroy: true, Check: has(env, helloID, "")},
			{Config: config(env, app, uninstall), Check: has(env, helloID, "1.0.0.0")},
			{Config: config(env, app, uninstall), PlanOnly: true},
		},
	})
}

// TestCompanion: the companion of the demo tenant is found, upgraded, and left on destroy; uninstalled, its API is gone.
func TestCompanion(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	app := func(v string) string {
		return file(t, app.Manifest{ID: connector, Name: "Business Central Sales Connector", Publisher: "bcsales", Version: parsed(t, v)})
	}
	same, next, older := app("1.1.0.0"), app("1.2.0.0"), app("0.9.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, connector, "1.2.0.0"),
		Steps: []resource.TestStep{
			{Config: config(env, older, uninstall), Check: has(env, connector, "1.1.0.0")},
			{Config: config(env, same, uninstall), PlanOnly: true},
			{Config: config(env, next, uninstall), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: has(env, connector, "1.2.0.0")},
			{Config: config(env, next, uninstall), PlanOnly: true},
		},
	})
}

// TestOlderPackage: a package older than what is installed changes nothing, and each plan says so.
func TestOlderPackage(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	one, two := hello(t, "1.0.0.0"), hello(t, "1.1.0.0")
	const summary = "The package is older than the installed extension"
	expect := func(want bool) resource.TestCheckFunc {
		return func(*terraform.State) error {
			text := warnings.In("plan")
			if strings.Contains(text, summary) != want {
				return fmt.Errorf("warned of an older package: %t, want %t: %q", !want, want, text)
			}
			for _, part := range []string{"1.0.0.0", "version 1.1.0.0 is installed", "never downgraded", "What to do: Give the package of version 1.1.0.0"} {
				if want && !strings.Contains(text, part) {
					return fmt.Errorf("the warning does not say %q: %s", part, text)
				}
			}
			return nil
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{Config: config(env, two, ""), Check: expect(false)},
			{PreConfig: warnings.Reset, Config: config(env, one, ""), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: resource.ComposeTestCheckFunc(expect(true), has(env, helloID, "1.1.0.0"))},
			{PreConfig: warnings.Reset, Config: config(env, two, ""), Check: resource.ComposeTestCheckFunc(expect(false), has(env, helloID, "1.1.0.0"))},
			{Config: config(env, two, ""), Destroy: true, Check: has(env, helloID, "1.1.0.0")},
			{PreConfig: warnings.Reset, Config: config(env, one, ""), ConfigPlanChecks: planned(plancheck.ResourceActionCreate), Check: resource.ComposeTestCheckFunc(expect(true), has(env, helloID, "1.1.0.0"))},
		},
	})
}

// TestInstallCompanion installs the companion into an environment without it.
func TestInstallCompanion(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Emulator().World().Do(func() { env.Emulator().World().Config.Companion = "" })
	app := file(t, app.Manifest{ID: connector, Name: "Business Central Sales Connector", Publisher: "bcsales", Version: parsed(t, "1.0.0.0")})
	companion := func(want string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			got := ""
			env.Emulator().World().Do(func() { got = env.Emulator().World().Config.Companion })
			if got != want {
				return fmt.Errorf("the companion's version is %q, want %q", got, want)
			}
			return nil
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             companion(""),
		Steps:                    []resource.TestStep{{Config: config(env, app, uninstall), Check: companion("1.0.0.0")}},
	})
}

// TestRetained: by default destroy leaves the extension.
func TestRetained(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, helloID, "1.0.0.0"),
		Steps:                    []resource.TestStep{{Config: config(env, hello(t, "1.0.0.0"), "")}},
	})
}

// TestOtherExtension: the package of another extension replaces the resource.
func TestOtherExtension(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	one, other := hello(t, "1.0.0.0"), library(t, "1.0.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, one, uninstall)},
			{
				Config: config(env, other, uninstall), ConfigPlanChecks: planned(plancheck.ResourceActionReplace),
				Check: resource.ComposeAggregateTestCheckFunc(has(env, helloID, ""), has(env, libraryID, "1.0.0.0")),
			},
		},
	})
}

// TestStaged: a package for the next update is sent once.
func TestStaged(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	one, two := hello(t, "1.0.0.0"), hello(t, "1.1.0.0")
	const minor = `schedule = "Next minor version"`
	uploads := func(want int) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if got := len(env.Rows(set("extensionDeploymentStatus"))); got != want {
				return fmt.Errorf("%d deployments, want %d", got, want)
			}
			return nil
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, one, minor), Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckNoResourceAttr(address, "version"), resource.TestCheckResourceAttr(address, "name", "Hello"), has(env, helloID, ""), uploads(1),
			)},
			{Config: config(env, one, minor), PlanOnly: true},
			{Config: config(env, one, ""), Check: resource.ComposeAggregateTestCheckFunc(resource.TestCheckResourceAttr(address, "version", "1.0.0.0"), uploads(2))},
			{Config: config(env, two, minor), Check: resource.ComposeAggregateTestCheckFunc(resource.TestCheckResourceAttr(address, "version", "1.0.0.0"), uploads(3))},
			{Config: config(env, two, minor), PlanOnly: true},
		},
	})
}

// TestStagedInAnotherLanguage: the schedule of a deployment is a free text in the environment's language, and the package
// is sent once all the same.
func TestStagedInAnotherLanguage(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const minor = `schedule = "Next minor version"`
	one := hello(t, "1.0.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, one, minor)},
			{
				PreConfig: func() {
					row := env.Rows(set("extensionDeploymentStatus"))[0]
					env.Patch(set("extensionDeploymentStatus"), fmt.Sprint(row["operationID"]), acctest.Row{"schedule": "Nächste Nebenversion"})
				},
				Config: config(env, one, minor), PlanOnly: true,
			},
			{Config: config(env, one, minor), Check: func(*terraform.State) error {
				if n := len(env.Rows(set("extensionDeploymentStatus"))); n != 1 {
					return fmt.Errorf("%d deployments, want 1", n)
				}
				return nil
			}},
		},
	})
}

// TestDependency: an extension and what it needs in one run.
func TestDependency(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_extension" "library" { file = %q }
resource "bcsales_extension" "test" {
  file       = %q
  depends_on = [bcsales_extension.library]
}
`, library(t, "1.2.0.0"), hello(t, "1.0.0.0", needs(t, "1.2"), app.Dependency{ID: "10cb69d9-bc8a-4d27-970a-9e110e9db2a5", Name: "_Exclude_APIV2_", Publisher: "Microsoft"}))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			// The emulator does not know the hidden app, so that the deployment fails; this provider did not refuse it.
			{Config: config, ExpectError: words("The deployment of the extension Hello failed")},
		},
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	text := filepath.ToSlash(filepath.Join(folder, "text.app"))
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no package ", 10)), 0o600); err != nil {
		t.Fatal(err)
	}
	tooNew := file(t, app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: parsed(t, "1.0"), Application: parsed(t, "99.0")})
	broken := func(path string, status int, code, message string) func(*acctest.Env) {
		return func(env *acctest.Env) {
			env.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: path, Action: "status", Status: status, Body: map[string]any{"error": map[string]any{"code": code, "message": message}}})
		}
	}
	held := func(sets ...string) func(*acctest.Env) {
		return func(env *acctest.Env) {
			env.Patch(set("entraApplications"), env.Find(set("entraApplications"), "clientId", emulator.ClientID)["id"].(string), acctest.Row{"permissionSets": sets})
		}
	}
	for name, test := range map[string]struct {
		file, arguments string
		given           func(env *acctest.Env)
		want            string
	}{
		"no file":                     {"", "", nil, "The configuration has no file"},
		"absent file":                 {filepath.ToSlash(filepath.Join(folder, "absent.app")), "", nil, "absent.app does not exist"},
		"not a package":               {text, "", nil, "the file has no NAVX header, so it is not an .app file"},
		"schedule unknown":            {text, `schedule = "Tomorrow"`, nil, "value must be one of"},
		"sync mode unknown":           {text, `schema_sync_mode = "Clean"`, nil, "value must be one of"},
		"policy unknown":              {text, `deletion_policy = "delete"`, nil, "value must be one of"},
		"dependency missing":          {hello(t, "1.0.0.0", needs(t, "1.2")), "", nil, "Library by Contoso 1.2.0.0 or newer (" + libraryID + "), which is not installed"},
		"application too old":         {tooNew, "", nil, "the package is built for application version 99.0.0.0, and the environment has 28.1.30000.0"},
		"without EXTEN. MGT. - ADMIN": {hello(t, "1.0.0.0"), "", held("D365 AUTOMATION"), "You do not have the required permissions to install the selected app"},
		"without D365 AUTOMATION":     {hello(t, "1.0.0.0"), "", held("EXTEN. MGT. - ADMIN"), "the permission sets `D365 AUTOMATION` and `EXTEN. MGT. - ADMIN`"},
		"upload refused":              {hello(t, "1.0.0.0"), "", broken("upload$", 400, "Unknown", "The specified file is not an extension file."), "The specified file is not an extension file (code Unknown)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.given != nil {
				test.given(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, test.file, test.arguments), ExpectError: words(test.want)}},
			})
		})
	}
}

// TestFailedUpgrade: a deployment that fails leaves the installed version in state, and the next plan tries again.
func TestFailedUpgrade(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	one := hello(t, "1.0.0.0")
	tooNew := file(t, app.Manifest{ID: helloID, Name: "Hello", Publisher: "Contoso", Version: parsed(t, "2.0"), Application: parsed(t, "99.0")})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, one, "")},
			{Config: config(env, tooNew, ""), ExpectError: words(`ended the deployment of Hello by Contoso 2.0.0.0 with the status "Failed"`)},
			{Config: config(env, tooNew, ""), PlanOnly: true, ExpectNonEmptyPlan: true},
			{Config: config(env, one, ""), PlanOnly: true},
			{Config: config(env, hello(t, "2.0.0.1"), ""), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: has(env, helloID, "2.0.0.1")},
		},
	})
}

// TestInterruptedUpload: a row that another upload left behind, and answers that are lost, do not stop a deployment.
func TestInterruptedUpload(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]acctest.Fault{
		"row left behind":       {},
		"row changed by others": {Method: http.MethodPatch, Path: `/extensionUpload\([^/]*\)$`, Action: "before"},
		"answer to the row":     {Method: http.MethodPost, Path: "extensionUpload$", Action: "reset_after"},
		"answer to the content": {Method: http.MethodPatch, Path: "extensionContent$", Action: "reset_after"},
		"answer to the action":  {Method: http.MethodPost, Path: "Microsoft.NAV.upload$", Action: "reset_after"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			left := func() acctest.Set {
				company := env.Rows(set("companies"))[0]["id"].(string)
				uploads := acctest.Set{API: acctest.BusinessCentral, Name: "extensionUpload", Company: company}
				env.Insert(uploads, acctest.Row{"schedule": "Next major version", "schemaSyncMode": "Add"})
				return uploads
			}
			switch fault.Action {
			case "":
				left()
			case "before":
				uploads := left()
				env.Before(fault.Method, fault.Path, func() {
					env.Patch(uploads, env.Rows(uploads)[0]["systemId"].(string), acctest.Row{"schedule": "Next minor version"})
				})
			default:
				fault.API, fault.Times = acctest.BusinessCentral, 1
				env.Faults(fault)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps: []resource.TestStep{
					{Config: config(env, hello(t, "1.0.0.0"), ""), Check: resource.ComposeAggregateTestCheckFunc(
						has(env, helloID, "1.0.0.0"), func(*terraform.State) error {
							if n := len(env.Rows(set("extensionDeploymentStatus"))); n != 1 {
								return fmt.Errorf("%d deployments were started", n)
							}
							return nil
						},
					)},
				},
			})
		})
	}
}

// TestTimeout: who waits too short is told that the deployment goes on, and the next apply finds it.
func TestTimeout(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithSpeed(6)) // a deployment takes five seconds
	app := hello(t, "1.0.0.0")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, app, `timeouts = { create = "1s" }`), ExpectError: words("the next apply waits for it")},
			{Config: config(env, app, ""), Check: has(env, helloID, "1.0.0.0")},
			{Config: config(env, app, ""), PlanOnly: true, Check: func(*terraform.State) error {
				if n := len(env.Rows(set("extensionDeploymentStatus"))); n != 1 {
					return fmt.Errorf("%d deployments were started", n)
				}
				return nil
			}},
		},
	})
}
