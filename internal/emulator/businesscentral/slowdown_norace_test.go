// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build !race

package businesscentral

// slowdown is how many times longer a measured limit is with the race detector than without.
const slowdown = 1
