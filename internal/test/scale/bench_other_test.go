// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build !linux

package scale_test

// The benchmark measures processes as Linux counts what they use.
func role() func() error { return nil }
