// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// TestHeaders: every source file begins with the copyright and the license. The linter's own check starts git twice for each
// file, which takes longer than all its other checks of a file.
func TestHeaders(t *testing.T) {
	t.Parallel()
	comments := map[string]string{".go": "// ", ".al": "// ", ".py": "# "}
	tree := os.DirFS(root)
	count := 0
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || name != "." && strings.HasPrefix(entry.Name(), ".")) {
			return fs.SkipDir
		}
		comment, ok := comments[path.Ext(name)]
		if !ok || entry.IsDir() {
			return nil
		}
		count++
		text, err := fs.ReadFile(tree, name)
		if err == nil && !strings.HasPrefix(string(text), header(comment)) {
			t.Errorf("%s does not begin with:\n%s", name, header(comment))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 1000 {
		t.Errorf("only %d source files were found", count)
	}
}

func header(comment string) string {
	return comment + "Copyright (c) The terraform-provider-bcsales Authors\n" + comment + "SPDX-License-Identifier: MPL-2.0\n"
}
