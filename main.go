// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-bcsales serves the provider to Terraform.
package main

import (
	"flag"
	"log"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// version is set by the release build.
var version = "dev"

// garbage is how much may gather before it is collected, as a share of what is in use: most of what a run over many objects
// allocates is garbage at once, and what is in use is little. The variable GOGC takes precedence.
const garbage = 200 // percent

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	attach := flag.Bool("debug", false, "run for a debugger such as delve")
	flag.Parse()
	var options []tf6server.ServeOpt
	if *attach {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := logging.Quiet(); err != nil {
		log.Fatal(err)
	}
	err := tf6server.Serve("registry.terraform.io/bcsales/bcsales", func() tfprotov6.ProviderServer { return provider.Server(version, nil) }, options...)
	if err != nil {
		log.Fatal(err)
	}
}
