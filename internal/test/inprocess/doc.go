// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package inprocess carries out Terraform configurations in this process. It talks to the provider over the plugin protocol
// and keeps the rules by which Terraform plans, applies, refreshes, imports and destroys, so that a test of Terraform's
// behavior costs milliseconds and no child process.
//
// [Session] is one provider server and serves single requests. [Workspace] holds a state and takes whole configurations
// in HCL. [Run] carries out a [resource.TestCase] of terraform-plugin-testing, whose tests need no change.
//
// What the package does not know (modules, variables, outputs, provisioners, checks, blocks in schemas) it refuses with an
// error; such a test stays with Terraform itself.
package inprocess
