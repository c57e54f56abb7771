// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package acceptance tests the provider as a whole against the emulator: the guide from beginning to end, drift of every
// attribute, import of every resource, and changes of a running integration.
package acceptance
