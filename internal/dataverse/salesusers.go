// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// How shared reads are bounded; a page of Dataverse holds 5,000 rows.
const (
	sharedKeys  = 20
	sharedWhole = 40
	sharedFresh = 30 * time.Second
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
}

func salesUserColumns() []string {
	return []string{"systemuserid", "fullname", "internalemailaddress", "isdisabled", "islicensed", "isintegrationuser", "applicationid"}
}

// WhyNotCoupled returns why Business Central would not couple a salesperson with the user; empty when it would.
func (u SalesUser) WhyNotCoupled() string {
	switch {
	case u.Integration || u.ApplicationID != "":
		return "is an integration user"
	case u.Disabled:
		return "is disabled"
	case !u.Licensed:
		return "has no license"
	}
	return ""
}

// users holds the readers whose requests many resources share.
type users struct {
	byID    *bulk.Reader[string, SalesUser]
	byEmail *bulk.Reader[string, []SalesUser]
	members *bulk.Group[string, string, string]
	company *bulk.Reader[string, Company]
}

func newUsers(c *Client) *users {
	return &users{
		byID: bulk.New(bulk.Source[string, SalesUser]{
			MaxKeys: sharedKeys, WholeFrom: sharedWhole, Fresh: sharedFresh,
			Some: func(ctx context.Context, ids []string) (map[string]SalesUser, error) {
				return c.usersByID(ctx, anyOf("systemuserid", odata.GUID, ids))
			},
			All: func(ctx context.Context) (map[string]SalesUser, error) { return c.usersByID(ctx, "") },
		}),
		byEmail: bulk.New(bulk.Source[string, []SalesUser]{
			MaxKeys: sharedKeys, WholeFrom: sharedWhole, Fresh: sharedFresh,
			Some: func(ctx context.Context, emails []string) (map[string][]SalesUser, error) {
				return c.usersByEmail(ctx, anyOf("internalemailaddress", odata.String, emails))
			},
			All: func(ctx context.Context) (map[string][]SalesUser, error) { return c.usersByEmail(ctx, "") },
		}),
		members: bulk.NewGroup(c.memberSource),
		company: bulk.New(c.companySource()),
	}
}

// SalesUser reads one user; callers at the same time share requests.
func (c *Client) SalesUser(ctx context.Context, id string) (SalesUser, bool, error) {
	return c.users.byID.Get(ctx, strings.ToLower(id))
}

// SalesUsersByEmail reads the users with the e-mail address, in any letter case; callers at the same time share
// requests.
func (c *Client) SalesUsersByEmail(ctx context.Context, email string) ([]SalesUser, error) {
	found, _, err := c.users.byEmail.Get(ctx, strings.ToLower(email))
	return found, err
}

func (c *Client) usersByID(ctx context.Context, filter string) (map[string]SalesUser, error) {
	rows, err := c.salesUsers(ctx, filter)
	indexed := make(map[string]SalesUser, len(rows))
	for _, row := range rows {
		indexed[strings.ToLower(row.ID)] = row
	}
	return indexed, err
}

func (c *Client) usersByEmail(ctx context.Context, filter string) (map[string][]SalesUser, error) {
	rows, err := c.salesUsers(ctx, filter)
	indexed := make(map[string][]SalesUser, len(rows))
	for _, row := range rows {
		email := strings.ToLower(row.Email)
		indexed[email] = append(indexed[email], row)
	}
	return indexed, err
}

func (c *Client) salesUsers(ctx context.Context, filter string) ([]SalesUser, error) {
	rows, err := odata.List[SalesUser](ctx, c.api, "systemusers", odata.Query{Select: salesUserColumns(), Filter: filter})
	if err != nil {
		return nil, fmt.Errorf("reading users: %w", err)
	}
	return rows, nil
}

// anyOf is a filter on several values of one column.
func anyOf(column string, literal func(string) odata.Literal, values []string) string {
	terms := make([]string, len(values))
	for i, value := range values {
		terms[i] = odata.Eq(column, literal(value))
	}
	return odata.Or(terms...)
}
