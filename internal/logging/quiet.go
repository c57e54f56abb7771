// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging

import (
	"fmt"
	"os"
	"strings"
)

// The variables that set the level of the log: Terraform's own two, and that of the provider's root logger.
const (
	levelOfAll      = "TF_LOG"
	levelOfPlugins  = "TF_LOG_PROVIDER"
	levelOfProvider = "TF_LOG_PROVIDER_BCSALES"
)

// off is the level at which nothing is logged.
const off = "OFF"

// Quiet turns the log off where nobody reads it: Terraform drops what a provider logs unless TF_LOG or TF_LOG_PROVIDER is set. The
// libraries of its protocol write each line at level TRACE all the same, in JSON to a pipe, which costs a large plan seconds of
// processor time. A level that is set for a part of the log stays. It is called before the provider serves.
// Source: https://developer.hashicorp.com/terraform/plugin/log/managing
func Quiet() error {
	for _, name := range []string{levelOfAll, levelOfPlugins} {
		if level := os.Getenv(name); level != "" && !strings.EqualFold(level, off) {
			return nil
		}
	}
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", levelOfProvider} {
		if os.Getenv(name) != "" {
			continue
		}
		if err := os.Setenv(name, off); err != nil {
			return fmt.Errorf("turning the log off: %w", err)
		}
	}
	return nil
}

// silent reports whether no line of the provider's own is written.
func silent() bool {
	return strings.EqualFold(os.Getenv(levelOfProvider), off) && os.Getenv(levelOfProvider+"_"+strings.ToUpper(subsystem)) == ""
}
