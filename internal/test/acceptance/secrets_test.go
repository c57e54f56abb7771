// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

const filePassword = "p4ss-word-of-a-file"

// signIn is a way to authenticate: its provider block and environment, and the values that must never appear.
type signIn struct {
	block       string
	environment map[string]string
	secrets     []string
}

func signIns(t *testing.T, env *acctest.Env) map[string]signIn {
	t.Helper()
	e := env.Emulator()
	assertion, requestToken := e.FederatedToken("", "", time.Hour), e.RequestToken()
	all := map[string]signIn{
		"client secret": {
			block: fmt.Sprintf("client_secret = %q", e.ClientSecret()), secrets: []string{e.ClientSecret()},
		},
		"client secret in the environment": {
			environment: map[string]string{"BCSALES_CLIENT_SECRET": e.ClientSecret()}, secrets: []string{e.ClientSecret()},
		},
		"certificate": {
			block: fmt.Sprintf("client_certificate_path = %q\n  client_certificate_password = %q", pfx(t, env), filePassword), secrets: []string{filePassword},
		},
		"assertion": {block: fmt.Sprintf("use_oidc = true\n  oidc_token = %q", assertion), secrets: []string{assertion}},
		"requested assertion": {
			block:   fmt.Sprintf("use_oidc = true\n  oidc_request_url = %q\n  oidc_request_token = %q", e.GitHubRequestURL(), requestToken),
			secrets: []string{requestToken},
		},
		"managed identity": {
			block:       "use_msi = true",
			environment: map[string]string{"IDENTITY_ENDPOINT": e.IdentityEndpoint(), "IDENTITY_HEADER": requestToken}, secrets: []string{requestToken},
		},
	}
	if runtime.GOOS != "windows" {
		all["Azure CLI"] = signIn{block: "use_cli = true", environment: map[string]string{"PATH": fakeCLI(t, env) + string(os.PathListSeparator) + os.Getenv("PATH")}}
	}
	return all
}

// pfx writes a certificate of the provider's application as an encrypted file.
func pfx(t *testing.T, env *acctest.Env) string {
	t.Helper()
	certificatePEM, keyPEM, err := env.Emulator().IssueClientCertificate(time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	certificateBlock, _ := pem.Decode(certificatePEM)
	keyBlock, _ := pem.Decode(keyPEM)
	certificate, err := x509.ParseCertificate(certificateBlock.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	key, err := x509.ParsePKCS8PrivateKey(keyBlock.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	data, err := pkcs12.Modern.Encode(key.(*rsa.PrivateKey), certificate, nil, filePassword)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "client.pfx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(path)
}

// fakeCLI writes an Azure CLI that returns a token for each audience, and returns its folder.
func fakeCLI(t *testing.T, env *acctest.Env) string {
	t.Helper()
	var script strings.Builder
	script.WriteString("#!/bin/sh\ncase \"$*\" in\n")
	for _, audience := range []string{entra.AudienceBusinessCentral, entra.AudienceGraph, env.Emulator().URL()} {
		fmt.Fprintf(&script, "*\"--resource %s \"*) echo '{\"accessToken\":\"%s\",\"expires_on\":4102444800}';;\n", audience, env.Emulator().Token(audience))
	}
	folder := t.TempDir()
	scripts.Write(t, folder, "az", script.String()+"*) exit 1;;\nesac\n")
	return folder
}

// TestNoSecretIsShown applies with the most detailed log and every way to authenticate, including failures: neither
// log nor state nor plan nor output contains the secret or a token.
func TestNoSecretIsShown(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const resources = `
data "bcsales_companies" "all" {}
resource "bcsales_security_role_assignment" "basic" {
  system_user_id   = "000000d1-0000-4000-8000-000000000002"
  role_template_id = "236750cd-45ae-4939-ab12-b24b920ced93"
}
data "bcsales_license_skus" "all" {}
`
	const failing = `
resource "bcsales_security_role_assignment" "none" {
  system_user_id = "0000dead-0000-4000-8000-000000000002"
  role_name      = "None"
}
`
	jwt := regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`)
	for name, way := range signIns(t, env) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, "provider \"bcsales\" {\n  "+way.block+"\n}\n"+resources)
			log := filepath.Join(w.dir, "terraform.log")
			w.environment = maps.Clone(env.Emulator().Env())
			delete(w.environment, "BCSALES_CLIENT_SECRET")
			if name == "managed identity" {
				delete(w.environment, "BCSALES_CLIENT_ID")
			}
			maps.Copy(w.environment, map[string]string{"TF_LOG": "TRACE", "TF_LOG_PATH": log})
			maps.Copy(w.environment, way.environment)
			output := w.must("plan", "-out=plan") + w.must("apply", "plan") + w.must("show", "plan") + w.must("show", "-json")
			w.write("provider \"bcsales\" {\n  " + way.block + "\n}\n" + resources + failing)
			status, refused := w.run("apply", "-auto-approve")
			if status == 0 {
				t.Errorf("applied what there is not:\n%s", refused)
			}
			logged, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(logged, []byte("HTTP request: ")) || !bytes.Contains(logged, []byte("[TRACE]")) {
				t.Error("the log is not as detailed as it can be")
			}
			state, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
			if err != nil {
				t.Fatal(err)
			}
			for where, text := range map[string][]byte{"the log": logged, "the output": []byte(output + refused), "the state": state} {
				for _, secret := range way.secrets {
					if at := bytes.Index(text, []byte(secret)); at >= 0 {
						t.Errorf("%s shows the secret: %s", where, bytes.ReplaceAll(text[max(0, at-300):at], []byte(secret), []byte("(secret)")))
					}
				}
				if at := jwt.FindIndex(text); at != nil {
					t.Errorf("%s shows a token: %s", where, text[max(0, at[0]-300):at[0]])
				}
			}
		})
	}
}
