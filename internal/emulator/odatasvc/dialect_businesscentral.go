// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

type businessCentral struct{ plain }

// BusinessCentral is the dialect of Business Central's API pages. Codes come from Microsoft Learn, "Dynamics 365
// Business Central OData error codes".
func BusinessCentral() Dialect { return businessCentral{} }

func (businessCentral) keyAsSegment() bool { return false }

func (businessCentral) fold(_ store.Collation, text string) string     { return text }
func (businessCentral) foldPart(_ store.Collation, part string) string { return part }

func (businessCentral) pageSize() int     { return 20000 }
func (businessCentral) topPages() bool    { return false }
func (businessCentral) upserts() bool     { return false }
func (businessCentral) inCompanies() bool { return true }

// batchLimit: Microsoft Learn, "Operational limits for Business Central Online".
func (businessCentral) batchLimit() int { return 100 }

// hasFunction: Microsoft Learn, "Using filter expressions in OData URIs".
func (businessCentral) hasFunction(name string) bool {
	return slices.Contains([]string{"concat", "indexof", "replace", "substring", "round", "floor", "ceiling"}, name)
}

func (businessCentral) badOption(string, int) *Error { return nil }

func (d businessCentral) badFilter(n node) *Error {
	if mixedOr(n) {
		return d.unsupported("The 'OR' operator is not supported on distinct fields on an OData filter.")
	}
	return nil
}

// knowsOption: the company may be given in the query (Microsoft Learn, "OData Web Services").
func (businessCentral) knowsOption(name string) bool { return name == "company" || name == "tenant" }

// badPage: Microsoft Learn, "Operational Limits for Business Central Online": 413. Code and text are not documented.
func (d businessCentral) badPage(size int) *Error {
	if size <= d.pageSize() {
		return nil
	}
	return Errorf(http.StatusRequestEntityTooLarge, "BadRequest", "The requested page size %d is larger than the largest one, %d.", size, d.pageSize())
}

// null: Business Central has no null; writing it writes the type's blank value.
func (d businessCentral) null(p property) any { return d.zero(p) }

// wire encodes the names of options.
func (businessCentral) wire(p property, v any) any {
	if text, ok := v.(string); ok && p.enum != nil {
		return EncodeName(text)
	}
	return v
}

func (businessCentral) stamps(c *Context, insert bool) Row {
	now := c.World.Timestamp()
	out := Row{"lastModifiedDateTime": now, "systemModifiedAt": now}
	if insert {
		out["systemCreatedAt"] = now
	}
	return out
}

func (businessCentral) identify(_ *Context, h http.Header, id string) {
	h.Set("request-id", id)
	h.Set("ms-correlation-x", id)
}

// zero: Business Central has no null; a field that was never written has its type's blank value.
func (businessCentral) zero(p property) any {
	switch {
	case p.enum != nil:
		for name, v := range p.enum.Members {
			if v == 0 {
				return name
			}
		}
		return ""
	case strings.HasPrefix(p.Type, "Collection("):
		return []any{}
	}
	switch p.Type {
	case "Edm.String":
		return ""
	case "Edm.Boolean":
		return false
	case "Edm.Int16", "Edm.Int32", "Edm.Int64", "Edm.Byte", "Edm.Decimal", "Edm.Double":
		return int64(0)
	case "Edm.Guid":
		return "00000000-0000-0000-0000-000000000000"
	case "Edm.Date":
		return "0001-01-01"
	case "Edm.DateTimeOffset":
		return "0001-01-01T00:00:00Z"
	}
	return nil
}

// firstVersion makes row versions 19 digits long, the length given by the first part of an ETag.
const firstVersion = 1_000_000_000_000_000_000

// etag: public responses show this format, base64 of a quoted text.
func (businessCentral) etag(version int64) string {
	return fmt.Sprintf(`W/"%s"`, base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "'19;%d1;00;'", firstVersion+version)))
}

// precondition follows public responses: a change must name the version it is for or "*"; for a deletion this is
// optional. The response to a malformed header is INFERENCE.
func (d businessCentral) precondition(method string, h http.Header, version int64) *Error {
	match := h.Get("If-Match")
	if method == http.MethodPost || version == 0 {
		return nil
	}
	switch {
	case match == "" && method == http.MethodDelete, match == "*", match == d.etag(version):
		return nil
	case !strings.HasPrefix(match, `W/"`):
		return Errorf(http.StatusBadRequest, "BadRequest_InvalidToken",
			"Could not validate the client concurrency token required by the service. Please provide a valid token in the client request.")
	}
	return Errorf(http.StatusConflict, "Request_EntityChanged",
		"Another user has already changed the record.  To overwrite the record, get the latest version and retry the request.")
}

func (businessCentral) body(c *Context, e *Error) any {
	message := e.Message
	if !strings.Contains(message, "CorrelationId:") {
		message += "  CorrelationId:  " + c.World.NewID() + "."
	}
	return map[string]any{"error": map[string]any{"code": e.Code, "message": message}}
}

func (businessCentral) fault(err error) *Error {
	return Errorf(http.StatusInternalServerError, "Internal_ServerError", "An error occurred: %s", err)
}

func (businessCentral) badRequest(message string) *Error {
	return Errorf(http.StatusBadRequest, "BadRequest", "%s", message)
}

func (businessCentral) badSyntax() *Error {
	return Errorf(http.StatusNotFound, "BadRequest_NotFound", errorInSyntax)
}

func (d businessCentral) badBody(message string) *Error { return d.badRequest(message) }

// unknownPage: microsoft/AL issue 8283.
func (businessCentral) unknownPage(uri string) *Error {
	return Errorf(http.StatusNotFound, "BadRequest_NotFound", "No HTTP resource was found that matches the request URI '%s'.", uri)
}

func (businessCentral) mediaLinks() bool { return true }

func (businessCentral) unknownSegment(name string) *Error {
	return Errorf(http.StatusNotFound, "BadRequest_NotFound", "Resource not found for the segment '%s'.", name)
}

func (d businessCentral) unknownSelected(name, entityType string, open bool) *Error {
	if open {
		return nil
	}
	return d.unknownProperty(name, entityType)
}

func (d businessCentral) unknownProperty(name, entityType string) *Error {
	return d.badRequest(fmt.Sprintf("Could not find a property named '%s' on type 'Microsoft.NAV.%s'.", name, entityType))
}

func (d businessCentral) undeclared(_, name, entityType string, _ bool) *Error {
	return d.badRequest(fmt.Sprintf("The property '%s' does not exist on type 'Microsoft.NAV.%s'. Make sure to only use property names that are defined by the type.", name, entityType))
}

func (d businessCentral) badValue(_, name, value, kind string) *Error {
	return d.badRequest(fmt.Sprintf("Cannot convert the literal '%s' to the expected type '%s' of property '%s'.", value, kind, name))
}

func (businessCentral) tooLong(_, _, value string, limit int) *Error {
	return Errorf(http.StatusBadRequest, "Application_StringExceededLength",
		"The length of the string is %d, but it must be less than or equal to %d characters. Value: %s", texts.Len(value), limit, value)
}

func (businessCentral) readOnly(name, _ string) *Error {
	return Errorf(http.StatusBadRequest, "BadRequest_InvalidOperation", "The property '%s' is read-only and cannot be written.", name)
}

func (businessCentral) notAllowed(method, _ string) *Error {
	verb := map[string]string{http.MethodPost: "insert", http.MethodPatch: "update", http.MethodPut: "update", http.MethodDelete: "delete"}[method]
	if verb == "" {
		return Errorf(http.StatusMethodNotAllowed, "BadRequest_MethodNotAllowed", "The method '%s' is not allowed on this resource.", method)
	}
	return Errorf(http.StatusMethodNotAllowed, "BadRequest_MethodNotAllowed", "Entity does not support %s.", verb)
}

func (businessCentral) updateOnly(absent *Error) *Error { return absent }

func (businessCentral) missing(_, entityType, key string) *Error {
	return Errorf(http.StatusNotFound, "Internal_RecordNotFound",
		"The %s does not exist. Identification fields and values: SystemId='{%s}'", entityType, strings.ToUpper(key))
}

func (businessCentral) duplicate(set, key string) *Error {
	return Errorf(http.StatusConflict, "Internal_EntityWithSameKeyExists",
		"The record in table %s already exists. Identification fields and values: SystemId='{%s}'", set, strings.ToUpper(key))
}

func (businessCentral) unsupported(message string) *Error {
	return Errorf(http.StatusNotImplemented, "BadRequest_MethodNotImplemented", "%s", message)
}
