// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// awaitedKey is the private state key that says that a creation started its run and did not see the end of it.
const awaitedKey = "awaited"

// markLength is how many bytes of a run's id tell which configuration asked for it.
const markLength = 6

// mark is what identifies the creation of a configuration: another set of mappings or other triggers ask for another run.
func (m initialModel) mark() [markLength]byte {
	text := func(value any) string {
		if s, ok := value.(types.String); ok {
			return fmt.Sprintf("%q", s.ValueString())
		}
		return ""
	}
	mappings, triggers := m.Mappings.Elements(), m.Triggers.Elements()
	parts := append(make([]string, 0, 1+len(mappings)+len(triggers)), m.CompanyID.Canonical())
	for _, name := range mappings {
		if written, ok := name.(customtypes.FoldedValue); ok {
			parts = append(parts, fmt.Sprintf("%q", texts.Code(written.ValueString())))
		}
	}
	slices.Sort(parts[1:])
	for _, key := range slices.Sorted(maps.Keys(triggers)) {
		parts = append(parts, fmt.Sprintf("%q=%s", key, text(triggers[key])))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return [markLength]byte(sum[:markLength])
}

// newRunID makes an id for a run: the configuration's mark, and chance. It is a UUID of version 8.
func (m initialModel) newRunID() string {
	id, mark := uuid.New(), m.mark()
	copy(id[:], mark[:])
	id[6] = id[6]&0x0f | 0x80
	return id.String()
}

// askedFor reports whether a creation of this configuration asked for the run.
func (m initialModel) askedFor(runID string) bool {
	id, err := uuid.Parse(runID)
	return err == nil && [markLength]byte(id[:markLength]) == m.mark()
}

// resumable returns the id of the run that an earlier creation of this configuration started and did not see the end of, or whose
// failures the configuration accepts now. While a run is under way, its mark identifies it; when the same apply replaces the resource
// that remembers it, it may have ended.
func (c company) resumable(plan initialModel, setup businesscentral.SalesConnectionSetup, busy bool, clients *framework.Clients) (string, bool) {
	if !plan.askedFor(setup.LastRunID) {
		return "", false
	}
	runID, left := abandonedRuns().Take(clients, c.id)
	failed, accepted := failedRuns().Take(clients, c.id)
	accepted = accepted && plan.OnError.ValueString() == onErrorWarn
	return setup.LastRunID, busy || left && strings.EqualFold(runID, setup.LastRunID) || accepted && strings.EqualFold(failed, setup.LastRunID)
}

// orImport adds to a refusal that the configuration's run may have succeeded already, unseen by the apply that started it.
func (c company) orImport(ctx context.Context, err error, plan initialModel, setup businesscentral.SalesConnectionSetup, latest run) error {
	refusal, ok := errors.AsType[*framework.Problem](err)
	if !ok || !plan.askedFor(setup.LastRunID) || c.count(ctx, &latest) != nil || latest.status() != statusSucceeded {
		return err
	}
	told := *refusal
	told.Remedy += "\n\nThis very synchronization was run before and succeeded, for example by an apply that was killed and whose state is lost. To keep that run, import it:\n  terraform import <address of this resource> " + c.id
	return &told
}

// abandonedRuns are the ids of runs whose end their creations did not see, by company.
func abandonedRuns() framework.Handover[string] {
	return framework.Handover[string]{Name: "abandoned synchronization"}
}

// failedRuns are the ids of runs whose creations failed because of their failures, by company.
func failedRuns() framework.Handover[string] {
	return framework.Handover[string]{Name: "failed synchronization"}
}

// awaited reports whether the creation started its run and did not see the end of it. Such a run has no results in state,
// so that the deletion before the next creation recognizes it: Terraform gives it no private state.
func awaited(ctx context.Context, op *framework.Operation[initialModel]) bool {
	return string(op.Private(ctx, awaitedKey)) == "true"
}

// leaveRun leaves a run whose end was not seen, or whose failures made the creation fail, for a creation that follows in the same apply.
func leaveRun(op *framework.Operation[initialModel], state initialModel) {
	switch {
	case state.RunID.IsNull():
	case state.Status.IsNull():
		abandonedRuns().Leave(op.Clients, state.CompanyID.Canonical(), state.RunID.ValueString())
	case state.Status.ValueString() == statusFailed && state.OnError.ValueString() == onErrorFail:
		failedRuns().Leave(op.Clients, state.CompanyID.Canonical(), state.RunID.ValueString())
	}
}
