// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package terraformcli finds Terraform or OpenTofu on this machine, obtains one if there is none, and prepares what
// a run without the public registry needs: a mirror that holds the provider built here and a CLI configuration file.
//
// It serves the tests, the quickstart and the checks of the examples; the provider itself does not use it.
package terraformcli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// PathVariable is the environment variable that selects the program; terraform-plugin-testing reads it too.
const PathVariable = "TF_ACC_TERRAFORM_PATH"

// Kind distinguishes the two programs.
type Kind string

// The programs that can run the provider.
const (
	Terraform Kind = "terraform"
	OpenTofu  Kind = "tofu"
)

// RegistryHost is the program's default host for a provider source address.
func (k Kind) RegistryHost() string {
	if k == OpenTofu {
		return "registry.opentofu.org"
	}

	return "registry.terraform.io"
}

// minimum is the oldest version that the provider supports: write-only arguments came with Terraform 1.11 and with
// OpenTofu 1.11, and identity, which the provider's tests use, with OpenTofu 1.12.
func (k Kind) minimum() version {
	if k == OpenTofu {
		return version{1, 12, 0}
	}

	return version{1, 11, 0}
}

// CLI is a program that was found.
type CLI struct {
	// Path is absolute.
	Path string
	Kind Kind
	// Version is the version that the program itself reports, for example "1.11.4".
	Version string
}

// String returns the program's name and version for people.
func (c CLI) String() string {
	name := "Terraform"
	if c.Kind == OpenTofu {
		name = "OpenTofu"
	}

	return fmt.Sprintf("%s %s (%s)", name, c.Version, c.Path)
}

// ImportsByIdentity reports whether the program knows import blocks with an identity.
func (c CLI) ImportsByIdentity() bool {
	found, err := parseVersion(c.Version)

	return err == nil && !found.less(version{1, 12, 0})
}

// RunsActions reports whether the program knows action blocks, which OpenTofu does not.
func (c CLI) RunsActions() bool {
	found, err := parseVersion(c.Version)

	return err == nil && c.Kind == Terraform && !found.less(version{1, 14, 0})
}

// ErrNotFound is wrapped by Find's error if this machine has no usable program.
var ErrNotFound = errors.New("neither terraform nor tofu was found")

// Find returns the program in TF_ACC_TERRAFORM_PATH, or else terraform or tofu on PATH, or else one that Obtain has
// cached. It skips a program on PATH that is too old, but never replaces the one in the variable.
func Find(ctx context.Context) (CLI, error) {
	if path := os.Getenv(PathVariable); path != "" {
		cli, err := Inspect(ctx, path)
		if err != nil {
			return CLI{}, fmt.Errorf("%s: %w", PathVariable, err)
		}

		return cli, nil
	}

	var passedOver []error

	for _, path := range candidates() {
		cli, err := Inspect(ctx, path)
		if err == nil {
			return cli, nil
		}

		passedOver = append(passedOver, err)
	}

	return CLI{}, errors.Join(append([]error{ErrNotFound}, passedOver...)...)
}

// candidates lists the programs on PATH and in the cache, in order of preference.
func candidates() []string {
	var paths []string

	for _, kind := range []Kind{Terraform, OpenTofu} {
		if path, err := exec.LookPath(string(kind)); err == nil {
			paths = append(paths, path)
		}
	}

	cache, err := CacheDir()
	if err != nil {
		return paths
	}

	for _, path := range []string{cachedTerraform(cache), cachedOpenTofu(cache)} {
		if _, err := os.Stat(path); err == nil {
			paths = append(paths, path)
		}
	}

	return paths
}

// Inspect asks the program for its version and refuses one that is too old.
func Inspect(ctx context.Context, path string) (CLI, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return CLI{}, fmt.Errorf("creating %s absolute: %w", path, err)
	}

	folder, err := os.MkdirTemp("", "bcsales-version-")
	if err != nil {
		return CLI{}, fmt.Errorf("creating a folder to ask %s for its version: %w", path, err)
	}
	defer os.RemoveAll(folder)

	config, err := writeEmptyConfig(folder)
	if err != nil {
		return CLI{}, err
	}

	command := exec.CommandContext(ctx, absolute, "version", "-json")
	command.Dir = folder
	command.Env = Environ(os.Environ(), config)

	output, err := command.Output()
	if err != nil {
		return CLI{}, fmt.Errorf("running %s version: %w%s", path, err, standardError(err))
	}

	// OpenTofu reports its version under Terraform's name.
	var report struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal(output, &report); err != nil {
		return CLI{}, fmt.Errorf("reading the version that %s reports: %w", path, err)
	}

	cli := CLI{Path: absolute, Kind: kindOf(ctx, command), Version: report.Version}

	found, err := parseVersion(report.Version)
	if err != nil {
		return CLI{}, fmt.Errorf("%s: %w", path, err)
	}

	if minimum := cli.Kind.minimum(); found.less(minimum) {
		return CLI{}, fmt.Errorf("%s is too old: the provider needs %s or later", cli, minimum)
	}

	return cli, nil
}

// kindOf asks the program for its name: the JSON report is the same for both, and the file's name proves nothing.
func kindOf(ctx context.Context, asked *exec.Cmd) Kind {
	command := exec.CommandContext(ctx, asked.Path, "version")
	command.Dir = asked.Dir
	command.Env = asked.Env

	output, err := command.Output()
	if err == nil && len(output) >= len("OpenTofu") && string(output[:len("OpenTofu")]) == "OpenTofu" {
		return OpenTofu
	}

	return Terraform
}

// CacheDir is the folder that keeps obtained programs between runs. It is outside the repository.
func CacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the user's cache folder: %w", err)
	}

	return filepath.Join(base, "terraform-provider-bcsales"), nil
}

// Options adjust Obtain.
type Options struct {
	// Log receives progress and the output of downloads and builds; nil discards them.
	Log io.Writer
	// Root is a folder in this repository; the working directory if empty.
	Root string
}

func (o Options) printf(format string, arguments ...any) {
	if o.Log != nil {
		fmt.Fprintf(o.Log, format+"\n", arguments...)
	}
}

func executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}

	return name
}

func standardError(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return ": " + string(exit.Stderr)
	}

	return ""
}
