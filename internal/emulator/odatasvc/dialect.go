// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Dialect is what one of the services does in its own way.
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
	// fold returns what is the same for texts that are equal in filters; part is a part of a text.
	fold(c store.Collation, text string) string
	foldPart(c store.Collation, part string) string
	// foldNames: names in paths, and of functions in filters, are read in any letter case.
	foldNames() bool
	// pageSize is the largest page that the service sends.
	pageSize() int
	// topPages: $top is the size of a page, not of the answer.
	topPages() bool
	// hasFunction reports whether filters may call a function beyond those of all services.
	hasFunction(name string) bool
	// etag shows a row version.
	etag(version int64) string
	// precondition checks If-Match and If-None-Match of a write on a row; version 0 is no row.
	precondition(method string, h http.Header, version int64) *Error
}

// requests is what the service makes of requests as a whole.
type requests interface {
	// refusedHeader names a request header that asks for what is not emulated, "" when there is none.
	refusedHeader(h http.Header) string
	// knowsOption reports whether the service reads a query option whose name does not begin with $ or @.
	knowsOption(name string) bool
	// upserts: PATCH on an absent row creates it.
	upserts() bool
	// inCompanies: the rows of a set belong to a company each.
	inCompanies() bool
	// undeclaredKey names the key column of a set that the metadata does not declare.
	undeclaredKey(set string) string
}

// columns is how the columns of rows are read and written.
type columns interface {
	// zero is what a read shows for a column that the row does not hold.
	zero(p property) any
	// null is what a row holds after null was written.
	null(p property) any
	// ignoresNull: null for a column that a create cannot set is no refusal.
	ignoresNull() bool
	// wire is a value as it is sent.
	wire(p property, v any) any
	// mediaLinks: a row shows where its streams are written.
	mediaLinks() bool
	// showsKey: a read with $select has the key columns too.
	showsKey() bool
	// versionColumn is the column that shows the row version, "" for none.
	versionColumn() string
	// annotate adds what the client asked to have said beside a column that has a value.
	annotate(c *Context, out map[string]any, p property, row Row)
	// stamps are the columns that the service fills by itself on every write.
	stamps(c *Context, insert bool) Row
}

// answers is what successful answers look like.
type answers interface {
	contentType() string
	// identify adds the headers that support asks for.
	identify(c *Context, h http.Header, id string)
	// created and changed write the headers after a write, and report whether the answer has the row.
	created(c *Context, url string) bool
	changed(c *Context, url string) bool
	// etagHeader: the answer to a read of one row has its ETag as a header.
	etagHeader() bool
	// counted is how many of so many rows a count shows.
	counted(total int) int
	// countNotes adds what the client asked to have said beside a count.
	countNotes(c *Context, body map[string]any, total int)
	// paged writes the headers of a page.
	paged(c *Context)
	// body renders an error.
	body(c *Context, e *Error) any
}

// batches is what $batch accepts and does.
type batches interface {
	batchLimit() int
	// jsonBatch: a batch may be written as JSON too.
	jsonBatch() bool
	// identifiesParts: the answer to each part has an id for support.
	identifiesParts() bool
	// goesOn: a failed part never keeps the others from running.
	goesOn() bool
}

// urlRefusals are errors about the request itself.
type urlRefusals interface {
	fault(err error) *Error
	badRequest(message string) *Error
	// badSyntax refuses a key or a path that cannot be read.
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
	// badOption refuses a query option, or its value, that OData has and the service has not; nil accepts it.
	badOption(name string, value int) *Error
	// badFilter refuses a filter that can be read but not served.
	badFilter(n node) *Error
	// badQuery refuses a query that is only served with other headers. total: the path ends in $count.
	badQuery(h http.Header, q *query, total bool) *Error
	// unknownSelected refuses a column in $select that an open or closed type does not declare; nil accepts it.
	unknownSelected(name, entityType string, open bool) *Error
	// badPage refuses a page size that a client prefers.
	badPage(size int) *Error
	// badReference words the refusal of a reference to an absent row.
	badReference(absent *Error) *Error
}

// rowRefusals are errors about a row and its columns.
type rowRefusals interface {
	// undeclared refuses a column, or with bind a navigation property, that a body writes and the type does not have.
	undeclared(set, name, entityType string, bind bool) *Error
	badValue(set, name, value, kind string) *Error
	// nullReference refuses null in the place of a reference; nil accepts it.
	nullReference(set, name string) *Error
	tooLong(entityType, name, value string, limit int) *Error
	readOnly(name, entityType string) *Error
	missing(set, entityType, key string) *Error
	// emptyNavigation is the error for a navigation property that leads to no row; nil means 204.
	emptyNavigation(name string) *Error
	// missingAlternate is the error for an alternate key that no row has; nil means that of any other key.
	missingAlternate(entityType string) *Error
	// updateOnly words the refusal of a PATCH on an absent row that must not create it.
	updateOnly(absent *Error) *Error
	duplicate(set, key string) *Error
}
