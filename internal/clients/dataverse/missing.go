// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"encoding/xml"
	"html"
	"strings"
)

// MissingDependency is a component that a package needs and that the environment lacks, with the component of the package
// that needs it.
type MissingDependency struct {
	Required  DependencyComponent `xml:"Required"`
	Dependent DependencyComponent `xml:"Dependent"`
}

// DependencyComponent is one end of a [MissingDependency]. Which of its names the service gives depends on its type.
type DependencyComponent struct {
	// Type is the number of a component type, or the name of a table for newer ones, such as connectionreference.
	Type              string `xml:"type,attr"`
	SchemaName        string `xml:"schemaName,attr"`
	DisplayName       string `xml:"displayName,attr"`
	ParentSchemaName  string `xml:"parentSchemaName,attr"`
	ParentDisplayName string `xml:"parentDisplayName,attr"`
	ID                string `xml:"id,attr"`
	// Solution is what would bring a required component, such as "Name (1.0.0.0)"; "Active" stands for what belongs to no
	// managed solution.
	Solution string `xml:"solution,attr"`
}

// SplitMissingDependencies takes the list of missing dependencies, which the service writes as XML into a message, out of
// it. A list that ends in the middle gives what was read up to there; a message without one stays as it is.
func SplitMissingDependencies(message string) (rest string, missing []MissingDependency) {
	const element, end = "MissingDependenc", "</MissingDependencies>"
	if strings.Contains(message, "&lt;"+element) {
		message = html.UnescapeString(message)
	}
	at := strings.Index(message, "<"+element)
	if at < 0 {
		return message, nil
	}
	list, after, _ := strings.Cut(message[at:], end)
	decoder := xml.NewDecoder(strings.NewReader(list))
	decoder.Strict = false
	for {
		token, err := decoder.Token()
		if err != nil {
			break // the end, or as far as the list can be read
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "MissingDependency" {
			continue
		}
		var dependency MissingDependency
		if decoder.DecodeElement(&dependency, &start) == nil {
			missing = append(missing, dependency)
		}
	}
	return strings.TrimRight(message[:at], " :") + after, missing
}
