// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command checkexamples checks that every configuration under examples/ is formatted and valid for the provider in
// the working copy. Files of a resource that import an object are checked one at a time with the rest of their folder, because
// each imports the same object in a different way. Modules are checked through the examples that call them, because
// a module that takes its providers from its caller is not valid alone.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

// examples is relative to the repository's root, where make runs this command; modules, actions and resources are
// subfolders of it, and tests is a subfolder of a module with configurations that call it.
const (
	examples  = "examples"
	modules   = "modules/"
	actions   = "actions/"
	resources = "resources/"
	tests     = "/tests/"
	// bootstrap needs a provider that is not built here; internal/test/operations checks what can be checked without it.
	bootstrap = "bootstrap"
)

// requirement stands in every configuration of a user, and is left out of the examples of single resources. Without it
// Terraform knows no functions of the provider.
const requirement = `terraform {
  required_providers {
    bcsales = {
      source = "bcsales/bcsales"
    }
  }
}
`

var (
	errUncalled = errors.New("no example calls the module, so nothing checks it")
	errInvalid  = errors.New("not every example is formatted and valid")
	errNone     = errors.New("no example was found: run this in the root of the repository")
)

func main() {
	if err := check(); err != nil {
		fmt.Fprintln(os.Stderr, "checkexamples:", err)
		os.Exit(1)
	}
}

func check() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	options := terraformcli.Options{Log: os.Stderr}

	cli, err := terraformcli.Obtain(ctx, options)
	if err != nil {
		return fmt.Errorf("obtaining terraform or tofu: %w", err)
	}

	work, err := os.MkdirTemp("", "bcsales-examples-")
	if err != nil {
		return fmt.Errorf("creating a folder to check the examples in: %w", err)
	}
	defer os.RemoveAll(work)

	provider, err := terraformcli.BuildProvider(ctx, work, options)
	if err != nil {
		return fmt.Errorf("building the provider: %w", err)
	}

	config, err := terraformcli.Overrides(work, provider)
	if err != nil {
		return fmt.Errorf("preparing the CLI configuration: %w", err)
	}

	checker := checker{cli: cli, environment: terraformcli.Environ(os.Environ(), config), work: work}

	cases, err := collect(os.DirFS(examples), cli)
	if err != nil {
		return err
	}

	return checker.all(ctx, cases)
}

// example is one configuration to validate: some of the files of one folder.
type example struct {
	folder string
	files  []string
	// title names the folder, and the import file if there is one.
	title string
	// calls reports whether the folder calls modules, or reads files of another folder.
	calls bool
}

// collect lists the configurations below the root.
func collect(root fs.FS, cli terraformcli.CLI) ([]example, error) {
	files := map[string][]string{}

	var folders []string

	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		if !entry.IsDir() && strings.HasSuffix(file, ".tf") {
			folder := path.Dir(file)
			if files[folder] == nil {
				folders = append(folders, folder)
			}

			files[folder] = append(files[folder], path.Base(file))
		}

		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the examples: %w", err)
	}

	if len(folders) == 0 {
		return nil, errNone
	}

	var cases []example

	called, err := calledModules(root, files)
	if err != nil {
		return nil, err
	}

	for _, folder := range folders {
		if strings.HasPrefix(folder, modules) && !strings.Contains(folder, tests) {
			if !slices.ContainsFunc(slices.Collect(maps.Values(called)), func(list []string) bool { return slices.Contains(list, folder) }) {
				return nil, fmt.Errorf("%s: %w", folder, errUncalled)
			}

			continue
		}

		if folder == bootstrap {
			fmt.Printf("not validated, needs the provider azuread: %s\n", folder)

			continue
		}

		if strings.HasPrefix(folder, actions) && !cli.RunsActions() {
			fmt.Printf("not validated, needs Terraform 1.14: %s\n", folder)

			continue
		}

		var common, imports []string

		for _, file := range files[folder] {
			if strings.HasPrefix(folder, resources) && strings.HasPrefix(file, "import") {
				imports = append(imports, file)
			} else {
				common = append(common, file)
			}
		}

		cases = append(cases, example{folder: folder, files: common, title: folder, calls: len(called[folder]) > 0})

		for _, file := range imports {
			if strings.Contains(file, "identity") && !cli.ImportsByIdentity() {
				fmt.Printf("not validated, needs Terraform 1.12 or OpenTofu: %s/%s\n", folder, file)

				continue
			}

			cases = append(cases, example{
				folder: folder, files: append([]string{file}, common...), title: folder + "/" + file,
			})
		}
	}

	return cases, nil
}

type checker struct {
	cli         terraformcli.CLI
	environment []string
	work        string
}

func (c checker) all(ctx context.Context, cases []example) error {
	failed := 0

	if err := c.run(ctx, ".", "fmt", "-check", "-diff", "-recursive", examples); err != nil {
		fmt.Println("not formatted:", err)

		failed++
	}

	unformatted, err := unformattedQueries(os.DirFS(examples))
	if err != nil {
		return err
	}

	for _, file := range unformatted {
		fmt.Println("not formatted:", file)

		failed++
	}

	for _, example := range cases {
		if err := c.validate(ctx, example); err != nil {
			fmt.Printf("invalid: %s: %v\n", example.title, err)

			failed++
		}
	}

	fmt.Printf("%d configurations checked with %s, %d findings\n", len(cases), c.cli, failed)

	if failed > 0 {
		return errInvalid
	}

	return nil
}

func (c checker) validate(ctx context.Context, example example) error {
	folder, err := os.MkdirTemp(c.work, "example-")
	if err != nil {
		return fmt.Errorf("creating a folder: %w", err)
	}

	if example.calls {
		return c.validateCaller(ctx, folder, example)
	}

	required := false

	for _, file := range example.files {
		content, err := os.ReadFile(filepath.Join(examples, filepath.FromSlash(example.folder), file))
		if err != nil {
			return fmt.Errorf("reading the example: %w", err)
		}

		if err := os.WriteFile(filepath.Join(folder, file), content, 0o600); err != nil {
			return fmt.Errorf("copying the example: %w", err)
		}

		required = required || bytes.Contains(content, []byte("required_providers"))
	}

	if !required {
		if err := os.WriteFile(filepath.Join(folder, "required_providers.tf"), []byte(requirement), 0o600); err != nil {
			return fmt.Errorf("adding what the example requires: %w", err)
		}
	}

	return c.run(ctx, folder, "validate", "-no-color")
}

// validateCaller validates an example with the modules that it calls, in a copy of all examples.
func (c checker) validateCaller(ctx context.Context, folder string, example example) error {
	if err := os.CopyFS(folder, os.DirFS(examples)); err != nil {
		return fmt.Errorf("copying the examples: %w", err)
	}

	folder = filepath.Join(folder, filepath.FromSlash(example.folder))

	// Not `init`, which would look up the provider in the registry.
	if err := c.run(ctx, folder, "get", "-no-color"); err != nil {
		return err
	}

	return c.run(ctx, folder, "validate", "-no-color")
}

// run shows the program's output only if it fails: a development override makes every command warn.
func (c checker) run(ctx context.Context, folder string, arguments ...string) error {
	command := exec.CommandContext(ctx, c.cli.Path, arguments...)
	command.Dir = folder
	command.Env = c.environment

	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", arguments[0], err, output)
	}

	return nil
}
