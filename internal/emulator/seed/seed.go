// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package seed reads a seed document and puts its rows into the services. What a document leaves
// out is filled in by the rules of each service.
package seed

import (
	"bytes"
	_ "embed"
)

//go:embed demo.json
var demo []byte

// Demo is the document of the demo tenant.
func Demo() []byte { return bytes.Clone(demo) }

// DefaultCompanion is the companion's version when the document does not name one.
const DefaultCompanion = "1.1.0.0"

// Rows are the rows of one entity set.
type Rows []map[string]any

// Document is a parsed seed.
type Document struct {
	Graph           map[string]Rows
	Dataverse       map[string]Rows
	Options         Options
	BusinessCentral BusinessCentral
}

// Options choose between behaviors of Dataverse that differ from environment to environment, or that no public source
// confirms: the member "options" of a document's "dataverse".
type Options struct {
	// NavigationProperties gives navigation properties of which the name is not confirmed another one:
	// {"bcbi_company": {"bcbi_DefaultOwningTeam": "bcbi_defaultowningteam"}}.
	NavigationProperties map[string]map[string]string
	// AccentSensitive is whether the collation tells accents apart: it never tells letter case apart, and most
	// environments' do not tell accents apart.
	AccentSensitive bool
}

// BusinessCentral is the part of a seed for the Business Central environment.
type BusinessCentral struct {
	Companion string          // version of the companion extension, "" when it is not installed
	Companies []Company       // in the order of the document
	Sets      map[string]Rows // sets outside of the companies
}

// Company is one company: its own columns and its entity sets.
type Company struct {
	Columns map[string]any
	Sets    map[string]Rows
}
