// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// salespeople is the mapping that makes a new salesperson of each enabled, licensed user without a coupling when it is
// synchronized in full, also where a salesperson with the same e-mail address exists (BCApps, codeunit 139187, test T127).
// It therefore runs only when it is named, and no mapping that depends on it requires it.
const salespeople = "SALESPEOPLE"

// readsUsers is the permission that [announceSalespeople] needs.
const readsUsers = "only for a run that names `SALESPEOPLE`: a role that may read users."

// mostNamed is how many users a warning names.
const mostNamed = 10

// announceSalespeople warns in the plan which users the run makes salespeople of. Without a client of Dataverse it cannot.
func announceSalespeople(ctx context.Context, clients *framework.Clients, id customtypes.GUIDValue, mappings types.Set, warn func(*framework.Problem)) error {
	if !clients.Configured() || clients.Dataverse == nil || id.IsUnknown() || !names(mappings, salespeople) {
		return nil
	}
	users, err := uncoupledUsers(ctx, clients, id.Canonical())
	if err != nil || len(users) == 0 {
		return err
	}
	warn(becomeSalespeople(users))
	return nil
}

// uncoupledUsers returns the users that a full synchronization of salespeople takes and that no salesperson of the company is
// coupled with. A company that is not prepared yet has no couplings.
func uncoupledUsers(ctx context.Context, clients *framework.Clients, companyID string) ([]dataverse.SalesUser, error) {
	setup, found, err := clients.BusinessCentral.DataverseConnectionSetup(ctx, companyID)
	if err = ignoreMissing(err); err != nil || found && setup.OwnershipModel == businesscentral.OwnershipTeam {
		return nil, err // the model Team has no such mapping
	}
	couplings, err := clients.BusinessCentral.RecordCouplings(ctx, companyID, businesscentral.RecordCouplingQuery{TableID: businesscentral.TableSalesperson})
	if err = ignoreMissing(err); err != nil {
		return nil, err
	}
	users, err := clients.Dataverse.CouplableUsers(ctx)
	if err != nil {
		return nil, err
	}
	users = slices.DeleteFunc(users, func(user dataverse.SalesUser) bool {
		return slices.ContainsFunc(couplings, func(c businesscentral.RecordCoupling) bool { return strings.EqualFold(c.DataverseID, user.ID) })
	})
	slices.SortFunc(users, func(a, b dataverse.SalesUser) int { return strings.Compare(a.FullName, b.FullName) })
	return users, nil
}

// ignoreMissing drops the errors that only say that Business Central is not prepared yet.
func ignoreMissing(err error) error {
	if businesscentral.IsCompanyNotFound(err) || businesscentral.IsCompanionMissing(err) {
		return nil
	}
	return err
}

func becomeSalespeople(users []dataverse.SalesUser) *framework.Problem {
	named := make([]string, 0, mostNamed)
	for _, user := range users[:min(len(users), mostNamed)] {
		text := user.FullName
		if user.Email != "" {
			text += " (" + user.Email + ")"
		}
		named = append(named, text)
	}
	list := strings.Join(named, ", ")
	if more := len(users) - len(named); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return &framework.Problem{
		Summary: "Users without a coupling become new salespeople",
		Detail: fmt.Sprintf("mappings names %s, and %s: %s. Business Central makes a new salesperson of each who still has no coupling when the run starts, even when a salesperson with the same e-mail address exists.",
			salespeople, countUsers(len(users)), list),
		Remedy: "Couple them with bcsales_salesperson_coupling or bcsales_salesperson_couplings before the run, or leave " + salespeople + " out of mappings.",
	}
}

func countUsers(n int) string {
	if n == 1 {
		return "1 enabled, licensed user has no coupling"
	}
	return fmt.Sprintf("%d enabled, licensed users have no coupling", n)
}

// coupledBefore holds the ids of the salespeople that were coupled when a run started. It is empty for a run that an interrupted
// apply started.
type coupledBefore struct {
	known bool
	ids   map[string]bool
}

// noteCoupled remembers which salespeople are coupled.
func (c company) noteCoupled(ctx context.Context) error {
	couplings, err := c.coupledSalespeople(ctx)
	if err != nil {
		return err
	}
	c.before.known, c.before.ids = true, map[string]bool{}
	for _, coupling := range couplings {
		c.before.ids[coupling.ID] = true
	}
	return nil
}

func (c company) coupledSalespeople(ctx context.Context) ([]businesscentral.RecordCoupling, error) {
	return c.bc.RecordCouplings(ctx, c.id, businesscentral.RecordCouplingQuery{TableID: businesscentral.TableSalesperson})
}

// madeSalespeople is the warning of a run that made salespeople; nil when it made none. It names them where it is known who was
// coupled before.
func (c company) madeSalespeople(ctx context.Context, r run) *framework.Problem {
	l := r.line(salespeople)
	if l == nil || l.counts.inserted == 0 {
		return nil
	}
	var codes []string
	if c.before.known {
		couplings, err := c.coupledSalespeople(ctx)
		if err != nil {
			logging.Warn(ctx, "The new salespeople cannot be named", map[string]any{"error": err.Error()})
		}
		for _, coupling := range couplings {
			if !c.before.ids[coupling.ID] {
				codes = append(codes, coupling.RecordKey)
			}
		}
	}
	return newSalespeople(l.counts.inserted, codes)
}

func newSalespeople(made int64, codes []string) *framework.Problem {
	list := ""
	if len(codes) > 0 {
		slices.Sort(codes)
		list = " Their codes: " + strings.Join(codes[:min(len(codes), mostNamed)], ", ")
		if more := len(codes) - mostNamed; more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		list += "."
	}
	return &framework.Problem{
		Summary: "The run made new salespeople",
		Detail:  fmt.Sprintf("Number of users without a coupling that the run made new salespeople of, and coupled with them: %d.", made) + list,
		Remedy:  "Add their codes to couplings of bcsales_salesperson_couplings where exclusive = true: it removes the couplings that it does not name at the next apply.",
	}
}
