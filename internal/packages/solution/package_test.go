// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

func TestParseGenerated(t *testing.T) {
	t.Parallel()
	solution := samples.SalesIntegration("2.1.0.7")
	solution.Dependencies = []samples.Dependency{{UniqueName: "bcbi_CdsBaseIntegration", Version: "1.0.0.0"}, {UniqueName: "bcbi_CdsBaseIntegration", Version: "1.0.0.0"}}
	content, err := solution.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	want := Manifest{
		UniqueName: "MicrosoftDynamicsNavIntegration", FriendlyName: "Dynamics 365 Business Central Integration Solution",
		Version: version.Version{2, 1, 0, 7}, Managed: true, Publisher: "MicrosoftDynamics365BusinessCentral",
		Requires: []string{"bcbi_CdsBaseIntegration (1.0.0.0)"},
	}
	if diff := cmp.Diff(want, parsed.Manifest); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(parsed.Content, content) {
		t.Error("the content differs from the file")
	}
}

// TestParseReal reads packages that Dataverse exported. They cannot be part of the
// repository, so a variable names their folder.
func TestParseReal(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("BCSALES_SOLUTION_FIXTURES")
	if folder == "" {
		t.Skip("BCSALES_SOLUTION_FIXTURES names no folder with exported packages")
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no packages in %s (%v)", folder, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			parsed, err := Open(name)
			if err != nil {
				t.Fatal(err)
			}
			if parsed.Publisher == "" || parsed.FriendlyName == "" || parsed.Version == (version.Version{}) {
				t.Errorf("incomplete manifest: %+v", parsed.Manifest)
			}
			// Exported files are named <unique name>_<version>[_managed].zip.
			version := strings.ReplaceAll(parsed.Version.String(), ".", "_")
			if base := filepath.Base(name); !strings.Contains(base, version) || strings.HasSuffix(base, "_managed.zip") != parsed.Managed {
				t.Errorf("the name %s does not agree with the manifest %+v", base, parsed.Manifest)
			}
		})
	}
}

const minimal = `<ImportExportXml><SolutionManifest><UniqueName>a_b</UniqueName><Version>1.0</Version><Managed>1</Managed>` +
	`<Publisher><UniqueName>p</UniqueName></Publisher></SolutionManifest></ImportExportXml>`

func TestParseManifestForms(t *testing.T) {
	t.Parallel()
	names := `<LocalizedNames><LocalizedName description="Deutsch" languagecode="1031"/><LocalizedName description="English" languagecode="1033"/></LocalizedNames><Version>`
	for name, test := range map[string]struct {
		xml  string
		want Manifest
	}{
		"minimal":         {minimal, Manifest{UniqueName: "a_b", FriendlyName: "a_b", Version: version.Version{1}, Managed: true, Publisher: "p"}},
		"byte order mark": {"\xef\xbb\xbf" + minimal, Manifest{UniqueName: "a_b", FriendlyName: "a_b", Version: version.Version{1}, Managed: true, Publisher: "p"}},
		"unmanaged":       {strings.Replace(minimal, ">1</Managed>", ">0</Managed>", 1), Manifest{UniqueName: "a_b", FriendlyName: "a_b", Version: version.Version{1}, Publisher: "p"}},
		"English name":    {strings.Replace(minimal, "<Version>", names, 1), Manifest{UniqueName: "a_b", FriendlyName: "English", Version: version.Version{1}, Managed: true, Publisher: "p"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parsed, err := Parse(zipped(t, map[string]string{"solution.xml": test.xml, "customizations.xml": "<a/>"}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, parsed.Manifest); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	good := zipped(t, map[string]string{"solution.xml": minimal})
	for name, test := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":               {nil, "the file is empty"},
		"no zip":              {[]byte("PK, but no zip"), "not a valid zip archive"},
		"truncated":           {good[:len(good)-30], "not a valid zip archive"},
		"damaged manifest":    {damaged(good), "cannot be"},
		"no manifest":         {zipped(t, map[string]string{"a.txt": "a"}), "no solution.xml in its root"},
		"manifest in folder":  {zipped(t, map[string]string{"Other/solution.xml": minimal}), "no solution.xml in its root"},
		"parent folder":       {zipped(t, map[string]string{"solution.xml": minimal, "../../evil.txt": "x"}), "points outside"},
		"parent with slashes": {zipped(t, map[string]string{"solution.xml": minimal, `a\..\..\evil.txt`: "x"}), "points outside"},
		"absolute":            {zipped(t, map[string]string{"solution.xml": minimal, "/etc/evil": "x"}), "points outside"},
		"drive":               {zipped(t, map[string]string{"solution.xml": minimal, `C:\evil`: "x"}), "points outside"},
		"twice":               {zipped(t, map[string]string{"solution.xml": minimal, "Solution.xml": minimal}), "twice"},
		"no XML":              {zipped(t, map[string]string{"solution.xml": "hello"}), "cannot be read"},
		"other XML":           {zipped(t, map[string]string{"solution.xml": "<a/>"}), "cannot be read"},
		"no solution":         {zipped(t, map[string]string{"solution.xml": "<ImportExportXml/>"}), "no SolutionManifest"},
		"no name":             {zipped(t, map[string]string{"solution.xml": strings.Replace(minimal, "a_b", "", 1)}), "UniqueName"},
		"bad name":            {zipped(t, map[string]string{"solution.xml": strings.Replace(minimal, "a_b", "a b'", 1)}), "UniqueName"},
		"no version":          {zipped(t, map[string]string{"solution.xml": strings.Replace(minimal, "1.0", "", 1)}), "version"},
		"bad version":         {zipped(t, map[string]string{"solution.xml": strings.Replace(minimal, "1.0", "1.x", 1)}), "version"},
		"managed both":        {zipped(t, map[string]string{"solution.xml": strings.Replace(minimal, ">1<", ">2<", 1)}), `Managed="2"`},
		"too many entries":    {many(t, MaxEntries+1), "at most 20000"},
		"claims too much":     {claiming(zipped(t, map[string]string{"a": "b"}), 600<<20), "unpacks to more than"},
		"big manifest":        {zipped(t, map[string]string{"solution.xml": strings.Repeat(" ", MaxManifestSize+1)}), "larger than 16 MiB"},
		"lying manifest":      {claiming(zipped(t, map[string]string{"solution.xml": strings.Repeat(" ", 1000)}), 10), "cannot be"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(test.content)
			if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want ErrInvalid with %q", err, test.want)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := Open(filepath.Join(folder, "absent.zip")); !errors.Is(err, os.ErrNotExist) || errors.Is(err, ErrInvalid) {
		t.Errorf("absent file: %v", err)
	}
	if _, err := Open(folder); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "folder") {
		t.Errorf("folder: %v", err)
	}
	name, err := samples.BaseIntegration("1.0.0.0").WriteFile(folder)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := Open(name)
	if err != nil || parsed.UniqueName != "bcbi_CdsBaseIntegration" {
		t.Errorf("got %+v, %v", parsed, err)
	}
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	writer := zip.NewWriter(&buffer)
	for name, content := range files {
		entry, err := writer.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

func many(t *testing.T, count int) []byte {
	t.Helper()
	files := make(map[string]string, count)
	for i := range count {
		files[strconv.Itoa(i)] = ""
	}
	return zipped(t, files)
}

// damaged flips a byte in the packed content of the first entry.
func damaged(content []byte) []byte {
	changed := bytes.Clone(content)
	changed[30+len("solution.xml")+20] ^= 0xff
	return changed
}

// claiming changes the unpacked size of the first entry in the archive's directory.
func claiming(content []byte, size uint32) []byte {
	changed := bytes.Clone(content)
	directory := bytes.Index(changed, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(changed[directory+24:], size)
	return changed
}
