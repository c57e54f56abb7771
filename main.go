// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-bcsales serves the provider to Terraform.
package main

import (
	"flag"
	"log"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// version is set by the release build.
var version = "dev"

// What a run over many objects allocates is garbage at once, and little is in use: of 10 MB, the collector would let as many gather
// before it collects them. So it takes ballast to be in use as well, which nothing touches, so that it takes up no memory. A small run
// may gather 40 MB then, and a run with 40 MB in use 64 MB. The variable GOGC takes precedence.
const (
	ballast = 40 << 20 // bytes
	garbage = 80       // how much may gather, in percent of what is in use
)

func main() {
	var weight []byte
	if os.Getenv("GOGC") == "" {
		weight = make([]byte, ballast)
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
	runtime.KeepAlive(weight)
	if err != nil {
		log.Fatal(err)
	}
}
