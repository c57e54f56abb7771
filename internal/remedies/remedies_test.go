// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies_test

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// refusal is an error of a service as a client hands it on.
func refusal(service, code, message string) error {
	return fmt.Errorf("trying: %w", &odata.Error{Service: service, Method: http.MethodPost, Path: "x", StatusCode: http.StatusBadRequest, Code: code, Message: message})
}

const dialog = "Application_DialogException"

// TestTables: every entry is complete, and none hides another.
func TestTables(t *testing.T) {
	t.Parallel()
	form := map[string]*regexp.Regexp{
		"Microsoft Entra": regexp.MustCompile(`^AADSTS\d+$`), "Dataverse": regexp.MustCompile(`^0x[0-9a-f]{8}$`),
		"Microsoft Graph": regexp.MustCompile(`^[A-Z]\w+$`), "Business Central": regexp.MustCompile(`^(BCS\d{4}|[A-Z]\w+|)$`),
	}
	for _, table := range remedies.Tables() {
		seen := map[string]bool{}
		for _, e := range table.Entries {
			name := table.Service + " " + e.Code + " " + e.Text
			switch id := e.Code + "\n" + e.Text + "\n" + string(e.During); {
			case seen[id]:
				t.Errorf("%s stands there twice", name)
			case e.Code == "" && e.Text == "", !form[table.Service].MatchString(e.Code):
				t.Errorf("%s: the code has another form", name)
			default:
				seen[id] = true
			}
			for _, text := range []string{e.Meaning, e.Remedy} {
				if len(text) < 20 || !strings.HasSuffix(text, ".") || strings.ToUpper(text[:1]) != text[:1] {
					t.Errorf("%s: %q is no sentence", name, text)
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("%s has no entries", table.Service)
		}
	}
}

// TestEveryCode: each code leads to its own remedy, in any case, whatever the text behind it says in whatever language.
func TestEveryCode(t *testing.T) {
	t.Parallel()
	// A text of which every remedy by text would make something else.
	const misleading = "Der Benutzer wurde nicht gefunden. User x is disabled on server y. The extension z is not installed."
	for _, table := range remedies.Tables() {
		for _, e := range table.Entries {
			if e.Code == "" || e.During != "" || e.Text != "" || e.Wraps || table.Service == "Microsoft Entra" {
				continue
			}
			err := refusal(table.Service, strings.ToUpper(e.Code), misleading)
			if strings.HasPrefix(e.Code, "BCS") {
				err = refusal(table.Service, dialog, e.Code+": "+misleading)
			}
			if got, ok := remedies.Find(err); !ok || got != e {
				t.Errorf("%s %s: %q", table.Service, e.Code, got.Remedy)
			}
		}
	}
}

// TestEveryText: each text leads to its own remedy, with anything instead of its placeholders and around it.
func TestEveryText(t *testing.T) {
	t.Parallel()
	for _, e := range remedies.Tables()[3].Entries {
		if e.Text == "" {
			continue
		}
		text := "It failed. " + regexp.MustCompile(`%\d`).ReplaceAllString(e.Text, "Größe (1)") + "."
		for _, said := range []string{text, strings.ToUpper(text)} {
			if got, ok := remedies.Find(refusal("Business Central", dialog, said)); !ok || got != e {
				t.Errorf("%q: %q", said, got.Remedy)
			}
		}
		if got, ok := remedies.Find(refusal("Dataverse", "0x80040203", text)); ok {
			t.Errorf("Dataverse, %q: %q", text, got.Remedy)
		}
	}
}

// TestFind: codes stand before texts, and the cause before what passes it on.
func TestFind(t *testing.T) {
	t.Parallel()
	const administer = "BCS Administer"
	for name, test := range map[string]struct {
		err        error
		want       string
		permission bool
	}{
		"another language":               {refusal("Business Central", dialog, "BCS0404: userName: In Dataverse gibt es keinen Benutzer mit der E-Mail-Adresse x."), remedies.UserMissing, false},
		"a label that was changed":       {refusal("Business Central", dialog, "BCS0404: userName: Nobody answers to x."), remedies.UserMissing, false},
		"a permission in Japanese":       {refusal("Business Central", dialog, "BCS0001: アクセス許可がありません。"), administer, true},
		"a permission in English":        {refusal("Business Central", dialog, `BCS0001: You cannot enable it: the permission set "BCS Administer" is missing.`), administer, true},
		"the label without its code":     {refusal("Business Central", dialog, `You cannot enable it: the permission set "BCS Administer" is missing.`), "", false},
		"a code in the middle":           {refusal("Business Central", dialog, "The item BCS0404: is blocked."), "", false},
		"another service's":              {refusal("Dataverse", "0x80040203", "BCS0404: x"), "", false},
		"a code that nobody knows":       {refusal("Business Central", dialog, "BCS9999: User x is disabled on server y."), "", false},
		"a wrapper of a code":            {refusal("Business Central", dialog, "BCS0208: Nicht aktiviert: BCS0405: userName: Deaktiviert."), remedies.UserDisabled, false},
		"a wrapper of a wrapper":         {refusal("Business Central", dialog, "BCS0703: a: BCS0208: b: BCS0001: c"), administer, true},
		"a wrapper of a text":            {refusal("Business Central", dialog, "BCS0208: Nicht aktiviert: Cannot find base currency in Dataverse."), remedies.BaseCurrencyUnknown, false},
		"a wrapper of a permission":      {refusal("Business Central", dialog, "BCS0703: Nicht gestartet: Sorry, the current permissions prevented the action. (x)"), "Assign the permission sets", true},
		"a wrapper of the unknown":       {refusal("Business Central", dialog, "BCS0703: Nicht gestartet: Es regnet."), "Remove the cause that the message ends with", false},
		"a platform's code before texts": {refusal("Business Central", "Internal_CompanyNotFound", "User x is disabled on server y."), "Check company_id", false},
		"a text":                         {refusal("Business Central", dialog, "The extension Hello is not installed."), "Somebody uninstalled the extension", false},
		"a text's pieces in other order": {refusal("Business Central", dialog, "It is not installed. The extension x."), "", false},
		"no service's error":             {errors.New("BCS0404: x"), "", false},
	} {
		got, ok := remedies.Find(test.err)
		if ok != (test.want != "") || !strings.Contains(got.Remedy, test.want) || got.Permission != test.permission {
			t.Errorf("%s: %q, permission %t", name, got.Remedy, got.Permission)
		}
		if lacks := remedies.LacksPermission(test.err); lacks != test.permission {
			t.Errorf("%s: lacks a permission: %t", name, lacks)
		}
	}
}

// TestFind_signIn fills in what the sign-in was made with.
func TestFind_signIn(t *testing.T) {
	t.Parallel()
	const client, tenant = "00000000-0000-4000-8000-000000000001", "contoso.example"
	for code, want := range map[string]string{
		"AADSTS7000215": "secret's value, not to its id", "AADSTS7000222": "has expired", "AADSTS700016": "no application " + client + " in the tenant " + tenant,
		"AADSTS90002": "no tenant " + tenant, "AADSTS700027": "upload its public part", "AADSTS700213": "issuer, subject and audience", "AADSTS70021": "issuer, subject and audience",
		"AADSTS700024": "clock", "AADSTS700023": "audience", "AADSTS500011": "does not know https://contoso.example", "AADSTS650057": "API permissions",
		"AADSTS7000112": "disabled", "AADSTS53003": "Conditional Access", "AADSTS900382": "another cloud",
	} {
		err := fmt.Errorf("no token: %w", &auth.EntraError{Code: code, ClientID: client, TenantID: tenant, Scope: "https://contoso.example/.default", Message: code + ": Etwas ist falsch."})
		if got, ok := remedies.Find(err); !ok || !strings.Contains(got.Remedy, want) || strings.Contains(got.Remedy, "{") {
			t.Errorf("%s: %q", code, got.Remedy)
		}
	}
	expired := &auth.EntraError{Code: "AADSTS700027", Message: "AADSTS700027: Invalid signature. [Reason - The key used is expired.]"}
	if got, _ := remedies.Find(expired); !strings.Contains(got.Remedy, "The certificate has expired") {
		t.Errorf("%q", got.Remedy)
	}
	if _, ok := remedies.Find(&auth.EntraError{Code: "AADSTS1"}); ok {
		t.Error("an unknown code has a remedy")
	}
}

// TestDataverse: an operation has its own remedies, and those that hold for all.
func TestDataverse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		code   string
		during remedies.Operation
		want   string
	}{
		{"0x8004F01F", remedies.Uninstalling, `deletion_policy to "retain"`},
		{"0x8004f01f", "", "takes away what something else needs"},
		{"0x80040225", remedies.Uninstalling, "Enable the user"},
		{"", "", ""},
		{"0x00000000", "", ""},
	} {
		if got, ok := remedies.Dataverse(test.code, test.during); ok != (test.want != "") || !strings.Contains(got.Remedy, test.want) {
			t.Errorf("%s during %q: %q", test.code, test.during, got.Remedy)
		}
	}
}
