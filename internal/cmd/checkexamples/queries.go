// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
)

// unformattedQueries lists the .tfquery.hcl files that are not formatted. Terraform's own fmt knows them from version 1.14 on.
func unformattedQueries(root fs.FS) ([]string, error) {
	var found []string

	err := fs.WalkDir(root, ".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".tfquery.hcl") {
			return err
		}

		content, err := fs.ReadFile(root, file)
		if err != nil {
			return fmt.Errorf("reading the query %s: %w", file, err)
		}

		if !bytes.Equal(content, hclwrite.Format(content)) {
			found = append(found, file)
		}

		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the queries: %w", err)
	}

	return found, nil
}
