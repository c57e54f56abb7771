// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// ownedKey is the private state key of what a resource with many couplings did not make, and of the memberships it did.
const ownedKey = "couplings"

// owned is what destroy has to know. A coupling that is not listed was made here, or came with an import.
type owned struct {
	// Found are the codes of the salespeople whose coupling existed before.
	Found []string `json:"found,omitempty"`
	// Members are the ids of the users who were made members of the owning team.
	Members []string `json:"members,omitempty"`
}

func readOwned(ctx context.Context, op *framework.Operation[salespeopleModel]) (o owned, err error) {
	_, err = op.Recall(ctx, ownedKey, &o)
	return o, err
}

func (o owned) save(ctx context.Context, op *framework.Operation[salespeopleModel]) error {
	slices.Sort(o.Found)
	slices.Sort(o.Members)
	return op.Remember(ctx, ownedKey, o)
}

func (o *owned) found(code string)       { o.Found = with(o.Found, code) }
func (o *owned) made(code string)        { o.Found = without(o.Found, code) }
func (o *owned) joined(user string)      { o.Members = with(o.Members, strings.ToLower(user)) }
func (o *owned) left(user string)        { o.Members = without(o.Members, strings.ToLower(user)) }
func (o owned) existed(code string) bool { return slices.Contains(o.Found, code) }

func with(list []string, item string) []string {
	if slices.Contains(list, item) {
		return list
	}
	return append(list, item)
}

func without(list []string, item string) []string {
	return slices.DeleteFunc(list, func(other string) bool { return other == item })
}
