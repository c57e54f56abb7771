// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Versions that Obtain fetches.
const (
	terraformVersion = "1.14.0"
	openTofuVersion  = "1.12.6"
	openTofuModule   = "github.com/opentofu/opentofu"
)

// releases is where HashiCorp publishes its programs; probeTimeout limits the check that it can be reached, because
// a download that cannot work is otherwise retried again and again.
const (
	releases     = "https://releases.hashicorp.com/terraform/" + terraformVersion + "/"
	probeTimeout = 5 * time.Second
)

// Obtain returns what Find finds. If that is nothing, it downloads Terraform with HashiCorp's own installer (which
// checks the signature) or, if that cannot be reached, builds OpenTofu from its Go module. Both are kept in
// CacheDir.
func Obtain(ctx context.Context, options Options) (CLI, error) {
	cli, err := Find(ctx)
	if !errors.Is(err, ErrNotFound) {
		return cli, err
	}

	cache, err := CacheDir()
	if err != nil {
		return CLI{}, err
	}

	if err := os.MkdirAll(cache, 0o750); err != nil {
		return CLI{}, fmt.Errorf("creating the cache folder: %w", err)
	}

	path, downloadErr := downloadTerraform(ctx, cache, options)
	if downloadErr == nil {
		return Inspect(ctx, path)
	}

	options.printf("Terraform cannot be downloaded: %v", downloadErr)

	path, buildErr := buildOpenTofu(ctx, cache, options)
	if buildErr != nil {
		return CLI{}, errors.Join(
			fmt.Errorf("%w on PATH, and none could be obtained: install one, or name it in %s", ErrNotFound, PathVariable),
			downloadErr, buildErr,
		)
	}

	return Inspect(ctx, path)
}

func cachedTerraform(cache string) string {
	return filepath.Join(cache, "terraform-"+terraformVersion, executable(string(Terraform)))
}

func cachedOpenTofu(cache string) string {
	return filepath.Join(cache, "opentofu-"+openTofuVersion, executable(string(OpenTofu)))
}

// downloadTerraform runs hc-install, which has its own module under tools/terraform.
func downloadTerraform(ctx context.Context, cache string, options Options) (string, error) {
	if err := reachable(ctx, releases); err != nil {
		return "", err
	}

	root, err := repository(ctx, options.Root)
	if err != nil {
		return "", err
	}

	options.printf("Downloading Terraform %s.", terraformVersion)

	return publish(cachedTerraform(cache), func(folder string) error {
		return runGo(ctx, options, filepath.Join(root, "tools", "terraform"), nil,
			"tool", "hc-install", "install", "-version", terraformVersion, "-path", folder, string(Terraform))
	})
}

// buildOpenTofu builds inside OpenTofu's own module, so that its go.sum verifies every dependency.
func buildOpenTofu(ctx context.Context, cache string, options Options) (string, error) {
	options.printf("Building OpenTofu %s from its Go module; this takes some minutes, once.", openTofuVersion)

	// Outside any module: this repository's go.mod must not take part.
	outside, err := os.MkdirTemp("", "bcsales-opentofu-")
	if err != nil {
		return "", fmt.Errorf("creating a folder for the download of OpenTofu: %w", err)
	}
	defer os.RemoveAll(outside)

	download := exec.CommandContext(ctx, "go", "mod", "download", "-json", openTofuModule+"@v"+openTofuVersion)
	download.Dir = outside

	output, err := download.Output()
	if err != nil {
		return "", fmt.Errorf("downloading the module of OpenTofu: %w%s", err, standardError(err))
	}

	var module struct {
		Dir string `json:"Dir"`
	}
	if err := json.Unmarshal(output, &module); err != nil {
		return "", fmt.Errorf("reading where the module of OpenTofu lies: %w", err)
	}

	return publish(cachedOpenTofu(cache), func(folder string) error {
		return runGo(ctx, options, module.Dir, []string{"CGO_ENABLED=0", "GOFLAGS=-mod=readonly"},
			"build", "-trimpath", "-ldflags", Stripped+" -X "+openTofuModule+"/version.dev=no",
			"-o", filepath.Join(folder, executable(string(OpenTofu))), "./cmd/tofu")
	})
}

// publish lets fill put the program into a new folder beside the target and moves that folder into place, so that
// another run never sees a partial program.
func publish(target string, fill func(folder string) error) (string, error) {
	folder := filepath.Dir(target)

	if err := os.MkdirAll(filepath.Dir(folder), 0o750); err != nil {
		return "", fmt.Errorf("creating the cache folder: %w", err)
	}

	fresh, err := os.MkdirTemp(filepath.Dir(folder), ".new-")
	if err != nil {
		return "", fmt.Errorf("creating a folder in the cache: %w", err)
	}
	defer os.RemoveAll(fresh)

	if err := fill(fresh); err != nil {
		return "", err
	}

	if err := os.Rename(fresh, folder); err != nil {
		// Another run was faster, or left an unusable folder there.
		if _, missing := os.Stat(target); missing != nil {
			return "", fmt.Errorf("moving the program into the cache: %w", err)
		}
	}

	return target, nil
}

func reachable(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()

	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return fmt.Errorf("asking for %s: %w", address, err)
	}

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("asking for %s: %w", address, err)
	}
	defer response.Body.Close()

	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("asking for %s: %w", address, &unexpectedStatusError{response.Status})
	}

	return nil
}

// unexpectedStatusError is a web server's status other than 200.
type unexpectedStatusError struct{ status string }

func (e *unexpectedStatusError) Error() string { return "the server answered " + e.status }

// repository returns the folder with the provider's go.mod.
func repository(ctx context.Context, folder string) (string, error) {
	command := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}")
	command.Dir = folder

	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("finding the folder of the provider's module: %w%s", err, standardError(err))
	}

	return strings.TrimSpace(string(output)), nil
}

func runGo(ctx context.Context, options Options, folder string, variables []string, arguments ...string) error {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), variables...)
	command.Stdout = options.Log
	command.Stderr = options.Log

	if err := command.Run(); err != nil {
		return fmt.Errorf("running go %s: %w", strings.Join(arguments, " "), err)
	}

	return nil
}
