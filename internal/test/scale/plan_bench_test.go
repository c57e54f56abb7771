// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package scale_test

import (
	"strconv"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// BenchmarkPlanWithoutChanges plans couplings that are as configured: the provider, the emulator and the harness together.
func BenchmarkPlanWithoutChanges(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			env := tenant(b, n, 0)
			w, config := workspace(env), each(env, n)
			plan, err := w.Plan(b.Context(), config, inprocess.Mode{})
			if err == nil {
				err = w.Apply(b.Context(), plan)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err == nil {
					_, err = w.Plan(b.Context(), config, inprocess.Mode{})
				}
			}
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}
