// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"slices"
	"strings"
	"testing"
)

func TestSeed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, want, kinds string }{
		"condition":            {"if a == b { c = 1 }", "if m.On(1) != (a == b) { c = 1 }", "condition"},
		"and":                  {"c = a && b", "c = a && (m.On(1) || (b))", "operator"},
		"or":                   {"c = a || b", "c = a || (!m.On(1) && (b))", "operator"},
		"order":                {"c = a <= b", `c = m.Compare(1, "<=", a , b)`, "operator"},
		"order in or":          {"c = a || b > 0", `c = a || (!m.On(1) && (m.Compare(2, ">", b , 0)))`, "operator, operator"},
		"order in a condition": {"if a < b { }", `if m.On(1) != (m.Compare(2, "<", a , b)) { }`, "condition, operator"},
		"call":                 {"f(a)", "if !m.On(1) { f(a) }", "lost call"},
		"line of the log":      {"logging.Info(a)", "logging.Info(a)", ""},
		"deferred call":        {"defer f(a)", "if !m.On(1) { defer f(a) }", "lost call"},
		"lock":                 {"mu.Lock(); defer mu.Unlock()", "if !m.On(1) { mu.Lock() }; if !m.On(1) { defer mu.Unlock() }", "lost lock"},
		"error":                {"return err", "return m.Error(1, err)", "lost error"},
		"error made here":      {`return fmt.Errorf("x")`, `return m.Error(1, fmt.Errorf("x"))`, "lost error"},
		"success":              {"return nil", "return nil", ""},
		"call with an error":   {"return f()", "return f()", ""},
		"wait":                 {"<-ctx.Done()", "<-m.Done(1, ctx.Done())", "ignored deadline"},
		"timeout":              {"ctx, c = context.WithTimeout(ctx, d)", "ctx, c = m.WithTimeout(1, ctx, d)", "ignored deadline"},
		"another's error":      {"x(func() int { return err })", "if !m.On(1) { x(func() int { return err }) }", "lost call"},
		"constant":             {"const c = 1 < 2", "const c = 1 < 2", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const before, after = "package p", "\nfunc f() error { "
			got, faults, err := seed("p.go", []byte(before+after+test.body+" }"), "r", 1)
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for _, f := range faults {
				kinds = append(kinds, f.kind)
			}
			if got := strings.Join(kinds, ", "); got != test.kinds {
				t.Errorf("faults: %s, want %s", got, test.kinds)
			}
			want := before + after + test.want + " }"
			if test.kinds != "" {
				want = before + `; import m "r"` + after + test.want + " }"
			}
			if got := strings.ReplaceAll(string(got), alias, "m"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	faults := []fault{{1, "condition", "a.go:1", ""}, {2, "operator", "a.go:1", ""}, {3, "condition", "b.go:2", ""}, {4, "condition", "c.go:3", ""}}
	for name, test := range map[string]struct {
		o    options
		want []int
	}{
		"all":            {options{count: 9}, []int{1, 2, 3, 4}},
		"of a kind":      {options{count: 9, kind: "operator"}, []int{2}},
		"at places":      {options{count: 9, at: "a.go:1,c.go:3"}, []int{1, 2, 4}},
		"both":           {options{count: 9, at: "a.go:1", kind: "condition"}, []int{1}},
		"fewer than all": {options{count: 1, at: "b.go:2"}, []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []int
			for _, f := range choose(test.o, faults) {
				got = append(got, f.number)
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
