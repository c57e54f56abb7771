// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package archive reads packages that users name in their configuration, within limits.
package archive

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
)

// Format describes a kind of package and its maximum size.
type Format struct {
	// Noun names a package in errors, such as "solution package".
	Noun string
	// Invalid is wrapped by every error about the content of a package.
	Invalid error
	// MaxSize is the maximum size of the file, MaxEntry that of an unpacked entry, in bytes.
	MaxSize, MaxEntry int64
}

// Read reads the file, or MaxSize plus one byte of a larger one. The error wraps
// os.ErrNotExist if the file does not exist.
func (f Format) Read(name string) ([]byte, error) {
	// Checked before opening: opening a pipe would wait for a writer.
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("opening the %s: %w", f.Noun, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is a folder or a device, not a file", f.Invalid, name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("opening the %s: %w", f.Noun, err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, f.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading the %s %s: %w", f.Noun, name, err)
	}
	return content, nil
}

// Open parses the content of the file. Errors are those of [Format.Read] and of parse, which name the file.
func Open[P any](f Format, name string, parse func(content []byte) (P, error)) (P, error) {
	var none P
	content, err := f.Read(name)
	if err != nil {
		return none, err
	}
	parsed, err := parse(content)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return parsed, nil
}

// CheckSize refuses content that is empty or larger than MaxSize.
func (f Format) CheckSize(content []byte) error {
	switch {
	case len(content) == 0:
		return fmt.Errorf("%w: the file is empty", f.Invalid)
	case int64(len(content)) > f.MaxSize:
		return fmt.Errorf("%w: the file is larger than %d MiB", f.Invalid, f.MaxSize>>20)
	}
	return nil
}

// Entry unpacks an entry of the archive.
func (f Format) Entry(entry *zip.File) ([]byte, error) {
	reader, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: its %s cannot be unpacked: %w", f.Invalid, entry.Name, err)
	}
	defer func() { _ = reader.Close() }()
	// The size in the archive's directory is only a claim, so the read is limited too.
	raw, err := io.ReadAll(io.LimitReader(reader, f.MaxEntry+1))
	if err != nil {
		return nil, fmt.Errorf("%w: its %s cannot be unpacked: %w", f.Invalid, entry.Name, err)
	}
	if int64(len(raw)) > f.MaxEntry {
		return nil, fmt.Errorf("%w: its %s is larger than %d MiB", f.Invalid, entry.Name, f.MaxEntry>>20)
	}
	return raw, nil
}
