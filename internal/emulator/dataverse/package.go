// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// solutionPackage is the content of a solution's zip file.
type solutionPackage struct {
	manifest
	customizations error // why customizations.xml cannot be read, or nil
}

// manifest is solution.xml as Dataverse exports it.
type manifest struct {
	PackageVersion string        `xml:"SolutionPackageVersion,attr"`
	UniqueName     string        `xml:"SolutionManifest>UniqueName"`
	Version        string        `xml:"SolutionManifest>Version"`
	Managed        string        `xml:"SolutionManifest>Managed"`
	Names          []label       `xml:"SolutionManifest>LocalizedNames>LocalizedName"`
	Descriptions   []label       `xml:"SolutionManifest>Descriptions>Description"`
	Publisher      publisher     `xml:"SolutionManifest>Publisher"`
	Components     []component   `xml:"SolutionManifest>RootComponents>RootComponent"`
	Dependencies   []requirement `xml:"SolutionManifest>MissingDependencies>MissingDependency"`
}

type label struct {
	Text string `xml:"description,attr"`
}

type publisher struct {
	UniqueName string  `xml:"UniqueName"`
	Names      []label `xml:"LocalizedNames>LocalizedName"`
	Prefix     string  `xml:"CustomizationPrefix"`
	Option     string  `xml:"CustomizationOptionValuePrefix"`
}

type component struct {
	Type     string `xml:"type,attr"`
	Name     string `xml:"schemaName,attr"`
	ID       string `xml:"id,attr"`
	Behavior string `xml:"behavior,attr"`
}

type requirement struct {
	Required  reference `xml:"Required"`
	Dependent reference `xml:"Dependent"`
}

type reference struct {
	Type          string `xml:"type,attr"`
	Name          string `xml:"schemaName,attr"`
	DisplayName   string `xml:"displayName,attr"`
	ParentName    string `xml:"parentSchemaName,attr"`
	ParentDisplay string `xml:"parentDisplayName,attr"`
	ID            string `xml:"id,attr"`
	Solution      string `xml:"solution,attr"`
}

// maxEntry limits how much is read of one file in a package.
const maxEntry = 64 << 20

var (
	uniqueNameForm = regexp.MustCompile("^[A-Za-z_][A-Za-z0-9_]*$")
	versionForm    = regexp.MustCompile(`^[0-9]+(\.[0-9]+){1,3}$`)
	solutionForm   = regexp.MustCompile(`^(.+?) \(([0-9.]+)\)$`)
)

// parsePackage reads a package in base64. An error is the service's refusal of the upload.
func parsePackage(encoded string) (*solutionPackage, error) {
	content, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		content, err = base64.URLEncoding.DecodeString(encoded)
	}
	if err != nil {
		return nil, badZip()
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, badZip()
	}
	files := map[string]*zip.File{}
	for _, f := range archive.File {
		files[strings.ToLower(f.Name)] = f
	}
	if files["solution.xml"] == nil || files["customizations.xml"] == nil || files["[content_types].xml"] == nil {
		return nil, badZip()
	}
	out := &solutionPackage{}
	if err := decode(files["solution.xml"], &out.manifest); err != nil {
		return nil, bad(codeImportNotWellFormed, "Invalid customization file. This file is not well formed.")
	}
	out.customizations = decode(files["customizations.xml"], &struct{}{})
	return out, out.check()
}

func badZip() error {
	return bad(codeBadZip, "The solution file is invalid. The compressed file must contain the following files at its root: solution.xml, customizations.xml, and [Content_Types].xml. Customization files exported from previous versions of Microsoft Dynamics 365 are not supported.")
}

func decode(f *zip.File, into any) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("opening %s: %w", f.Name, err)
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(io.LimitReader(r, maxEntry))
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if err := xml.Unmarshal(content, into); err != nil {
		return fmt.Errorf("parsing %s: %w", f.Name, err)
	}
	return wellFormed(content)
}

// wellFormed reads a document to its end.
func wellFormed(content []byte) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("parsing XML: %w", err)
		}
	}
}

// check refuses manifests that no organization accepts.
func (p *solutionPackage) check() error {
	major, err := strconv.ParseFloat(p.PackageVersion, 64)
	switch {
	case err != nil || major < 5:
		return bad(codePackageNotValid, "The solution package you are importing was generated on a version of Microsoft Dynamics 365 that cannot be imported into this system. Package Version: %s %s, System Version: %s %s.",
			p.PackageVersion, p.Version, "9.2", Version)
	case major > 9.2:
		return bad(codePackageTooNew, "You can only import solutions with a package version of %s or earlier into this organization. Also, you can't import any solutions into this organization that were exported from Microsoft Dynamics 365 2011 or earlier.", "9.2")
	case !uniqueNameForm.MatchString(p.UniqueName):
		return invalidUniqueName()
	case !versionForm.MatchString(p.Version):
		return invalidVersion()
	}
	return nil
}

func invalidUniqueName() error {
	return bad(codeSolutionName, "Invalid character specified for solution unique name. Only characters within the ranges [A-Z], [a-z], [0-9] or _ are allowed. The first character may only be in the ranges [A-Z], [a-z] or _.")
}

func invalidVersion() error {
	return bad(codeSolutionVersion, "An invalid solution version was specified.")
}

func (p *solutionPackage) managed() bool { return strings.TrimSpace(p.Managed) == "1" }

func first(labels []label, fallback string) string {
	for _, l := range labels {
		if l.Text != "" {
			return l.Text
		}
	}
	return fallback
}

func (p *solutionPackage) friendlyName() string { return first(p.Names, p.UniqueName) }

// solution splits "Name (1.2.3.4)"; without a version, it returns an empty one.
func (r reference) solution() (name, version string) {
	if m := solutionForm.FindStringSubmatch(strings.TrimSpace(r.Solution)); m != nil {
		return m[1], m[2]
	}
	return strings.TrimSpace(r.Solution), ""
}

// compareVersions compares dotted versions by number; missing parts are 0.
func compareVersions(a, b string) int {
	left, right := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(left), len(right)) {
		if d := part(left, i) - part(right, i); d != 0 {
			return d
		}
	}
	return 0
}

func part(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, err := strconv.Atoi(parts[i])
	if err != nil {
		return 0
	}
	return n
}
