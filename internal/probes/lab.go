// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Prefix begins the name of whatever a probe makes.
const Prefix = "bcsales-prove-"

// patience is how long it may take to remove what a probe has made.
const patience = 2 * time.Minute

// Lab is where the experiments take place.
type Lab struct {
	// Dataverse is nil where the configuration has none.
	Dataverse *dataverse.Client
	// BusinessCentral is nil where the configuration has none.
	BusinessCentral *businesscentral.Client
	// ApplicationID is the client id of an application that is registered in the tenant and has no user in Dataverse; empty
	// for none, and then the experiments with a user cannot be made.
	ApplicationID string
	// UserName is the name of the user that an application has in Business Central; empty for none.
	UserName string

	// run tells apart what several runs make.
	run  string
	made []made
}

// made is something to remove.
type made struct {
	what   string
	remove func(ctx context.Context) error
}

// Leftover is something that could not be removed.
type Leftover struct {
	What string
	Err  error
}

// begin makes the clients forget what they have read, as they do in a run that changes something.
func (l *Lab) begin() {
	l.run = uuid.NewString()[:8]
	if l.Dataverse != nil {
		l.Dataverse.Changing()
	}
	if l.BusinessCentral != nil {
		l.BusinessCentral.Changing()
	}
}

// name is the name of something that a probe makes.
func (l *Lab) name() string { return Prefix + l.run }

// making says what is about to be made and how it is removed. It comes before the request that makes it, whose answer may be
// lost: remove succeeds where there is nothing.
func (l *Lab) making(what string, remove func(ctx context.Context) error) {
	l.made = append(l.made, made{what, remove})
}

// clean removes what was made, the latest first, also when the context of the run has ended.
func (l *Lab) clean(ctx context.Context) []Leftover {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	var left []Leftover
	for _, m := range slices.Backward(l.made) {
		if err := m.remove(ctx); err != nil {
			left = append(left, Leftover{m.what, err})
		}
	}
	l.made = nil
	return left
}

func (l *Lab) needDataverse() error {
	if l.Dataverse == nil {
		return errors.New("set BCSALES_DATAVERSE_URL to the address of the Dataverse environment")
	}
	return nil
}

func (l *Lab) needBusinessCentral() error {
	if l.BusinessCentral == nil {
		return errors.New("set BCSALES_BUSINESS_CENTRAL_ENVIRONMENT to the name of the environment of Business Central")
	}
	return nil
}

// unit makes a business unit below the root.
func (l *Lab) unit(ctx context.Context) (dataverse.BusinessUnit, error) {
	if err := l.needDataverse(); err != nil {
		return dataverse.BusinessUnit{}, err
	}
	root, err := l.Dataverse.RootBusinessUnit(ctx)
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	unit := dataverse.BusinessUnit{ID: uuid.NewString(), Name: l.name(), ParentID: root.ID}
	l.making("the business unit "+unit.Name, func(ctx context.Context) error {
		return remove(ctx, func(ctx context.Context) (dataverse.BusinessUnit, bool, error) {
			return l.Dataverse.BusinessUnit(ctx, unit.ID)
		},
			l.Dataverse.DeleteBusinessUnit)
	})
	made, err := l.Dataverse.CreateBusinessUnit(ctx, unit)
	return made, arranging(err)
}

// team makes a team without roles in a business unit.
func (l *Lab) team(ctx context.Context, unitID, name string) (dataverse.Team, error) {
	team := dataverse.Team{ID: uuid.NewString(), Name: name, BusinessUnitID: unitID}
	l.making("the team "+team.Name, func(ctx context.Context) error {
		return remove(ctx, func(ctx context.Context) (dataverse.Team, bool, error) { return l.Dataverse.Team(ctx, team.ID) }, l.Dataverse.DeleteTeam)
	})
	made, err := l.Dataverse.CreateOwnerTeam(ctx, team)
	return made, arranging(err)
}

// role returns the copy of a harmless role in a business unit.
func (l *Lab) role(ctx context.Context, unitID string) (dataverse.Role, error) {
	const name = "Basic User"
	found, err := l.Dataverse.Roles(ctx, dataverse.RoleQuery{TemplateID: dataverse.RoleTemplate(name), BusinessUnitID: unitID})
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("the business unit has no role made from the template of %q", name)
	}
	if err != nil {
		return dataverse.Role{}, arranging(err)
	}
	return found[0], nil
}

// remove removes a row in the version that it has.
func remove[T any](ctx context.Context, read func(ctx context.Context) (T, bool, error), do func(ctx context.Context, row T) error) error {
	return odata.WriteLatest(ctx, read, do)
}

func arranging(err error) error {
	if err != nil {
		return fmt.Errorf("preparing the experiment: %w", err)
	}
	return nil
}
