// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package apptest creates extension packages for tests and rehearsals against the emulator.
package apptest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
)

// The header, as package app describes it.
const (
	headerSize    = 40
	headerVersion = 2
	magic         = "NAVX"
	manifestName  = "NavxManifest.xml"
)

// manifestNamespace is the XML namespace of NavxManifest.xml.
const manifestNamespace = "http://schemas.microsoft.com/navx/2015/manifest"

// Generate returns a package that contains only the manifest, for tests and rehearsals against the emulator;
// Business Central could not compile it. The same manifest gives the same bytes.
func Generate(m app.Manifest) ([]byte, error) {
	content, err := encode(m)
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	entry, err := writer.Create(manifestName)
	if err != nil {
		return nil, fmt.Errorf("adding %s: %w", manifestName, err)
	}
	if _, err := entry.Write(content); err != nil {
		return nil, fmt.Errorf("writing %s: %w", manifestName, err)
	}
	if err := writer.Close(); err != nil {
		return nil, fmt.Errorf("closing the package of %s: %w", m.Name, err)
	}
	id := uuid.NewSHA1(uuid.NameSpaceURL, content)
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write(binary.LittleEndian.AppendUint32(nil, headerSize))
	out.Write(binary.LittleEndian.AppendUint32(nil, headerVersion))
	out.Write([]byte{id[3], id[2], id[1], id[0], id[5], id[4], id[7], id[6]}) // a GUID's first three groups are little-endian
	out.Write(id[8:])
	out.Write(binary.LittleEndian.AppendUint64(nil, uint64(archive.Len()))) //nolint:gosec // a length is never negative
	out.WriteString(magic)
	out.Write(archive.Bytes())
	return out.Bytes(), nil
}

// WriteFile generates a package in a folder, under the name that the compiler would give it, and returns its path.
func WriteFile(folder string, m app.Manifest) (string, error) {
	content, err := Generate(m)
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, m.Publisher+"_"+m.Name+"_"+m.Version.String()+".app")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		return "", fmt.Errorf("writing the package of %s: %w", m.Name, err)
	}
	return name, nil
}

func encode(m app.Manifest) ([]byte, error) {
	type manifest struct {
		ID          string `xml:"Id,attr"`
		Name        string `xml:"Name,attr"`
		Publisher   string `xml:"Publisher,attr"`
		Version     string `xml:"Version,attr"`
		Application string `xml:"Application,attr"`
		Platform    string `xml:"Platform,attr"`
	}
	type dependency struct {
		ID         string `xml:"Id,attr"`
		Name       string `xml:"Name,attr"`
		Publisher  string `xml:"Publisher,attr"`
		MinVersion string `xml:"MinVersion,attr"`
	}
	document := struct {
		XMLName      xml.Name     `xml:"Package"`
		Namespace    string       `xml:"xmlns,attr"`
		App          manifest     `xml:"App"`
		Dependencies []dependency `xml:"Dependencies>Dependency"`
	}{
		Namespace: manifestNamespace,
		App: manifest{
			ID: m.ID, Name: m.Name, Publisher: m.Publisher, Version: m.Version.String(),
			Application: m.Application.String(), Platform: m.Platform.String(),
		},
	}
	for _, d := range m.Dependencies {
		document.Dependencies = append(document.Dependencies, dependency{ID: d.ID, Name: d.Name, Publisher: d.Publisher, MinVersion: d.MinVersion.String()})
	}
	raw, err := xml.Marshal(document)
	if err != nil {
		return nil, fmt.Errorf("encoding the manifest of %s: %w", m.Name, err)
	}
	return append([]byte(xml.Header), raw...), nil
}
