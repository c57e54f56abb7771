// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package samples generates Dataverse solution packages that hold nothing but their manifest.
//
// Microsoft's integration solutions cannot be redistributed, so the tests, the quickstart and rehearsals against the
// emulator use packages with the same unique names and no components. A real organization would import such a package
// too, but would get none of the tables and roles that the real solution brings: never use one outside a rehearsal.
//
// The layout (solution.xml, customizations.xml and [Content_Types].xml in the root of the zip) and the members of the
// manifest are those of packages exported by Dataverse.
package samples

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// Unique names of the two solutions that Business Central imports (BCApps CDSIntegrationImpl.Codeunit.al and
// CRMIntegrationManagement.Codeunit.al).
const (
	BaseIntegrationName  = "bcbi_CdsBaseIntegration"
	SalesIntegrationName = "MicrosoftDynamicsNavIntegration"
)

// ErrInvalidSolution is wrapped by every error about a Solution from which no package can be generated.
var ErrInvalidSolution = errors.New("invalid solution description")

// Dependency is another solution that must be installed, in at least this
// version, before the package can be imported.
type Dependency struct {
	UniqueName string
	// Version in the form 1.2.3.4.
	Version string
}

// Solution describes the package to generate.
type Solution struct {
	UniqueName string
	// FriendlyName is the display name, by default UniqueName.
	FriendlyName string
	// Version in the form 1.2.3.4.
	Version string
	// Publisher is the unique name of the publisher, by default "MicrosoftDynamics365BusinessCentral".
	Publisher string
	// Unmanaged selects an unmanaged package; the default is a managed one.
	Unmanaged    bool
	Dependencies []Dependency
}

// BaseIntegration describes a stand-in for the base integration solution in the given version.
func BaseIntegration(version string) Solution {
	return Solution{
		UniqueName:   BaseIntegrationName,
		FriendlyName: "Business Central Dataverse Base Integration",
		Version:      version,
	}
}

// SalesIntegration describes a stand-in for the Dynamics 365 Sales integration solution in the given version.
func SalesIntegration(version string) Solution {
	return Solution{
		UniqueName:   SalesIntegrationName,
		FriendlyName: "Dynamics 365 Business Central Integration Solution",
		Version:      version,
	}
}

// Bytes returns the package as a zip archive. The same description gives the same bytes.
func (s Solution) Bytes() ([]byte, error) {
	if s.UniqueName == "" || s.Version == "" {
		return nil, fmt.Errorf("%w: unique name %q and version %q must both be set", ErrInvalidSolution, s.UniqueName, s.Version)
	}

	manifest, err := s.manifest()
	if err != nil {
		return nil, err
	}

	var buffer bytes.Buffer

	archive := zip.NewWriter(&buffer)

	for _, entry := range []struct{ name, content string }{
		{"solution.xml", manifest},
		{"customizations.xml", customizations},
		{"[Content_Types].xml", contentTypes},
	} {
		writer, err := archive.Create(entry.name)
		if err != nil {
			return nil, fmt.Errorf("adding %s to the package of %s: %w", entry.name, s.UniqueName, err)
		}

		if _, err := writer.Write([]byte(entry.content)); err != nil {
			return nil, fmt.Errorf("writing %s into the package of %s: %w", entry.name, s.UniqueName, err)
		}
	}

	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("closing the package of %s: %w", s.UniqueName, err)
	}

	return buffer.Bytes(), nil
}

// FileName is the name that Dataverse gives an exported package: unique name, version and, for a managed one, "managed".
func (s Solution) FileName() string {
	name := s.UniqueName + "_" + strings.ReplaceAll(s.Version, ".", "_")
	if !s.Unmanaged {
		name += "_managed"
	}

	return name + ".zip"
}

// WriteFile writes the package into the folder, under FileName, and returns its path.
func (s Solution) WriteFile(folder string) (string, error) {
	content, err := s.Bytes()
	if err != nil {
		return "", err
	}

	path := filepath.Join(folder, s.FileName())
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return "", fmt.Errorf("writing the package of %s: %w", s.UniqueName, err)
	}

	return path, nil
}

func (s Solution) manifest() (string, error) {
	if s.FriendlyName == "" {
		s.FriendlyName = s.UniqueName
	}

	if s.Publisher == "" {
		s.Publisher = "MicrosoftDynamics365BusinessCentral"
	}

	parsed, err := template.New("solution.xml").Funcs(template.FuncMap{"xml": escape}).Parse(manifestTemplate)
	if err != nil {
		return "", fmt.Errorf("parsing the manifest template: %w", err)
	}

	var text strings.Builder
	if err := parsed.Execute(&text, s); err != nil {
		return "", fmt.Errorf("writing the manifest of %s: %w", s.UniqueName, err)
	}

	return text.String(), nil
}

func escape(value string) (string, error) {
	var text strings.Builder
	if err := xml.EscapeText(&text, []byte(value)); err != nil {
		return "", fmt.Errorf("escaping %q: %w", value, err)
	}

	return text.String(), nil
}

const manifestTemplate = `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="9.2.24074.216" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <SolutionManifest>
    <UniqueName>{{xml .UniqueName}}</UniqueName>
    <LocalizedNames>
      <LocalizedName description="{{xml .FriendlyName}}" languagecode="1033" />
    </LocalizedNames>
    <Descriptions />
    <Version>{{xml .Version}}</Version>
    <Managed>{{if .Unmanaged}}0{{else}}1{{end}}</Managed>
    <Publisher>
      <UniqueName>{{xml .Publisher}}</UniqueName>
      <LocalizedNames>
        <LocalizedName description="{{xml .Publisher}}" languagecode="1033" />
      </LocalizedNames>
      <Descriptions />
      <EMailAddress xsi:nil="true"></EMailAddress>
      <SupportingWebsiteUrl xsi:nil="true"></SupportingWebsiteUrl>
      <CustomizationPrefix>bcbi</CustomizationPrefix>
      <CustomizationOptionValuePrefix>10000</CustomizationOptionValuePrefix>
      <Addresses />
    </Publisher>
    <RootComponents />
    <MissingDependencies>
{{- range .Dependencies}}
      <MissingDependency>
        <Required type="1" displayName="{{xml .UniqueName}}" solution="{{xml .UniqueName}} ({{xml .Version}})" />
        <Dependent type="1" displayName="{{xml $.UniqueName}}" />
      </MissingDependency>
{{- end}}
    </MissingDependencies>
  </SolutionManifest>
</ImportExportXml>
`

const customizations = `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Entities />
  <Roles />
  <Workflows />
  <Languages>
    <Language>1033</Language>
  </Languages>
</ImportExportXml>
`

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>` +
	`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="xml" ContentType="application/octet-stream" /></Types>`
