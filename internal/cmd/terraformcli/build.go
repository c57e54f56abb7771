// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The newest Terraform that the Go module proxy offers, and its module.
const (
	builtTerraformVersion = "1.13.3"
	terraformModule       = "github.com/hashicorp/terraform"
)

// Build returns the program of the kind, built from its Go module and kept in CacheDir: Terraform in the newest version that the Go
// module proxy offers, or OpenTofu. The first build takes minutes. Terraform's license allows this for tests; it is never shipped.
func Build(ctx context.Context, kind Kind, options Options) (CLI, error) {
	cache, err := CacheDir()
	if err != nil {
		return CLI{}, err
	}

	path, build := cachedOpenTofu(cache), buildOpenTofu
	if kind == Terraform {
		path, build = builtTerraform(cache), buildTerraform
	}

	if _, err := os.Stat(path); err != nil {
		if path, err = build(ctx, cache, options); err != nil {
			return CLI{}, err
		}
	}

	return Inspect(ctx, path)
}

func builtTerraform(cache string) string {
	return filepath.Join(cache, "terraform-built-"+builtTerraformVersion, executable(string(Terraform)))
}

// missing are modules that Terraform's own go.mod replaces by folders of its repository, which the proxy does not have: the remote
// backends, of which a test needs none, and the state of versions before 0.12.
func missing() map[string]string {
	stubs := map[string]string{"internal/legacy": ""}

	for _, backend := range []string{"azure", "consul", "cos", "gcs", "kubernetes", "oci", "oss", "pg", "s3"} {
		stubs["internal/backend/remote-state/"+backend] = "package " + backend + "\n\n" +
			"import \"" + terraformModule + "/internal/backend\"\n\n// New makes no backend.\nfunc New() backend.Backend { return nil }\n"
	}

	return stubs
}

// buildTerraform builds in a module that requires Terraform's and replaces what is missing by stubs. `go install` refuses a module
// whose go.mod has replacements.
func buildTerraform(ctx context.Context, cache string, options Options) (string, error) {
	options.printf("Building Terraform %s from its Go module; this takes some minutes, once.", builtTerraformVersion)

	folder, err := os.MkdirTemp("", "bcsales-terraform-")
	if err != nil {
		return "", fmt.Errorf("creating a folder for the build of Terraform: %w", err)
	}
	defer os.RemoveAll(folder)

	var module strings.Builder

	fmt.Fprintf(&module, "module build\n\ngo 1.24.0\n\nrequire %s v%s\n", terraformModule, builtTerraformVersion)

	for path, source := range missing() {
		name := terraformModule + "/" + path
		fmt.Fprintf(&module, "require %s v0.0.0\nreplace %s => ./%s\n", name, name, path)

		if err := writeModule(filepath.Join(folder, filepath.FromSlash(path)), name, source); err != nil {
			return "", err
		}
	}

	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte(module.String()), 0o600); err != nil {
		return "", fmt.Errorf("writing the module that builds Terraform: %w", err)
	}

	return publish(builtTerraform(cache), func(target string) error {
		return runGo(ctx, options, folder, []string{"CGO_ENABLED=0", "GOFLAGS=-mod=mod"},
			"build", "-trimpath", "-ldflags", Stripped+" -X "+terraformModule+"/version.dev=no",
			"-o", filepath.Join(target, executable(string(Terraform))), terraformModule)
	})
}

// writeModule writes a module of at most one source file.
func writeModule(folder, name, source string) error {
	files := map[string]string{"go.mod": "module " + name + "\n"}
	if source != "" {
		files["stub.go"] = source
	}

	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("creating the folder of a stub: %w", err)
	}

	for file, content := range files {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
			return fmt.Errorf("writing a stub of %s: %w", name, err)
		}
	}

	return nil
}
