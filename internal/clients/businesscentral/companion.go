// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// MinimumCompanionVersion is the oldest version of the companion extension that this client works with.
const MinimumCompanionVersion = "1.0.0.0"

// companionGuide describes how to install the companion extension.
const companionGuide = "https://registry.terraform.io/providers/bcsales/bcsales/latest/docs/guides/install-companion-extension"

// The codes of Business Central that the client acts on.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/dynamics-error-codes
const codeCompanyNotFound = "Internal_CompanyNotFound"

// Connector is what the companion extension reports about itself.
type Connector struct {
	// Version is the extension's version, such as 1.0.0.0.
	Version string `json:"version"`
	// Capabilities lists what the version can do beyond the first one, separated by commas.
	Capabilities string `json:"capabilities"`
}

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

// IsCompanionMissing reports whether an error says that the companion extension is not installed, or too old.
func IsCompanionMissing(err error) bool {
	var missing *CompanionError
	return errors.As(err, &missing)
}

// Connector asks the companion extension of a company for its version. An answer is kept for the life of the client,
// and callers at the same time share one request. Errors: *CompanionError, *CompanyNotFoundError, and those of the call.
func (c *Client) Connector(ctx context.Context, companyID string) (Connector, error) {
	return c.probes.connector(ctx, strings.ToLower(companyID), func() (Connector, error) { return c.readConnector(ctx, companyID) })
}

func (c *Client) readConnector(ctx context.Context, companyID string) (Connector, error) {
	connector, found, err := odata.First[Connector](ctx, c.companion, inCompany(companyID, "connectors"), odata.Query{})
	switch {
	case odata.HasCode(err, codeCompanyNotFound):
		return Connector{}, &CompanyNotFoundError{CompanyID: companyID, Err: err}
	case odata.IsNotFound(err):
		return Connector{}, &CompanionError{CompanyID: companyID, Err: err}
	case err != nil:
		return Connector{}, fmt.Errorf("asking for the companion extension: %w", err)
	case !found:
		return Connector{}, &CompanionError{CompanyID: companyID}
	case !version.AtLeast(connector.Version, oldestCompanion()):
		return Connector{}, &CompanionError{CompanyID: companyID, Version: connector.Version}
	}
	return connector, nil
}

// refusalKept is how long it counts that a company's companion is missing or too old: all resources of a plan share the
// answer, and an extension that the same run installs is seen soon.
const refusalKept = 5 * time.Second

// probes remembers the companies whose companion has answered, and for a moment those where it is missing or too old.
type probes struct {
	mu      sync.Mutex
	answers map[string]Connector
	refused map[string]refusal
	running map[string]chan struct{}
	now     func() time.Time
}

// refusal is the answer of a company without a usable companion.
type refusal struct {
	err error
	at  time.Time
}

func newProbes() *probes {
	return &probes{answers: map[string]Connector{}, refused: map[string]refusal{}, running: map[string]chan struct{}{}, now: time.Now}
}

func (p *probes) connector(ctx context.Context, company string, read func() (Connector, error)) (Connector, error) {
	for {
		p.mu.Lock()
		if answer, ok := p.answers[company]; ok {
			p.mu.Unlock()
			return answer, nil
		}
		if no, ok := p.refused[company]; ok && p.now().Sub(no.at) < refusalKept {
			p.mu.Unlock()
			return Connector{}, no.err
		}
		other, busy := p.running[company]
		if !busy {
			p.running[company] = make(chan struct{})
			p.mu.Unlock()
			return p.ask(company, read)
		}
		p.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return Connector{}, ctx.Err()
		}
	}
}

func (p *probes) ask(company string, read func() (Connector, error)) (Connector, error) {
	answer, err := read()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err == nil:
		p.answers[company] = answer
	case IsCompanionMissing(err):
		p.refused[company] = refusal{err: err, at: p.now()}
	}
	close(p.running[company])
	delete(p.running, company)
	return answer, err
}

// oldestCompanion is [MinimumCompanionVersion] as numbers.
func oldestCompanion() version.Version {
	oldest, _ := version.Parse(MinimumCompanionVersion)
	return oldest
}

// companionList reads rows of one of the companion's sets.
func companionList[T any](ctx context.Context, c *Client, companyID, set string, q odata.Query) ([]T, error) {
	if _, err := c.Connector(ctx, companyID); err != nil {
		return nil, err
	}
	rows, err := odata.List[T](ctx, c.companion, inCompany(companyID, set), q)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", set, err)
	}
	return rows, nil
}

// companionInsert makes a row of one of the companion's sets and returns it as the service shows it.
func companionInsert[T any](ctx context.Context, c *Client, companyID, set string, body any) (T, error) {
	var row T
	if _, err := c.Connector(ctx, companyID); err != nil {
		return row, err
	}
	_, err := c.companion.Do(ctx, odata.Request{Method: http.MethodPost, Path: inCompany(companyID, set), Body: body}, &row)
	if err != nil {
		return row, fmt.Errorf("inserting into %s: %w", set, err)
	}
	return row, nil
}

// companionRow is a row of one of the companion's sets.
type companionRow struct{ company, set, id string }

func (r companionRow) path() string { return inCompany(r.company, odata.Key(r.set, r.id)) }

// companionUpdate changes a row. The etag "*" takes any version, and such a call is repeated after a lost answer.
func companionUpdate[T any](ctx context.Context, c *Client, at companionRow, etag string, body any) (T, error) {
	var row T
	_, err := c.companion.Do(ctx, odata.Request{
		Method: http.MethodPatch, Path: at.path(), Body: body, Header: http.Header{"If-Match": {etag}},
	}, &row)
	if err != nil {
		return row, fmt.Errorf("changing %s: %w", at.set, err)
	}
	return row, nil
}

// companionDelete deletes a row; a row that is gone already is no error.
func companionDelete(ctx context.Context, c *Client, at companionRow) error {
	_, err := c.companion.Do(ctx, odata.Request{
		Method: http.MethodDelete, Path: at.path(), Header: odata.MatchAny(),
	}, nil)
	if err != nil && !odata.IsNotFound(err) {
		return fmt.Errorf("deleting from %s: %w", at.set, err)
	}
	return nil
}

// boundAction is an action to run on a row.
type boundAction struct {
	name       string
	parameters any // nil for none
	// repeatable says that running it twice does no more than running it once.
	repeatable bool
}

// companionAction runs a bound action.
func companionAction(ctx context.Context, c *Client, on companionRow, action boundAction) error {
	parameters := action.parameters
	if parameters == nil {
		parameters = struct{}{}
	}
	_, err := c.companion.Do(ctx, odata.Request{
		Method: http.MethodPost, Path: on.path() + "/Microsoft.NAV." + action.name,
		Body: parameters, Repeatable: action.repeatable,
	}, nil)
	if err != nil {
		return fmt.Errorf("action %s of %s: %w", action.name, on.set, err)
	}
	return nil
}
