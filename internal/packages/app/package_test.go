// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// Offsets of the header's fields.
const (
	headerSize    = 40
	packageIDAt   = 12
	contentSizeAt = 28
	secondMagicAt = 36
	magic         = "NAVX"
	manifestName  = "NavxManifest.xml"
)

func sample() app.Manifest {
	return app.Manifest{
		ID: "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90", Name: "Sales & Connector", Publisher: "bcsales", Version: version.Version{1, 2, 0, 3},
		Application: version.Version{28}, Platform: version.Version{28},
		Dependencies: []app.Dependency{{ID: "437dbf0e-84ff-417a-965d-ed2bb9650972", Name: "Base Application", Publisher: "Microsoft", MinVersion: version.Version{28}}},
	}
}

func TestGeneratedPackage(t *testing.T) {
	t.Parallel()
	name, err := apptest.WriteFile(t.TempDir(), sample())
	if err != nil {
		t.Fatal(err)
	}
	if got := filepath.Base(name); got != "bcsales_Sales & Connector_1.2.0.3.app" {
		t.Errorf("the file is named %s", got)
	}
	parsed, err := app.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(), parsed.Manifest); diff != "" {
		t.Error(diff)
	}
	again, err := apptest.Generate(sample())
	if err != nil || !bytes.Equal(again, parsed.Content) {
		t.Errorf("the same manifest gives other bytes (%v)", err)
	}
	signed := append(bytes.Clone(again), "NXSB signature"...)
	if parsed, err = app.Parse(signed); err != nil || parsed.PackageID == "" || parsed.Name != "Sales & Connector" {
		t.Errorf("a signed package is not read: %v", err)
	}
}

func TestPackageID(t *testing.T) {
	t.Parallel()
	content, err := apptest.Generate(sample())
	if err != nil {
		t.Fatal(err)
	}
	copy(content[packageIDAt:], "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff")
	parsed, err := app.Parse(content)
	if err != nil || parsed.PackageID != "00112233-4455-6677-8899-aabbccddeeff" {
		t.Errorf("got %+v, %v", parsed, err)
	}
}

// pack builds a package from entries, given as pairs of name and content.
func pack(t *testing.T, entries ...string) []byte {
	t.Helper()
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for i := 0; i < len(entries); i += 2 {
		entry, err := w.Create(entries[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write([]byte(entries[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return wrap(archive.Bytes())
}

func wrap(content []byte) []byte {
	header := make([]byte, headerSize, headerSize+len(content))
	copy(header, magic)
	binary.LittleEndian.PutUint32(header[4:], headerSize)
	binary.LittleEndian.PutUint64(header[contentSizeAt:], uint64(len(content)))
	copy(header[secondMagicAt:], magic)
	return append(header, content...)
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	manifest := func(attributes string) string { return "<Package><App " + attributes + "/></Package>" }
	const good = `Id="6F0B6A2E-3C56-4F0E-9B8F-6D1F4C2A7E90" Name="N" Publisher="P" Version="1.0.0.0"`
	complete, err := apptest.Generate(sample())
	if err != nil {
		t.Fatal(err)
	}
	badSize := bytes.Clone(complete)
	badSize[4] = 41
	for _, test := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"empty", nil, "the file is empty"},
		{"text", []byte(strings.Repeat("not an app file ", 10)), "no NAVX header"},
		{"short", []byte("NAVX"), "no NAVX header"},
		{"zip", complete[headerSize:], "zip archive, perhaps with an .app file in it"},
		{"header size", badSize, "unknown size"},
		{"truncated", complete[:len(complete)-10], "is truncated"},
		{"runtime package", wrap([]byte(".NEA secret")), "runtime package"},
		{"no zip", wrap([]byte("something else")), "not a valid zip archive"},
		{"no manifest", pack(t, "SymbolReference.json", "{}"), "no NavxManifest.xml"},
		{"two manifests", pack(t, manifestName, manifest(good), "navxmanifest.xml", manifest(good)), "twice"},
		{"no XML", pack(t, manifestName, "{}"), "cannot be read"},
		{"no app", pack(t, manifestName, "<Package/>"), "has no App"},
		{"no id", pack(t, manifestName, manifest(`Name="N" Version="1.0"`)), "app id"},
		{"no name", pack(t, manifestName, manifest(strings.Replace(good, `Name="N"`, "", 1))), "Name or Publisher"},
		{"no version", pack(t, manifestName, manifest(strings.Replace(good, `Version="1.0.0.0"`, "", 1))), "version"},
		{"bad dependency", pack(t, manifestName, "<Package><App "+good+`/><Dependencies><Dependency Id="x"/></Dependencies></Package>`), "app id"},
		{"bad dependency version", pack(t, manifestName, "<Package><App "+good+`/><Dependencies><Dependency Id="6F0B6A2E-3C56-4F0E-9B8F-6D1F4C2A7E90" MinVersion="a"/></Dependencies></Package>`), "version"},
		{"large manifest", pack(t, manifestName, strings.Repeat(" ", app.MaxManifestSize+1)), "larger than"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := app.Parse(test.content)
			if !errors.Is(err, app.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an ErrInvalid with %q", err, test.want)
			}
		})
	}
	if parsed, err := app.Parse(pack(t, manifestName, "\xef\xbb\xbf"+manifest(good))); err != nil || parsed.ID != "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90" {
		t.Errorf("the least manifest is not read: %v", err)
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := app.Open(filepath.Join(folder, "absent.app")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if _, err := app.Open(folder); !errors.Is(err, app.ErrInvalid) {
		t.Errorf("folder: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	content, err := apptest.Generate(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte("NAVX"))
	f.Fuzz(func(t *testing.T, content []byte) {
		parsed, err := app.Parse(content)
		if err == nil && (parsed.ID == "" || parsed.Name == "") {
			t.Error("accepted without id or name")
		}
	})
}
