// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

func TestWriteMetadata(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		files   []string
		service string
		sets    []string
	}{
		{[]string{"dataverse", "dataverse-owned"}, "web", []string{"systemusers", "roles", "bcbi_companies"}},
		{[]string{"businesscentral", "companion"}, "v2.0", []string{"companies", "salespeoplePurchasers"}},
		{[]string{"businesscentral", "companion"}, "automation", []string{"companies", "extensions"}},
		{[]string{"businesscentral", "companion"}, "companion", []string{"companies", "recordCouplings"}},
		{[]string{"graph"}, "v1.0", []string{"users", "subscribedSkus"}},
	} {
		t.Run(tc.service, func(t *testing.T) {
			t.Parallel()
			m, err := model.Load(tc.files...)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := m.WriteMetadata(&b, tc.service); err != nil {
				t.Fatal(err)
			}
			found := map[string]bool{}
			for d := xml.NewDecoder(&b); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if e, ok := token.(xml.StartElement); ok && e.Name.Local == "EntitySet" {
					found[e.Attr[0].Value] = true
				}
			}
			for _, set := range tc.sets {
				if !found[set] {
					t.Errorf("the metadata of %s lacks %s", tc.service, set)
				}
			}
			if tc.service != "companion" && found["recordCouplings"] {
				t.Errorf("the metadata of %s has the companion's sets", tc.service)
			}
			if found["accounts"] {
				t.Error("the metadata declares a table that is served only to be counted")
			}
		})
	}
}
