// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// maxText is the length of name and publisher in table "Published Application".
const maxText = 250

// Manifest is the content of NavxManifest.xml.
type Manifest struct {
	// ID is the app id in lower case, the same for all versions.
	ID        string
	Name      string
	Publisher string
	Version   version.Version
	// Application and Platform are the minimum versions of the base application and of the platform, or zero.
	Application, Platform version.Version
	// Dependencies are the extensions that must be installed first.
	Dependencies []Dependency
}

// Dependency is an extension that another needs.
type Dependency struct {
	ID, Name, Publisher string
	// MinVersion is the minimum version.
	MinVersion version.Version
}

type manifestXML struct {
	XMLName xml.Name `xml:"Package"`
	App     *struct {
		ID          string `xml:"Id,attr"`
		Name        string `xml:"Name,attr"`
		Publisher   string `xml:"Publisher,attr"`
		Version     string `xml:"Version,attr"`
		Application string `xml:"Application,attr,omitempty"`
		Platform    string `xml:"Platform,attr,omitempty"`
	} `xml:"App"`
	Dependencies []dependencyXML `xml:"Dependencies>Dependency"`
}

type dependencyXML struct {
	ID         string `xml:"Id,attr"`
	Name       string `xml:"Name,attr"`
	Publisher  string `xml:"Publisher,attr"`
	MinVersion string `xml:"MinVersion,attr"`
}

func parseManifest(raw []byte) (Manifest, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // some compilers write a byte order mark
	var document manifestXML
	if err := xml.Unmarshal(raw, &document); err != nil {
		return Manifest{}, fmt.Errorf("%w: its %s cannot be read: %w", ErrInvalid, manifestName, err)
	}
	app := document.App
	if app == nil {
		return Manifest{}, fmt.Errorf("%w: its %s has no App", ErrInvalid, manifestName)
	}
	m := Manifest{Name: strings.TrimSpace(app.Name), Publisher: strings.TrimSpace(app.Publisher)}
	var err error
	if m.ID, err = parseID(app.ID); err != nil {
		return Manifest{}, err
	}
	if m.Name == "" || texts.Len(m.Name) > maxText || texts.Len(m.Publisher) > maxText {
		return Manifest{}, fmt.Errorf("%w: its %s has no valid Name or Publisher", ErrInvalid, manifestName)
	}
	for _, v := range []struct {
		into     *version.Version
		text     string
		required bool
	}{{&m.Version, app.Version, true}, {&m.Application, app.Application, false}, {&m.Platform, app.Platform, false}} {
		if *v.into, err = parseOptional(v.text, v.required); err != nil {
			return Manifest{}, err
		}
	}
	for _, d := range document.Dependencies {
		dependency := Dependency{Name: d.Name, Publisher: d.Publisher}
		if dependency.ID, err = parseID(d.ID); err != nil {
			return Manifest{}, err
		}
		if dependency.MinVersion, err = parseOptional(d.MinVersion, false); err != nil {
			return Manifest{}, err
		}
		m.Dependencies = append(m.Dependencies, dependency)
	}
	return m, nil
}

func parseID(text string) (string, error) {
	id, err := uuid.Parse(strings.TrimSpace(text))
	if err != nil {
		return "", fmt.Errorf("%w: its %s has %q instead of an app id", ErrInvalid, manifestName, text)
	}
	return id.String(), nil
}

func parseOptional(text string, required bool) (version.Version, error) {
	if text == "" && !required {
		return version.Version{}, nil
	}
	parsed, err := version.Parse(text)
	if err != nil {
		return version.Version{}, fmt.Errorf("%w: its %s: %w", ErrInvalid, manifestName, err)
	}
	return parsed, nil
}
