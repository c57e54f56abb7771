// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package seed reads a seed document and adds its rows to the services. The rules of
// each service fill in what a document omits.
package seed

import (
	"bytes"
	_ "embed"
)

//go:embed demo.json
var demo []byte

// Demo is the document of the demo tenant.
func Demo() []byte { return bytes.Clone(demo) }

// DefaultCompanion is the version of the companion unless the document names one.
const DefaultCompanion = "1.1.0.0"

// Rows are the rows of one entity set.
type Rows []map[string]any

// Document is a parsed seed.
type Document struct {
	Graph     map[string]Rows
	Dataverse map[string]Rows
	Options   Options
	// BusinessCentral is never empty. The only environment of a document that names none has no name.
	BusinessCentral []Environment
}

// Options select behaviors of Dataverse that differ between environments, or that no public source confirms: the
// member "options" of "dataverse" in a document.
type Options struct {
	// NavigationProperties renames navigation properties whose names are not confirmed: {"bcbi_company":
	// {"bcbi_DefaultOwningTeam": "bcbi_defaultowningteam"}}.
	NavigationProperties map[string]map[string]string
	// AccentSensitive makes the collation distinguish accents. It never distinguishes case, and most
	// environments do not distinguish accents.
	AccentSensitive bool
}

// Environment is the part of a seed for one Business Central environment.
type Environment struct {
	Name      string
	Companion string          // version of the companion extension, "" if it is not installed
	Companies []Company       // in document order
	Sets      map[string]Rows // sets outside the companies
	// IgnoreContinueOnError makes a $batch stop at its first error, in spite of "Prefer: odata.continue-on-error". That
	// Business Central honors the preference is not documented.
	IgnoreContinueOnError bool
}

// Company is one company: its own columns and its entity sets.
type Company struct {
	Columns map[string]any
	Sets    map[string]Rows
}
