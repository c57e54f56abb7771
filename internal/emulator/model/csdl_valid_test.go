// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// documents writes the metadata of every service.
func documents(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for service, files := range map[string][]string{
		"web": {"dataverse", "dataverse-owned"}, "v1.0": {"graph"}, "v2.0": {"businesscentral", "companion"},
		"automation": {"businesscentral", "companion"}, "companion": {"businesscentral", "companion"},
	} {
		m, err := model.Load(files...)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.WriteMetadata(&b, service); err != nil {
			t.Fatal(err)
		}
		out[service] = b.Bytes()
	}
	return out
}

// TestMetadataIsCSDL checks each document against the rules of OASIS' schema that it uses and, if CSDL_XSD is set
// to the path of that schema's edmx.xsd, with xmllint too.
func TestMetadataIsCSDL(t *testing.T) {
	t.Parallel()
	for service, document := range documents(t) {
		t.Run(service, func(t *testing.T) {
			t.Parallel()
			for _, problem := range checkCSDL(document) {
				t.Error(problem)
			}
			schema := os.Getenv("CSDL_XSD")
			if schema == "" {
				return
			}
			name := filepath.Join(t.TempDir(), "metadata.xml")
			if err := os.WriteFile(name, document, 0o600); err != nil {
				t.Fatal(err)
			}
			// #nosec G204 G702 -- the developer chooses the schema
			if out, err := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "--schema", schema, name).CombinedOutput(); err != nil {
				t.Errorf("xmllint: %v: %s", err, out)
			}
		})
	}
}

// TestCSDLRulesRefuse breaks each rule once.
func TestCSDLRulesRefuse(t *testing.T) {
	t.Parallel()
	valid := string(documents(t)["web"])
	for _, broken := range []struct{ name, old, new, want string }{
		{"function without a return type", "<ReturnType Type=\"Microsoft.Dynamics.CRM.WhoAmIResponse\" />", "", "0 return types"},
		{"unknown type", `Type="Edm.Guid"`, `Type="Edm.GUID"`, "is not declared"},
		{"name that is not an identifier", `<EntityType Name="role">`, `<EntityType Name="1 role">`, `Name="1 role"`},
		{"name twice", `<EntityType Name="role">`, `<EntityType Name="team">`, "team is there twice"},
		{"key that may be null", `Name="roleid" Type="Edm.Guid" Nullable="false"`, `Name="roleid" Type="Edm.Guid"`, "is not a property that is never null"},
		{"length that is not a number", `MaxLength="`, `MaxLength="0`, "MaxLength="},
		{"unknown attribute", `<EntityContainer Name="System">`, `<EntityContainer Name="System" Version="1">`, "unknown attribute Version"},
		{"unknown element", `<EntityContainer Name="System">`, `<EntityContainer Name="System"><Note />`, "does not belong here"},
		{"set of no type", `EntityType="Microsoft.Dynamics.CRM.role"`, `EntityType="Microsoft.Dynamics.CRM.roll"`, "is not declared"},
		{"import of nothing", `Function="Microsoft.Dynamics.CRM.WhoAmI"`, `Function="Microsoft.Dynamics.CRM.Who"`, "imports no Function"},
		{"another version", `Version="4.0"`, `Version="3.0"`, "no Edmx 4.0"},
		{"cut off", "</edmx:Edmx>", "", "EOF"},
	} {
		t.Run(broken.name, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(valid, broken.old, broken.new, 1)
			if changed == valid {
				t.Fatalf("the document has no %s", broken.old)
			}
			if problems := strings.Join(checkCSDL([]byte(changed)), "\n"); !strings.Contains(problems, broken.want) {
				t.Errorf("found %q, want %q", problems, broken.want)
			}
		})
	}
}
