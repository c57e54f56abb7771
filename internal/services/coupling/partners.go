// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// salespersonRef names a salesperson by code, by id, or by both, which must agree.
type salespersonRef struct{ code, id string }

func (r salespersonRef) String() string {
	if r.id != "" {
		return "with the id " + r.id
	}
	return "with the code " + texts.Code(r.code)
}

func (r salespersonRef) find(ctx context.Context, client *businesscentral.Client, companyID string) (businesscentral.Salesperson, bool, error) {
	if r.id == "" {
		return client.SharedSalespersonByCode(ctx, companyID, r.code)
	}
	salesperson, found, err := client.SharedSalesperson(ctx, companyID, r.id)
	if found && r.code != "" && !texts.SameFolded(r.code, salesperson.Code) {
		err = framework.Errorf("salesperson_id and salesperson_code name different salespeople", "Remove one of them, or correct it.",
			"The salesperson with the id %s has the code %s, not %s.", r.id, salesperson.Code, texts.Code(r.code)).At("salesperson_code")
	}
	return salesperson, found, err
}

func (r salespersonRef) missing(companyID string) error {
	argument := "salesperson_code"
	if r.id != "" {
		argument = "salesperson_id"
	}
	return framework.Errorf("There is no such salesperson", "Check the value, or create the salesperson in Business Central first.",
		"Company %s has no salesperson %s.", companyID, r).At(argument)
}

// gone refuses to replace the salesperson in state with one who is not there. The state has no code if the former was deleted too.
func (r salespersonRef) gone(state salespersonModel) error {
	argument, coupled := "salesperson_code", state.SalespersonCode.ValueString()
	var remedy string
	switch {
	case coupled == "":
		coupled, remedy = "that was deleted", "If the salesperson was deleted, remove this resource from the configuration. If another one is meant, check the value."
	case r.id == "":
		remedy = "If the code was changed in Business Central, set salesperson_code to " + strconv.Quote(coupled) + ". If another salesperson is meant, check the value, or create the salesperson first."
	default:
		remedy = "Check the value."
	}
	if r.id != "" {
		argument = "salesperson_id"
	}
	return framework.Errorf("There is no such salesperson", remedy,
		"Company %s has no salesperson %s. This resource couples the salesperson %s (%s), and that coupling would be removed for one that cannot be made. Nothing was changed.",
		state.CompanyID.Canonical(), r, coupled, state.SalespersonID.Canonical()).At(argument)
}

// userRef names a user by id, by e-mail address, or by both, which must agree.
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
		user, found, err = client.SalesUser(ctx, r.id)
		if found && r.email != "" && !texts.SameFolded(r.email, user.Email) {
			err = framework.Errorf("system_user_id and system_user_email name different users", "Remove one of them, or correct it.",
				"The user with the id %s (%s) has the e-mail address %q, not %q.", r.id, user.FullName, user.Email, r.email).At("system_user_email")
		}
		return user, found, err
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
	what := "with the e-mail address " + r.email
	if r.id != "" {
		what = "with the id " + r.id
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
