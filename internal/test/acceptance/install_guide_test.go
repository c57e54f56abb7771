// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const installGuide = "../../../templates/guides/install-companion-extension.md"

// section returns the part of the guide under a heading.
func section(t *testing.T, guide, heading string) string {
	t.Helper()
	_, after, ok := strings.Cut(guide, "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("the guide has no section %q", heading)
	}
	text, _, _ := strings.Cut(after, "\n## ")
	return text
}

// fenced returns the only code block in a language.
func fenced(t *testing.T, text, language string) string {
	t.Helper()
	blocks := regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(blocks) != 1 {
		t.Fatalf("%d blocks of %s, want 1", len(blocks), language)
	}
	return blocks[0][1]
}

// named returns the text in backquotes.
func named(text string) []string {
	found := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(text, -1)
	names := make([]string, 0, len(found))
	for _, m := range found {
		names = append(names, m[1])
	}
	return names
}

// companionPackage writes the package that the compiler would build from the
// extension, as its app.json describes it.
func companionPackage(t *testing.T, folder string) {
	t.Helper()
	source, err := os.ReadFile("../../../extension/app/app.json")
	if err != nil {
		t.Fatal(err)
	}
	var companion struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		Publisher string `json:"publisher"`
		Version   string `json:"version"`
	}
	if err := json.Unmarshal(source, &companion); err != nil {
		t.Fatal(err)
	}
	version, err := version.Parse(companion.Version)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := apptest.WriteFile(folder, app.Manifest{ID: companion.ID, Name: companion.Name, Publisher: companion.Publisher, Version: version}); err != nil {
		t.Fatal(err)
	}
}

// says finds a text in terraform's output, which wraps lines.
func says(output, text string) bool {
	return strings.Contains(strings.Join(strings.Fields(output), " "), text)
}

// token signs the provider's application in to Business Central.
func token(t *testing.T, env *acctest.Env) string {
	t.Helper()
	settings := env.Emulator().Env()
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {settings["BCSALES_CLIENT_ID"]}, "client_secret": {settings["BCSALES_CLIENT_SECRET"]},
		"scope": {"https://api.businesscentral.dynamics.com/.default"},
	}
	address := settings["BCSALES_AUTHORITY_URL"] + "/" + settings["BCSALES_TENANT_ID"] + "/oauth2/v2.0/token"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := env.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := answer.Body.Close(); err != nil {
			t.Error(err)
		}
	}()
	var body struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("signing in: %d, %v", answer.StatusCode, err)
	}
	return body.AccessToken
}

// TestInstallGuide follows the guide "Install the companion extension" step by step, with its own blocks and names.
func TestInstallGuide(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(installGuide)
	if err != nil {
		t.Fatal(err)
	}
	guide := string(source)
	env := acctest.New(t)
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	env.Emulator().World().Do(func() { env.Emulator().World().Config.Companion = "" })
	env.Delete(applications, fmt.Sprint(env.Find(applications, "clientId", emulator.ClientID)["id"]))

	install := fenced(t, section(t, guide, "2. Publish the extension"), "terraform")
	w := newWorkspace(t, env.ProviderConfig()+install)
	companionPackage(t, w.dir)

	// 1. Register the provider's application in Business Central
	if status, output := w.run("apply", "-auto-approve"); status == 0 || !says(output, "Microsoft Entra Applications") {
		t.Fatalf("an application that is not registered: %d\n%s", status, output)
	}
	register := section(t, guide, "1. Register the provider's application in Business Central")
	env.Insert(applications, acctest.Row{"clientId": emulator.ClientID, "description": "Terraform", "state": "Enabled", "permissionSets": []string{}})
	_, upload, ok := strings.Cut(register, "To upload the extension with ")
	if !ok {
		t.Fatal("the guide no longer says what uploading needs")
	}
	permit(env, named(upload)[1:]...) // after the resource's name

	// 2. Publish the extension
	missing := env.ProviderConfig() + fmt.Sprintf("data \"bcsales_table_mappings\" \"all\" {\n  company_id = %q\n}\n", companyID)
	w.write(missing)
	if status, output := w.run("plan"); status == 0 || !says(output, "install") {
		t.Fatalf("without the extension: %d\n%s", status, output)
	}
	w.write(env.ProviderConfig() + install)
	w.apply()
	w.expectEmptyPlan()

	// 3. Assign permission sets
	w.write(missing)
	w.must("state", "rm", "bcsales_extension.companion")
	if status, output := w.run("plan"); status == 0 || !says(output, "permission") {
		t.Fatalf("without a permission set of the companion: %d\n%s", status, output)
	}
	rows := map[string][]string{}
	for line := range strings.SplitSeq(section(t, guide, "3. Assign permission sets"), "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 4 {
			rows[strings.Fields(cells[1] + " -")[0]] = named(cells[2])
		}
	}
	permit(env, rows["only"]...)
	w.must("plan")
	g := newGuide(t, env)
	w.write(g.connected().config())
	if status, output := w.run("apply", "-auto-approve"); status == 0 || !says(output, `permission set "BCS`) {
		t.Fatalf("with the permission set that only reads: %d\n%s", status, output)
	}
	permit(env, rows["applies"]...)

	// 4. Allow the Dataverse environment
	list := acctest.Set{API: acctest.BusinessCentral, Name: "allowedEnvironments"}
	for _, row := range env.Rows(list) {
		env.Delete(list, fmt.Sprint(row["id"]))
	}
	if status, output := w.run("apply", "-auto-approve"); status == 0 || !says(output, "on the page Allowed Dataverse Environments in Business Central, once for the environment") {
		t.Fatalf("with an environment that nobody has allowed: %d\n%s", status, output)
	}
	env.Insert(list, acctest.Row{"environmentUrl": env.Emulator().URL()})
	w.apply()
	w.expectEmptyPlan()
	permit(env, rows["only"]...)
	w.expectEmptyPlan()

	// 5. Check it
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl on this machine")
	}
	settings := env.Emulator().Env()
	script := strings.ReplaceAll(fenced(t, section(t, guide, "5. Check it"), "shell"), "https://api.businesscentral.dynamics.com", env.Emulator().URL())
	command := exec.CommandContext(t.Context(), "sh", "-c", script)
	command.Env = append(os.Environ(), "TOKEN="+token(t, env), "TENANT="+settings["BCSALES_TENANT_ID"], "COMPANY_ID="+companyID, "CURL_CA_BUNDLE="+settings["BCSALES_CA_CERTIFICATE_PATH"], "NO_PROXY=127.0.0.1")
	output, err := command.Output()
	if err != nil || !strings.Contains(string(output), `"version":"1.1.0.0"`) {
		t.Fatalf("curl: %v\n%s", err, output)
	}
	permit(env, rows["applies"]...)
	w.destroy()
}
