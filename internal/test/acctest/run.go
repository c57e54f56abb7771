// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// terraformVariable names the environment variable that lets Terraform or OpenTofu carry out the tests of [Run] too.
const terraformVariable = "BCSALES_TEST_TERRAFORM"

// Run carries out a test case in this process, by the rules of Terraform.
func Run(t *testing.T, c resource.TestCase) {
	t.Helper()
	if os.Getenv(terraformVariable) != "" {
		resource.UnitTest(t, c)
		return
	}
	inprocess.Run(t, c)
}

// Terraform carries out a test case with Terraform or OpenTofu, or with -short as [Run] does: for a few tests of each kind,
// which show that the program sees what [Run] sees.
func Terraform(t *testing.T, c resource.TestCase) {
	t.Helper()
	if testing.Short() {
		inprocess.Run(t, c)
		return
	}
	resource.UnitTest(t, c)
}

// OnlyTerraform carries out a test case with Terraform or OpenTofu, or not at all with -short: for what [Run] does not
// know.
func OnlyTerraform(t *testing.T, c resource.TestCase) {
	t.Helper()
	NeedsTerraform(t)
	resource.UnitTest(t, c)
}

// NeedsTerraform leaves out a test that starts Terraform when the tests run with -short.
func NeedsTerraform(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts Terraform, which -short leaves out")
	}
}

// sideBySide is how many tests of a package run at a time: they mostly wait for work that the emulator carries out later.
const sideBySide = "6"

// garbage is how much of the memory in use may be left over before it is collected, in percent.
const garbage = 400

// Main runs the tests of a package, more of them side by side than there are processors, and returns the exit status. The
// flag -parallel wins.
func Main(m *testing.M) int {
	if err := flag.Set("test.parallel", sideBySide); err != nil {
		panic(err)
	}
	// Each test leaves an emulator behind, and there is memory enough to collect them rarely.
	debug.SetGCPercent(garbage)
	return m.Run()
}
