// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"errors"
	"testing"
)

func even(key int) bool { return key%2 == 0 }

// TestRows reads the table once. A write whose answer is known needs no other read, one whose answer is not known does.
func TestRows(t *testing.T) {
	t.Parallel()
	s := &table{n: 10}
	r := New(s.source())
	expect := func(what string, reads, length int, fourth string) {
		t.Helper()
		rows, err := r.Rows(t.Context(), even)
		if err != nil || len(rows) != length || rows[4] != fourth || s.all != reads {
			t.Errorf("%s: %d reads showed %v, %v", what, s.all, rows, err)
		}
	}
	expect("at first", 1, 5, "0/4")
	expect("again", 1, 5, "0/4")
	r.Put(4, "written")
	expect("after a write with an answer", 1, 5, "written")
	r.Put(20, "made")
	expect("after an insertion", 1, 6, "written")
	r.Forget(5)
	expect("after a write to a row that is not wanted", 1, 6, "written")
	r.Forget(4)
	expect("after a write without an answer", 2, 5, "0/4")
	r.ForgetAll()
	expect("after a write of unknown reach", 3, 5, "0/4")
	if row, found, err := r.Get(t.Context(), 3); row != "0/3" || !found || err != nil || s.some != 0 {
		t.Errorf("a look-up afterwards: %q, %v, %v, with %d requests", row, found, err, s.some)
	}
}

// TestRowsOfAnUnsettledTable reads again once the run changes something: what makes rows is not heard of.
func TestRowsOfAnUnsettledTable(t *testing.T) {
	t.Parallel()
	s := &table{n: 4}
	source, run := s.source(), &Run{}
	source.Run, source.Settled = run, func(_ string, found bool) bool { return found }
	r := New(source)
	for reads := range 3 {
		if reads == 1 {
			run.Change()
		}
		if _, err := r.Rows(t.Context(), even); err != nil || s.all != reads+1 && reads > 0 {
			t.Errorf("call %d: %d reads, %v", reads+1, s.all, err)
		}
	}
}

func TestRowsReportsErrors(t *testing.T) {
	t.Parallel()
	s := &table{n: 4, fail: errors.New("no")}
	if _, err := New(s.source()).Rows(t.Context(), even); !errors.Is(err, s.fail) {
		t.Errorf("error %v", err)
	}
}

// TestExpect copies the table at once for more rows than single reads answer, and for no fewer.
func TestExpect(t *testing.T) {
	t.Parallel()
	for expected, all := range map[int]int{singly * 10: 0, singly*10 + 1: 1} {
		s := &table{n: 100}
		r := New(s.source())
		r.Expect(expected)
		if _, _, err := r.Get(t.Context(), 1); err != nil || s.all != all {
			t.Errorf("%d expected: %d reads of the table, %v", expected, s.all, err)
		}
	}
}
