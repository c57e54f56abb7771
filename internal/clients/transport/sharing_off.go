// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build bcsales_alone

package transport

// Sharing is off in a provider that the benchmark builds with the tag bcsales_alone.
const Sharing = false
