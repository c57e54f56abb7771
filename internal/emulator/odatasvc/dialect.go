// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Dialect is what differs between the services.
type Dialect interface {
	protocol
	requests
	columns
	answers
	batches
	urlRefusals
	queryRefusals
	rowRefusals
}

type protocol interface {
	// keyAsSegment: users/{id} in place of users({id}).
	keyAsSegment() bool
	// fold maps texts that are equal in filters to the same text; part means that it is a part of a text.
	fold(c store.Collation, text string) string
	foldPart(c store.Collation, part string) string
	// foldNames: names in paths, and of functions in filters, ignore case.
	foldNames() bool
	// pageSize is the largest page that the service sends.
	pageSize() int
	// topPages: $top is the size of a page, not of the result.
	topPages() bool
	// hasFunction reports whether filters may call a function that not all services have.
	hasFunction(name string) bool
	// etag shows a row version.
	etag(version int64) string
	// precondition checks If-Match and If-None-Match of a write to a row; version 0 means that there is no row.
	precondition(method string, h http.Header, version int64) *Error
}

// requests covers requests as a whole.
type requests interface {
	// refusedHeader returns a request header that asks for something not emulated, or "".
	refusedHeader(h http.Header) string
	// knowsOption reports whether the service reads a query option whose name does not begin with $ or @.
	knowsOption(name string) bool
	// upserts: PATCH on an absent row creates it.
	upserts() bool
	// inCompanies: each row of a set belongs to a company.
	inCompanies() bool
	// undeclaredKey returns the key column of a set that the metadata does not declare.
	undeclaredKey(set string) string
}

// columns covers how the columns of rows are read and written.
type columns interface {
	// zero is what a read shows for a column that the row lacks.
	zero(p property) any
	// null is what a row holds after null has been written.
	null(p property) any
	// ignoresNull: null is accepted for a column that a create cannot set.
	ignoresNull() bool
	// wire is a value as sent.
	wire(p property, v any) any
	// mediaLinks: a row shows the links for writing its streams.
	mediaLinks() bool
	// showsKey: a read with $select also returns the key columns.
	showsKey() bool
	// versionColumn is the column that shows the row version, or "".
	versionColumn() string
	// annotate adds the annotations that the client asked for to a column with a value.
	annotate(c *Context, out map[string]any, p property, row Row)
	// stamps are the columns that the service maintains on every write.
	stamps(c *Context, insert bool) Row
}

// answers covers successful responses.
type answers interface {
	contentType() string
	// identify adds the headers that Microsoft's support asks for.
	identify(c *Context, h http.Header, id string)
	// created and changed write the headers after a write, and report whether the response contains the row.
	created(c *Context, url string) bool
	changed(c *Context, url string) bool
	// etagHeader: the response to a read of one row has the row's ETag as a header.
	etagHeader() bool
	// counted is the number that a count shows for the actual number of rows.
	counted(total int) int
	// countNotes adds the annotations that the client asked for to a count.
	countNotes(c *Context, body map[string]any, total int)
	// paged writes the headers of a page.
	paged(c *Context)
	// body renders an error.
	body(c *Context, e *Error) any
}

// batches covers what $batch accepts and does.
type batches interface {
	batchLimit() int
	// jsonBatch: a batch may also be written as JSON.
	jsonBatch() bool
	// identifiesParts: the response to each part has a support id.
	identifiesParts() bool
	// goesOn: a failed part never prevents the others from running.
	goesOn() bool
}

// urlRefusals are errors about the request itself.
type urlRefusals interface {
	fault(err error) *Error
	badRequest(message string) *Error
	// badSyntax refuses a malformed key or path.
	badSyntax() *Error
	badBody(message string) *Error
	unknownSegment(name string) *Error
	// unknownPage is the error for an entity set that the service does not have; nil means unknownSegment.
	unknownPage(uri string) *Error
	unknownProperty(name, entityType string) *Error
	notAllowed(method, set string) *Error
	unsupported(message string) *Error
}

// queryRefusals are errors about query options.
type queryRefusals interface {
	// badOption refuses a query option or value that OData has but the service does not; nil accepts it.
	badOption(name string, value int) *Error
	// badFilter refuses a valid filter that the service does not support.
	badFilter(n node) *Error
	// badQuery refuses a query that is only served with other headers. total: the path ends in $count.
	badQuery(h http.Header, q *query, total bool) *Error
	// unknownSelected refuses a column in $select that an open or closed type does not declare; nil accepts it.
	unknownSelected(name, entityType string, open bool) *Error
	// badPage refuses a page size that a client asks for.
	badPage(size int) *Error
	// badReference refuses a reference to an absent row.
	badReference(absent *Error) *Error
}

// rowRefusals are errors about a row and its columns.
type rowRefusals interface {
	// undeclared refuses a column, or with bind a navigation property, that the body contains and the type lacks.
	undeclared(set, name, entityType string, bind bool) *Error
	badValue(set, name, value, kind string) *Error
	// nullReference refuses null as a reference; nil accepts it.
	nullReference(set, name string) *Error
	tooLong(entityType, name, value string, limit int) *Error
	readOnly(name, entityType string) *Error
	missing(set, entityType, key string) *Error
	// emptyNavigation is the error for a navigation property that leads to no row; nil means 204.
	emptyNavigation(name string) *Error
	// missingAlternate is the error for an alternate key without a row; nil means the error for any other key.
	missingAlternate(entityType string) *Error
	// updateOnly refuses a PATCH on an absent row that must not create it.
	updateOnly(absent *Error) *Error
	duplicate(set, key string) *Error
}
