// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package app reads the manifest of Business Central extension packages (.app files). Package apptest makes
// packages for tests.
//
// A package is a header of 40 bytes, a zip archive with NavxManifest.xml in its root, and, when it is signed, a
// signature block. Microsoft does not document the format; the layout is what public tools agree on: jsign's
// NAVXHeader.java and NAVXSignatureBlock.java, and the AL tools that skip 40 bytes and unzip the rest. Packages come
// from outside, so everything about them is bounded.
package app

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/archive"
)

// Limits for packages. Business Central accepts request bodies of 350 MB; its
// administration center takes packages of at most 50 MB.
const (
	// MaxFileSize is the maximum size of the file in bytes.
	MaxFileSize = 128 << 20
	// MaxEntries is the maximum number of files in the archive.
	MaxEntries = 50000
	// MaxManifestSize is the maximum size of NavxManifest.xml in bytes.
	MaxManifestSize = 4 << 20
)

// The header: magic, size of the header, version of the format, package id, size of the content, magic.
const (
	headerSize     = 40
	packageIDAt    = 12
	contentSizeAt  = 28
	secondMagicAt  = 36
	magic          = "NAVX"
	runtimeMagic   = ".NEA" // begins the encrypted content of a runtime package
	manifestName   = "NavxManifest.xml"
	zipLocalHeader = "PK\x03\x04"
)

// ErrInvalid is wrapped by every error about the content of a package.
var ErrInvalid = errors.New("not a usable extension package")

// Package is an extension package with its manifest.
type Package struct {
	Manifest
	// PackageID is the id that the compiler gave this build, in lower case.
	PackageID string
	// Content is the file's content.
	Content []byte
}

func format() archive.Format {
	return archive.Format{Noun: "extension package", Invalid: ErrInvalid, MaxSize: MaxFileSize, MaxEntry: MaxManifestSize}
}

// Open reads the package in a file. The error wraps os.ErrNotExist if the file does not exist and [ErrInvalid] if
// its content is not a package.
func Open(name string) (*Package, error) { return archive.Open(format(), name, Parse) }

// Parse reads the package in content.
func Parse(content []byte) (*Package, error) {
	archive, id, err := unwrap(content)
	if err != nil {
		return nil, err
	}
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("%w: its content is not a valid zip archive (%w); build or download it again", ErrInvalid, err)
	}
	entry, err := manifestEntry(reader.File)
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
	return &Package{Manifest: manifest, PackageID: id, Content: content}, nil
}

// unwrap checks the header and returns the zip archive and the package id.
func unwrap(content []byte) (archive []byte, id string, err error) {
	if err := format().CheckSize(content); err != nil {
		return nil, "", err
	}
	switch {
	case strings.HasPrefix(string(content[:min(len(content), 4)]), zipLocalHeader):
		return nil, "", fmt.Errorf("%w: the file is a zip archive, perhaps with an .app file in it; unpack it", ErrInvalid)
	case len(content) < headerSize || string(content[:4]) != magic || string(content[secondMagicAt:headerSize]) != magic:
		return nil, "", fmt.Errorf("%w: the file has no NAVX header, so it is not an .app file", ErrInvalid)
	case binary.LittleEndian.Uint32(content[4:]) != headerSize:
		return nil, "", fmt.Errorf("%w: the NAVX header has an unknown size", ErrInvalid)
	}
	rest := content[headerSize:]
	size := binary.LittleEndian.Uint64(content[contentSizeAt:])
	if size == 0 || size > uint64(len(rest)) {
		return nil, "", fmt.Errorf("%w: the file is truncated: its header announces %d bytes, but it has %d", ErrInvalid, size, len(rest))
	}
	if bytes.HasPrefix(rest, []byte(runtimeMagic)) {
		return nil, "", fmt.Errorf("%w: it is a runtime package, whose manifest is encrypted; use the package that the compiler built", ErrInvalid)
	}
	return rest[:size], guid(content[packageIDAt : packageIDAt+16]), nil
}

// guid reads a GUID in the byte order of .NET, where the first three parts are little-endian.
func guid(raw []byte) string {
	var id uuid.UUID
	copy(id[:], raw)
	swap(id[:])
	return id.String()
}

func swap(id []byte) {
	id[0], id[1], id[2], id[3] = id[3], id[2], id[1], id[0]
	id[4], id[5], id[6], id[7] = id[5], id[4], id[7], id[6]
}

func manifestEntry(files []*zip.File) (*zip.File, error) {
	if len(files) > MaxEntries {
		return nil, fmt.Errorf("%w: it holds %d files; at most %d are allowed", ErrInvalid, len(files), MaxEntries)
	}
	var manifest *zip.File
	for _, file := range files {
		if !strings.EqualFold(file.Name, manifestName) {
			continue
		}
		if manifest != nil {
			return nil, fmt.Errorf("%w: it holds %s twice", ErrInvalid, manifestName)
		}
		manifest = file
	}
	if manifest == nil {
		return nil, fmt.Errorf("%w: it has no %s in its root", ErrInvalid, manifestName)
	}
	return manifest, nil
}
