// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package operations tests examples/operations: the scripts with stand-ins of the programs that they call, and the structure of the
// pipelines. `make test-operations` has the policies and the workflows checked by their own programs.
package operations
