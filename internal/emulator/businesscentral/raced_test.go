// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build race

package businesscentral

// raced says that the race detector watches the tests.
const raced = true
