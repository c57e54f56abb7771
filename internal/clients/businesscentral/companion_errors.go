// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"errors"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// companionGuide describes how the companion extension gets into an environment.
const companionGuide = "https://registry.terraform.io/providers/bcsales/bcsales/latest/docs/guides/install-companion-extension"

// CompanionError reports that a company cannot be worked on because of the companion extension: it is not installed,
// or too old.
type CompanionError struct {
	// CompanyID is the company that was asked.
	CompanyID string
	// Version is the installed version; empty when the extension is not there.
	Version string
	// Err is the service's answer, when it was an error.
	Err error
}

// Error says what is missing and what to do about it.
func (e *CompanionError) Error() string {
	if e.Version != "" {
		return fmt.Sprintf("the companion extension in company %s has version %s, and this provider needs %s or newer: upgrade the extension, see %s",
			e.CompanyID, e.Version, MinimumCompanionVersion, companionGuide)
	}
	text := fmt.Sprintf("Business Central has no API of the companion extension in company %s: install the extension in this environment "+
		"and give the provider's application its permission set, see %s", e.CompanyID, companionGuide)
	if e.Err != nil {
		text += fmt.Sprintf(" (%v)", e.Err)
	}
	return text
}

// Unwrap returns the service's answer.
func (e *CompanionError) Unwrap() error { return e.Err }

// ProviderTooOldError reports that the companion extension of a company does not serve this version of the provider any more.
type ProviderTooOldError struct {
	// CompanyID is the company that was asked.
	CompanyID string
	// Connector is what the extension says about itself.
	Connector Connector
	// Version is the provider's own version.
	Version string
}

// Error says which versions do not go together, and what to do about it.
func (e *ProviderTooOldError) Error() string {
	return fmt.Sprintf("the companion extension in company %s has version %s, which serves this provider from version %s on, and this is version %s: "+
		"raise the version of bcsales/bcsales in required_providers, and run terraform init -upgrade",
		e.CompanyID, e.Connector.Version, e.Connector.MinimumProviderVersion, e.Version)
}

// CompanyNotFoundError reports that an environment has no such company.
type CompanyNotFoundError struct {
	// CompanyID is the id that was asked for.
	CompanyID string
	// Err is the service's answer.
	Err error
}

// Error names the company.
func (e *CompanyNotFoundError) Error() string {
	return fmt.Sprintf("Business Central's environment has no company %s (%v)", e.CompanyID, e.Err)
}

// Unwrap returns the service's answer.
func (e *CompanyNotFoundError) Unwrap() error { return e.Err }

// IsCompanyNotFound reports whether an error says that the company does not exist.
func IsCompanyNotFound(err error) bool {
	var missing *CompanyNotFoundError
	return errors.As(err, &missing) || odata.HasCode(err, codeCompanyNotFound)
}

// IsProviderTooOld reports whether an error says that the companion extension does not serve this version of the provider.
func IsProviderTooOld(err error) bool {
	var old *ProviderTooOldError
	return errors.As(err, &old)
}

// IsCompanionMissing reports whether an error says that the companion extension is not installed, or too old.
func IsCompanionMissing(err error) bool {
	var missing *CompanionError
	return errors.As(err, &missing)
}
