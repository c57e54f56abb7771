// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package dataverse holds the rules of a Dataverse environment with Dynamics 365 Sales: users, roles, teams,
// business units, ownership, currencies and solutions. Rules, codes and texts follow Microsoft Learn and the
// sources named beside them; whatever lacks a public source says so.
package dataverse

import (
	"regexp"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Org is one Dataverse organization.
type Org struct {
	Durations Durations
	service   *odatasvc.Service
}

// same reports whether a text column equals the text in the organization's collation.
func (o *Org) same(row odatasvc.Row, column, text string) bool {
	held, ok := row[column].(string)
	return ok && o.service.World.Store.Collation.Equal(held, text)
}

// Durations of asynchronous work at speed 1.
type Durations struct {
	Queue       time.Duration // until an operation starts
	Import      time.Duration // a small solution: about two minutes
	Upgrade     time.Duration
	Uninstall   time.Duration
	Promote     time.Duration
	Replication time.Duration // of a new service principal
}

// Version of the organization's platform.
const Version = "9.2.24074.216"

// Register adds the rules to the Dataverse service.
func Register(s *odatasvc.Service) *Org {
	o := &Org{service: s, Durations: Durations{
		Queue: 2 * time.Second, Import: 118 * time.Second, Upgrade: 118 * time.Second,
		Uninstall: 60 * time.Second, Promote: 60 * time.Second, Replication: ReplicationDelay,
	}}
	s.RegisterAuthorize(o.authorize)
	s.RegisterVisible(o.visible)
	s.RegisterSet(setUsers, o.userRules())
	s.RegisterSet(setRoles, o.roleRules())
	s.RegisterSet(setTeams, o.teamRules())
	s.RegisterSet(setUnits, o.unitRules())
	s.RegisterSet(setOrganizations, o.organizationRules())
	s.RegisterSet(setCurrencies, o.currencyRules())
	s.RegisterSet(setCompanies, o.companyRules())
	s.RegisterSet(setSolutions, o.solutionRules())
	s.RegisterSet(setPublishers, o.publisherRules())
	s.RegisterSet(setOperations, o.operationRules())
	s.RegisterSet(setJobs, o.jobRules())
	for _, links := range []intersect{userRoles(), teamRoles(), memberships()} {
		s.RegisterSet(links.set, links.rules())
	}
	s.RegisterSet(setApps, odatasvc.Set{Key: []string{"appmoduleid"}})
	s.RegisterSet(setDependencies, odatasvc.Set{Key: []string{"dependencyid"}})
	s.RegisterSet(setUploads, odatasvc.Set{Key: []string{"stagesolutionuploadid"}})
	o.registerPlain(s)
	o.registerOwned(s)
	o.registerLookups(s)
	o.registerAssociations(s)
	o.registerFunctions(s)
	o.registerDefinitions(s)
	o.registerPrivileges(s)
	o.registerSolutions(s)
	s.RegisterSeeded(o.furnish)
	return o
}

// registerPlain gives every set without its own rules the columns that all rows have, and
// restricts writes to holders of the privilege.
func (o *Org) registerPlain(s *odatasvc.Service) {
	for name, set := range s.Model.Sets {
		rules, entity := *s.Set(name), set.EntityType
		if rules.Defaults == nil {
			rules.Defaults = func(c *odatasvc.Context, row odatasvc.Row) {
				o.stamp(c, entity, row)
				o.state(c, entity, row)
			}
		}
		if rules.BeforeInsert == nil {
			rules.BeforeInsert = func(c *odatasvc.Context, row odatasvc.Row) error {
				return o.need(c, privilege("Create", entity), entity, row)
			}
		}
		if rules.BeforeUpdate == nil {
			rules.BeforeUpdate = func(c *odatasvc.Context, old, changes odatasvc.Row) error {
				o.touch(c, entity, changes)
				return o.need(c, privilege("Write", entity), entity, old)
			}
		}
		if rules.BeforeDelete == nil {
			rules.BeforeDelete = func(c *odatasvc.Context, row odatasvc.Row) error {
				return o.need(c, privilege("Delete", entity), entity, row)
			}
		}
		s.RegisterSet(name, rules)
	}
}

// stamp fills in the columns that the platform maintains on a new row, if the entity type has them.
func (o *Org) stamp(c *odatasvc.Context, entity string, row odatasvc.Row) {
	t := c.Service.Model.Types[entity]
	if t == nil {
		return
	}
	fill := func(column string, value any) {
		if t.Properties[column] != nil && value != nil {
			row.SetDefault(column, value)
		}
	}
	now := c.World.Timestamp()
	fill("createdon", now)
	fill("modifiedon", now)
	if id := o.organizationID(c); id != "" {
		fill("organizationid", id)
		fill("_organizationid_value", id)
	}
	if c.User != nil {
		fill("_createdby_value", c.User["systemuserid"])
		fill("_modifiedby_value", c.User["systemuserid"])
	}
}

// state makes a new row active if the type has a state.
func (o *Org) state(c *odatasvc.Context, entity string, row odatasvc.Row) {
	t := c.Service.Model.Types[entity]
	if t == nil || t.Properties["statecode"] == nil || t.Properties["statuscode"] == nil {
		return
	}
	row.SetDefault("statecode", int64(0))
	row.SetDefault("statuscode", int64(1))
}

// touch records who changed a row, and when.
func (o *Org) touch(c *odatasvc.Context, entity string, changes odatasvc.Row) {
	t := c.Service.Model.Types[entity]
	if t == nil {
		return
	}
	if t.Properties["modifiedon"] != nil {
		changes["modifiedon"] = c.World.Timestamp()
	}
	if t.Properties["_modifiedby_value"] != nil && c.User != nil {
		changes["_modifiedby_value"] = c.User["systemuserid"]
	}
}

func (o *Org) organization(c *odatasvc.Context) (odatasvc.Row, bool) {
	return c.Table(setOrganizations).First(func(odatasvc.Row) bool { return true })
}

func (o *Org) organizationID(c *odatasvc.Context) string {
	row, _ := o.organization(c)
	return row.String("organizationid")
}

// setting reads an organization setting from its orgdborgsettings.
func (o *Org) setting(c *odatasvc.Context, name string) bool {
	row, _ := o.organization(c)
	text := strings.ToLower(row.String("orgdborgsettings"))
	return strings.Contains(text, "<"+strings.ToLower(name)+">true</")
}

func (o *Org) organizationRules() odatasvc.Set {
	return odatasvc.Set{
		State: []string{"version"},
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "organization", row)
			row.SetDefault("issopintegrationenabled", false)
			row.SetDefault("languagecode", int64(1033))
			row.SetDefault("localeid", int64(1033))
			row.SetDefault("isdisabled", false)
			row.SetDefault("initialversion", Version)
		},
	}
}

var isoCode = regexp.MustCompile("^[A-Z]{3}$")

func (o *Org) currencyRules() odatasvc.Set {
	return odatasvc.Set{
		Forms: map[string]odatasvc.Form{"isocurrencycode": {Pattern: isoCode, Example: "an ISO currency code such as EUR"}},
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "transactioncurrency", row)
			o.state(c, "transactioncurrency", row)
			row.SetDefault("currencyprecision", int64(2))
			row.SetDefault("exchangerate", 1.0)
			row.SetDefault("currencyname", row["isocurrencycode"])
			row.SetDefault("currencysymbol", row["isocurrencycode"])
		},
		BeforeInsert: func(c *odatasvc.Context, row odatasvc.Row) error {
			if err := o.need(c, "prvCreateTransactionCurrency", "transactioncurrency", row); err != nil {
				return err
			}
			code := row.String("isocurrencycode")
			if !isoCode.MatchString(code) {
				return bad(codeIsoInvalid, "Invalid ISO currency code.")
			}
			if _, ok := c.Table(setCurrencies).First(func(r odatasvc.Row) bool { return o.same(r, "isocurrencycode", code) }); ok {
				return bad(codeIsoDuplicate, "Cannot insert duplicate currency record. Currency with the same currency code already exist in the system.")
			}
			return nil
		},
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error {
			if err := o.need(c, "prvDeleteTransactionCurrency", "transactioncurrency", row); err != nil {
				return err
			}
			if org, _ := o.organization(c); org.Equal("_basecurrencyid_value", row.String("transactioncurrencyid")) {
				return associated("The currency is the base currency of the organization.")
			}
			return nil
		},
	}
}

// companyRules apply to the base solution's table of Business Central companies; ownership is added to them.
func (o *Org) companyRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "bcbi_company", row)
			o.state(c, "bcbi_company", row)
			if id := row.String("bcbi_externalid"); store.IsGUID(id) {
				row["bcbi_externalid"] = strings.ToLower(id)
			}
		},
	}
}
