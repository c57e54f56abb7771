// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"fmt"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// placeKey is the private state key of where an object is.
const placeKey = "at"

// place is where an object is: in which Dataverse organization and in which environment of Business Central. What the
// resource does not work with is empty, and so is the tenant where the organization is known: an organization has one.
type place struct {
	Organization string
	// Dataverse is the address of the organization, for people. An organization can change its address.
	Dataverse   string
	Tenant      string
	Environment string
}

const https = "https://"

// MarshalText writes the parts in as few characters as it can: Terraform writes the whole state after every change, so what
// each object of a large state holds takes time with all of them. An environment's name comes last and may hold anything.
func (p place) MarshalText() ([]byte, error) {
	address := strings.TrimPrefix(p.Dataverse, https)
	return []byte(strings.Join([]string{ShortID(p.Organization), address, ShortID(p.Tenant), p.Environment}, " ")), nil
}

// UnmarshalText reads what MarshalText wrote.
func (p *place) UnmarshalText(text []byte) error {
	parts := strings.SplitN(string(text), " ", 4)
	if len(parts) != 4 {
		return errors.New("it has other parts than a place")
	}
	*p = place{Organization: LongID(parts[0]), Dataverse: parts[1], Tenant: LongID(parts[2]), Environment: parts[3]}
	if p.Dataverse != "" && !strings.Contains(p.Dataverse, "://") {
		p.Dataverse = https + p.Dataverse
	}
	return nil
}

// environment is the part of Business Central.
func (p place) environment() bc.Place { return bc.Place{Tenant: p.Tenant, Environment: p.Environment} }

// movedTo reports whether the other place is surely another one.
func (p place) movedTo(now place) bool {
	return p.anotherOrganization(now) || p.environment().Differs(now.environment())
}

func (p place) anotherOrganization(now place) bool {
	return p.Organization != "" && now.Organization != "" && !strings.EqualFold(p.Organization, now.Organization)
}

// describe names the parts in which two places differ, as the first has them.
func (p place) describe(other place) string {
	var parts []string
	if p.anotherOrganization(other) {
		parts = append(parts, fmt.Sprintf("the Dataverse organization %s (%s)", p.Organization, p.Dataverse))
	}
	if p.environment().Differs(other.environment()) {
		part := fmt.Sprintf("the Business Central environment %q", p.Environment)
		if p.Tenant != "" {
			part += " of tenant " + p.Tenant
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " and ")
}

// here is where the provider's configuration points, as far as the services that the definition needs are concerned. An
// error leaves the part of Dataverse empty.
func (r *Resource[M, P]) here(ctx context.Context) (place, error) {
	var now place
	if r.def.Needs&BusinessCentral != 0 && r.clients.BusinessCentral != nil {
		at := r.clients.BusinessCentral.Place()
		now.Tenant, now.Environment = at.Tenant, at.Environment
	}
	if r.def.Needs&Dataverse == 0 || r.clients.Dataverse == nil {
		return now, nil
	}
	caller, err := r.clients.Dataverse.WhoAmI(ctx)
	if err == nil {
		now.Organization, now.Dataverse, now.Tenant = strings.ToLower(caller.OrganizationID), r.clients.Dataverse.Origin(), ""
	}
	return now, err
}

// move is the difference between where an object was made and where the provider points now; nil for none.
type move struct{ was, now place }

// moved compares where the object is with where the provider points.
func (r *Resource[M, P]) moved(ctx context.Context, op *Operation[M]) (*move, error) {
	var was place
	if settled, err := op.Recall(ctx, placeKey, &was); err != nil || !settled {
		return nil, err
	}
	now, err := r.here(ctx)
	if !was.movedTo(now) {
		return nil, err
	}
	if r.clients.followed(ctx, was, now) {
		return nil, nil
	}
	return &move{was, now}, nil
}

// settle records where the object is. Not to know it costs no operation its result.
func (r *Resource[M, P]) settle(ctx context.Context, op *Operation[M]) error {
	now, err := r.here(ctx)
	if err != nil || now == (place{}) {
		return nil //nolint:nilerr // the operation itself succeeded
	}
	return op.Remember(ctx, placeKey, now)
}

// followed reports whether the connections moved from one environment to the other: Sales links to the new one, and to
// the former no longer. The two connection setups bring that about with take_over_connection. What cannot be read is no
// proof.
func (c *Clients) followed(ctx context.Context, was, now place) bool {
	if c.all.Dataverse == nil || was.anotherOrganization(now) {
		return false
	}
	rows, err := c.all.Dataverse.NavConnections(ctx)
	if err != nil {
		return false
	}
	here := false
	for _, row := range rows {
		at := bc.ParseWebClient(row.Address).Place()
		if at.Environment == "" || !at.Differs(was.environment()) {
			return false
		}
		here = here || !at.Differs(now.environment())
	}
	return here
}

const moveRemedy = "Point the provider back, or give each environment a state of its own, such as a workspace. " +
	"If the environment was renamed or moved for good, set take_over_connection = true on the Dataverse and the Sales connection setup of each company and apply: they follow first, " +
	"and the other objects of a renamed environment once no link of Sales names the former environment. " +
	"What is in another Dataverse organization does not move: remove it from the state with terraform state rm, or destroy it with a provider that points there."

// announce warns of the move, once a run.
func (op *Operation[M]) announce(m move) {
	was, now := m.was.describe(m.now), m.now.describe(m.was)
	if !op.Announce("moved from " + was + " to " + now) {
		return
	}
	op.Warn(&Problem{
		Summary: "The provider and the state point to different environments",
		Detail: "Objects in the state were made in " + was + ", and the provider points to " + now + ". They keep their prior state, and nothing of them is changed. " +
			"A destroy removes them from the state and touches nothing in " + now + ".",
		Remedy: moveRemedy,
	})
}

// refuse is the error of a write to what is elsewhere.
func (m move) refuse() error {
	was, now := m.was.describe(m.now), m.now.describe(m.was)
	return Errorf("The provider and the state point to different environments", moveRemedy,
		"The object was made in %s, and the provider points to %s. Nothing was changed.", was, now)
}
