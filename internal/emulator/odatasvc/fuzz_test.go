// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// FuzzQuery looks for queries that are neither answered nor refused as a client error.
func FuzzQuery(f *testing.F) {
	for _, filter := range []string{
		"fullname eq 'x' and not (isdisabled eq true)", "systemuserid in (" + userA + ")", "contains(fullname,'a')",
		"systemuserroles_association/any(r:r/name eq 'x')", "businessunitid/name ne null", "a eq", "((", "'", "x/any(", "null eq null", "any(a:a)",
	} {
		f.Add(filter, "fullname,businessunitid", "businessunitid($select=name;$expand=parentbusinessunitid)", "fullname desc,createdon")
	}
	shared := newBench(f, store.Dataverse)
	people(shared)
	f.Fuzz(func(t *testing.T, filter, selected, expand, order string) {
		b := *shared
		b.t = t
		for name, value := range map[string]string{"$filter": filter, "$select": selected, "$expand": expand, "$orderby": order} {
			if got := b.get("/systemusers?" + name + "=" + url.QueryEscape(value)); got.Code != http.StatusOK && got.Code != http.StatusBadRequest && got.Code != http.StatusNotImplemented {
				t.Errorf("%s=%s: status %d: %s", name, value, got.Code, got.Body)
			}
		}
	})
}
