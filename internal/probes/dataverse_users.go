// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// users are the probes of application users.
func users() []Probe {
	return []Probe{
		{
			ID: "user-id", Question: "Does Dataverse accept an id chosen by the client for a new application user?",
			Writes: true, Ask: userID,
		},
		{
			ID: "user-moved", Question: "Does moving a user to another business unit drop the user's roles?",
			Writes: true, Ask: userMoved,
		},
		{
			ID: "versions-of-users", Question: "Does Dataverse compare versions of users?",
			Writes: true, Ask: versionsOfUsers,
		},
	}
}

// user makes the user of the lab's application in the root business unit, and adds how that ended. After a refusal, found is
// false.
func (a *Answer) user(ctx context.Context, l *Lab) (user dataverse.SystemUser, found bool, err error) {
	if err := l.needDataverse(); err != nil {
		return user, false, err
	}
	if l.ApplicationID == "" {
		return user, false, errors.New("name a registered application that has no user in Dataverse with --application-id")
	}
	before, err := l.Dataverse.ApplicationUsers(ctx, l.ApplicationID)
	if err != nil {
		return user, false, err
	}
	if len(before) > 0 {
		return user, false, errors.New("the application of --application-id has a user already: name one that has none, whose user prove can make and delete")
	}
	root, err := l.Dataverse.RootBusinessUnit(ctx)
	if err != nil {
		return user, false, err
	}
	id := uuid.NewString()
	l.making("the user "+l.name()+" of the application of --application-id", l.removeUser)
	err = l.Dataverse.Ask(ctx, odata.Request{Method: http.MethodPost, Path: "systemusers", Body: map[string]any{
		"systemuserid": id, "applicationid": l.ApplicationID, "businessunitid@odata.bind": "/" + odata.Key("businessunits", root.ID),
		"firstname": l.name(), "lastname": "probe", "internalemailaddress": l.name() + "@example.com",
	}}, nil)
	if err != nil {
		return user, false, a.outcome("creating the user with an id", err)
	}
	all, err := l.Dataverse.ApplicationUsers(ctx, l.ApplicationID)
	if err != nil {
		return user, false, err
	}
	if len(all) != 1 {
		return user, false, fmt.Errorf("the application has %d users after one was created", len(all))
	}
	a.addf("creating the user with an id: %s", accepted)
	a.addf("it has the id: %t", strings.EqualFold(all[0].ID, id))
	return all[0], true, nil
}

// removeUser deletes the user that the probe made: the one of the application whose name has the run's prefix.
func (l *Lab) removeUser(ctx context.Context) error {
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		for range 4 { // disable it, mark it as deleted, remove it, and look once more
			all, err := l.Dataverse.ApplicationUsers(ctx, l.ApplicationID)
			if err != nil {
				return false, "", err
			}
			at := slices.IndexFunc(all, func(u dataverse.SystemUser) bool { return strings.Contains(u.FullName, l.name()) })
			if at < 0 {
				return true, "", nil
			}
			err = l.deleteUser(ctx, all[at])
			if odata.IsChanged(err) || odata.HasCode(err, dataverse.CodeOwnerSettingsRace) {
				return false, "waiting for the removal of the user", nil
			}
			if err != nil {
				return false, "", err
			}
		}
		return false, "waiting for the removal of the user", nil
	})
}

// deleteUser makes one step: a user is disabled first, and deleted twice.
func (l *Lab) deleteUser(ctx context.Context, user dataverse.SystemUser) error {
	if user.Disabled || user.Deleted() {
		return l.Dataverse.DeleteSystemUser(ctx, user)
	}
	disabled := true
	return l.Dataverse.ChangeSystemUser(ctx, user, dataverse.SystemUserChange{Disabled: &disabled})
}

func userID(ctx context.Context, l *Lab) (a Answer, err error) {
	_, _, err = a.user(ctx, l)
	return a, err
}

// userMoved gives a new user a role and moves the user to a business unit that the probe makes.
func userMoved(ctx context.Context, l *Lab) (a Answer, err error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return a, err
	}
	var made Answer
	user, found, err := made.user(ctx, l)
	if err == nil && !found {
		err = errors.New("no user could be made: see the probe user-id")
	}
	if err != nil {
		return a, err
	}
	role, err := l.role(ctx, user.BusinessUnitID)
	if err != nil {
		return a, err
	}
	if err := l.Dataverse.AssignRole(ctx, dataverse.Principal{Kind: dataverse.UserPrincipal, ID: user.ID}, role.ID); err != nil {
		return a, arranging(err)
	}
	err = l.Dataverse.Ask(ctx, odata.Request{
		Method: http.MethodPatch, Path: odata.Key("systemusers", user.ID), Header: odata.MatchAny(),
		Body: map[string]string{"businessunitid@odata.bind": "/" + odata.Key("businessunits", unit.ID)},
	}, nil)
	if err := a.outcome("moving the user", err); err != nil {
		return a, err
	}
	all, err := l.Dataverse.ApplicationUsers(ctx, l.ApplicationID)
	if err != nil {
		return a, err
	}
	for _, now := range all {
		a.addf("roles afterwards: %d", len(now.Roles))
	}
	return a, nil
}

func versionsOfUsers(ctx context.Context, l *Lab) (a Answer, err error) {
	var made Answer
	user, found, err := made.user(ctx, l)
	if err == nil && !found {
		err = errors.New("no user could be made: see the probe user-id")
	}
	if err != nil {
		return a, err
	}
	return a, a.versions(ctx, l, odata.Key("systemusers", user.ID), "title", l.name())
}
