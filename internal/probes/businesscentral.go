// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// batches are the probes of Business Central that only read.
func batches() []Probe {
	return []Probe{{
		ID: "batch-after-refusal", Question: "Does Business Central go on after a refused operation of a batch?",
		Ask: batchAfterRefusal,
	}}
}

// batchAfterRefusal asks in one batch for a company that does not exist, and for the companies.
func batchAfterRefusal(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needBusinessCentral(); err != nil {
		return a, err
	}
	type part struct {
		ID      string            `json:"id"`
		Method  string            `json:"method"`
		URL     string            `json:"url"`
		Headers map[string]string `json:"headers"`
	}
	parts := []part{
		{ID: "1", Method: http.MethodGet, URL: odata.Key("companies", uuid.NewString())},
		{ID: "2", Method: http.MethodGet, URL: "companies"},
	}
	for i := range parts {
		parts[i].Headers = map[string]string{"Accept": "application/json"}
	}
	type response struct {
		ID     string `json:"id"`
		Status int    `json:"status"`
	}
	var answer struct {
		Responses []response `json:"responses"`
	}
	err = l.BusinessCentral.Ask(ctx, odata.Request{
		Method: http.MethodPost, Path: "$batch", Header: http.Header{"Prefer": {"odata.continue-on-error"}}, Body: map[string]any{"requests": parts},
	}, &answer)
	if err := a.outcome("the batch", err); err != nil || len(answer.Responses) == 0 {
		return a, err
	}
	for _, part := range parts {
		at := slices.IndexFunc(answer.Responses, func(r response) bool { return r.ID == part.ID })
		status := "no answer"
		if at >= 0 {
			status = strconv.Itoa(answer.Responses[at].Status)
		}
		a.addf("operation %s: %s", part.ID, status)
	}
	return a, nil
}

// permissionSets are the probes of Business Central that write.
func permissionSets() []Probe {
	return []Probe{{
		ID: "permission-sets-of-applications", Question: "Does the automation API give permission sets to the users of applications?",
		Writes: true, Ask: permissionSetsOfApplications,
	}}
}

// permissionSetsOfApplications gives the user of an application a permission set that it does not have, and takes it again.
func permissionSetsOfApplications(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needBusinessCentral(); err != nil {
		return a, err
	}
	if l.UserName == "" {
		return a, errors.New("name the user that an application has in Business Central with --application-user, as the page Users shows it")
	}
	all, err := l.BusinessCentral.PermittedUsers(ctx, "")
	if err != nil {
		return a, err
	}
	at := slices.IndexFunc(all, func(u businesscentral.PermittedUser) bool { return strings.EqualFold(u.Name, l.UserName) })
	if at < 0 {
		a.addf("the user of the application: not among the users")
		return a, nil
	}
	user := all[at]
	set, err := l.missingSet(ctx, user)
	if err != nil {
		return a, err
	}
	l.making("the permission set "+set.RoleID+" of the user of --application-user", func(ctx context.Context) error {
		return remove(ctx, func(ctx context.Context) (businesscentral.UserPermission, bool, error) {
			given, _, err := l.BusinessCentral.UserPermissions(ctx, user.ID)
			at := slices.IndexFunc(given, func(p businesscentral.UserPermission) bool { return sameSet(p, set) })
			if err != nil || at < 0 {
				return businesscentral.UserPermission{}, false, err
			}
			return given[at], true, nil
		}, func(ctx context.Context, given businesscentral.UserPermission) error {
			return l.BusinessCentral.TakePermission(ctx, user.ID, given)
		})
	})
	_, err = l.BusinessCentral.GivePermission(ctx, user.ID, businesscentral.NewUserPermission{RoleID: set.RoleID, AppID: set.AppID, Scope: set.Scope})
	return a, a.outcome("giving the permission set", err)
}

// missingSet returns one of Microsoft's permission sets for readers that the user does not have in any company.
func (l *Lab) missingSet(ctx context.Context, user businesscentral.PermittedUser) (businesscentral.PermissionSet, error) {
	candidates := []string{"D365 DYN CRM READ", "D365 READ", "D365 BASIC"}
	for _, name := range candidates {
		if slices.ContainsFunc(user.Permissions, func(p businesscentral.UserPermission) bool { return strings.EqualFold(p.RoleID, name) }) {
			continue
		}
		sets, err := l.BusinessCentral.PermissionSets(ctx, name)
		if err != nil {
			return businesscentral.PermissionSet{}, err
		}
		if len(sets) == 1 {
			return sets[0], nil
		}
	}
	return businesscentral.PermissionSet{}, fmt.Errorf("each of the permission sets %s is assigned already or missing from the environment", strings.Join(candidates, ", "))
}

func sameSet(given businesscentral.UserPermission, set businesscentral.PermissionSet) bool {
	return given.Company == "" && strings.EqualFold(given.RoleID, set.RoleID) && strings.EqualFold(given.AppID, set.AppID)
}
