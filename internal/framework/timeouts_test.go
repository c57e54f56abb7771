// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"fmt"
	"regexp"
	"testing"

	testresource "github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestTimeoutsArePositive refuses durations in which nothing can be done, for each operation.
func TestTimeoutsArePositive(t *testing.T) {
	t.Parallel()
	var steps []testresource.TestStep
	for _, operation := range []string{"create", "read", "update", "delete"} {
		for _, value := range []string{"0s", "-5s", "0", "soon"} {
			steps = append(steps, testresource.TestStep{
				Config:      fmt.Sprintf("resource \"fake_thing\" \"this\" {\n  name = \"a\"\n  color = \"red\"\n  timeouts = { %s = %q }\n}\n", operation, value),
				ExpectError: regexp.MustCompile(`must be a time longer than zero`),
			})
		}
	}
	steps = append(steps, testresource.TestStep{Config: "resource \"fake_thing\" \"this\" {\n  name = \"a\"\n  color = \"red\"\n  timeouts = { create = \"1h\" }\n}\n"})
	acctest.Run(t, testresource.TestCase{ProtoV6ProviderFactories: factories(newService(), ready()), Steps: steps})
}
