// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Why something is left in place.
const (
	FoundBefore = "this existed before Terraform managed it"
	ByPolicy    = "deletion_policy says so"
)

// Keep warns that what is no longer managed is left in place. The noun names it, such as "the team Sales"; why completes a
// sentence that ends in "because".
func (op *Operation[M]) Keep(noun, why string) {
	op.Warn(&Problem{
		Summary: "Left in place: " + noun,
		Detail:  "Terraform leaves " + noun + " in place, because " + why + ".",
		Remedy:  "If it is no longer needed, remove it by hand.",
	})
}

// KeepUnseen warns that something is left in place because the provider's identity may not see who uses it.
func (op *Operation[M]) KeepUnseen(noun string, err error) {
	op.Warn(&Problem{
		Summary: "Left in place: " + noun,
		Detail:  "Terraform leaves " + noun + " in place, because it could not see who uses it.",
		Remedy:  "If nobody does, remove it by hand. So that the next destroy can see who uses it: " + remedyFor(Permissions{}, err),
		Err:     err,
	})
}

// IsRefused reports whether a service refused a read for lack of a right: repeating it does not help.
func IsRefused(err error) bool {
	return odata.IsStatus(err, http.StatusUnauthorized) || odata.IsStatus(err, http.StatusForbidden)
}

// TakenUp warns that what was to be removed stays, because another resource of the same run has taken it up. The noun names
// it, such as "the team Sales".
func (op *Operation[M]) TakenUp(noun string) {
	op.Warn(&Problem{
		Summary: "Not removed: " + noun,
		Detail: "Another resource of this configuration has taken up " + noun + " in the same run, so it stays. " +
			"What that resource did not make itself counts there as found, and its destruction leaves it in place.",
		Remedy: "To rename a resource or a key of for_each, add a moved block; the plan then neither creates nor destroys anything.",
	})
}
