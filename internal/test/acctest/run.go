// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"flag"
	"iter"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// terraformVariable is the environment variable that makes [Run] use Terraform or OpenTofu.
const terraformVariable = "BCSALES_TEST_TERRAFORM"

// Run runs a test case in this process, following Terraform's rules.
func Run(t *testing.T, c resource.TestCase) {
	t.Helper()
	if os.Getenv(terraformVariable) != "" {
		resource.UnitTest(t, c)
		return
	}
	inprocess.Run(t, c)
}

// Terraform runs a test case with Terraform or OpenTofu, or with -short like [Run]: for a few tests, which show that the program
// behaves like [Run], and for one life cycle of each resource that stands in no example which the acceptance tests apply with
// the program. Each step starts the program eight times.
func Terraform(t *testing.T, c resource.TestCase) {
	t.Helper()
	if testing.Short() {
		inprocess.Run(t, c)
		return
	}
	resource.UnitTest(t, c)
}

// OnlyTerraform runs a test case with Terraform or OpenTofu, or skips it with
// -short: for what [Run] does not support.
func OnlyTerraform(t *testing.T, c resource.TestCase) {
	t.Helper()
	NeedsTerraform(t)
	resource.UnitTest(t, c)
}

// NeedsTerraform skips a test that starts Terraform if the tests run with -short.
func NeedsTerraform(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts Terraform, which -short leaves out")
	}
}

// Sample returns the rows of a table that a test runs: all of them, and with -short every third, for the few tables that
// would take most of the quick loop's time.
func Sample[T any](rows []T) []T {
	if !testing.Short() {
		return rows
	}
	var some []T
	for i := 0; i < len(rows); i += 3 {
		some = append(some, rows[i])
	}
	return some
}

// SampleOf is [Sample] for a table by name, in the order of the names.
func SampleOf[T any](table map[string]T) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for _, name := range Sample(slices.Sorted(maps.Keys(table))) {
			if !yield(name, table[name]) {
				return
			}
		}
	}
}

// Long skips a test of several seconds if the tests run with -short. Others must run the same code.
func Long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes seconds, and -short leaves it out")
	}
}

// sideBySide is how many tests of a package run in parallel: they mostly
// wait for work that the emulator does later.
const sideBySide = "8"

// garbage is how far memory may grow before it is collected, in percent of the memory in use.
const garbage = 400

// Main runs the tests of a package, more of them in parallel than there are processors, and returns the exit
// status. The flag -parallel takes precedence.
func Main(m *testing.M) int {
	if err := flag.Set("test.parallel", sideBySide); err != nil {
		panic(err)
	}
	// Each test leaves an emulator behind, and there is enough memory to collect them rarely.
	debug.SetGCPercent(garbage)
	return m.Run()
}
