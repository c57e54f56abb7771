// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package odatasvc is a generic OData v4 service over a model and the world's store. What differs between
// Dataverse, Business Central and Microsoft Graph is a Dialect; what they do beyond storing rows is registered as
// rules.
package odatasvc

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Options configure one service.
type Options struct {
	// Name is the service of the model: "web", "v2.0", "automation", "companion", "v1.0".
	Name    string
	Model   *model.Model
	World   *world.World
	Dialect Dialect
	// Part, if set, is called for each part of a $batch with its request and body. It returns what run answers, or another
	// answer in its place.
	Part func(r *http.Request, body []byte, run func() PartAnswer) PartAnswer
}

// Service serves one OData root.
type Service struct {
	Name  string
	Model *model.Model
	World *world.World

	dialect    Dialect
	sets       map[string]*Set
	navigation map[string]*Navigation
	operations map[string]Operation
	authorize  func(c *Context) error
	visible    func(c *Context, set string) (*Sight, error)
	seeded     []func(c *Context) error
	part       func(r *http.Request, body []byte, run func() PartAnswer) PartAnswer
}

// New creates a service without rules.
func New(o Options) *Service {
	part := o.Part
	if part == nil {
		part = func(_ *http.Request, _ []byte, run func() PartAnswer) PartAnswer { return run() }
	}
	return &Service{
		Name: o.Name, Model: o.Model, World: o.World, dialect: o.Dialect, part: part,
		sets: map[string]*Set{}, navigation: map[string]*Navigation{}, operations: map[string]Operation{},
	}
}

// Caller is the identity in the access token.
type Caller struct {
	TenantID      string
	ApplicationID string // client id
	ObjectID      string // of the service principal or user
	// Roles are the application permissions in the token.
	Roles []string
}

// Context is one request, or background work if Request is nil.
type Context struct {
	World   *world.World
	Service *Service
	Request *http.Request
	// Header is sent with the response.
	Header http.Header
	Caller Caller
	// User is the caller's own row, if RegisterAuthorize's check found it.
	User Row
	// Scope is the scope of the tables: "dataverse", "graph", "businesscentral" or a company's.
	Scope string
	// Company is the Business Central company's id, "" outside of a company.
	Company string
	// Root is the URL of the service root, without a trailing slash.
	Root string

	tx     *world.Transaction
	sights map[string]*Sight // of this request, by set
}

// Table returns the table of an entity set in the scope of the request.
func (c *Context) Table(set string) *store.Table {
	rules := c.Service.Set(set)
	scope := c.Scope
	if !c.Service.InCompany(set) {
		scope = c.Service.Model.API
	}
	if rules.Table != "" {
		set = rules.Table
	}
	return c.World.Store.Table(scope, set)
}

// InCompany reports whether each row of a set belongs to a Business Central company.
func (s *Service) InCompany(set string) bool {
	return s.dialect.inCompanies() && set != "companies" && !s.Set(set).Global
}

// Commit keeps what the request has written so far even if it fails later.
func (c *Context) Commit() {
	if c.tx != nil {
		c.tx.Commit()
	}
}

// InCompany returns the context for another Business Central company.
func (c *Context) InCompany(id string) *Context {
	out := *c
	out.Company, out.Scope = store.NormalizeKey(id), store.CompanyScope(id)
	return &out
}

// Background creates a context for work outside a request: seeding, scheduled work. company
// is a Business Central company's id or "".
func (s *Service) Background(company string) *Context {
	c := &Context{World: s.World, Service: s, Header: http.Header{}, Scope: s.Model.API}
	if company != "" {
		return c.InCompany(company)
	}
	return c
}

// KeyColumns returns the key columns of a set, even if the metadata does not declare it.
func (s *Service) KeyColumns(set string) []string {
	rules := s.Set(set)
	if len(rules.Key) > 0 {
		return rules.Key
	}
	if rules.Table != "" {
		set = rules.Table
	}
	if keys := s.Model.Keys(set); len(keys) > 0 {
		return keys
	}
	return []string{s.dialect.undeclaredKey(set)}
}

// Rows lists the rows of a set: those of the table, or those that the rules compute.
func (c *Context) Rows(set string) []Row {
	if rows := c.Service.Set(set).Rows; rows != nil {
		return rows(c)
	}
	return c.Table(set).All()
}

// Find returns the row of a set by its key.
func (c *Context) Find(set, key string) (Row, bool) {
	rules := c.Service.Set(set)
	if rules.Rows != nil {
		t := c.Table(set)
		want := store.NormalizeKey(key)
		for _, row := range rules.Rows(c) {
			if t.Key(row) == want {
				return row, true
			}
		}
		return nil, false
	}
	if row, ok := c.Table(set).Get(key); ok {
		return row, true
	}
	if rules.Find != nil {
		return rules.Find(c, key)
	}
	return nil, false
}

// Insert adds a row like a create request: key, defaults and the insert rules.
func (c *Context) Insert(set string, row Row) (Row, error) {
	return c.Service.insert(c, set, row)
}

// Modify changes a row, applying the update rules.
func (c *Context) Modify(set, key string, changes Row) (Row, error) {
	old, ok := c.Find(set, key)
	if !ok {
		return nil, c.Service.missing(c, set, key)
	}
	return c.Service.update(c, set, old, changes)
}

// Remove deletes a row, applying the delete rules.
func (c *Context) Remove(set, key string) error {
	row, ok := c.Find(set, key)
	if !ok {
		return c.Service.missing(c, set, key)
	}
	return c.Service.remove(c, set, row)
}
