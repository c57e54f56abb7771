// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// The provider's address in the registries, and the version of a build from the working copy. No release has that
// version, so a lock file never confuses the two, but the constraints of the examples allow it.
const (
	providerNamespace = "bcsales"
	providerName      = "bcsales"
	LocalVersion      = "0.9999.0"
)

// Stripped is the linker's flags for a program that nobody debugs: it links in a quarter of the time.
const Stripped = "-s -w"

// providerProgram is the file name of the built provider.
const providerProgram = "terraform-provider-" + providerName

// BuildProvider builds the provider of this repository into the folder and returns the program's path.
func BuildProvider(ctx context.Context, folder string, options Options) (string, error) {
	root, err := repository(ctx, options.Root)
	if err != nil {
		return "", err
	}

	path := filepath.Join(folder, executable(providerProgram))
	if err := runGo(ctx, options, root, nil, "build", "-buildvcs=false", "-ldflags", Stripped, "-o", path, "."); err != nil {
		return "", err
	}

	return path, nil
}

// Mirror creates a filesystem mirror with a provider program for the given kind of program and returns the path of
// a CLI configuration file that uses only the mirror, so that `init` works without a network. Both are in the
// folder.
func Mirror(folder, provider string, kind Kind) (string, error) {
	packages := filepath.Join(folder, "mirror")
	platform := runtime.GOOS + "_" + runtime.GOARCH
	target := filepath.Join(packages, kind.RegistryHost(), providerNamespace, providerName, LocalVersion, platform)

	if err := os.MkdirAll(target, 0o750); err != nil {
		return "", fmt.Errorf("creating the provider mirror: %w", err)
	}

	program := filepath.Join(target, executable(providerProgram+"_v"+LocalVersion))
	if err := os.Link(provider, program); err != nil {
		if err := copyProgram(provider, program); err != nil {
			return "", err
		}
	}

	return writeConfig(folder, "provider_installation {\n  filesystem_mirror {\n    path = "+quote(packages)+"\n  }\n}\n")
}

// Overrides writes a CLI configuration file with a development override for the provider program: commands other
// than `init` then work in any folder without a mirror. It also covers sources without a namespace, as in the
// registry's examples.
func Overrides(folder, provider string) (string, error) {
	programs := quote(filepath.Dir(provider))

	return writeConfig(folder, "provider_installation {\n  dev_overrides {\n"+
		"    \""+providerNamespace+"/"+providerName+"\" = "+programs+"\n"+
		"    \"hashicorp/"+providerName+"\" = "+programs+"\n"+
		"  }\n}\n")
}

// Environ returns the environment for a run of the program: the given one without the variables that change
// Terraform's behavior (except those for its log), with the CLI configuration file, and without prompts and update
// checks.
func Environ(environment []string, config string) []string {
	result := make([]string, 0, len(environment)+4)

	for _, variable := range environment {
		if strings.HasPrefix(variable, "TF_LOG") ||
			!strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CHECKPOINT_DISABLE=") {
			result = append(result, variable)
		}
	}

	result = append(result, "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_INPUT=0")

	return result
}

// TestEnvironment returns the variables, as NAME=value, that terraform-plugin-testing needs to use the program. The
// CLI configuration file is an empty one in the cache, because a missing file causes a warning at best, and breaks
// OpenTofu.
func (c CLI) TestEnvironment() ([]string, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}

	if err := os.MkdirAll(cache, 0o750); err != nil {
		return nil, fmt.Errorf("creating the cache folder: %w", err)
	}

	config, err := writeEmptyConfig(cache)
	if err != nil {
		return nil, err
	}

	variables := []string{PathVariable + "=" + c.Path, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + config}
	if c.Kind == OpenTofu {
		variables = append(variables, "TF_ACC_PROVIDER_NAMESPACE=hashicorp", "TF_ACC_PROVIDER_HOST="+c.Kind.RegistryHost())
	}

	return variables, nil
}

func writeEmptyConfig(folder string) (string, error) {
	return writeConfig(folder, "")
}

func writeConfig(folder, content string) (string, error) {
	path, err := filepath.Abs(filepath.Join(folder, "cli.tfrc"))
	if err != nil {
		return "", fmt.Errorf("creating %s absolute: %w", folder, err)
	}

	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		return "", fmt.Errorf("writing the CLI configuration file: %w", err)
	}

	return path, nil
}

func copyProgram(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("reading the provider program: %w", err)
	}

	if err := os.WriteFile(to, content, 0o700); err != nil {
		return fmt.Errorf("writing the provider program into the mirror: %w", err)
	}

	return nil
}

// quote writes a path as an HCL string, with forward slashes, which work on every system.
func quote(path string) string {
	return strconv.Quote(filepath.ToSlash(path))
}
