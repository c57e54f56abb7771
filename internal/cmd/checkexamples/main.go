// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command checkexamples checks that every configuration under examples/ is formatted and valid for the provider of the
// working copy. Files that import an object are checked one by one with the rest of their folder, because each of them
// imports the same object in another way.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/terraformcli"
)

// examples is relative to the repository's root, where make runs this command.
const examples = "examples"

var (
	errInvalid = errors.New("not every example is formatted and valid")
	errNone    = errors.New("no example was found: run this in the root of the repository")
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
		return fmt.Errorf("making a folder to check the examples in: %w", err)
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
	// title names the folder, and the import file where there is one.
	title string
}

// collect lists the configurations below the root.
func collect(root fs.FS, cli terraformcli.CLI) ([]example, error) {
	files := map[string][]string{}

	var folders []string

	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		if !entry.IsDir() && strings.HasSuffix(path, ".tf") {
			folder := filepath.ToSlash(filepath.Dir(path))
			if files[folder] == nil {
				folders = append(folders, folder)
			}

			files[folder] = append(files[folder], filepath.Base(path))
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

	for _, folder := range folders {
		var common, imports []string

		for _, file := range files[folder] {
			if strings.HasPrefix(file, "import") {
				imports = append(imports, file)
			} else {
				common = append(common, file)
			}
		}

		cases = append(cases, example{folder: folder, files: common, title: folder})

		for _, file := range imports {
			if strings.Contains(file, "identity") && !cli.ImportsByIdentity() {
				fmt.Printf("not checked, needs Terraform 1.12 or OpenTofu: %s/%s\n", folder, file)

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
		return fmt.Errorf("making a folder: %w", err)
	}

	for _, file := range example.files {
		content, err := os.ReadFile(filepath.Join(examples, filepath.FromSlash(example.folder), file))
		if err != nil {
			return fmt.Errorf("reading the example: %w", err)
		}

		if err := os.WriteFile(filepath.Join(folder, file), content, 0o600); err != nil {
			return fmt.Errorf("copying the example: %w", err)
		}
	}

	return c.run(ctx, folder, "validate", "-no-color")
}

// run shows the program's output only when it fails: a development override makes every command warn.
func (c checker) run(ctx context.Context, folder string, arguments ...string) error {
	command := exec.CommandContext(ctx, c.cli.Path, arguments...)
	command.Dir = folder
	command.Env = c.environment

	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", arguments[0], err, output)
	}

	return nil
}
