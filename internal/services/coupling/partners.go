// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// salespersonRef names a salesperson by code or by id.
type salespersonRef struct{ code, id string }

func (r salespersonRef) String() string {
	if r.code != "" {
		return "with the code " + texts.Code(r.code)
	}
	return "with the id " + r.id
}

func (r salespersonRef) find(ctx context.Context, client *businesscentral.Client, companyID string) (businesscentral.Salesperson, bool, error) {
	if r.code != "" {
		return client.SharedSalespersonByCode(ctx, companyID, r.code)
	}
	return client.SharedSalesperson(ctx, companyID, r.id)
}

func (r salespersonRef) missing(companyID string) error {
	argument := "salesperson_id"
	if r.code != "" {
		argument = "salesperson_code"
	}
	return framework.Errorf("There is no such salesperson", "Check the value, or create the salesperson in Business Central first.",
		"Company %s has no salesperson %s.", companyID, r).At(argument)
}

// userRef names a user by id or by e-mail address.
type userRef struct{ id, email string }

func (r userRef) argument() string {
	if r.id != "" {
		return "system_user_id"
	}
	return "system_user_email"
}

// find returns the user. found is false when there is none. Of several with one address it takes the only one who can be
// coupled; otherwise they are an error that lists them.
func (r userRef) find(ctx context.Context, client *dataverse.Client) (user dataverse.SalesUser, found bool, err error) {
	if r.id != "" {
		return client.SalesUser(ctx, r.id)
	}
	users, err := client.SalesUsersByEmail(ctx, r.email)
	if err != nil || len(users) == 0 {
		return dataverse.SalesUser{}, false, err
	}
	fit := dataverse.Couplable(users)
	switch {
	case len(users) == 1: // check says why not, if not
		return users[0], true, nil
	case len(fit) == 0:
		return dataverse.SalesUser{}, false, r.unfit(users)
	case len(fit) > 1:
		return dataverse.SalesUser{}, false, r.ambiguous(fit)
	}
	return fit[0], true, nil
}

// unfit lists several users with one address of whom none can be coupled.
func (r userRef) unfit(users []dataverse.SalesUser) error {
	lines := make([]string, len(users))
	for i, user := range users {
		lines[i] = fmt.Sprintf("  - %s (%s) %s", user.ID, user.FullName, user.WhyNotCoupled())
	}
	return framework.Errorf("The user cannot be coupled with a salesperson",
		"Enable the user who is meant, or assign a Sales license; or choose another user.",
		"None of the users in Dataverse with %s can be coupled:\n%s", r.email, strings.Join(lines, "\n")).At(r.argument())
}

func (r userRef) ambiguous(users []dataverse.SalesUser) error {
	lines := make([]string, len(users))
	for i, user := range users {
		lines[i] = fmt.Sprintf("  - %s (%s)", user.ID, user.FullName)
	}
	return framework.Errorf("More than one user has the e-mail address", "Set system_user_id to the id of the one that is meant.",
		"These users in Dataverse have %s:\n%s", r.email, strings.Join(lines, "\n")).At(r.argument())
}

func (r userRef) missing() error {
	what := "with the id " + r.id
	if r.email != "" {
		what = "with the e-mail address " + r.email
	}
	return framework.Errorf("There is no such user in Dataverse", "Check the value. A new user appears in Dataverse some minutes after the license was assigned.",
		"Dataverse has no user %s.", what).At(r.argument())
}

// check refuses a user whom Business Central would not offer for a coupling.
func (r userRef) check(user dataverse.SalesUser) error {
	why := user.WhyNotCoupled()
	if why == "" {
		return nil
	}
	return framework.Errorf("The user cannot be coupled with a salesperson",
		"Choose a user who is enabled, licensed and no integration user; give the user a Sales license or enable the user otherwise.",
		"The user %s (%s) %s.", user.FullName, user.ID, why).At(r.argument())
}
