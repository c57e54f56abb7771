// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package config resolves the provider's configuration: the provider block, then the BCSALES_* variables, then
// the ARM_* variables that hashicorp/azurerm reads. It knows no Terraform types and asks no service.
package config
