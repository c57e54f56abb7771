// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// testChecks let Business Central itself try the connections. They come last: while something else is wrong they would
// only repeat it.
func testChecks() []check {
	return []check{
		{"dataverse_connection_test", "Business Central reaches Dataverse", ofCompany, checkDataverseTest},
		{"sales_connection_test", "Business Central reaches Sales", ofCompany, checkSalesTest},
	}
}

const remedyTest = "Fix the error that Business Central reports. If the error concerns signing in, ask an administrator to open the setup's page in Business Central and test the connection there."

// testable is nil when all that was checked before is right.
func (f *facts) testable(ctx context.Context) error {
	if err := f.both(ctx); err != nil {
		return err
	}
	if f.failed {
		return unmet{"Other checks fail, which has to be fixed first."}
	}
	return nil
}

func checkDataverseTest(ctx context.Context, f *facts) (outcome, error) {
	if err := f.testable(ctx); err != nil {
		return outcome{}, err
	}
	tests, err := f.tests(ctx)
	if err != nil {
		return outcome{}, err
	}
	return tested(tests.dataverse)
}

func checkSalesTest(ctx context.Context, f *facts) (outcome, error) {
	if err := f.testable(ctx); err != nil {
		return outcome{}, err
	}
	tests, err := f.tests(ctx)
	if err != nil {
		return outcome{}, err
	}
	return tested(tests.sales)
}

// connectionTests are what Business Central says of its two connections; nil for no trouble.
type connectionTests struct{ dataverse, sales error }

// readTests tests both connections at once. What the second test says counts only when the first succeeded.
func (f *facts) readTests(ctx context.Context) (tests connectionTests, err error) {
	client, err := f.bc()
	if err != nil {
		return tests, err
	}
	setup, err := f.setup(ctx)
	if err != nil {
		return tests, err
	}
	sales, err := f.sales(ctx)
	if err != nil {
		return tests, err
	}
	tests.dataverse, tests.sales = client.TestConnections(ctx, f.company, setup.ID, sales.ID)
	return tests, nil
}

// tested returns the outcome of a test. An identity with read access only may not run the test, which proves nothing about the connection.
func tested(err error) (outcome, error) {
	switch {
	case framework.LacksPermission(err):
		return outcome{}, unmet{"The companion extension lets only an identity with its permission set BCS Administer test a connection."}
	case err != nil:
		return fail(remedyTest, "%s.", err)
	}
	return pass("The connection test succeeded.")
}
