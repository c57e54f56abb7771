// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package solution reads the manifest of Dataverse solution packages.
//
// A package is a zip archive with solution.xml in its root
// (https://learn.microsoft.com/power-platform/alm/solution-concepts-alm). Packages come from outside, so everything
// about them is bounded: the size of the file, the number of entries, what they unpack to, and the size of the manifest.
package solution

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/archive"
)

// Limits for packages. Dataverse documents no single limit; packages of 95 MB and 200 MB of components are known to
// be accepted, so the limits are well above what a real integration solution needs.
const (
	// MaxFileSize is the maximum size of the zip file in bytes.
	MaxFileSize = 128 << 20
	// MaxEntries is the maximum number of files in the zip.
	MaxEntries = 20000
	// MaxUnpackedSize is the maximum total size of the unpacked files in bytes.
	MaxUnpackedSize = 512 << 20
	// MaxManifestSize is the maximum size of solution.xml in bytes.
	MaxManifestSize = 16 << 20
)

// manifestName is the name of the manifest's entry.
const manifestName = "solution.xml"

// ErrInvalid is wrapped by every error about the content of a package.
var ErrInvalid = errors.New("not a usable solution package")

// Package is a solution package with its manifest.
type Package struct {
	Manifest
	// Content is the zip file's content.
	Content []byte
}

func format() archive.Format {
	return archive.Format{Noun: "solution package", Invalid: ErrInvalid, MaxSize: MaxFileSize, MaxEntry: MaxManifestSize}
}

// Open reads the package in a file. The error wraps os.ErrNotExist if the file does not exist and [ErrInvalid] if
// its content is not a package.
func Open(name string) (*Package, error) { return archive.Open(format(), name, Parse) }

// Parse reads the package in content.
func Parse(content []byte) (*Package, error) {
	if err := format().CheckSize(content); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("%w: the file is not a valid zip archive (%w); export or download it again", ErrInvalid, err)
	}
	entry, err := check(archive.File)
	if err != nil {
		return nil, err
	}
	raw, err := format().Entry(entry)
	if err != nil {
		return nil, err
	}
	manifest, err := parseManifest(raw)
	if err != nil {
		return nil, err
	}
	return &Package{Manifest: manifest, Content: content}, nil
}

// check enforces the archive's limits and returns the manifest's entry.
func check(files []*zip.File) (*zip.File, error) {
	if len(files) > MaxEntries {
		return nil, fmt.Errorf("%w: it holds %d files; at most %d are allowed", ErrInvalid, len(files), MaxEntries)
	}
	var manifest *zip.File
	var unpacked uint64
	for _, file := range files {
		if err := checkName(file.Name); err != nil {
			return nil, err
		}
		unpacked += file.UncompressedSize64
		if file.UncompressedSize64 > MaxUnpackedSize || unpacked > MaxUnpackedSize {
			return nil, fmt.Errorf("%w: it unpacks to more than %d MiB", ErrInvalid, MaxUnpackedSize>>20)
		}
		if !strings.EqualFold(file.Name, manifestName) {
			continue
		}
		if manifest != nil {
			return nil, fmt.Errorf("%w: it holds %s twice", ErrInvalid, manifestName)
		}
		manifest = file
	}
	if manifest == nil {
		return nil, fmt.Errorf("%w: it has no %s in its root (an AppSource package or an unpacked solution has another layout)", ErrInvalid, manifestName)
	}
	return manifest, nil
}

// checkName refuses names that would leave the folder into which an archive is unpacked. Nothing is unpacked here,
// but Dataverse does not create such archives.
func checkName(name string) error {
	slashed := strings.ReplaceAll(name, `\`, "/")
	outside := path.IsAbs(slashed) || strings.Contains(slashed, ":") || strings.ContainsRune(slashed, 0)
	for part := range strings.SplitSeq(slashed, "/") {
		outside = outside || part == ".."
	}
	if outside {
		return fmt.Errorf("%w: the entry %q points outside the archive", ErrInvalid, name)
	}
	return nil
}
