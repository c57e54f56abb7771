// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build !bcsales_alone

package transport

// Sharing says that requests may share: reads in package bulk, answers in package odata, batches here. Only the benchmark builds
// a provider without it, to measure what it saves.
const Sharing = true
