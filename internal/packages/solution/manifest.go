// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// englishLanguage is the language code (LCID) whose name is preferred.
const englishLanguage = "1033"

// uniqueNamePattern is what Dataverse accepts as a solution's unique name; the columns hold 65 characters.
var uniqueNamePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,64}$`)

// Manifest is the content of solution.xml.
type Manifest struct {
	UniqueName string
	// FriendlyName is the display name in English, or else in the first language given, or else the unique name.
	FriendlyName string
	Version      version.Version
	// Managed reports whether the package is a managed one.
	Managed bool
	// Publisher is the publisher's unique name.
	Publisher string
	// Requires lists the solutions, with versions, that the package depends on.
	Requires []string
}

type manifestXML struct {
	XMLName  xml.Name `xml:"ImportExportXml"`
	Solution *struct {
		UniqueName string `xml:"UniqueName"`
		Names      []struct {
			Description string `xml:"description,attr"`
			Language    string `xml:"languagecode,attr"`
		} `xml:"LocalizedNames>LocalizedName"`
		Version   string `xml:"Version"`
		Managed   string `xml:"Managed"`
		Publisher string `xml:"Publisher>UniqueName"`
		Missing   []struct {
			Required struct {
				Solution string `xml:"solution,attr"`
			} `xml:"Required"`
		} `xml:"MissingDependencies>MissingDependency"`
	} `xml:"SolutionManifest"`
}

func parseManifest(raw []byte) (Manifest, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // some exporters write a byte order mark
	var document manifestXML
	if err := xml.Unmarshal(raw, &document); err != nil { // of bounded size, and encoding/xml expands no entities
		return Manifest{}, fmt.Errorf("%w: its %s cannot be read: %w", ErrInvalid, manifestName, err)
	}
	if document.Solution == nil {
		return Manifest{}, fmt.Errorf("%w: its %s has no SolutionManifest", ErrInvalid, manifestName)
	}
	s := document.Solution
	m := Manifest{UniqueName: strings.TrimSpace(s.UniqueName), Publisher: strings.TrimSpace(s.Publisher)}
	if !uniqueNamePattern.MatchString(m.UniqueName) {
		return Manifest{}, fmt.Errorf("%w: its %s has no valid UniqueName (%q): only letters, digits and _ are allowed, and no digit at the beginning", ErrInvalid, manifestName, m.UniqueName)
	}
	parsed, err := version.Parse(s.Version)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w: its %s: %w", ErrInvalid, manifestName, err)
	}
	m.Version = parsed
	switch managed := strings.TrimSpace(s.Managed); managed {
	case "1":
		m.Managed = true
	case "0":
	default:
		return Manifest{}, fmt.Errorf("%w: its %s says Managed=%q, expected 1 or 0", ErrInvalid, manifestName, managed)
	}
	m.FriendlyName = m.UniqueName
	for i, name := range s.Names {
		if i == 0 || name.Language == englishLanguage {
			m.FriendlyName = name.Description
		}
	}
	seen := map[string]bool{}
	for _, missing := range s.Missing {
		if needed := missing.Required.Solution; needed != "" && !seen[needed] {
			seen[needed] = true
			m.Requires = append(m.Requires, needed)
		}
	}
	return m, nil
}
