// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
)

// calledModules returns, for each folder, the module folders that its files call, and the folder above it if they read files there.
func calledModules(root fs.FS, files map[string][]string) (map[string][]string, error) {
	called := map[string][]string{}
	source := regexp.MustCompile(`(?m)^\s*source\s*=\s*"(\.{1,2}/[^"]+)"`)

	for folder, names := range files {
		for _, name := range names {
			content, err := fs.ReadFile(root, path.Join(folder, name))
			if err != nil {
				return nil, fmt.Errorf("reading the example: %w", err)
			}

			if bytes.Contains(content, []byte("${path.module}/../")) {
				called[folder] = append(called[folder], path.Dir(folder))
			}

			for _, match := range source.FindAllSubmatch(content, -1) {
				called[folder] = append(called[folder], path.Join(folder, string(match[1])))
			}
		}
	}

	return called, nil
}
