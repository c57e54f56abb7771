// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"os"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestMain(m *testing.M) { os.Exit(acctest.Main(m)) }
