// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import "net/http"

// Dialect is what one of the services does in its own way.
type Dialect interface {
	protocol
	urlRefusals
	rowRefusals
}

type protocol interface {
	// keyAsSegment: users/{id} in place of users({id}).
	keyAsSegment() bool
	// foldCase: text compares without case in filters.
	foldCase() bool
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
	// upserts: PATCH on an absent row creates it.
	upserts() bool
	// zero is what a read shows for a column that the row does not hold.
	zero(p property) any
	// body renders an error.
	body(c *Context, e *Error) any
}

// urlRefusals are errors about the request itself.
type urlRefusals interface {
	fault(err error) *Error
	badRequest(message string) *Error
	// badSyntax refuses a key or a path that cannot be read.
	badSyntax() *Error
	badBody(message string) *Error
	unknownSegment(name string) *Error
	unknownProperty(name, entityType string) *Error
	notAllowed(method, set string) *Error
	unsupported(message string) *Error
	// badOption refuses a query option, or its value, that OData has and the service has not; nil accepts it.
	badOption(name string, value int) *Error
}

// rowRefusals are errors about a row and its columns.
type rowRefusals interface {
	undeclared(name, entityType string) *Error
	badValue(name, value, kind string) *Error
	tooLong(name, value string, limit int) *Error
	readOnly(name, entityType string) *Error
	missing(set, entityType, key string) *Error
	// updateOnly words the refusal of a PATCH on an absent row that must not create it.
	updateOnly(absent *Error) *Error
	duplicate(set, key string) *Error
}
