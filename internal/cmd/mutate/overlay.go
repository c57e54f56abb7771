// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// runtimeFolder holds the package that instrumented source imports.
const runtimeFolder = "internal/cmd/mutate/runtime"

// instrument seeds every source file of the packages in folders, writes them below scratch, and returns the path of the
// overlay that puts them in place of the originals, with the faults in the order of their numbers.
func instrument(module, scratch string, folders []string) (string, []fault, error) {
	root, err := os.Getwd()
	if err != nil {
		return "", nil, fmt.Errorf("finding the module: %w", err)
	}
	replace := map[string]string{}
	var all []fault
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			return "", nil, fmt.Errorf("listing %s: %w", folder, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return "", nil, fmt.Errorf("reading the source: %w", err)
			}
			seeded, faults, err := seed(name, source, module+"/"+runtimeFolder, len(all)+1)
			if err != nil {
				return "", nil, err
			}
			if len(faults) == 0 {
				continue
			}
			all = append(all, faults...)
			target := filepath.Join(scratch, strconv.Itoa(len(replace))+".go")
			if err := os.WriteFile(target, seeded, 0o600); err != nil {
				return "", nil, fmt.Errorf("writing seeded source: %w", err)
			}
			replace[filepath.Join(root, name)] = target
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, fmt.Errorf("writing the overlay: %w", err)
	}
	overlay := filepath.Join(scratch, "overlay.json")
	if err := os.WriteFile(overlay, content, 0o600); err != nil {
		return "", nil, fmt.Errorf("writing the overlay: %w", err)
	}
	return overlay, all, nil
}
