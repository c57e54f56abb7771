// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package probes settles what no public source says about the services, as the guide "What is verified" lists it. Each probe makes the smallest
// experiment that settles one question and answers with facts; they are compared with those of the same experiment in the emulator, which
// behaves as the provider assumes.
//
// What a probe makes has a name with the run's prefix, and is removed after the probe, whatever has happened. A probe never
// touches what it has not made, except that it reads.
package probes
