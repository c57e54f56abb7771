// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

// The tests in this file set environment variables of the process, so they are not parallel.

func TestManagedIdentity(t *testing.T) {
	for name, test := range map[string]struct {
		client, header string
		want           []string
	}{
		"system-assigned": {"", "", nil},
		"user-assigned":   {emulator.ClientID, "", nil},
		"not on this machine": {
			unknown, "", []string{"managed identity endpoint", "400 Bad Request", "user-assigned identity " + unknown + " is assigned to this machine"},
		},
		"refused": {"", wrong, []string{"managed identity endpoint", "401 Unauthorized", "system-assigned identity"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			header := test.header
			if header == "" {
				header = p.Emulator().RequestToken()
			}
			t.Setenv("IDENTITY_ENDPOINT", p.Emulator().IdentityEndpoint())
			t.Setenv("IDENTITY_HEADER", header)
			block := values{"use_msi": "true"}
			if test.client != "" {
				block["client_id"] = test.client
			}
			signIn(t, block, p.environment.without("BCSALES_CLIENT_ID")).expect(t, test.want, header)
		})
	}
}

func TestManagedIdentityElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("the library's own repeats take seven seconds")
	}
	p := newPlace(t)
	closed := "https://127.0.0.1:1/none"
	t.Setenv("IDENTITY_ENDPOINT", closed)
	t.Setenv("IDENTITY_HEADER", "header-of-a-machine")
	signIn(t, nil, p.environment.without("BCSALES_CLIENT_ID").with(values{"BCSALES_USE_MSI": "true"})).
		expect(t, []string{"managed identity endpoint of this machine cannot be reached", "another method"}, "header-of-a-machine")
}

func TestAzureCLI(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the fake Azure CLI is a shell script")
	}
	p := newPlace(t)
	asked := `account get-access-token -o json --resource ` + entra.AudienceBusinessCentral + ` --tenant ` + emulator.TenantID
	answer := func(audience string) string {
		token := p.Emulator().Token(audience)
		return fmt.Sprintf("[ \"$*\" = %q ] || { echo \"asked for $*\" >&2; exit 1; }\necho '{\"accessToken\":%q,\"expires_on\":4102444800}'\n", asked, token)
	}
	for name, test := range map[string]struct {
		script string
		want   []string
	}{
		"right":          {answer(entra.AudienceBusinessCentral), nil},
		"wrong audience": {answer(entra.AudienceGraph), []string{"401 Unauthorized", "Authentication_InvalidCredentials", "Sign in with az login"}},
		"not signed in": {
			"echo \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1\n",
			[]string{"nobody is signed in to the Azure CLI", "Please run 'az login'", "az login --tenant"},
		},
		"signed in too long ago": {
			"echo 'ERROR: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.' >&2\nexit 1\n",
			[]string{"AADSTS70043", "az login --tenant"},
		},
		"not understood": {"echo secret-of-the-cli\n", []string{"output was not understood", "Update the Azure CLI"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			scripts.Write(t, folder, "az", "#!/bin/sh\n"+test.script)
			t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
			signIn(t, values{"use_cli": "true"}, p.environment).expect(t, test.want, "secret-of-the-cli")
		})
	}
	t.Run("not installed", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		signIn(t, values{"use_cli": "true"}, p.environment).expect(t, []string{"was not found on PATH", "az login"})
	})
}
