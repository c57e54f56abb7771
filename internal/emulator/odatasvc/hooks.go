// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/http"
	"regexp"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Row is a row of the store.
type Row = store.Row

// Set holds the rules of one entity set. Every function is optional and runs with the world locked. An error
// refuses the request and undoes everything that the request wrote.
type Set struct {
	// Table is the name of the table if it differs from the set's.
	Table string
	// Global keeps a Business Central set outside the companies, in scope "businesscentral".
	Global bool
	// Select lists what a read without $select returns; nil means all properties.
	Select []string
	// Key lists the key columns of a set that the metadata does not declare.
	Key []string
	// State lists columns that exist only in the store: seeds and the control interface may write them.
	State []string
	// Forms are formats of text columns that the metadata does not restrict, for seeds and the control interface.
	Forms map[string]Form
	// NewKey creates the key of a row that has none; nil means a GUID.
	NewKey func(c *Context, row Row) string

	// Defaults fills in the columns that a row omits as the service would: for creates (before BeforeInsert), for
	// seeded rows and for rows from the control interface.
	Defaults func(c *Context, row Row)
	// BeforeInsert validates a new row and may change it. Insertable columns,
	// types and lengths have already been checked.
	BeforeInsert func(c *Context, row Row) error
	// AfterInsert runs once the row is in the table.
	AfterInsert func(c *Context, row Row) error
	// BeforeUpdate validates changes and may change them, but not old.
	BeforeUpdate func(c *Context, old, changes Row) error
	// RefuseUpdate is the error for writing a column that can only be inserted, where the service's own code raises it; nil
	// means the dialect's error.
	RefuseUpdate func(name string) error
	// AfterUpdate runs once the changed row is in the table.
	AfterUpdate func(c *Context, old, row Row) error
	// BeforeDelete may refuse, or delete the row itself and return ErrHandled.
	BeforeDelete func(c *Context, row Row) error
	// AfterDelete runs once the row is deleted.
	AfterDelete func(c *Context, row Row) error
	// Rows lists the rows of a virtual set; nil means the table.
	Rows func(c *Context) []Row
	// Find resolves a key in another way if it is not the key of any row, for example a user principal name.
	Find func(c *Context, key string) (Row, bool)
	// Computed fills in derived columns in a copy of the row on every read.
	Computed func(c *Context, row Row)
	// Missing is the error for a key without a row; nil means the dialect's own.
	Missing func(c *Context, key string) error

	// StateInsert, StateUpdate and StateDelete replace what the control interface does to the table: for intersect
	// sets, where a POST creates a link, and for cascades. row and changes are canonical; StateUpdate and
	// StateDelete report whether the row exists.
	StateInsert func(c *Context, row Row) (Row, error)
	StateUpdate func(c *Context, key string, changes Row) (Row, bool, error)
	StateDelete func(c *Context, key string) (bool, error)
}

// Form is the format of a text column.
type Form struct {
	Pattern *regexp.Regexp
	Example string // for example "a version such as 1.0.0.0"
}

// Version is the format of versions with two to four parts.
func Version() Form {
	return Form{regexp.MustCompile(`^[0-9]+(\.[0-9]+){1,3}$`), "a version such as 1.0.0.0"}
}

// Navigation holds the rules of one navigation property. Without List, a single-valued property follows its lookup
// column and a collection-valued one is empty.
type Navigation struct {
	List func(c *Context, row Row) []Row
	// Create prepares a row posted to the collection, before BeforeInsert.
	Create func(c *Context, parent, row Row) error
	// Link and Unlink handle $ref requests on collection-valued properties.
	Link, Unlink func(c *Context, row, other Row) error
}

// Sight is what a caller sees of a set.
type Sight struct {
	// Keep reports whether the caller may see a row.
	Keep func(Row) bool
	// Refusal is the error for a single row that the caller may not see.
	Refusal error
}

// Operation runs an action or a function. bound is nil for unbound ones. Parameters are canonical values. A nil
// result becomes 204; a Row or map becomes an object, []Row a collection, *Response is sent unchanged, anything
// else becomes {"value": result}.
type Operation func(c *Context, bound Row, params map[string]any) (result any, err error)

// Response is a response that an operation builds itself.
type Response struct {
	Status int
	Header http.Header
	Body   any // marshaled as JSON; nil means no body
}

// RegisterSet sets the rules of an entity set, replacing any registered before.
func (s *Service) RegisterSet(name string, set Set) { s.sets[name] = &set }

// RegisterNavigation sets the rules of a navigation property of an entity type.
func (s *Service) RegisterNavigation(entityType, name string, n Navigation) {
	s.navigation[entityType+"/"+name] = &n
}

// RegisterOperation sets the code of an unbound operation, or of a bound one with that name for
// every type that does not register its own.
func (s *Service) RegisterOperation(name string, op Operation) { s.operations[name] = op }

// RegisterBoundOperation sets the code of an operation bound to one entity type.
func (s *Service) RegisterBoundOperation(entityType, name string, op Operation) {
	s.operations[entityType+"/"+name] = op
}

// RegisterAuthorize sets a check that every request must pass after its token has been accepted, for example that
// the caller is an enabled user. It may set Context.User.
func (s *Service) RegisterAuthorize(check func(c *Context) error) { s.authorize = check }

// RegisterVisible sets the rule for reads of a set: an error refuses them, and nil shows everything.
func (s *Service) RegisterVisible(rule func(c *Context, set string) (*Sight, error)) {
	s.visible = rule
}

// RegisterSeeded adds work to do once the seed's rows are in the tables, before the first
// request; for Business Central once per company.
func (s *Service) RegisterSeeded(f func(c *Context) error) { s.seeded = append(s.seeded, f) }

// Set returns the rules of a set; never nil.
func (s *Service) Set(name string) *Set {
	if set, ok := s.sets[name]; ok {
		return set
	}
	return &Set{}
}

// Seeded runs the work added by RegisterSeeded.
func (s *Service) Seeded(c *Context) error {
	for _, f := range s.seeded {
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}
