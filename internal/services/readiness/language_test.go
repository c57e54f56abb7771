// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TestVerdictInEveryLanguage: whether the identity may not test, or the test failed, does not depend on the language in
// which the companion says so.
func TestVerdictInEveryLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`BCS0001: You cannot test the Dataverse connection: the permission set "BCS Administer" is missing.`:       statusSkipped,
		`BCS0001: Sie können die Dataverse-Verbindung nicht testen: Der Berechtigungssatz "BCS Administer" fehlt.`: statusSkipped,
		"BCS0001: アクセス許可セットがありません。":                                                                                statusSkipped,
		"BCS0401: Dataverse does not answer at environmentUrl, or refuses Business Central: no.":                   statusFail,
		"BCS0401: Dataverse antwortet unter environmentUrl nicht: nein.":                                           statusFail,
	} {
		err := &odata.Error{Service: "Business Central", StatusCode: http.StatusBadRequest, Code: "Application_DialogException", Message: text}
		found, err2 := tested(err)
		if err2 != nil {
			found = (&facts{told: map[string]string{}, down: map[string]unmet{}}).unexamined(check{id: "x"}, err2)
		}
		if found.status != want {
			t.Errorf("%q: %s, expected %s", text, found.status, want)
		}
	}
}
