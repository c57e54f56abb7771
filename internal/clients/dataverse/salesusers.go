// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// SalesUser is what couplings need of a user. Business Central couples a salesperson only with a user who is enabled,
// licensed and no integration user (BCApps, page CRM Systemuser List).
type SalesUser struct {
	ID            string `json:"systemuserid"`
	FullName      string `json:"fullname"`
	Email         string `json:"internalemailaddress"`
	Disabled      bool   `json:"isdisabled"`
	Licensed      bool   `json:"islicensed"`
	Integration   bool   `json:"isintegrationuser"`
	ApplicationID string `json:"applicationid"`
	DeletedState  int    `json:"deletedstate"`
}

func salesUserColumns() []string {
	return []string{"systemuserid", "fullname", "internalemailaddress", "isdisabled", "islicensed", "isintegrationuser", "applicationid", "deletedstate"}
}

// WhyNotCoupled returns why Business Central would not couple a salesperson with the user; empty when it would.
func (u SalesUser) WhyNotCoupled() string {
	switch {
	case u.Integration || u.ApplicationID != "":
		return "is an integration user"
	case u.DeletedState != 0:
		return "is deleted"
	case u.Disabled:
		return "is disabled"
	case !u.Licensed:
		return "has no license"
	}
	return ""
}

// Couplable returns the users whom Business Central would couple a salesperson with.
func Couplable(users []SalesUser) []SalesUser {
	return slices.DeleteFunc(slices.Clone(users), func(u SalesUser) bool { return u.WhyNotCoupled() != "" })
}

// SalesUser reads one user; callers at the same time share requests.
func (c *Client) SalesUser(ctx context.Context, id string) (SalesUser, bool, error) {
	return c.shared.salesUsers.Get(ctx, strings.ToLower(id))
}

// SalesUsersByEmail reads the users with the e-mail address, in any letter case; callers at the same time share
// requests.
func (c *Client) SalesUsersByEmail(ctx context.Context, email string) ([]SalesUser, error) {
	found, _, err := c.shared.salesUsersByEmail.Get(ctx, strings.ToLower(email))
	return found, err
}

// ExpectSalesUsers says that so many users will be looked up, by their ids or by their e-mail addresses.
func (c *Client) ExpectSalesUsers(users int) {
	c.shared.salesUsers.Expect(users)
	c.shared.salesUsersByEmail.Expect(users)
}

func byID(rows []SalesUser, err error) (map[string]SalesUser, error) {
	indexed := make(map[string]SalesUser, len(rows))
	for _, row := range rows {
		indexed[strings.ToLower(row.ID)] = row
	}
	return indexed, err
}

func byEmail(rows []SalesUser, err error) (map[string][]SalesUser, error) {
	indexed := make(map[string][]SalesUser, len(rows))
	for _, row := range rows {
		email := strings.ToLower(row.Email)
		indexed[email] = append(indexed[email], row)
	}
	return indexed, err
}

func (c *Client) everySalesUser(ctx context.Context) ([]SalesUser, error) {
	rows, _, err := c.shared.allSalesUsers.Get(ctx, struct{}{})
	return rows, err
}

func (c *Client) salesUsers(ctx context.Context, filter string) ([]SalesUser, error) {
	rows, err := odata.List[SalesUser](ctx, c.api, "systemusers", odata.Query{Select: salesUserColumns(), Filter: filter})
	if err != nil {
		return nil, fmt.Errorf("reading users: %w", err)
	}
	return rows, nil
}
