// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// CompanionAppID is the app id of the companion extension.
const CompanionAppID = "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"

// MinimumCompanionVersion is the oldest version of the companion extension that this client works with.
const MinimumCompanionVersion = "1.1.0.0"

// Connector is what the companion extension reports about itself.
type Connector struct {
	// Version is the extension's version, such as 1.0.0.0.
	Version string `json:"version"`
	// Capabilities lists what the version can do beyond the first one, separated by commas.
	Capabilities string `json:"capabilities"`
	// MinimumProviderVersion is the oldest version of the provider that this version of the extension serves.
	MinimumProviderVersion string `json:"minimumProviderVersion"`
}

// Connector asks the companion extension of a company for its version. An answer is kept for the life of the client,
// and callers at the same time share one request. Errors: *CompanionError, *CompanyNotFoundError, and those of the call.
func (c *Client) Connector(ctx context.Context, companyID string) (Connector, error) {
	return c.probes.connector(ctx, strings.ToLower(companyID), func(ctx context.Context) (Connector, error) {
		connector, err := c.readConnector(c.setupsAhead(ctx, companyID), companyID)
		if err == nil {
			c.environment.Put(nil) // the extension answers from it
		}
		return connector, err
	})
}

// setupsAhead lets a company's setups, and its review of the full synchronization, travel with the first request to its extension:
// they are small, and most of what is read in a company begins with them. It returns the context in which that request is made.
func (c *Client) setupsAhead(ctx context.Context, companyID string) context.Context {
	var together odata.Ahead
	together.Round(ctx, []func(ctx context.Context){
		func(ctx context.Context) { _, _ = c.readConnector(ctx, companyID) },
		func(ctx context.Context) {
			_, _ = odata.List[DataverseConnectionSetup](ctx, c.companion, inCompany(companyID, dataverseSetups), recognizable(dataverseSetups, odata.Query{}))
		},
		func(ctx context.Context) {
			_, _ = odata.List[SalesConnectionSetup](ctx, c.companion, inCompany(companyID, salesSetups), recognizable(salesSetups, odata.Query{}))
		},
		func(ctx context.Context) {
			_, _ = odata.List[FullSynchronizationLine](ctx, c.companion, inCompany(companyID, fullSynchronizationLines), recognizable(fullSynchronizationLines, odata.Query{}))
		},
	})
	return together.Afterward(ctx)
}

// recognizable returns the query with a column that every row must hold and only rows of this set have: a row of another set would
// be read as one whose values are all empty.
func recognizable(set string, q odata.Query) odata.Query {
	switch set {
	case dataverseSetups:
		return q.WithKey("ownershipModel")
	case salesSetups:
		return q.WithKey("businessCentralUrl")
	case recordCouplings:
		return q.WithKey("dataverseId")
	case tableMappings:
		return q.WithKey("synchronizeOnlyCoupledRecords")
	default:
		return q.WithKey("id")
	}
}

func (c *Client) readConnector(ctx context.Context, companyID string) (Connector, error) {
	connector, found, err := odata.First[Connector](ctx, c.companion, inCompany(companyID, "connectors"), odata.Query{}.WithKey("version"))
	switch {
	case odata.HasCode(err, codeCompanyNotFound):
		return Connector{}, &CompanyNotFoundError{CompanyID: companyID, Err: err}
	case isNoRoute(err):
		return Connector{}, &CompanionError{CompanyID: companyID, Err: err}
	case err != nil:
		return Connector{}, fmt.Errorf("asking for the companion extension: %w", err)
	case !found:
		return Connector{}, &CompanionError{CompanyID: companyID}
	case !version.AtLeast(connector.Version, oldestCompanion()):
		return Connector{}, &CompanionError{CompanyID: companyID, Version: connector.Version}
	case c.isTooOld(connector):
		return Connector{}, &ProviderTooOldError{CompanyID: companyID, Connector: connector, Version: c.version}
	}
	return connector, nil
}

// refusalKept is how long it counts that a company's companion is missing or too old: all resources of a plan share the
// answer, and an extension that the same run installs is seen soon.
const refusalKept = 5 * time.Second

// probes remembers the companies whose companion has answered, and for a moment those where it is missing or too old.
type probes struct {
	mu      sync.Mutex
	answers map[string]*bulk.Once[probe]
	now     func() time.Time
}

// probe is the answer of a company: its connector, or why it has no usable one.
type probe struct {
	connector Connector
	refusal   error
	at        time.Time
}

func newProbes() *probes {
	return &probes{answers: map[string]*bulk.Once[probe]{}, now: time.Now}
}

func (p *probes) connector(ctx context.Context, company string, read func(ctx context.Context) (Connector, error)) (Connector, error) {
	once := p.of(company)
	once.Forget(func(old probe) bool { return old.refusal != nil && p.now().Sub(old.at) >= refusalKept })
	answer, err := once.Get(ctx, "GET connectors at Business Central", func(ctx context.Context) (probe, error) {
		connector, err := read(ctx)
		if IsCompanionMissing(err) {
			return probe{refusal: err, at: p.now()}, nil
		}
		return probe{connector: connector}, err
	})
	if err != nil {
		return Connector{}, err
	}
	return answer.connector, answer.refusal
}

func (p *probes) of(company string) *bulk.Once[probe] {
	p.mu.Lock()
	defer p.mu.Unlock()
	once, ok := p.answers[company]
	if !ok {
		once = &bulk.Once[probe]{}
		p.answers[company] = once
	}
	return once
}

// isTooOld reports whether the extension does not serve this version of the provider any more. A provider that somebody built
// is no release and has no number.
func (c *Client) isTooOld(connector Connector) bool {
	own, err := version.Parse(c.version)
	wanted, unreadable := version.Parse(connector.MinimumProviderVersion)
	return err == nil && unreadable == nil && own.Compare(wanted) < 0
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
	rows, err := odata.List[T](ctx, c.companion, inCompany(companyID, set), recognizable(set, q))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", set, err)
	}
	return rows, nil
}

// companionEach yields rows of one of the companion's sets as their pages arrive.
func companionEach[T any](ctx context.Context, c *Client, companyID, set string, q odata.Query) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if _, err := c.Connector(ctx, companyID); err != nil {
			var none T
			yield(none, err)
			return
		}
		odata.Each[T](ctx, c.companion, inCompany(companyID, set), recognizable(set, q), "reading "+set)(yield)
	}
}

// companionInsert makes a row of one of the companion's sets and returns it as the service shows it, with the columns that it must
// show.
func companionInsert[T any](ctx context.Context, c *Client, companyID, set string, body any, shows map[string]string) (T, error) {
	var row T
	if _, err := c.Connector(ctx, companyID); err != nil {
		return row, err
	}
	defer c.shared.wrote(companyID, set)
	_, err := c.companion.Do(ctx, odata.Request{Method: http.MethodPost, Path: inCompany(companyID, set), Body: body, Batch: together(set), Shows: shows}, &row)
	if err != nil {
		return row, fmt.Errorf("inserting into %s: %w", set, err)
	}
	return row, nil
}

// together names the kind of writes to a set that travel in one batch: couplings, which come in numbers.
func together(set string) string {
	if set == recordCouplings {
		return set
	}
	return ""
}

// companionRow is a row of one of the companion's sets.
type companionRow struct{ company, set, id string }

func (r companionRow) path() string { return inCompany(r.company, odata.Key(r.set, r.id)) }

// rowVersion is the version of a row that a change is meant for.
type rowVersion struct {
	etag string
	// repeatable says that the call may be sent again after a lost answer. If the first one was executed, the second meets
	// another version: see [odata.WriteLatest].
	repeatable bool
	// shows are the columns that the row in the answer must show; nil is the id of the row.
	shows map[string]string
}

// companionUpdate changes a row in a version.
func companionUpdate[T any](ctx context.Context, c *Client, at companionRow, version rowVersion, body any) (T, error) {
	var row T
	if version.shows == nil {
		version.shows = map[string]string{"id": at.id}
	}
	defer c.shared.wrote(at.company, at.set)
	_, err := c.companion.Do(ctx, odata.Request{
		Method: http.MethodPatch, Path: at.path(), Body: body, Header: odata.Match(version.etag), Repeatable: version.repeatable, Batch: together(at.set), Shows: version.shows,
	}, &row)
	if err != nil {
		return row, fmt.Errorf("changing %s: %w", at.set, err)
	}
	return row, nil
}

// companionDelete deletes a row in the version with the ETag, and looks whether it is gone: in the same batch where it travels in
// one. A row that is gone already is no error.
func companionDelete(ctx context.Context, c *Client, at companionRow, etag string) error {
	defer c.shared.wrote(at.company, at.set)
	look := odata.Request{Path: inCompany(at.company, at.set), Query: odata.Query{Select: []string{"id"}, Filter: odata.Eq("id", odata.GUID(at.id))}}
	deletion := odata.Request{Method: http.MethodDelete, Path: at.path(), Header: odata.Match(etag), Batch: together(at.set)}
	if deletion.Batch != "" {
		deletion.ReadBack = &look
	}
	response, err := c.companion.Do(ctx, deletion, nil)
	if err != nil && !odata.IsNotFound(err) {
		return fmt.Errorf("deleting from %s: %w", at.set, err)
	}
	rows, known := odata.ReadBack[map[string]any](response)
	if !known {
		rows, err = odata.ListRequest[map[string]any](ctx, c.companion, look)
		if odata.IsNotFound(err) {
			return nil // the company is gone as well
		}
		if err != nil {
			return fmt.Errorf("looking whether a row of %s is gone: %w", at.set, err)
		}
	}
	if len(rows) > 0 {
		return fmt.Errorf("deleting from %s: %w", at.set, c.companion.StillThere(at.path()))
	}
	return nil
}

// boundAction is an action to run on a row.
type boundAction struct {
	name       string
	parameters any // nil for none
	// repeatable says that running it twice does no more than running it once.
	repeatable bool
	// couples says that it starts work that may couple records.
	couples bool
	// together says that it travels in a batch with others of its name.
	together bool
}

// companionAction runs a bound action.
func companionAction(ctx context.Context, c *Client, on companionRow, action boundAction) error {
	parameters := action.parameters
	if parameters == nil {
		parameters = struct{}{}
	}
	if action.couples {
		c.shared.coupling.Store(strings.ToLower(on.company), true)
	}
	defer c.shared.wrote(on.company, on.set)
	request := odata.Request{
		Method: http.MethodPost, Path: on.path() + "/Microsoft.NAV." + action.name,
		Body: parameters, Repeatable: action.repeatable,
	}
	if action.together {
		request.Batch = action.name
	}
	_, err := c.companion.Do(ctx, request, nil)
	if err != nil {
		return fmt.Errorf("action %s of %s: %w", action.name, on.set, err)
	}
	return nil
}
