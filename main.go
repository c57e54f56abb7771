// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-bcsales serves the provider to Terraform.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// version is set by the release build.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run for a debugger such as delve")
	flag.Parse()
	err := providerserver.Serve(context.Background(), provider.New(version, nil), providerserver.ServeOpts{
		Address: "registry.terraform.io/bcsales/bcsales",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
