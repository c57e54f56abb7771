// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

type graph struct{ plain }

// Graph is the dialect of Microsoft Graph: keys as segments, its own error body.
func Graph() Dialect { return graph{} }

func (graph) keyAsSegment() bool { return true }

func (graph) fold(_ store.Collation, text string) string     { return strings.ToLower(text) }
func (graph) foldPart(_ store.Collation, part string) string { return strings.ToLower(part) }

func (graph) pageSize() int  { return 100 }
func (graph) topPages() bool { return true }
func (graph) upserts() bool  { return false }

// batchLimit: Microsoft Learn, "Combine multiple HTTP requests using JSON batching".
func (graph) batchLimit() int { return 20 }
func (graph) goesOn() bool    { return true }

// foldNames: public responses show that for functions and for
// directory/deletedItems; for other names it is INFERENCE.
func (graph) foldNames() bool { return true }

// ignoresNull: azuread sends a new account's mail address as null.
func (graph) ignoresNull() bool { return true }

// emptyNavigation: a user without a manager, for example.
func (d graph) emptyNavigation(name string) *Error { return d.missing("", "", name) }

func (graph) contentType() string {
	return "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
}

func (graph) identify(c *Context, h http.Header, id string) {
	h.Set("request-id", id)
	if client := c.Request.Header.Get("client-request-id"); client != "" {
		h.Set("client-request-id", client)
	}
}

func (graph) changed(*Context, string) bool { return false }

func (graph) hasFunction(string) bool { return false }

// largestPage is the largest $top for directory objects (Microsoft Learn, "List users").
const largestPage = 999

// badOption: Microsoft Learn, "Paging Microsoft Graph data in your app"; the texts come from public responses.
func (d graph) badOption(name string, value int) *Error {
	switch {
	case name == "$skip":
		return d.badRequest("'$skip' is not supported by the service.")
	case name == "$top" && (value < 1 || value > largestPage):
		return d.unsupported(fmt.Sprintf("Invalid page size specified: '%d'. Must be between 1 and %d inclusive.", value, largestPage))
	}
	return nil
}

// badQuery: Microsoft Learn, "Advanced query capabilities on Microsoft Entra ID
// objects". The texts come from public responses.
func (d graph) badQuery(h http.Header, q *query, total bool) *Error {
	eventual := strings.EqualFold(h.Get("ConsistencyLevel"), "eventual")
	switch {
	case total && !eventual:
		return d.badRequest("$count is not currently supported.")
	case q.filter != nil && advanced(q.filter) && (!eventual || !q.count && !total):
		return d.unsupported("Unsupported or invalid query filter clause specified.")
	}
	return nil
}

// advanced reports whether a filter requires an advanced query.
func advanced(n node) bool {
	switch n := n.(type) {
	case *logical:
		return advanced(n.left) || advanced(n.right)
	case *negation:
		return true
	case *comparison:
		return n.op == "ne"
	case *call:
		return strings.EqualFold(n.name, "endswith")
	}
	return false
}

// unknownSelected refuses for open types too; names from a schema extension contain an underscore.
func (graph) unknownSelected(name, entityType string, open bool) *Error {
	if open && strings.Contains(name, "_") {
		return nil
	}
	return Errorf(http.StatusBadRequest, "BadRequest",
		"Parsing OData Select and Expand failed: Could not find a property named '%s' on type 'microsoft.graph.%s'.", name, entityType)
}

func (graph) zero(p property) any {
	switch {
	case strings.HasPrefix(p.Type, "Collection("):
		return []any{}
	case p.Nullable == nil || *p.Nullable:
		return nil
	case p.Type == "Edm.Boolean":
		return false
	case strings.HasPrefix(p.Type, "Edm.Int"):
		return int64(0)
	case p.Type == "Edm.DateTimeOffset":
		return "0001-01-01T00:00:00Z"
	}
	return nil
}

// etag: directory objects have none.
func (graph) etag(int64) string { return "" }

func (graph) precondition(string, http.Header, int64) *Error { return nil }

func (graph) body(c *Context, e *Error) any {
	client := c.World.NewID()
	if c.Request != nil {
		if given := c.Request.Header.Get("client-request-id"); given != "" {
			client = given
		}
	}
	return map[string]any{"error": map[string]any{
		"code": e.Code, "message": e.Message,
		"innerError": map[string]any{
			"date":              c.World.Now().Format("2006-01-02T15:04:05"),
			"request-id":        c.World.NewID(),
			"client-request-id": client,
		},
	}}
}

func (graph) fault(err error) *Error {
	return Errorf(http.StatusInternalServerError, "UnknownError", "%s", err)
}

func (graph) badRequest(message string) *Error {
	return Errorf(http.StatusBadRequest, "Request_BadRequest", "%s", message)
}

func (d graph) badSyntax() *Error { return d.badRequest(errorInSyntax) }

func (d graph) badBody(message string) *Error { return d.badRequest(message) }

func (graph) unknownSegment(name string) *Error {
	if name == "me" { // every token of the emulator is an application's
		return Errorf(http.StatusBadRequest, "BadRequest", "/me request is only valid with delegated authentication flow.")
	}
	return Errorf(http.StatusBadRequest, "BadRequest", "Resource not found for the segment '%s'.", name)
}

func (d graph) unknownProperty(name, entityType string) *Error {
	return d.badRequest(fmt.Sprintf("Could not find a property named '%s' on type 'microsoft.graph.%s'.", name, entityType))
}

func (d graph) undeclared(_, name, entityType string, _ bool) *Error {
	return d.badRequest(fmt.Sprintf("Property '%s' does not exist as a declared property on type 'microsoft.graph.%s'.", name, entityType))
}

func (d graph) badValue(_, name, value, kind string) *Error {
	return d.badRequest(fmt.Sprintf("Cannot convert the literal '%s' to the expected type '%s' of property '%s'.", value, kind, name))
}

func (d graph) tooLong(_, name, _ string, limit int) *Error {
	return d.badRequest(fmt.Sprintf("Invalid value specified for property '%s' of resource: it is longer than %d characters.", name, limit))
}

func (d graph) readOnly(name, _ string) *Error {
	return d.badRequest(fmt.Sprintf("Property '%s' is read-only and cannot be set.", name))
}

func (graph) notAllowed(method, _ string) *Error {
	return Errorf(http.StatusMethodNotAllowed, "Request_BadRequest", "Specified HTTP method '%s' is not allowed for the request target.", method)
}

func (graph) updateOnly(absent *Error) *Error { return absent }

func (graph) missing(_, _, key string) *Error {
	return Errorf(http.StatusNotFound, "Request_ResourceNotFound",
		"Resource '%s' does not exist or one of its queried reference-property objects are not present.", key)
}

func (d graph) duplicate(_, _ string) *Error {
	return d.badRequest("Another object with the same value for property id already exists.")
}

func (graph) unsupported(message string) *Error {
	return Errorf(http.StatusBadRequest, "Request_UnsupportedQuery", "%s", message)
}
