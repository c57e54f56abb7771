// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/conformance"
)

// edit is a change of source text: each match of the pattern, one at a time, is replaced.
type edit struct {
	name, pattern, replacement string
}

// editsOfAL change what an API page declares. Pages that are read-only as a whole say
// so twice, so their flags are not edited.
var editsOfAL = []edit{
	{"rename a field", `field\((\w+);`, `field(${1}X;`},
	{"rename the entity set", `EntitySetName = '(\w+)'`, `EntitySetName = '${1}X'`},
	{"rename the entity", `EntityName = '(\w+)'`, `EntityName = '${1}X'`},
	{"change the group", `APIGroup = 'integration'`, `APIGroup = 'other'`},
	{"change the key", `ODataKeyFields = SystemId`, `ODataKeyFields = Name`},
	{"rename an action", `(\[ServiceEnabled\]\s+procedure \w+)`, `${1}X`},
	{"take an action away", `\[ServiceEnabled\]`, ``},
	{"rename a parameter", `(WebServiceActionContext; \w+):`, `${1}X:`},
	{"change the type of a parameter", `(WebServiceActionContext; \w+): \w+`, `${1}: Integer`},
	{"add a parameter", `(\[ServiceEnabled\]\s+procedure \w+\(var ActionContext: WebServiceActionContext)\)`, `${1}; added: Text)`},
}

var editsOfWritablePages = []edit{
	{"make a field editable", `(Locked = true;\s+)Editable = false;`, `${1}`},
	{"make a field read-only", `(field\(\w+; [^)]*\)\s+\{\s+Caption = '\w+', Locked = true;)(\s+(?:\}|trigger))`, `${1} Editable = false;${2}`},
	{"let an identity field be changed", `RefuseUpdate`, `Ignore`},
	{"allow inserting", `InsertAllowed = false;`, ``},
	{"forbid updating", `(ODataKeyFields)`, `ModifyAllowed = false; ${1}`},
	{"allow or forbid deleting", `DeleteAllowed = false;`, ``},
	{"forbid inserting", `(Extensible = false;)(\s+Permissions)`, `${1} InsertAllowed = false;${2}`},
}

var editsOfClient = []edit{
	{"rename a JSON member", "`json:\"(\\w+)", "`json:\"${1}X"},
	{"rename an entity set or an action", `("(?:\w+(?:Setups|Couplings|Mappings|Lines|Jobs|Errors)|enable|disable|synchronize|connectors|\w+Connection|\w+Configuration|\w+Review|startFullSynchronization)")`, `"x"+${1}`},
	{"change the type of a member", "(?:string|int64|bool|Option|time\\.Time)(\\s+`json:\"\\w)", "float64${1}"},
}

var editsOfGuide = []edit{
	{"rename a row", "(?m)^\\| `(\\w+)`", "| `${1}X`"},
	{"remove a row", "(?m)^\\| `\\w+`.*\n", ""},
	{"rename an entity set", "(?m)^### `(\\w+)`", "### `${1}X`"},
	{"rename an entity", "(?m)^Entity `(\\w+)`", "Entity `${1}X`"},
	{"make a field read-only", `\| (?:insert, update|insert|update) \|`, `| - |`},
	{"make a field writable", `(\| (?:String|Guid|Boolean|Int32|DateTimeOffset) )\| - \|`, `${1}| insert, update |`},
	{"change a type", `\| (?:String|Guid|Boolean|Int32|DateTimeOffset) \|`, `| Decimal |`},
	{"allow deleting", "(?m)^(Entity `\\w+`: read)\\.", "${1}, delete."},
	{"rename a parameter", "(\\| `\\w+)(` (?:Boolean|Guid|String))", "${1}X${2}"},
}

// apply returns the texts that differ from the original in one place.
func (e edit) apply(text string) []string {
	pattern := regexp.MustCompile(e.pattern)
	places := pattern.FindAllStringSubmatchIndex(text, -1)
	out := make([]string, 0, len(places))
	for _, at := range places {
		out = append(out, text[:at[0]]+string(pattern.ExpandString(nil, e.replacement, text, at))+text[at[1]:])
	}
	return out
}

// TestEverySourceMutationIsFound edits the sources themselves, so that a parser cannot overlook a difference.
func TestEverySourceMutationIsFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes seconds, and -short leaves it out")
	}
	s := readSides(t)
	t.Run("AL", func(t *testing.T) {
		t.Parallel()
		files := readTree(t, filepath.Join(root, "extension", "app", "src"), "API.Page.al")
		count := 0
		for path, file := range files {
			edits := editsOfAL
			if !strings.Contains(string(file.Data), "    Editable = false;\n    InsertAllowed") {
				edits = append(append([]edit(nil), edits...), editsOfWritablePages...)
			}
			count += editFile(t, files, path, edits, func(tree fs.FS) bool {
				changed := s
				var err error
				changed.al, err = conformance.FromAL(tree)
				return err != nil || len(changed.differences(t)) > 0
			})
		}
		t.Logf("%d mutations of the AL pages' source, all found", count)
	})
	t.Run("client", func(t *testing.T) {
		t.Parallel()
		files := readTree(t, filepath.Join(root, "internal", "clients", "businesscentral"), ".go")
		count := 0
		for path := range files {
			if !strings.HasPrefix(path, "companion_") && !strings.HasPrefix(path, "setups_") || strings.HasSuffix(path, "_test.go") {
				continue
			}
			count += editFile(t, files, path, editsOfClient, func(tree fs.FS) bool {
				changed := s
				var err error
				changed.client, err = conformance.FromClient(tree)
				return err != nil || len(changed.differences(t)) > 0
			})
		}
		t.Logf("%d mutations of the Go client's source, all found", count)
	})
	t.Run("guide", func(t *testing.T) {
		t.Parallel()
		const name = "companion-api.md"
		files := readTree(t, filepath.Join(root, "templates", "guides"), name)
		text := string(files[name].Data)
		start := strings.Index(text, "## Entity sets")
		files[name].Data = []byte(text[start:])
		count := editFile(t, files, name, editsOfGuide, func(tree fs.FS) bool {
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				return false
			}
			changed := s
			changed.guide, err = conformance.FromGuide(string(data))
			return err != nil || len(changed.differences(t)) > 0
		})
		t.Logf("%d mutations of the guide's text, all found", count)
	})
}

// editFile applies every edit to one file of a tree and reports those that found misses.
func editFile(t *testing.T, files fstest.MapFS, path string, edits []edit, found func(fs.FS) bool) int {
	t.Helper()
	count := 0
	original := string(files[path].Data)
	for _, e := range edits {
		for i, text := range e.apply(original) {
			if text == original {
				continue
			}
			tree := fstest.MapFS{}
			maps.Copy(tree, files)
			tree[path] = &fstest.MapFile{Data: []byte(text)}
			count++
			if !found(tree) {
				t.Errorf("not found: %s: %s, match %d", path, e.name, i+1)
			}
		}
	}
	return count
}

// readTree reads the files in a folder whose names end with suffix.
func readTree(t *testing.T, folder, suffix string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	source := os.DirFS(folder)
	err := fs.WalkDir(source, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, suffix) {
			return err
		}
		data, err := fs.ReadFile(source, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("no files in %s", folder)
	}
	return out
}
