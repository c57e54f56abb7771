// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const (
	unitA = "aaaaaaaa-0000-4000-8000-000000000001"
	unitB = "bbbbbbbb-0000-4000-8000-000000000002"
	userA = "0000000a-0000-4000-8000-00000000000a"
	userB = "0000000b-0000-4000-8000-00000000000b"
	userC = "0000000c-0000-4000-8000-00000000000c"
)

func people(b *bench) {
	b.put(store.Dataverse, "businessunits",
		store.Row{"businessunitid": unitA, "name": "Root", "_parentbusinessunitid_value": nil},
		store.Row{"businessunitid": unitB, "name": "Sub", "_parentbusinessunitid_value": unitA})
	b.put(store.Dataverse, "systemusers",
		store.Row{"systemuserid": userA, "fullname": "Ada O'Hara", "_businessunitid_value": unitA, "isdisabled": false, "accessmode": int64(0), "createdon": "2026-01-01T00:00:00Z"},
		store.Row{"systemuserid": userB, "fullname": "Bob", "_businessunitid_value": unitB, "isdisabled": true, "accessmode": int64(4), "createdon": "2026-06-01T00:00:00Z"},
		store.Row{"systemuserid": userC, "fullname": nil, "_businessunitid_value": unitB, "isdisabled": false, "accessmode": int64(0), "createdon": "2026-06-02T00:00:00Z"})
	b.service.RegisterNavigation("businessunit", "business_unit_system_users", odatasvc.Navigation{
		List: func(c *odatasvc.Context, row odatasvc.Row) []odatasvc.Row {
			return c.Table("systemusers").Where(func(u store.Row) bool { return u.Equal("_businessunitid_value", row.String("businessunitid")) })
		},
	})
}

func TestFilter(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	for filter, want := range map[string]string{
		"fullname eq 'bob'":         userB,
		"fullname eq 'Ada O''Hara'": userA,
		"fullname ne 'Bob'":         userA + "," + userC,
		"fullname eq null":          userC,
		"fullname ne null":          userA + "," + userB,
		"contains(fullname,'O''H')": userA,

		"startswith(fullname,'b') or endswith(fullname,'ra')":                 userA + "," + userB,
		"not contains(fullname,'o')":                                          userC,
		"isdisabled eq true":                                                  userB,
		"isdisabled eq false and accessmode eq 0":                             userA + "," + userC,
		"accessmode gt 0":                                                     userB,
		"accessmode in (1,4)":                                                 userB,
		"systemuserid eq " + strings.ToUpper(userA):                           userA,
		"systemuserid in (" + userA + "," + userC + ")":                       userA + "," + userC,
		"_businessunitid_value eq " + unitB:                                   userB + "," + userC,
		"businessunitid/name eq 'Root'":                                       userA,
		"businessunitid/parentbusinessunitid eq null":                         userA,
		"createdon ge 2026-06-01T00:00:00Z":                                   userB + "," + userC,
		"createdon lt 2026-06-01T02:00:00+02:00":                              userA,
		"(isdisabled eq true or accessmode eq 0) and createdon gt 2026-05-01": userB + "," + userC,
		"tolower(fullname) eq 'bob'":                                          userB,
		"length(fullname) eq 3":                                               userB,
	} {
		t.Run(filter, func(t *testing.T) {
			t.Parallel()
			b := b.in(t)
			got := b.get("/systemusers?$select=systemuserid&$filter=" + url.QueryEscape(filter))
			b.expect(got, http.StatusOK, "")
			if ids := strings.Join(got.column("systemuserid"), ","); ids != want {
				t.Errorf("got %s, want %s", ids, want)
			}
		})
	}
}

func TestFilterAny(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	got := b.get("/businessunits?$select=name&$filter=" + url.QueryEscape("business_unit_system_users/any(u:u/isdisabled eq true and u/fullname eq 'Bob')"))
	b.expect(got, http.StatusOK, "")
	if names := got.column("name"); len(names) != 1 || names[0] != "Sub" {
		t.Errorf("got %v", names)
	}
}

func TestFilterRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	for _, filter := range []string{
		"nope eq 1", "systemuserid eq '" + userA + "'", "fullname eq 1", "accessmode eq '0'", "isdisabled eq 'true'",
		"fullname eq Bob", "fullname eq 'Bob' and", "fullname = 'Bob'", "(fullname eq 'Bob'", "contains(fullname)", "contains(accessmode,'1')",
		"nofunction(fullname)", "concat(fullname,'x') eq 'Bobx'", "businessunitid/nope eq 'x'", "fullname eq 'Bob' or 5", "createdon gt 'x'", "businessunitid eq " + unitA,
	} {
		t.Run(filter, func(t *testing.T) {
			t.Parallel()
			b := b.in(t)
			b.expect(b.get("/systemusers?$filter="+url.QueryEscape(filter)), http.StatusBadRequest, "0x80060888")
		})
	}
}

// TestFilterFunctions calls the functions that only Business Central's filters have.
func TestFilterFunctions(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.BusinessCentral)
	at := companies(b) + "/salespeoplePurchasers?$filter="
	for filter, want := range map[string]int{
		"concat(code,displayName) eq 'LTLina'":   1,
		"indexof(displayName,'n') eq 2":          1,
		"indexof(displayName,'zz') eq -1":        2,
		"replace(displayName,'i','o') eq 'Lona'": 1,
		"substring(displayName,1) eq 'ina'":      1,
		"substring(displayName,1,2) eq 'in'":     1,
		"substring(displayName,99) eq ''":        2,
		"round(commisionPercent) eq 0":           2,
		"floor(commisionPercent) lt 1":           2,
		"ceiling(commisionPercent) ge 0":         2,
		"substring(displayName,1,2,3) eq 'in'":   -1,
		"substring(displayName) eq 'in'":         -1,
		"replace(displayName,'i') eq 'Lina'":     -1,
		"round(displayName) eq 1":                -1,
	} {
		got := b.get(at + url.QueryEscape(filter))
		if want < 0 {
			b.expect(got, http.StatusBadRequest, "BadRequest")
			continue
		}
		b.expect(got, http.StatusOK, "")
		if n := len(got.column("id")); n != want {
			t.Errorf("%s: %d rows, want %d", filter, n, want)
		}
	}
}
