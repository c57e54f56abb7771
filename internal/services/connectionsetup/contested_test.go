// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"reflect"
	"strings"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// Three values of a column: what it was, what somebody else has made of it, and what it is to be. A flag that somebody else has
// changed is to be what it was, and so is an ownership model.
const (
	before = iota
	foreign
	wanted
)

func columnValue(column string, kind reflect.Type, moment int) reflect.Value {
	switch {
	case column == "OwnershipModel":
		return reflect.ValueOf([]bc.Option{bc.OwnershipTeam, bc.OwnershipPerson, bc.OwnershipTeam}[moment])
	case kind.Kind() == reflect.Bool:
		return reflect.ValueOf(moment == foreign)
	case kind.Kind() == reflect.Int64:
		return reflect.ValueOf(int64(moment))
	}
	return reflect.ValueOf([]string{"before", "foreign", "wanted"}[moment])
}

// TestContested lets somebody else change one column after another, between the plan and the apply, and between the reading and the
// writing: each is refused by its name, and neither the value that was planned nor the former one is.
func TestContested(t *testing.T) {
	t.Parallel()
	testContested(t, []string{"EnvironmentURL", "UserName"}, salesLeft, func(was, now, planned bc.SalesConnectionSetup) error {
		var plan, state salesModel
		plan.set("company", planned)
		state.set("company", was)
		return contestedSales("company", plan, state, now)
	})
	testContested(t, nil, dataverseLeft, func(was, now, planned bc.DataverseConnectionSetup) error {
		var plan, state dataverseModel
		plan.set("company", planned)
		state.set("company", was)
		return contestedDataverse("company", plan, state, now)
	})
}

// testContested tests every column of V, which are those of R that are written, but for those that are no attributes in what is
// compared with the plan.
func testContested[R, V any](t *testing.T, copies []string, left func(company string, before, now R, wanted V) (bool, error), planned func(was, now, planned R) error) {
	t.Helper()
	values := reflect.TypeFor[V]()
	row := func(moment int) (row R, all V) {
		for i := range values.NumField() {
			column := values.Field(i)
			if column.Name == "Mark" {
				continue
			}
			value := columnValue(column.Name, column.Type.Elem(), moment)
			reflect.ValueOf(&row).Elem().FieldByName(column.Name).Set(value)
			pointer := reflect.New(column.Type.Elem())
			pointer.Elem().Set(value)
			reflect.ValueOf(&all).Elem().Field(i).Set(pointer)
		}
		return row, all
	}
	was, _ := row(before)
	want, all := row(wanted)
	for column := range values.Fields() {
		if column.Name == "Mark" {
			continue
		}
		now := was
		reflect.ValueOf(&now).Elem().FieldByName(column.Name).Set(columnValue(column.Name, column.Type.Elem(), foreign))
		is, err := left("company", was, now, all)
		expectContested(t, column, is, err)
		if !strings.Contains(strings.Join(copies, " "), column.Name) {
			expectContested(t, column, false, planned(was, now, want))
		}
	}
	for name, now := range map[string]R{"as it was": was, "as it is to be": want} {
		is, err := left("company", was, now, all)
		if err != nil || is != reflect.DeepEqual(now, was) {
			t.Errorf("%T %s: left %t, %v", now, name, is, err)
		}
		if err := planned(was, now, want); err != nil {
			t.Errorf("%T %s: %v", now, name, err)
		}
	}
}

// expectContested expects an error that names the column, and it alone.
func expectContested(t *testing.T, column reflect.StructField, left bool, err error) {
	t.Helper()
	name, _, _ := strings.Cut(column.Tag.Get("json"), ",")
	if left || err == nil || strings.Count(err.Error(), "  - ") != 1 ||
		!strings.Contains(strings.ReplaceAll(strings.ToLower(err.Error()), "_", ""), "  - "+strings.ToLower(name)+": was ") {
		t.Errorf("%s: left %t, %v", column.Name, left, err)
	}
}
