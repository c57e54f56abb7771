// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

func TestQuiet(t *testing.T) {
	for name, test := range map[string]struct {
		variables map[string]string
		quiet     bool
	}{
		"nobody reads it":              {nil, true},
		"turned off":                   {map[string]string{"TF_LOG": "off"}, true},
		"everything":                   {map[string]string{"TF_LOG": "INFO"}, false},
		"the providers":                {map[string]string{"TF_LOG_PROVIDER": "json"}, false},
		"a level of this provider":     {map[string]string{"TF_LOG_PROVIDER_BCSALES": "DEBUG"}, false},
		"a level of these lines alone": {map[string]string{"TF_LOG_PROVIDER_BCSALES_API": "DEBUG"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, variable := range []string{"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_PROVIDER_BCSALES", "TF_LOG_PROVIDER_BCSALES_API", "TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK"} {
				t.Setenv(variable, test.variables[variable])
			}
			if err := Quiet(); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			Info(Start(tflogtest.RootLogger(context.Background(), &out), nil), "a line", nil)
			if got := !strings.Contains(out.String(), "a line"); got != test.quiet {
				t.Errorf("quiet: %v, want %v; the libraries log at %q", got, test.quiet, os.Getenv("TF_LOG_SDK"))
			}
		})
	}
}
